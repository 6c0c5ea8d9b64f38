"""TFHV §3, second routes: the flow integrated by mpmath, and formulas typed from the page."""

from mpmath import exp, mp, mpf, odefun, sqrt


def test_imbalanced_convergence() -> None:
    """From u = −v and from u = v = 0 the product uv stays at or below 0, with σ = 1."""

    def flow(_: mpf, y: list[mpf]) -> list[mpf]:
        u, v = y
        return [(1 - u * v) * v, (1 - u * v) * u]

    with mp.workdps(15):
        opposite = odefun(flow, 0, [mpf(1) / 2, -mpf(1) / 2])
        u, v = opposite(8)
        assert -(mpf(10) ** -6) < u * v < 0
        assert odefun(flow, 0, [mpf(0), mpf(0)])(8) == [0, 0]
        u, v = odefun(flow, 0, [mpf(1) / 2, mpf(1) / 2])(8)  # above 0 it does converge
        assert abs(u * v - 1) < mpf(10) ** -5


def constant(sigma: mpf, imbalance: mpf, start: mpf) -> mpf:
    """(22), typed from the page."""
    under = 4 * sigma**2 * imbalance**2 + 16 * sigma**2 * start**2 + imbalance**4 + 4 * start**2 * imbalance**2
    return (sqrt(under) - 4 * sigma * start - imbalance**2) / (4 * imbalance**2 * (sigma - start))


def test_imbalanced_constant_is_positive() -> None:
    """C is negative beyond the target, and positive below it."""
    assert constant(mpf(1), mpf(1), mpf(3)) < 0 < constant(mpf(1), mpf(1), mpf(1) / 2)


def test_imbalanced_rate() -> None:
    """(21) from x₀ = 3 to σ = 1: |x − σ|e^{ωt} comes near 2|C|ω², and 2Cω² is negative."""
    with mp.workdps(20):
        solution = odefun(lambda _, y: [2 * (1 - y[0]) * sqrt(y[0] ** 2 + mpf(1) / 4)], 0, [mpf(3)])
        rate, C = sqrt(mpf(5)), constant(mpf(1), mpf(1), mpf(3))
        for t, tolerance in ((2, 0.2), (6, 1e-5)):
            assert abs(abs(solution(t)[0] - 1) * exp(rate * t) / (2 * abs(C) * rate**2) - 1) < tolerance
        assert 2 * C * rate**2 < 0
