"""`flowproof windows`: the windows of Theorem 3 or 4 of MV, or of ours, and whether its hypotheses hold."""

import click

from flowproof.commands import options


@click.command()
@click.option(
    "--theorem",
    required=True,
    type=click.Choice(["3", "4", "4s", "4opt", "4k", "4p"]),
    help="3: spectral; 4, 4s, 4opt, 4k: any shape with an inverse; 4p: any factor.",
)
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

    4s is the sharper Theorem 4, 4opt the one with the best constants, 4k the one whose windows begin by their own
    target, and 4p is Theorem 4′, for factors of every width. W̄₀ is given by --shape or --factor.

    Ends 0 if every hypothesis holds, 1 if one fails, 2 if one is undecided.
    """
    from flowproof.outputs import Outputs
    from flowproof.time_windows import read, text
    from flowproof.writing import write_json
    from numeric.inputs import read_instance, shape_file
    from numeric.instance import THEOREMS

    outputs = Outputs({"--json": json_file}, reads=[shape_file(shape), factor])
    chosen = {} if rate is None else {"rate": rate}
    instance = read_instance(spectrum=spectrum, shape=shape, factor=factor, epsilon=epsilon, alpha=alpha, **chosen)
    found = read(THEOREMS[theorem], instance)
    outputs.deliver({"--json": lambda file: write_json(found.document(), file)}, lambda: click.echo(text(found)))
    return found.status
