"""MV (14), (15): for small α a mode is still absent at (1 − η) log(1/α)/(cσ), and learned at (1 + η) log(1/α)/(cσ)."""

from collections.abc import Callable

from sympy import Expr, S, Symbol, log

from symbolic.derivation import Derivation, define, equal, formula, limit
from symbolic.rendering import rendered
from symbolic.solutions import mode, transition_time
from symbolic.symbols import alpha, c, delta, eta, s, sigma

rho = Symbol("rho", positive=True)  # α², which tends to zero
t_1 = Symbol("t_1", positive=True)

Time = Callable[[Expr, Expr, Expr], Expr]

STARTS = "a = α²s; every s > 0, σ > 0, c > 0"
VANISHING = {delta: S.Zero, rho: S.Zero}
WHY = "as α → 0, where ρ → 0, and δ → 0 since η > 0"


def before_the_transition(time: Time = transition_time) -> Derivation:
    """x((1 − η)t₁) → 0 as α → 0 (MV (14))."""
    moment, transition = (1 - eta) * t_1, time(sigma, c, log(1 / alpha))
    small = sigma * s * delta / (sigma + s * delta - s * rho)
    return Derivation(
        title="Just before the transition a mode is still absent",
        domain=f"{STARTS}; every η > 0, of which 0 < η < 1 gives a positive time",
        lines=(
            define(t_1, transition, "the time of the transition"),
            equal(
                mode(sigma, alpha**2 * s, c, moment.subs(t_1, transition)),
                small,
                "(12) at t = (1 − η)t₁, where e^{2cσt} = α^{2η−2}",
                shown=rf"x\left({rendered(moment)}\right)",
                where={delta: alpha ** (2 * eta), rho: alpha**2},
            ),
            limit(small, VANISHING, S.Zero, WHY),
        ),
        conclusion=formula(rf"\lim_{{\alpha \to 0}} x\left({rendered(moment)}\right)", S.Zero),
    )


def after_the_transition(time: Time = transition_time) -> Derivation:
    """x((1 + η)t₁) → σ as α → 0 (MV (15))."""
    moment, transition = (1 + eta) * t_1, time(sigma, c, log(1 / alpha))
    learned = sigma * s / (sigma * delta + s - s * rho * delta)
    return Derivation(
        title="Just after the transition a mode is learned",
        domain=f"{STARTS}; every η > 0",
        lines=(
            define(t_1, transition, "the time of the transition"),
            equal(
                mode(sigma, alpha**2 * s, c, moment.subs(t_1, transition)),
                learned,
                "(12) at t = (1 + η)t₁, where e^{2cσt} = α^{−2η−2}",
                shown=rf"x\left({rendered(moment)}\right)",
                where={delta: alpha ** (2 * eta), rho: alpha**2},
            ),
            limit(learned, VANISHING, sigma, WHY),
        ),
        conclusion=formula(rf"\lim_{{\alpha \to 0}} x\left({rendered(moment)}\right)", sigma),
    )
