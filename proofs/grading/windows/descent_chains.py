"""The chains about gradient descent: what its theorems ask of a claim's c₁, c₂ and ε, and the inductions they rest on.

A claim's windows have to lie within the theorem's, whose constants these are. From any start the step j₀ from which
the theorem speaks is the first in T_k: it is less than a step after the window's left end.
"""

from collections.abc import Iterator
from functools import cache

from proofs.certificate.argument import Argument, Condition, Gap, Line, Written, identity, instance
from proofs.descent import any_start as from_any
from proofs.descent import claims, spectral_lines
from proofs.descent import spectral as diagonal
from proofs.descent.any_start_lines import K
from proofs.descent.induction import Induction
from proofs.grading.numbers.lines import Document
from proofs.grading.windows.links import OF_K, SINGULAR, SMALL_STEPS, Chain, Link, Names

OWN, NEXT = "log(1 + eta*sigma_k)", "log(1 + eta*sigma_next)"
STAYS_BELOW = "descent-mode-stays-below-its-target"
FIRST_K, LAST_K = OF_K.items()
FIRST: Names = {"first-window": "k == 0", "first-target": "sigma_k == sigma_1", "next-target": "sigma_next == sigma_1"}
BETWEEN: Names = {**OF_K, "there-is-a-next": "0 < sigma_next", "targets-differ": "sigma_next < sigma_k"}
LAST: Names = {"last-window": "k == r", "last-target": "sigma_k == sigma_r", "no-next": "sigma_next == 0"}
"""What the names of a claim mean besides, for k = 0, for 1 ≤ k < r, and for k = r ≥ 1."""
NOTHING: Names = {}
LATER, EARLIER = "later-left-end", "earlier-right-end"


def _not_larger(name: str, a: str, b: str, *why: str) -> tuple[Line, ...]:
    """log(a) ≤ log(b), as e^{log a − log b} is a/b, at most 1, and at least 1 + log a − log b."""
    x, y = f"log({a})", f"log({b})"
    return (
        identity(f"0 < {a}"),
        identity(f"0 < {b}"),
        instance("exponential-of-a-logarithm", x=a, name=f"{name} a"),
        instance("exponential-of-a-logarithm", x=b, name=f"{name} b"),
        instance("exponential-of-a-sum", x=f"{x} - {y}", y=y, name=f"{name} sum"),
        instance("exponential-is-above-its-tangent", x=f"{x} - {y}", name=f"{name} tangent"),
        identity(f"exp({x} - {y})*({b}) == {a}", f"{name} a", f"{name} b", f"{name} sum", name=f"{name} ratio"),
        identity(f"exp({x} - {y}) <= 1", f"{name} ratio", *why, multiplier=b, name=f"{name} at most 1"),
        identity(f"{x} <= {y}", f"{name} at most 1", f"{name} tangent", name=name),
    )


@cache
def spectral() -> Chain:
    """Theorem 3 for descent."""
    return Chain("Theorem 3 for descent", tuple(_spectral_links()), "1/(2*sigma_1)")


def _spectral_links() -> Iterator[Link]:
    small = Condition(SMALL_STEPS, diagonal.HYPOTHESES[SMALL_STEPS], STAYS_BELOW)
    below = Condition("start-below-targets", "alpha**2*mu <= sigma_r", STAYS_BELOW)
    tolerance = Condition("start-below-tolerance", "alpha**2*mu <= eps", "descent-absent-mode-shrinks")
    learned, unlearned, absent = diagonal.inductions()
    yield _later("m*sigma_1**2/eps", ("m", "sigma_1", "sigma_k"), dict([FIRST_K]))
    yield _earlier("eps/mu", dict([LAST_K]))
    yield from _of(learned, (small, below), {})
    yield from _of(unlearned, (small, below), {})
    yield from _of(absent, (small, below, tolerance), SINGULAR)
    yield from _one_step()


