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
@click.option("--store", metavar="FILE", help="Keep what is found in this SQLite file.  [default: NAME.sqlite]")
@options.jobs(help="Processes to share the points.  [default: one a CPU]")
@click.option("--scheduler", metavar="ADDRESS", help="Share the points on the Dask cluster of this scheduler instead.")
@click.option("--resume", is_flag=True, help="Insist on a store from before; what it has is never computed again.")
@click.option("--export", "csv_file", metavar="FILE", help="Write all points as CSV; - is standard output, alone.")
@click.option("--plot", "plot_file", metavar="FILE", help="Draw what was found, as FILE ends: .svg, .pdf or .png.")
def study(
    name: str,
    store: str | None,
    jobs: int | None,
    scheduler: str | None,
    resume: bool,
    csv_file: str | None,
    plot_file: str | None,
) -> int:
    """Run the study NAME, or the grid that a TOML FILE describes for one, into a store.

    What the store has from before, after an interruption or of another grid, is believed and not computed again: its
    sums tell damage, and no forgery. Ends 2 if a point is undecided.
    """
    from flowproof.outputs import Outputs
    from flowproof.plots.formats import format_of
    from flowproof.progress import progress
    from flowproof.studies import views
    from flowproof.studies.request import read
    from flowproof.studies.run import run
    from flowproof.studies.store import companions, require_store, require_there
    from flowproof.writing import write_whole
    from numeric.parallel import cpus

    if scheduler is not None and jobs is not None:
        raise click.UsageError("a cluster has workers of its own; give --jobs or --scheduler, not both")
    request = read(name)
    file = f"{request.stem}.sqlite" if store is None else store
    require_store(file)
    outputs = Outputs(
        {"--store": file, "--export": csv_file, "--plot": plot_file}, reads=[request.file, *companions(file)]
    )
    form = "svg" if plot_file is None else format_of(plot_file, "--plot")
    if resume:
        require_there(file)
    with progress() as tell:
        result = run(request, file, jobs or cpus(), tell, scheduler=scheduler)
    outputs.deliver(
        {
            "--export": lambda file: write_whole(views.as_csv(result), file),
            "--plot": lambda file: views.as_plot(result).write(file, form),
        },
        lambda: click.echo(views.as_text(result, file)),
    )
    return result.status
