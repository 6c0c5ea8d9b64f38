"""`flowproof formal`: Coq's kernel on all that is proved here."""

import click

from flowproof.commands import options


@click.command()
@options.jobs(help="Files that Coq checks at a time.  [default: one a CPU]")
@click.option("--json", "json_file", metavar="FILE", help="Write the verdict as JSON; - is standard output, alone.")
def formal(jobs: int | None, json_file: str | None) -> int:
    """Have Coq's kernel check every certificate and the theorems in the papers' words, and ask what they assume.

    What is compiled is kept, so that an interrupted run goes on where it was. Ends 0 if all is accepted and assumes
    nothing but what proofs/formal/assumptions.txt lists, 1 if not, 2 if a step has no certificate, 3 without Coq.
    """
    from flowproof import kernel
    from flowproof.exports import exported
    from flowproof.formal import coq, run
    from flowproof.outputs import Outputs
    from flowproof.progress import progress
    from flowproof.writing import write_json
    from numeric.parallel import cpus
    from proofs.formal import worded

    folder, outputs = kernel.folder(), Outputs({"--json": json_file})
    found = coq.installed()
    code = kernel.begin()
    with progress(quiet=outputs.alone) as tell:
        project, missing = exported(())
        theorems = () if missing else worded.theorems()
        verdict = run.judge(project, theorems, coq=found, folder=folder, jobs=jobs or cpus(), tell=tell)
    for sentence in missing:
        click.echo(f"flowproof: {sentence}", err=True)
    status = 1 if not verdict.holds else 2 if missing else 0
    if status == 0:
        kernel.keep(code, verdict.accepted)
    outputs.deliver(
        {"--json": lambda file: write_json(run.document(verdict), file)},
        lambda: click.echo(run.told(verdict)),
    )
    return status
