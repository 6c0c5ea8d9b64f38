"""TFHV §2, second routes: the flow integrated by mpmath, with no closed form."""

from mpmath import log, mp, mpf, odefun


def test_symmetric_solution_exists() -> None:
    """ẋ = 4x(1 − x) from −1 falls below −1000 before t = ¼ log 2, and has not been above 0 by then."""
    with mp.workdps(15):
        end = log(2) / 4
        solution = odefun(lambda _, x: [4 * x[0] * (1 - x[0])], 0, [mpf(-1)])
        values = [solution(end * part)[0] for part in (mpf("0.5"), mpf("0.9"), mpf("0.999"))]
        assert values == sorted(values, reverse=True)
        assert values[0] < -1
        assert values[-1] < -1000
        assert odefun(lambda _, x: [4 * x[0] * (1 - x[0])], 0, [mpf(1) / 2])(3)[0] > 0.999  # from above 0 it goes on
