"""Exact mathematics, by SymPy: the flows, their closed forms, and derivations of one from the other for all parameters.

`residual` decides what vanishes, has a sign, or tends to a limit; `noncommutative` does it for matrices of any size;
`derivation` makes lines of it that can be read; `derivations` holds them, one file a subject. Nothing here evaluates
numbers: that is `numeric`, which knows nothing of this package.
"""
