"""`flowproof plot`: a flow drawn, its singular values against time with the windows of a theorem."""

from typing import Any

import click

from flowproof.commands import options

DEFAULT = "flow.svg"


@click.command()
@options.alpha
@options.time()
@options.flow
@click.option("--epsilon", help="Shade the windows T_k for this ε.")
@click.option(
    "--theorem",
    type=options.TheoremName(),
    help="Whose windows.  [default: 3 if Y and W̄₀ commute, 4p for a factor, else 4]",
)
@click.option("--loss", is_flag=True, help="The loss, its plateaus, and with --epsilon the proved bounds in each T_k.")
@click.option("--rescaled", is_flag=True, help="Against c·t/log(1/α), in which mode i is learned at 1/σ_i.")
@click.option("--wide", is_flag=True, help="As wide as a page of a paper, 6.9 in, not as a column, 3.3 in.")
@options.jobs(help="Processes to share the times.  [default: one a CPU]")
@click.option("--output", metavar="FILE", help="Draw it there, as FILE ends: .svg, .pdf or .png.  [default: flow.svg]")
@click.option("--json", "json_file", metavar="FILE", help="Write the numbers as JSON; - is standard output, alone.")
def plot(
    alpha: str,
    times: tuple[str, ...],
    epsilon: str | None,
    theorem: str | None,
    loss: bool,
    rescaled: bool,
    wide: bool,
    jobs: int | None,
    output: str | None,
    json_file: str | None,
    **given: Any,
) -> int:
    """Draw the singular values of W(t) against time, and their logarithms: MV's Figure 1 for a flow of your own.

    W solves Ẇ = c(YW + WY − 2W²) with W(0) = α² W̄₀. Y is given by --spectrum or --target, W̄₀ by --shape or --factor.
    Times are chosen to show each mode being learned, unless they are given. All numbers are certified, and --json
    writes them. Windows are drawn where every hypothesis of their theorem holds.

    Ends 1 if a hypothesis fails, 2 if one is undecided, else 0.
    """
    from flowproof.library.figure import require_drawable
    from flowproof.library.inputs import times_of
    from flowproof.outputs import Outputs
    from flowproof.progress import progress
    from flowproof.writing import write_json
    from numeric.evaluate import Undecided

    file = DEFAULT if output is None and json_file is None else output
    if file is not None:
        require_drawable(file)
    outputs = Outputs({"--json": json_file, "--output": file}, reads=options.files_of(given))
    flow = options.flow_of(alpha, given)
    try:
        with progress(quiet=outputs.alone) as tell:
            drawn = flow.plot(
                times=times_of(times) if times else None,
                theorem=theorem,
                epsilon=epsilon,
                rescaled=rescaled,
                wide=wide,
                loss=loss,
                jobs=jobs,
                progress=tell,
            )
    except Undecided as error:
        click.echo(f"flowproof: undecided: {error}", err=True)
        return 2
    outputs.deliver(
        {"--json": lambda file: write_json(drawn.document, file), "--output": drawn.save},
        lambda: click.echo(f"{drawn}" + ("" if file is None else f"\nwritten to {file}")),
    )
    return drawn.status
