"""Figures, drawn from numbers that the other packages computed."""
