"""The closed forms and what is said of them at once: steps whose statement is a derivation, for all parameters.

`matrix` is MV §II, `modes` MV §III-A up to (15), `symmetric` and its siblings TFHV §2, `imbalanced` and its siblings
TFHV §3, `regularized` and `uniform_imbalance` TFHV §4. The derivations are written in `symbolic`; here each becomes a
claim with a label, and gets its near-miss: the same derivation of a formula with one thing changed, which has to be
refuted. Each file is a table, whose rows `table` describes.
"""
