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
@options.jobs(help="Processes to share the times.  [default: one a CPU]")
@click.option("--json", "json_file", metavar="FILE", help="Write the values as JSON; - is standard output, alone.")
def evaluate(
    alpha: str,
    times: tuple[str, ...],
    digits: str,
    method: str,
    certified: bool,
    whole: bool,
    jobs: int | None,
    json_file: str | None,
    which: str,
    step: str | None,
    iterations: tuple[str, ...],
    **given: Any,
) -> int:
    """Evaluate the gradient flow's W(t) in closed form, or gradient descent step by step.

    W solves Ẇ = c(YW + WY − 2W²) with W(0) = α² W̄₀. Y is given by --spectrum or --target, W̄₀ by --shape or --factor.
    With --flow descent it is W = UUᵀ after --iterations J of U ← U + ηc(Y − UUᵀ)U, exactly while that is short, else in
    balls. Of a W with more than 12 rows a summary is printed; --whole prints it all, and --json always has it all.
    """
    from flowproof.library.asked import told
    from flowproof.library.inputs import times_of
    from flowproof.matrices import evaluation_text
    from flowproof.outputs import Outputs
    from flowproof.widths import screen_width
    from flowproof.writing import write_json
    from numeric import evaluate_descent
    from numeric.evaluate import Evaluation, Undecided
    from numeric.evaluate import evaluate as compute
    from numeric.inputs import read_digits
    from paper import Misuse

    outputs = Outputs({"--json": json_file}, reads=options.files_of(given))
    steps = options.times_or_iterations(which, times, step, iterations)
    if not (steps or times):
        raise click.MissingParameter(param_hint="'--time'", param_type="option")
    if steps and method != "auto":
        raise Misuse(f"the method is {method!r}; descent is computed in one way, so leave --method out")
    problem, moments = options.flow_of(alpha, given).problem, times_of(times)
    try:
        with told(not (steps or outputs.alone or len(moments) == 1)) as tell:
            if steps:
                evaluation: Evaluation = evaluate_descent.evaluate(
                    options.descent_of(problem, step or "", iterations), read_digits(digits), certified=certified
                )
            else:
                evaluation = compute(
                    problem, moments, read_digits(digits), method=method, certified=certified, progress=tell, jobs=jobs
                )
    except Undecided as error:
        click.echo(f"flowproof: undecided: {error}", err=True)
        return 2
    outputs.deliver(
        {"--json": lambda file: write_json(evaluation.document(), file)},
        lambda: click.echo(evaluation_text(evaluation, screen_width(), whole=whole)),
    )
    return 0
