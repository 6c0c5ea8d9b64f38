"""`flowproof study`: one question at every point of a grid, into a file that no interruption harms."""

import click

from flowproof.commands import options


class _Study(click.Command):
    """Its help lists the studies that there are, and loads them for that alone."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        from numeric.studies.named import STUDIES

        with formatter.section("Studies"):
            formatter.write_dl([(study.name, study.question) for study in STUDIES.values()])


@click.command(cls=_Study)
@click.argument("name", metavar="NAME|FILE")
@options.steps
@click.option("--store", metavar="FILE", help="Keep what is found in this SQLite file.  [default: NAME.sqlite]")
@options.jobs(help="Processes to share the points.  [default: one a CPU]")
@click.option("--scheduler", metavar="ADDRESS", help="Share the points on the Dask cluster of this scheduler instead.")
@click.option("--resume", is_flag=True, help="Insist on a store from before; what it has is never computed again.")
@click.option("--export", "csv_file", metavar="FILE", help="Write all points as CSV; - is standard output, alone.")
@click.option("--json", "json_file", metavar="FILE", help="Write all points as JSON; - is standard output, alone.")
@click.option("--plot", "plot_file", metavar="FILE", help="Draw what was found, as FILE ends: .svg, .pdf or .png.")
def study(
    name: str,
    flow: str | None,
    step: str | None,
    store: str | None,
    jobs: int | None,
    scheduler: str | None,
    resume: bool,
    csv_file: str | None,
    json_file: str | None,
    plot_file: str | None,
) -> int:
    """Run the study NAME, or the grid that a TOML FILE describes for one, into a store.

    With --flow descent the studies transition and windows are of gradient descent, for the step --step or those of a
    FILE with flow = "descent" and step = ["0.1"].

    What the store has from before, after an interruption or of another grid, is believed and not computed again: its
    sums tell damage, and no forgery. Ends 2 if a point is undecided.
    """
    from flowproof.library.studies import carried_out, requested, store_of
    from flowproof.outputs import Outputs
    from flowproof.plots.formats import format_of
    from flowproof.studies.store import companions
    from flowproof.studies.views import as_csv
    from flowproof.writing import write_json, write_whole

    request = requested(name, flow, step)
    file = store_of(request, store)
    outputs = Outputs(
        {"--store": file, "--export": csv_file, "--json": json_file, "--plot": plot_file},
        reads=[request.file, *companions(file)],
    )
    if plot_file is not None:
        format_of(plot_file, "--plot")
    found = carried_out(request, store=file, jobs=jobs, scheduler=scheduler, resume=resume, progress=True)
    outputs.deliver(
        {
            "--export": lambda file: write_whole(as_csv(found.result), file),
            "--json": lambda file: write_json(found.document, file),
            "--plot": found.plot,
        },
        lambda: click.echo(str(found)),
    )
    return found.status
