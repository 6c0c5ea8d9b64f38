"""The experiments of TFHV §6: what one run of each finds, from a seed, and the curves of the paper's figure.

A run is in double precision and on random data. What is claimed of runs stands in `proofs/experiments`.
"""
