"""Theorem 4 for every n, spectrum, shape, ε, α and t in T_k: the lines from its hypotheses to its conclusion.

Each step's lines end with what the step states. Where k = 0 or k = n fewer steps are needed, and most have the same
lines.
"""

from collections.abc import Callable, Mapping

from proofs.certificate.argument import Argument, Line, Written, congruence, identity, instance, named
from proofs.theorems.blocks.argument import conclusion, exponentials, identities, learned, rest, scopes
from proofs.theorems.blocks.argument.scopes import ORIGINS as ORIGINS
from proofs.theorems.shared import window_argument as window

Lines = Mapping[str, tuple[Line, ...]]

WINDOW: Lines = {"general-windows-are-not-empty": window.BOUNDED}
FIRST_WINDOW: Lines = {"general-windows-are-not-empty": window.FIRST}
BOTH: Lines = {
    **exponentials.learned(*scopes.LATER),
    **exponentials.unlearned(*scopes.LATER),
    **exponentials.TOGETHER,
    **identities.BOTH,
    **identities.RESOLVENT,
    **learned.UNLEARNED,
    **learned.BOTH,
    **learned.learned(
        named("inversion", instance("least-pivot-tells-the-sign", X="Cinv - CXinv")),
        named("Schur", instance("least-pivot-tells-the-sign", X="A - B*Cinv*T(B)")),
        named(
            "reduced",
            identity("0 <= reduced_A", terms=[congruence("Schur"), congruence("inversion", by="T(B)")]),
        ),
    ),
    **rest.INTERLACING,
    **rest.UNLEARNED,
    **rest.BOTH,
    **conclusion.BOTH,
}
NONE_LEARNED: Lines = {
    **exponentials.unlearned("in-the-first-window"),
    **identities.one_block("S2"),
    **learned.UNLEARNED,
    "condition-number-is-at-least-one": learned.CONDITION,
    **rest.UNLEARNED,
    **rest.NONE_LEARNED,
    **conclusion.NONE_LEARNED,
}
ALL_LEARNED: Lines = {
    **exponentials.learned(*scopes.LATER),
    **identities.one_block("S1"),
    **identities.ALL_LEARNED,
    **identities.RESOLVENT,
    **learned.ALL_LEARNED,
    **learned.learned(
        named("reduced", identity("0 <= reduced_A", terms=[congruence("shape-is-positive")])),
    ),
    **conclusion.ALL_LEARNED,
}


def arguments(shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]) -> tuple[Argument, ...]:
    """The cases: two of windows, three of blocks. `shows` gives what a step states, `uses` what it rests on."""
    cases = (
        (scopes.window(), WINDOW),
        (scopes.first_window(), FIRST_WINDOW),
        (scopes.both(), BOTH),
        (scopes.none_learned(), NONE_LEARNED),
        (scopes.all_learned(), ALL_LEARNED),
    )
    return tuple(_argument(scope, lines, shows, uses) for scope, lines in cases)


def _argument(
    scope: scopes.Scope, lines: Lines, shows: Callable[[str], str], uses: Callable[[str], tuple[str, ...]]
) -> Argument:
    steps, ready = [], list(lines)
    done: list[str] = []
    while ready:  # what a step uses comes before it
        label = next(label for label in ready if all(used in done or used not in lines for used in uses(label)))
        ready.remove(label)
        done.append(label)
        below = tuple(used for used in uses(label) if used in lines)
        steps.append(Written(label, shows(label), below, lines[label]))
    return Argument(
        scope.label,
        tuple(steps),
        given=scope.given,
        positive=scope.positive,
        scalars=scope.scalars,
        matrices=scope.matrices,
        symmetric=scope.symmetric,
        definitions=scope.definitions,
    )
