"""`flowproof windows`: the windows of a theorem, and whether its hypotheses hold."""

from fractions import Fraction
from typing import Any

import click

from flowproof.commands import options


@click.command(cls=options.OfTheorems)
@click.option("--theorem", required=True, type=options.TheoremName(laws=True), help="{starts}; {laws}.")
@options.flow
@options.alpha
@click.option("--epsilon", help="The tolerance ε, which {laws} does not need.")
@click.option("--mode", "modes", type=int, multiple=True, help="Of {laws}: this mode alone; may be given again.")
@click.option("--json", "json_file", metavar="FILE", help="Write them as JSON; - is standard output, alone.")
def windows(
    theorem: str, alpha: str, epsilon: str | None, modes: tuple[int, ...], json_file: str | None, **given: Any
) -> int:
    """Print the constants, the largest α, each hypothesis and each window T_k of a theorem.

    {ours}. Y is given by --spectrum or --target, W̄₀ by --shape or --factor. For {laws} it prints when half of each
    mode is learned, as a certified interval.

    Ends 0 if every hypothesis holds, 1 if one fails, 2 if one is undecided.
    """
    from flowproof import half_learning, time_windows
    from flowproof.library.inputs import rational
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json
    from numeric.enclosed_instance import with_tolerance
    from numeric.evaluate import Undecided
    from paper import Misuse, laws

    outputs = Outputs({"--json": json_file}, reads=options.files_of(given))
    problem = options.flow_of(alpha, given).problem
    view: Any = time_windows
    found: Any
    try:
        if theorem in laws.keys():  # noqa: SIM118 - a function
            view, found = half_learning, half_learning.read(with_tolerance(problem, Fraction(1)), modes)
        elif epsilon is None:
            raise Misuse(f"theorem {theorem} needs a tolerance; give --epsilon")
        elif modes:
            raise Misuse(f"theorem {theorem} speaks of all modes together; leave out --mode")
        else:
            found = time_windows.read(theorem, with_tolerance(problem, rational(epsilon, "ε")))
    except Undecided as error:
        click.echo(f"flowproof: undecided: {error}", err=True)
        return 2
    outputs.deliver({"--json": lambda file: write_json(found.document(), file)}, lambda: click.echo(view.text(found)))
    return int(found.status)