def _later(c1: str, positive: tuple[str, ...], known: Names) -> Link:
    """That a claim's T_k does not begin before the theorem's."""
    asked = Condition("left-end-is-not-earlier", f"{c1} <= c1", LATER)
    lines = (
        *_not_larger("order", f"{c1}/alpha**2", "c1/alpha**2", asked.name),
        identity(None, "order", "after-the-left-end"),
    )
    after = {"after-the-left-end": f"log(c1/alpha**2) <= 2*j*{OWN}"}
    written = Written(LATER, f"log({c1}/alpha**2) <= 2*j*{OWN}", (), lines)
    return _within(
        "a left end that is not earlier", written, {**after, asked.name: asked.shows}, (asked,), known, positive
    )


def _earlier(c2: str, known: Names) -> Link:
    """And does not end after it."""
    asked = Condition("right-end-is-not-later", f"c2 <= {c2}", EARLIER)
    lines = (
        *_not_larger("order", "c2/alpha**2", f"{c2}/alpha**2", asked.name),
        identity(None, "order", "before-the-right-end"),
    )
    given = {"before-the-right-end": f"2*j*{NEXT} <= log(c2/alpha**2)", asked.name: asked.shows}
    written = Written(EARLIER, f"2*j*{NEXT} <= log({c2}/alpha**2)", (), lines)
    return _within("a right end that is not later", written, given, (asked,), known, ("mu", "sigma_next"))


def _within(
    label: str,
    written: Written,
    given: Names,
    asked: tuple[Condition, ...],
    known: Names = NOTHING,
    positive: tuple[str, ...] = (),
) -> Link:
    constants = tuple(name for name in ("c1", "c2") if any(name in text for text in given.values()))
    names = tuple(dict.fromkeys(("alpha", "eps", "eta", *constants, *positive)))
    return Link(Argument(label, (written,), given, names, ("j",)), asked, known)


def _of(induction: Induction, asked: tuple[Condition, ...], known: Names) -> Iterator[Link]:
    """Its claims, which have all that they are given in common: what it asks is asked once."""
    for claim in induction.claims():
        yield Link(claim, asked if claim.steps[-1].label == induction.label else (), known)


def _one_step() -> Iterator[Link]:
    """What the inductions' lines are instances of."""
    for claim in claims.ONE_STEP:
        if claim.label in claims.known():
            yield Link(claim, (), {})


def certified(chain: Chain) -> tuple[Document, ...]:
    """The certificates of its claims, each after those that it rests on. Raises Gap where one has none."""
    cases = {link.argument.label: link.argument for link in chain.links}
    first = [claim.label for claim in claims.ONE_STEP if claim.label in cases]
    found = list[Document]()
    for label in (*first, *(label for label in cases if label not in first)):
        certificate = claims.found_for(cases[label], claims.known())
        if certificate is None:
            raise Gap(label, 0, cases[label].shows, "no certificate")
        found.append(certificate)
    return tuple(found)


# ---- from any start


@cache
def any_start() -> Chain:
    """Descent from a start of any shape whose first k rows are independent."""
    return Chain("descent from any start", tuple(_any_start_links()), "1/(4*sigma_1)")


TWICE = f"(log(c1/alpha**2)/{OWN} + 2)"
"""Twice the first step of T_k is at most that."""
C3 = f"alpha**2*exp({NEXT}*{TWICE})"
C1 = "4*sigma_1*sigma_k/(nu*eps)"
BELOW = "alpha**2*mu <= sigma_1"
EARLY = Condition("left-end-is-not-negative", "alpha**2 <= c1", from_any.BEGINS)
ROOM = {
    "c3-against-the-tolerance": ("eps**2", "4*sigma_1*mu*alpha**2"),
    "c3-against-the-gap": ("sigma_k - sigma_next", f"8*{K}*mu*alpha**2"),
    "c3-against-the-next": ("sigma_next", f"8*{K}*mu*alpha**2"),
}
"""What the growth of σ_{k+1} may be up to j₀: a number, and what it is divided by."""
POSITIVE = ("mu", "nu", "sigma_1", "sigma_k", "sigma_next")


