"""TFHV §5, second routes: exact rationals, difference quotients and integration, with formulas typed from the page."""

from fractions import Fraction

from mpmath import exp, mp, mpf, odefun


def test_scalar_flow_of_the_square() -> None:
    """U² moves at 4σX − 4X² = 4 along (35) from U = 1 with σ = 2, and at another speed along (34)."""
    sigma, U, h = Fraction(2), Fraction(1), Fraction(1, 10**6)
    expected = 4 * sigma * U**2 - 4 * U**4

    def speed(U_rate: Fraction) -> Fraction:
        return ((U + h * U_rate) ** 2 - (U - h * U_rate) ** 2) / (2 * h)

    assert speed(2 * (sigma - U**2) * U) == expected
    assert speed(sigma - U) != expected


def test_two_layer_scalar_solution_late() -> None:
    """σ = 2, X₀ = 4, so c = 1/2, at t = 5: (X − σ)e^{4σt} is 1 = σc, and not −1/2."""
    with mp.workdps(40):
        sigma, c, decay = mpf(2), mpf(1) / 2, exp(-40)
        scaled = (sigma / (1 - c * decay) - sigma) / decay
        assert abs(scaled - sigma * c) < mpf(10) ** -15
        assert abs(scaled + c) > 1


def test_the_rate_needs_a_positive_target_and_start() -> None:
    """(35) integrated until t = 4: X = U² goes to 0 for σ = −1 and σ = 0, rests from U₀ = 0, comes to 1 for σ = 1."""

    def end(sigma: int, start: mpf) -> mpf:
        return odefun(lambda _, y: [2 * (sigma - y[0] ** 2) * y[0]], 0, [start])(4)[0] ** 2

    with mp.workdps(15):
        half = mpf(1) / 2
        assert abs(end(1, half) - 1) < 4 * exp(-16)
        assert end(-1, half) < exp(-16)  # and not near −1
        assert abs(end(0, half) - 1 / mpf(20)) < mpf(10) ** -9  # 1/(1/X₀ + 4t): no exponential
        assert end(1, mpf(0)) == 0


def test_two_layer_descent_shrinks() -> None:
    """A step of (33) from U = 1, σ = 2, η = 1/100 shrinks the distance by less than 1 − 4ησ; X̃ = −σ obeys (39)."""
    sigma, eta, U = Fraction(2), Fraction(1, 100), Fraction(1)
    after = U + 2 * eta * (sigma - U**2) * U
    ratio = abs(after**2 - sigma) / abs(U**2 - sigma)
    assert 1 - 4 * eta * sigma < ratio < 1
    gap = -sigma
    assert gap - 4 * eta * gap * (sigma + gap) == gap
    assert gap <= (1 - 4 * eta * sigma) * gap
