"""MV (14), (15) and Figure 1: for small α a mode is still absent at (1 − η) log(1/α)/(cσ), and learned at
(1 + η) log(1/α)/(cσ); its rise takes a time that does not depend on α.
"""

from collections.abc import Callable

from sympy import Expr, S, Symbol, expand_log, log

from symbolic.derivation import Derivation, define, equal, formula, limit, sign
from symbolic.rendering import rendered
from symbolic.solutions import mode, transition_time
from symbolic.symbols import a, alpha, c, delta, eta, p, s, sigma, sigma_1, sigma_2

rho = Symbol("rho", positive=True)  # α², which tends to zero
t_1 = Symbol("t_1", positive=True)

odds, more_odds = Symbol("o", positive=True), Symbol("o'", positive=True)  # learned to unlearned part, x/(σ − x)

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


def time_of(odds: Expr) -> Expr:
    """When the mode has learned the part o/(1 + o) of its target."""
    return (log(odds) + log(p) - log(a)) / (2 * c * sigma)


RISE = (log(more_odds) - log(odds)) / (2 * c * sigma)


def rises_one_after_another(rise: Expr = RISE) -> Derivation:
    """Each mode rises at log(1/α)/(cσ), within a time that α does not change (MV, Figure 1)."""
    spread = delta * (log(odds) + log(sigma - s * rho) - log(s)) / 2
    return Derivation(
        title="Modes rise one after another, the more sharply the smaller α",
        domain="every σ > a = α²s > 0, c > 0, and every part o/(1 + o) of the target, 0 < o < ∞",
        lines=(
            equal(
                mode(sigma, a, c, time_of(odds)),
                sigma * odds / (1 + odds),
                "(12) at the time t(o) = (log o + log(σ − a) − log a)/(2cσ)",
                shown=r"x\left(t(o)\right)",
                where={p: sigma - a},
            ),
            equal(
                time_of(more_odds) - time_of(odds),
                rise,
                "so the rise from one part to another takes the same time for every α",
                shown=r"t(o') - t(o)",
            ),
            equal(
                expand_log(c * sigma / -log(alpha) * time_of(odds).subs({p: sigma - a}).subs({a: alpha**2 * s})),
                1 + spread.subs({delta: -1 / log(alpha), rho: alpha**2}),
                "measured in log(1/α)",
                shown=r"\frac{c \sigma\, t(o)}{\log(1/\alpha)}",
            ),
            limit(1 + spread, VANISHING, S.One, "as α → 0, where ρ = α² → 0 and δ = 1/log(1/α) → 0, whatever o is"),
            sign(
                1 / sigma_2 - 1 / sigma_1,
                ">",
                "so a smaller mode rises later, by a time that grows like log(1/α), and each rise is as long as before",
                where={sigma_1: sigma_2 + p},
            ),
        ),
        conclusion=formula(r"\lim_{\alpha \to 0} \frac{c \sigma\, t(o)}{\log(1/\alpha)}", S.One)
        + r",\qquad "
        + formula("t(o') - t(o)", rise),
    )