def _any_start_links() -> Iterator[Link]:
    """k = 0, the windows between, and k = r, where σ_{k+1} is replaced by τ = 1/(ηx), x being TWICE."""
    small = Condition(SMALL_STEPS, from_any.TARGETS[SMALL_STEPS], "descent-learned-rows-grow")
    yield from _of(from_any.unlearned(), (small, Condition("start-below-targets", BELOW, from_any.STAYS_SMALL)), FIRST)
    yield from _windows_before_any()
    tolerance = Condition("tolerance", from_any.TARGETS["tolerance"], "descent-gap-stays-from-above")
    begins, goes_on = from_any.begins(), from_any.goes_on()
    yield from _of(begins, (small, tolerance, EARLY), BETWEEN)
    yield from _of(begins, (small, Condition("tolerance in the end", "6*eps <= sigma_k", tolerance.step), EARLY), LAST)
    yield from _of(goes_on, (), {})
    yield from _windows()
    yield from _last_window()
    for sigma in ("sigma_1", "sigma_k", "sigma_next"):
        yield from _of(_powers(sigma), (), {})
    yield from _one_step()


def _powers(sigma: str) -> Induction:
    """That the power (1 + ησ)^{2j}, of which the theorem speaks, is the exponential of which windows are made."""
    states, kept, begins, goes_on = spectral_lines.counting("power", sigma)
    label = f"powers of 1 + eta*{sigma}"
    ends = {label: (identity(None, "power counts"),)}
    states = {**spectral_lines.AGE, **states}
    shows = f"power == exp(2*j*log(1 + eta*{sigma}))"
    return Induction(label, "every step", {}, states, kept, {}, shows, begins, goes_on, ends, ("eta", sigma))


def _windows() -> Iterator[Link]:
    """What the first step of T_k and any later one are, in the theorem's words."""
    later = Condition("left-end-is-not-earlier", f"{C1} <= c1", LATER)
    earlier = Condition("right-end-is-not-later", "c2 <= eps/(2*mu)", EARLIER)
    own, growth = f"2*j*{OWN}", f"2*j*{NEXT}"
    yield _within(
        "the first step of a window: the first k modes",
        Written(LATER, f"{C1} <= alpha**2*exp({own})", (), (*_at_least(own), identity(None, "grown", later.name))),
        {"after-the-left-end": f"log(c1/alpha**2) <= {own}", later.name: later.shows},
        (later,),
        dict([FIRST_K]),
        ("nu", "sigma_1", "sigma_k"),
    )
    lines = (*_at_most(growth, "c2/alpha**2"), identity(None, "grown", earlier.name))
    yield _within(
        "any step of a window: the others",
        Written(EARLIER, f"2*alpha**2*mu*exp({growth}) <= eps", (), lines),
        {"before-the-right-end": f"{growth} <= log(c2/alpha**2)", earlier.name: earlier.shows},
        (earlier,),
        BETWEEN,
        ("mu", "sigma_next"),
    )
    yield _within(
        "the first step of a window: the others",
        Written("rest-is-small", f"alpha**2*exp({growth}) <= {C3}", (), _by_the_first_step(growth)),
        {"first-step": f"2*j <= {TWICE}"},
        (),
        positive=("c1", "sigma_k", "sigma_next"),
    )
    for name, (most, divisor) in ROOM.items():
        room, undone = f"({most})/({divisor})", {"equation": "divided", "left": f"-({most})"}
        asked = Condition(f"{name} in time", f"{NEXT}*{TWICE} <= log({room})", name)
        shows = from_any.START[name].replace("c3", f"({C3})")
        lines = (
            identity(f"0 < {divisor}"),
            instance("quotient-times-divisor", x=divisor, name="divided"),
            instance("inverse-is-positive", x=divisor, name="inverse"),
            *_at_most(f"{NEXT}*{TWICE}", room, "targets-are-distinct", "inverse"),
            identity(None, terms=[{"facts": ["grown"], "positive": divisor}, undone]),
        )
        yield _within(
            f"the first step of a window: {name}",
            Written(name, shows, (), lines),
            {asked.name: asked.shows, "targets-are-distinct": "sigma_next < sigma_k"},
            (asked,),
            BETWEEN,
            ("c1", *POSITIVE),
        )


