"""`flowproof windows`: the windows of Theorem 3 or 4 of MV, or of ours, and whether its hypotheses hold."""

import click

from flowproof.commands import options


@click.command(cls=options.OfTheorems)
@click.option("--theorem", required=True, type=options.TheoremName(), help="{starts}.")
@options.spectrum(required=True)
@options.shape
@options.factor
@options.alpha
@click.option("--epsilon", required=True, help="The tolerance ε.")
@options.rate
@click.option("--json", "json_file", metavar="FILE", help="Write them as JSON; - is standard output, alone.")
def windows(
    theorem: str,
    spectrum: str,
    shape: str | None,
    factor: str | None,
    alpha: str,
    epsilon: str,
    rate: str | None,
    json_file: str | None,
) -> int:
    """Print the constants, the largest α, each hypothesis and each window T_k of a theorem.

    {ours}. W̄₀ is given by --shape or --factor.

    Ends 0 if every hypothesis holds, 1 if one fails, 2 if one is undecided.
    """
    from flowproof.outputs import Outputs
    from flowproof.time_windows import read, text
    from flowproof.writing import write_json
    from numeric.inputs import read_instance, shape_file

    outputs = Outputs({"--json": json_file}, reads=[shape_file(shape), factor])
    chosen = {} if rate is None else {"rate": rate}
    instance = read_instance(spectrum=spectrum, shape=shape, factor=factor, epsilon=epsilon, alpha=alpha, **chosen)
    found = read(theorem, instance)
    outputs.deliver({"--json": lambda file: write_json(found.document(), file)}, lambda: click.echo(text(found)))
    return found.status
