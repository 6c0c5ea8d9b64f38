"""`flowproof evaluate`: W(t) to the digits asked for in every entry."""

from typing import Any

import click

from flowproof.commands import options


@click.command()
@options.alpha
@options.time()
@options.descent
@options.flow
@click.option("--digits", default="30", show_default=True, help="Significant digits of every entry.")
@click.option("--method", default="auto", show_default=True, help="auto, engine, naive, graded or woodbury.")
@click.option("--certified", is_flag=True, help="Give radii within which the true values lie.")
@click.option("--whole", is_flag=True, help="Print all entries of W, where it has more than 12 rows too.")
@click.option("--every-entry", is_flag=True, help="Beyond 300 rows: compute entries that are tiny in balls, too.")
@options.jobs(help="Processes to share the times.  [default: one a CPU]")
@click.option("--json", "json_file", metavar="FILE", help="Write the values as JSON; - is standard output, alone.")
def evaluate(
    alpha: str,
    times: tuple[str, ...],
    iterations: tuple[str, ...],
    digits: str,
    method: str,
    certified: bool,
    whole: bool,
    every_entry: bool,
    jobs: int | None,
    json_file: str | None,
    **given: Any,
) -> int:
    """Evaluate the gradient flow's W(t) in closed form, or W = UUᵀ after steps of gradient descent.

    W solves Ẇ = c(YW + WY − 2W²) with W(0) = α² W̄₀. Y is given by --spectrum or --target, W̄₀ by --shape or --factor.
    With --flow descent --step ETA --iterations J it is W after J steps U ← U + η(Y − UUᵀ)U from the same start.
    Of a W with more than 12 rows a summary is printed; --whole prints it all, and --json always has it all.
    """
    from flowproof.library.asked import told
    from flowproof.library.flow import evaluation as compute
    from flowproof.matrices import evaluation_text
    from flowproof.outputs import Outputs
    from flowproof.widths import screen_width
    from flowproof.writing import write_json
    from numeric.evaluate import Undecided
    from numeric.inputs import read_digits
    from paper import Misuse

    outputs = Outputs({"--json": json_file}, reads=options.files_of(given))
    moments = options.moments_of(times, iterations, given["flow"])
    if not moments and given["flow"] != "descent":
        raise Misuse("there is no time to evaluate at; give at least one, as --time T")
    flow = options.flow_of(alpha, given)
    try:
        with told(not (outputs.alone or len(moments) == 1)) as tell:
            evaluation = compute(flow, moments, read_digits(digits), method, certified, tell, jobs, every_entry)
    except Undecided as error:
        click.echo(f"flowproof: undecided: {error}", err=True)
        return 2
    outputs.deliver(
        {"--json": lambda file: write_json(evaluation.document(), file)},
        lambda: click.echo(evaluation_text(evaluation, screen_width(), whole=whole)),
    )
    return 0
