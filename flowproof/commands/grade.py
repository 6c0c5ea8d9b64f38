"""`flowproof grade`: claims in a file, each proved, refuted, or left undecided."""

import click

from flowproof.commands import options


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE ...")
@click.option("--seconds", type=click.FloatRange(0.1, 86_400), default=10.0, help="Time for each claim.  [default: 10]")
@click.option("--seed", type=click.IntRange(0), default=2025, show_default=True, help="Of the search for witnesses.")
@options.jobs(help="Claims to grade at the same time.  [default: one a CPU]")
@click.option("--json", "json_file", metavar="FILE", help="Write the grades as JSON; - is standard output, alone.")
@click.option(
    "--certificates", "certificates_file", metavar="FILE", help="Write all certificates, for proofs/checker.py."
)
def grade(
    files: tuple[str, ...],
    seconds: float,
    seed: int,
    jobs: int | None,
    json_file: str | None,
    certificates_file: str | None,
) -> int:
    """Grade claims in TOML: each HOLDS with a certificate, FAILS with a witness, or is UNDECIDED.

    A claim of kind "inequality" is about real numbers, one of kind "windows" about W(t) in windows with constants c1
    and c2 of your own; `flowproof examples` writes some of both.
    Ends 0 if all hold, 1 if any fails, 2 if any is undecided.
    """
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json, write_whole
    from proofs.grading.files import read as claims_of

    outputs = Outputs({"--json": json_file, "--certificates": certificates_file}, reads=files)
    read = [claim for file in files for claim in claims_of(file)]

    # the rest is slow to import, and misuse is told at once
    from flowproof.grades import document, status, sure, text
    from flowproof.progress import progress
    from numeric.parallel import cpus
    from proofs.grading import run
    from proofs.judging.certificates import written

    with progress(quiet=outputs.alone or len(read) == 1) as tell:
        found = [sure(grade) for grade in run.grades(read, seconds, seed, jobs or cpus(), tell)]

    def write_certificates(file: str) -> None:
        certificates = run.certificates(found)
        if certificates is None:
            click.echo(f"flowproof: no claim has a certificate, so {file!r} is not written", err=True)
        else:
            write_whole(written(certificates), file)

    outputs.deliver(
        {"--json": lambda file: write_json(document(found), file), "--certificates": write_certificates},
        lambda: click.echo(text(found)),
    )
    return status(found)
