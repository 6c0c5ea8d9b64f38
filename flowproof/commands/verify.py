"""`flowproof verify`: judge the papers' statements and show what came of it."""

from typing import TYPE_CHECKING

import click

from flowproof.commands import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flowproof.findings import Finding


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
    from flowproof.document import document
    from flowproof.findings import gather
    from flowproof.graph import graph
    from flowproof.outputs import Outputs
    from flowproof.progress import progress
    from flowproof.writing import write_json
    from numeric.parallel import cpus
    from proofs.judging import run, suite
    from proofs.judging.groups import GROUPS

    if only_list:
        terminal.write(terminal.catalogue(suite.select(what, paper), GROUPS))
        return 0
    folders = {}
    if folder is not None:
        from flowproof.report import FILES

        folders["--report"] = (folder, FILES)
    outputs = Outputs({"--json": json_file}, reads=[begun.file], folders=folders)
    _require_places({"--json": json_file, "--report": folder})
    seed = run.SEED if seed is None else seed
    asked = [entry.label for entry in suite.select(what, paper)]
    if begun.trouble:
        click.echo(f"flowproof: {begun.trouble}", err=True)
    with progress(quiet=outputs.alone) as tell:
        verdicts = run.verify(run.closure(asked), jobs=jobs or cpus(), seed=seed, progress=tell)
    status = run.exit_status(verdict for verdict in verdicts if verdict.label in asked)
    judged = gather(verdicts)
    findings, proof = [finding for finding in judged if finding.entry.label in asked], graph(judged)
    not_kept = begun.keep(judged)
    if not_kept:
        click.echo(f"flowproof: {not_kept}", err=True)
    outputs.deliver(
        {
            "--json": lambda file: write_json(document(findings, proof, seed=seed), file),
            "--report": lambda folder: _report(folder, judged, findings, seed, status, jobs or cpus()),
        },
        lambda: _show(findings, status, folder),
    )
    return status


def _report(
    folder: str, judged: "Sequence[Finding]", findings: "Sequence[Finding]", seed: int, status: int, jobs: int
) -> None:
    from flowproof.report import report_on, write_report

    write_report(report_on(judged, findings, seed=seed, status=status, jobs=jobs), folder)


def _show(findings: "Sequence[Finding]", status: int, folder: str | None) -> None:
    """Print the table, and where the report is; who reads it on a terminal is told what to do next."""
    from flowproof import terminal

    terminal.write(terminal.table(findings, terminal.console().width), "", terminal.summary(findings, status))
    if folder is not None:
        click.echo(f"report written to {terminal.page_of(folder)}")
    if terminal.console().is_terminal:
        click.echo(terminal.next_step(findings, folder))


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
