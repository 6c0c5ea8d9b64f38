"""`flowproof coverage`: how much of the papers is checked."""

import click

from flowproof.commands import options


@click.command()
@click.argument("own", required=False, metavar="[PAPER]")
@options.seconds
@options.jobs(help="Claims of a paper to grade at the same time.  [default: one a CPU]")
@click.option("--json", "json_file", metavar="FILE", help="Write it as JSON; - is standard output, alone.")
def coverage(own: str | None, seconds: float, jobs: int | None, json_file: str | None) -> int:
    """Count what the last run found, section by section of each paper; every entry is counted once.

    Nothing is run: `flowproof verify` is, before it. Ends 0 if all that claims something was checked and came out as
    recorded, 1 if something fails that should not, 2 if something is open. PAPER is a file of your own, which is
    graded.
    """
    from flowproof import records
    from flowproof.library.verdicts import coverage as counted
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json

    outputs = Outputs({"--json": json_file}, reads=[str(records.place()), own])
    if own is None:
        found = counted()
    else:
        from flowproof.library.papers import paper

        found = paper(own, seconds=seconds, jobs=jobs, progress=not outputs.alone).coverage()
    outputs.deliver({"--json": lambda file: write_json(found.document, file)}, found.show)
    return found.status
