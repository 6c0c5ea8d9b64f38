"""`flowproof measure`: singular values of W(t), its distance from Y_k, the loss, and when modes are learned."""

from typing import Any

import click

from flowproof.commands import options


@click.command(cls=options.OfTheorems)
@options.alpha
@options.time()
@options.descent
@options.flow
@click.option(
    "--digits", default="30", show_default=True, help="Significant digits of every number; beyond 300 rows, at most."
)
@click.option("--singular-values", is_flag=True, help="All singular values of W(t).")
@click.option("--error", "errors", metavar="K", multiple=True, help="‖W(t) − Y_K‖, spectral and Frobenius.")
@click.option("--loss", is_flag=True, help="(c/4)‖Y − W(t)‖²: a quarter for c = 1, half for c = 2.")
@click.option("--reach", metavar="I:FRACTION", multiple=True, help="When σ_I(W(t)) reaches FRACTION·σ_I.")
@click.option("--reach-mode", metavar="I:FRACTION", multiple=True, help="The same for mode I; Y and W̄₀ diagonal.")
@click.option("--windows", metavar="THEOREM:EPSILON", multiple=True, help="The windows T_k of a theorem; {keys}.")
@click.option(
    "--true-windows",
    metavar="[K:]EPSILON",
    multiple=True,
    help="The first and last time at which ‖W(t) − Y_K‖ ≤ EPSILON; for every K, or one.",
)
@options.jobs(help="Processes to share the times.  [default: one a CPU]")
@click.option("--json", "json_file", metavar="FILE", help="Write the numbers as JSON; - is standard output, alone.")
def measure(
    alpha: str,
    times: tuple[str, ...],
    iterations: tuple[str, ...],
    digits: str,
    singular_values: bool,
    errors: tuple[str, ...],
    loss: bool,
    reach: tuple[str, ...],
    reach_mode: tuple[str, ...],
    windows: tuple[str, ...],
    true_windows: tuple[str, ...],
    jobs: int | None,
    json_file: str | None,
    **given: Any,
) -> int:
    """Measure the gradient flow, or gradient descent: certified numbers about W(t), however small.

    Ends 2 if a number, or a true window, is undecided.

    W solves Ẇ = c(YW + WY − 2W²) with W(0) = α² W̄₀. Y is given by --spectrum or --target, W̄₀ by --shape or --factor.
    With --flow descent --step ETA --iterations J the numbers at a time are told of W after J steps U ← U + η(Y − UUᵀ)U.
    """
    from flowproof import measurements
    from flowproof.outputs import Outputs
    from flowproof.progress import progress
    from flowproof.true_windows import read_tolerances
    from flowproof.writing import write_json
    from numeric.evaluate import Undecided
    from numeric.inputs import read_digits

    outputs = Outputs({"--json": json_file}, reads=options.files_of(given))
    request = measurements.Request(
        times=options.moments_of(times, iterations, given["flow"]),
        singular_values=singular_values,
        errors=measurements.read_ranks(errors),
        loss=loss,
        reach=measurements.read_levels(reach, "--reach"),
        reach_mode=measurements.read_levels(reach_mode, "--reach-mode"),
        windows=measurements.read_theorems(windows),
        true_windows=read_tolerances(true_windows, "--true-windows"),
    )
    flow = options.flow_of(alpha, given)
    try:
        with progress(quiet=outputs.alone or len(request.times) <= 1) as tell:
            found = measurements.measure(flow.problem, request, read_digits(digits), tell, jobs, flow.descent)
    except Undecided as error:
        click.echo(f"flowproof: undecided: {error}", err=True)
        return 2
    outputs.deliver(
        {"--json": lambda file: write_json(found.document(), file)}, lambda: click.echo(measurements.text(found))
    )
    return found.status
