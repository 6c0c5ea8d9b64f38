"""`flowproof errata`: what the papers state that fails as printed, and what holds instead."""

import click

from flowproof.commands import options


@click.command()
@click.option("--json", "json_file", metavar="FILE", help="Write them as JSON; - is standard output, alone.")
@options.jobs(help="Processes to share the work.  [default: one a CPU]")
def errata(json_file: str | None, jobs: int | None) -> int:
    """List the papers' errata: the text, its cause, a witness, what holds instead, and what depends on it.

    Every one is refuted anew, and its correction checked. Ends 0 if all come out as they are recorded.
    """
    from flowproof.errata import document, text
    from flowproof.errata import errata as recorded
    from flowproof.findings import gather
    from flowproof.outputs import Outputs
    from flowproof.progress import progress
    from flowproof.writing import write_json
    from numeric.parallel import cpus
    from paper import load
    from proofs.judging import run

    outputs = Outputs({"--json": json_file})
    labels = tuple(entry.label for entry in load().entries if entry.correction)
    with progress(quiet=outputs.alone) as tell:
        verdicts = run.verify(labels, jobs=jobs or cpus(), progress=tell)
    found = recorded(gather(verdicts))
    outputs.deliver({"--json": lambda file: write_json(document(found), file)}, lambda: click.echo(text(found)))
    return run.exit_status(verdicts)
