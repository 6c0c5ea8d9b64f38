"""`flowproof windows`: the windows of a theorem, and whether its hypotheses hold."""

from typing import Any

import click

from flowproof.commands import options


@click.command(cls=options.OfTheorems)
@click.option("--theorem", required=True, type=options.TheoremName(), help="{starts}.")
@options.which
@options.step
@options.flow
@options.alpha
@click.option("--epsilon", required=True, help="The tolerance ε.")
@click.option("--json", "json_file", metavar="FILE", help="Write them as JSON; - is standard output, alone.")
def windows(
    theorem: str, alpha: str, epsilon: str, json_file: str | None, which: str, step: str | None, **given: Any
) -> int:
    """Print the constants, the largest α, each hypothesis and each window T_k of a theorem.

    {ours}. Y is given by --spectrum or --target, W̄₀ by --shape or --factor.

    With --flow descent they are those of gradient descent with the step --step, in iterations: --theorem 3 for starts
    that are diagonal in a basis of Y, 4p for any.

    Ends 0 if every hypothesis holds, 1 if one fails, 2 if one is undecided.
    """
    from flowproof import descent_windows, time_windows
    from flowproof.library.inputs import rational
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json
    from numeric.enclosed_instance import with_tolerance
    from numeric.evaluate import Undecided
    from numeric.exact import parse_fraction
    from paper import Misuse

    outputs = Outputs({"--json": json_file}, reads=options.files_of(given))
    if (which == "descent") != (step is not None):
        raise Misuse("--flow descent and --step ETA go together; give both, or neither")
    problem = options.flow_of(alpha, given).problem
    try:
        instance = with_tolerance(problem, rational(epsilon, "ε"))
        if step is not None:
            descent = descent_windows.read(theorem, instance, parse_fraction(step, "the step η"))
            outputs.deliver(
                {"--json": lambda file: write_json(descent.document(), file)},
                lambda: click.echo(descent_windows.text(descent)),
            )
            return descent.status
        found = time_windows.read(theorem, instance)
    except Undecided as error:
        click.echo(f"flowproof: undecided: {error}", err=True)
        return 2
    outputs.deliver(
        {"--json": lambda file: write_json(found.document(), file)}, lambda: click.echo(time_windows.text(found))
    )
    return found.status
