"""TFHV §6, second routes: the sizes of Figure 3, tried."""

import numpy as np
import pytest


def test_nonlinear_factor_sizes() -> None:
    """X (1000×10) times a printed 1000×100 factor is refused; with 10×100 factors XUVᵀ has the size of Y."""
    X, printed, fitting = np.ones((1000, 10)), np.ones((1000, 100)), np.ones((10, 100))
    with pytest.raises(ValueError, match="mismatch"):
        X @ printed
    assert (X @ fitting @ fitting.T).shape == X.shape
