"""TFHV §3, second routes: the flow integrated by mpmath, and formulas typed from the page."""

from fractions import Fraction

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


def start_of(sigma: mpf, imbalance: mpf, C: mpf) -> mpf:
    """(17) at t = 0."""
    return (sigma - 2 * C * imbalance**2 - 4 * sigma * (imbalance * C) ** 2) / (
        1 + 8 * sigma * C - 4 * (imbalance * C) ** 2
    )


def test_imbalanced_constant_as_handed_down() -> None:
    """At σ = 2, λ₀ = 1, x₀ = 1/2 (17) starts at x₀ with the root ended in time, and elsewhere as handed down."""
    sigma, imbalance, start = mpf(2), mpf(1), mpf(1) / 2
    under = 4 * sigma**2 * imbalance**2 + 16 * sigma**2 * start**2 + imbalance**4 + 4 * start**2 * imbalance**2
    handed_down = sqrt(under - 4 * sigma * start - imbalance**2) / (4 * imbalance**2 * (sigma - start))
    assert abs(start_of(sigma, imbalance, constant(sigma, imbalance, start)) - start) < mpf(10) ** -12
    assert abs(start_of(sigma, imbalance, handed_down) - start) > mpf(1) / 2


def test_rotation_is_the_origin_of_the_law() -> None:
    """½(1 − uv)² + ⅛(u² − v² − 3)² does not see (u, v) -> (−u, −v), but its gradient flow moves u² − v²."""

    def loss(u: Fraction, v: Fraction) -> Fraction:
        return (1 - u * v) ** 2 / 2 + (u**2 - v**2 - 3) ** 2 / 8

    u, v, h = Fraction(1), Fraction(1, 2), Fraction(1, 10**6)
    assert loss(-u, -v) == loss(u, v)
    u_rate = -(loss(u + h, v) - loss(u - h, v)) / (2 * h)
    v_rate = -(loss(u, v + h) - loss(u, v - h)) / (2 * h)
    assert 2 * u * u_rate - 2 * v * v_rate > 1


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