def _windows_before_any() -> Iterator[Link]:
    """A step of T_0, in the theorem's words."""
    asked, growth = Condition("first-right-end-is-not-later", "c2 <= eps/mu", EARLIER), "2*j*log(1 + eta*sigma_1)"
    yield _within(
        "any step of the first window",
        Written(
            EARLIER,
            f"alpha**2*mu*exp({growth}) <= eps",
            (),
            (*_at_most(growth, "c2/alpha**2"), identity(None, "grown", asked.name)),
        ),
        {"before-the-right-end": f"{growth} <= log(c2/alpha**2)", asked.name: asked.shows},
        (asked,),
        FIRST,
        ("mu", "sigma_1"),
    )


def _last_window() -> Iterator[Link]:
    """The first step of T_r: with c₃ = 3α², as (1 + ητ)^{2j} is at most e^{ητx} = e, which is at most 3."""
    asked = (
        Condition("tolerance in the end", "6*eps <= sigma_k", "tolerance"),
        Condition("rest-pays-the-tolerance", "12*sigma_1*mu*alpha**2 <= eps**2", "c3-against-the-tolerance"),
        Condition("rest-is-slow", f"24*{K}*mu*alpha**2*eta*{TWICE} <= 1", "c3-against-the-next"),
        Condition("left-end-is-late", f"2 <= eta*sigma_k*{TWICE}", "c3-against-the-gap"),
    )
    tolerance, pays, slow, late = (condition.name for condition in asked)
    is_tau, gap = {"equation": "what tau is", "left": "-sigma_k"}, "c3-against-the-next"
    undone = {"equation": "what tau is", "left": f"24*{K}*mu*alpha**2"}
    steps = (
        Written(
            "half", "2*tau <= sigma_k", (), (identity(None, terms=[{"facts": [late], "positive": "tau"}, is_tau]),)
        ),
        Written("tolerance", "3*eps <= sigma_k - tau", ("half",), (identity(None, tolerance, "half"),)),
        Written("c3-against-the-tolerance", "4*sigma_1*mu*(3*alpha**2) <= eps**2", (), (identity(None, pays),)),
        Written(
            "c3-against-the-next",
            f"8*{K}*mu*(3*alpha**2) <= tau",
            (),
            (identity(None, terms=[{"facts": [slow], "positive": "tau"}, undone]),),
        ),
        Written(
            "c3-against-the-gap",
            f"8*{K}*mu*(3*alpha**2) <= sigma_k - tau",
            ("half", gap),
            (identity(None, gap, "half"),),
        ),
        Written(
            "rest-is-small",
            "alpha**2*exp(2*j*log(1 + eta*tau)) <= 3*alpha**2",
            (),
            _by_the_last_first_step(late),
        ),
        Written(
            EARLIER,
            "2*mu*(3*alpha**2) <= eps",
            (),
            (identity(None, pays, tolerance, "own-and-largest", multiplier="2*sigma_1"),),
        ),
    )
    given = {
        "what tau is": f"tau*eta*{TWICE} == 1",
        "first-step": f"2*j <= {TWICE}",
        "own-and-largest": "sigma_k <= sigma_1",
        **{condition.name: condition.shows for condition in asked},
    }
    names = ("alpha", "eps", "eta", "c1", "mu", "nu", "sigma_1", "sigma_k", "tau")
    yield Link(Argument("the first step of the last window", steps, given, names, ("j",)), asked, LAST)


