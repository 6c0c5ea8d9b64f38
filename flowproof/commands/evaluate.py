"""`flowproof evaluate`: W(t) to the digits asked for in every entry."""

import click


@click.command()
@click.option("--alpha", required=True, help="The scale α, exact: 1e-1000, 1/3, 10^-1000000.")
@click.option("--time", "times", required=True, multiple=True, help="A time t; may be given again.")
@click.option("--spectrum", help="Y = diag(3, 2, 1, 0), written 3,2,1,0.")
@click.option("--target", metavar="FILE", help="Y from a file: a symmetric JSON matrix of numbers as strings.")
@click.option("--shape", help="W̄₀: identity, diagonal:1,2,3,4, random:SEED, or a file; positive definite.")
@click.option("--factor", metavar="FILE", help="Ū, n×h, from a file, for W̄₀ = ŪŪᵀ.")
@click.option("--rate", help="The factor c of the flow.  [default: 1]")
@click.option("--digits", default="30", show_default=True, help="Significant digits of every entry.")
@click.option("--method", default="auto", show_default=True, help="auto, engine, naive, graded or woodbury.")
@click.option("--certified", is_flag=True, help="Give radii within which the true values lie.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Processes to share the times.  [default: one a CPU]")
@click.option("--json", "json_file", metavar="FILE", help="Write the values as JSON; - is standard output, alone.")
def evaluate(
    alpha: str,
    times: tuple[str, ...],
    spectrum: str | None,
    target: str | None,
    shape: str | None,
    factor: str | None,
    rate: str | None,
    digits: str,
    method: str,
    certified: bool,
    jobs: int | None,
    json_file: str | None,
) -> int:
    """Evaluate the gradient flow's W(t) in closed form.

    W solves Ẇ = c(YW + WY − 2W²) with W(0) = α² W̄₀. Y is given by --spectrum or --target, W̄₀ by --shape or --factor.
    """
    from flowproof import terminal
    from flowproof.matrices import evaluation_text
    from flowproof.progress import progress
    from flowproof.writing import STANDARD_OUTPUT, require_writable, write_json
    from numeric.evaluate import Undecided
    from numeric.evaluate import evaluate as compute
    from numeric.inputs import read_digits, read_problem, read_times

    require_writable(json_file)
    chosen = {} if rate is None else {"rate": rate}
    problem = read_problem(spectrum=spectrum, target=target, shape=shape, factor=factor, alpha=alpha, **chosen)
    alone = json_file == STANDARD_OUTPUT
    try:
        with progress(quiet=alone or len(times) == 1) as tell:
            evaluation = compute(
                problem,
                read_times(times),
                read_digits(digits),
                method=method,
                certified=certified,
                progress=tell,
                jobs=jobs,
            )
    except Undecided as error:
        click.echo(f"flowproof: undecided: {error}", err=True)
        return 2
    if json_file is not None:
        write_json(evaluation.document(), json_file)
    if not alone:
        click.echo(evaluation_text(evaluation, terminal.console().width))
    return 0
