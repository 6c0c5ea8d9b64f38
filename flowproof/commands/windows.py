"""`flowproof windows`: the windows of a theorem, and whether its hypotheses hold."""

from fractions import Fraction
from typing import Any

import click

from flowproof.commands import options


@click.command(cls=options.OfTheorems)
@click.option("--theorem", required=True, type=options.TheoremName(law=options.HALF_LEARNED), help="{starts}; pivots.")
@options.steps
@options.flow
@options.alpha
@click.option("--epsilon", help="The tolerance ε, which pivots does not need.")
@click.option("--mode", "modes", type=int, multiple=True, help="Of pivots: this mode alone; may be given again.")
@click.option("--json", "json_file", metavar="FILE", help="Write them as JSON; - is standard output, alone.")
def windows(
    theorem: str,
    alpha: str,
    epsilon: str | None,
    modes: tuple[int, ...],
    json_file: str | None,
    **given: Any,
) -> int:
    """Print the constants, the largest α, each hypothesis and each window T_k of a theorem.

    {ours}. Y is given by --spectrum or --target, W̄₀ by --shape or --factor. For pivots it prints when half of each
    mode is learned, as a certified interval.

    With --flow descent they are those of gradient descent with the step --step, in iterations: --theorem 3 for starts
    that are diagonal in a basis of Y, 4p for any.

    Ends 0 if every hypothesis holds, 1 if one fails, 2 if one is undecided.
    """
    from flowproof import descent_windows, half_learning, time_windows
    from flowproof.library.inputs import rational
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json
    from numeric.enclosed_instance import with_tolerance
    from numeric.evaluate import Undecided
    from paper import Misuse

    outputs = Outputs({"--json": json_file}, reads=options.files_of(given))
    flow = options.flow_of(alpha, given)
    problem, descent = flow.problem, flow.descent
    view: Any = time_windows
    found: Any
    try:
        if theorem == options.HALF_LEARNED and descent is None:
            view, found = half_learning, half_learning.read(with_tolerance(problem, Fraction(1)), modes)
        elif epsilon is None:
            raise Misuse(f"theorem {theorem} needs a tolerance; give --epsilon")
        elif modes:
            raise Misuse(f"theorem {theorem} speaks of all modes together; leave out --mode")
        elif descent is not None:
            instance = with_tolerance(problem, rational(epsilon, "ε"))
            view, found = descent_windows, descent_windows.read(theorem, instance, descent.step)
        else:
            found = time_windows.read(theorem, with_tolerance(problem, rational(epsilon, "ε")))
    except Undecided as error:
        click.echo(f"flowproof: undecided: {error}", err=True)
        return 2
    outputs.deliver({"--json": lambda file: write_json(found.document(), file)}, lambda: click.echo(view.text(found)))
    return int(found.status)
