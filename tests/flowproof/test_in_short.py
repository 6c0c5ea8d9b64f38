"""Large matrices in short: floats find the largest and the least entry, and the text where some are close."""

from fractions import Fraction
from random import Random

import pytest

from flowproof.matrices import _size, in_short
from numeric.evaluate import Sample

N = 14
NUMBERS = ("1.234", "9.99", "5", "0.012", "1.2340000000000001", "12.5", "1.234e-9", "1.2339999999999999e-9")
BEYOND = ("7" * 400, "1e-400", "9.9e-5001", "1.01e-400", "3e999", "2.999e999")


@pytest.mark.parametrize("seed", range(30))
def test_the_extremes_are_those_of_all_entries(seed: int) -> None:
    """Against all entries in the order of their size, and of their places where these are the same."""
    draw = Random(seed)  # noqa: S311 (a seeded sample, nothing secret)
    numbers = (*NUMBERS, *BEYOND) if seed % 3 == 0 else NUMBERS
    values = [["0"] * N for _ in range(N)]
    for i in range(N):
        for j in range(i, N):
            values[i][j] = values[j][i] = "0" if draw.random() < 0.3 else draw.choice(("", "-")) + draw.choice(numbers)
    upper = [(i, j) for i in range(N) for j in range(i, N)]
    other = sorted((at for at in upper if values[at[0]][at[1]] != "0"), key=lambda at: _size(values[at[0]][at[1]]))
    told = in_short(Sample(Fraction(1), values, None)).splitlines()
    for name, (i, j) in (("largest", other[-1]), ("least but 0", other[0])):
        assert f"{name}: W[{i + 1},{j + 1}] = {values[i][j]}" in told
    assert f"exactly 0: {len(upper) - len(other)} of {len(upper)} entries" in told


def test_nothing_but_zeros() -> None:
    told = in_short(Sample(Fraction(1), [["0"] * N] * N, None))
    assert "largest" not in told
    assert told.endswith(f"exactly 0: {N * (N + 1) // 2} of {N * (N + 1) // 2} entries")
