"""`flowproof errata`: what the papers state that fails as printed, and what holds instead."""

import click

from flowproof.commands import options


@click.command()
@click.argument("own", required=False, metavar="[PAPER]")
@options.seconds
@click.option("--json", "json_file", metavar="FILE", help="Write them as JSON; - is standard output, alone.")
@options.jobs(help="Processes to share the work.  [default: one a CPU]")
def errata(own: str | None, seconds: float, json_file: str | None, jobs: int | None) -> int:
    """List the papers' errata: the text, its cause, a witness, what holds instead, and what depends on it.

    Every one is refuted anew, and its correction checked. Ends 0 if all come out as they are recorded. PAPER is a file
    of your own, which is graded: what fails in it is listed, recorded or not.
    """
    from flowproof.library.verdicts import errata as refuted
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json

    outputs = Outputs({"--json": json_file}, reads=[own])
    if own is None:
        found = refuted(jobs=jobs, progress=not outputs.alone)
    else:
        from flowproof.library.papers import paper

        found = paper(own, seconds=seconds, jobs=jobs, progress=not outputs.alone).errata()
    outputs.deliver({"--json": lambda file: write_json(found.document, file)}, lambda: click.echo(str(found)))
    return found.status
