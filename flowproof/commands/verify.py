"""`flowproof verify`: judge the papers' statements and show what came of it."""

from typing import TYPE_CHECKING

import click

from flowproof.commands import options

if TYPE_CHECKING:
    from flowproof.library.verdicts import Verdicts


@click.command(cls=options.OfTheorems)
@click.argument("what", nargs=-1)
@click.option("--paper", type=click.Choice(["MV", "TFHV"], case_sensitive=False), help="Only this paper's entries.")
@click.option("--json", "json_file", metavar="FILE", help="Write the verdicts as JSON; - is standard output, alone.")
@click.option("--report", "folder", metavar="DIR", help="Write an HTML report that opens without a network.")
@options.jobs(help="Processes to share the work.  [default: one a CPU]")
@click.option("--seed", type=click.IntRange(0), help="What samples are drawn from.  [default: always the same]")
@click.option("--list", "only_list", is_flag=True, help="Name what can be asked for, and check nothing.")
def verify(
    what: tuple[str, ...],
    paper: str | None,
    json_file: str | None,
    folder: str | None,
    jobs: int | None,
    seed: int | None,
    only_list: bool,
) -> int:
    """Check the papers' statements.

    WHAT is a label, an equation number (12 or MV:12), a section (MV:III-A) or a group ({groups},
    symbolic, numeric, proofs, lemmas). None means everything.
    """
    from flowproof import last_run

    begun = last_run.begin()  # before what is to run is imported

    from flowproof import terminal
    from flowproof.library import verdicts
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json
    from proofs.judging.groups import GROUPS

    if only_list:
        terminal.write(terminal.catalogue(verdicts.selected(*what, paper=paper), GROUPS))
        return 0
    folders = {}
    if folder is not None:
        from flowproof.report import FILES

        folders["--report"] = (folder, FILES)
    outputs = Outputs({"--json": json_file}, reads=[begun.file], folders=folders)
    _require_places({"--json": json_file, "--report": folder})
    verdicts.selected(*what, paper=paper)  # so that a name that fits nothing is told before anything else
    if begun.trouble:
        click.echo(f"flowproof: {begun.trouble}", err=True)
    found = verdicts.verify(*what, paper=paper, jobs=jobs, seed=seed, progress=not outputs.alone)
    not_kept = begun.keep(found.judged)
    if not_kept:
        click.echo(f"flowproof: {not_kept}", err=True)
    outputs.deliver(
        {"--json": lambda file: write_json(found.document, file), "--report": lambda place: found.report(place, jobs)},
        lambda: _show(found, folder),
    )
    return found.status


def _show(found: "Verdicts", folder: str | None) -> None:
    """Print the table, and where the report is; who reads it on a terminal is told what to do next."""
    from flowproof import terminal

    screen = terminal.console()
    terminal.write(terminal.table(found.findings, screen.width), "", terminal.summary(found.findings, found.status))
    if folder is not None:
        click.echo(f"report written to {terminal.page_of(folder)}")
    if screen.is_terminal:
        click.echo(terminal.next_step(found.findings, folder))


def _require_places(places: dict[str, str | None]) -> None:
    """Raises Misuse where what stands behind an option is what the command is asked to check."""
    from shlex import quote

    from paper import Misuse
    from proofs.judging import suite

    for option, place in places.items():
        if place is not None and suite.names_something(place):
            example = "verdicts.json" if option == "--json" else "report"
            raise Misuse(
                f"{option} is {place!r}, which names entries; to check these, write `{option} {example} {quote(place)}`"
                f", and to write to a place of that name, `{option} {quote(f'./{place}')}`"
            )
