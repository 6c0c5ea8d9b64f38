"""The suite from Python: `flow` has the flow and what can be asked of it, and `results` what comes back.

`inputs` reads numbers and matrices exactly, of whatever kind they are, and `files` those that are in files; `number` is
a certified number.
"""
