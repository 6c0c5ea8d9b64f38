"""Exact inputs, and W(t) evaluated in exact rationals, balls and mpmath numbers: nothing symbolic."""