def _by_the_last_first_step(late: str) -> tuple[Line, ...]:
    """With L = log(1 + ητ), which is at most ητ, as e^{L − ητ} ≤ 1; and e ≤ 3."""
    log, tau = "log(1 + eta*tau)", "eta*tau"
    return (
        *_not_negative("1 + eta*tau"),
        instance("exponential-is-above-its-tangent", x=tau, name="above"),
        instance("exponential-of-a-sum", x=tau, y=f"-({tau})", name="undone"),
        instance("exponential-is-positive", x=f"-({tau})", name="positive"),
        instance("exponential-of-a-sum", x=log, y=f"-({tau})", name="difference"),
        identity(
            f"exp({log} - {tau}) <= 1",
            terms=[
                {"facts": ["above", "positive"]},
                {"equation": "undone", "left": "1"},
                {"equation": "one", "left": "-1"},
                {"equation": "difference", "left": "-1"},
                {"equation": "number", "left": f"-exp(-({tau}))"},
            ],
            name="at most 1",
        ),
        instance("exponential-is-above-its-tangent", x=f"{log} - {tau}", name="tangent at it"),
        identity(f"{log} <= {tau}", "at most 1", "tangent at it", name="flat"),
        identity(f"0 <= {TWICE}", late, multiplier="eta*sigma_k", name="late"),
        identity(
            f"2*j*{log} <= 1",
            terms=[
                {"facts": ["first-step", "log"]},
                {"facts": ["flat", "late"]},
                {"equation": "what tau is", "left": "-1"},
            ],
            name="few",
        ),
        instance("exponential-is-monotone", x=f"2*j*{log}", y="1", name="grown"),
        instance("exponential-is-above-its-cubic", x="-1", name="cubic"),
        instance("exponential-of-a-sum", x="1", y="-1", name="sum of units"),
        instance("exponential-is-positive", x="1", name="e is positive"),
        identity(
            "exp(1) <= 3",
            terms=[
                {"facts": ["cubic", "e is positive"], "positive": "3"},
                {"equation": "sum of units", "left": "3"},
                {"equation": "one", "left": "-3"},
            ],
            name="e",
        ),
        identity(None, "grown", "e"),
    )


def _at_least(x: str) -> tuple[Line, ...]:
    """c₁ ≤ α²eˣ, from log(c₁/α²) ≤ x."""
    return (
        identity("0 < c1/alpha**2"),
        instance("exponential-of-a-logarithm", x="c1/alpha**2", name="number"),
        instance("exponential-is-monotone", x="log(c1/alpha**2)", y=x, name="order"),
        identity(f"c1 <= alpha**2*exp({x})", "number", "order", name="grown"),
    )


def _at_most(x: str, a: str, *why: str) -> tuple[Line, ...]:
    """eˣ ≤ a, from x ≤ log(a), where a is positive."""
    return (
        identity(f"0 < {a}", *why),
        instance("exponential-of-a-logarithm", x=a, name="number"),
        instance("exponential-is-monotone", x=x, y=f"log({a})", name="order"),
        identity(f"exp({x}) <= {a}", "number", "order", name="grown"),
    )


def _not_negative(b: str) -> tuple[Line, ...]:
    """That log(1 + x) ≥ x/(1 + x) ≥ 0."""
    return (
        identity(f"0 < {b}"),
        instance("exponential-of-a-logarithm", x=b, name="number"),
        instance("exponential-is-above-its-tangent", x=f"-log({b})", name="tangent"),
        instance("exponential-of-a-sum", x=f"log({b})", y=f"-log({b})", name="sum"),
        instance("exponential-of-zero", name="one"),
        identity(f"exp(-log({b}))*({b}) == 1", "number", "sum", "one", name="inverse"),
        identity(f"0 <= log({b})", "tangent", "inverse", multiplier=b, name="log"),
    )


def _by_the_first_step(growth: str) -> tuple[Line, ...]:
    """That it has not grown more than that by the first step."""
    return (
        *_not_negative("1 + eta*sigma_next"),
        identity(f"{growth} <= {NEXT}*{TWICE}", "first-step", "log", name="earlier"),
        instance("exponential-is-monotone", x=growth, y=f"{NEXT}*{TWICE}", name="grown"),
        identity(None, "grown"),
    )
