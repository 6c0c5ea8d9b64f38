"""Certificates written down for Coq, whose kernel then checks what `checker.py` has accepted."""
