"""`flowproof grade`: claims, each proved, refuted, or left undecided."""

import click

from flowproof.commands import options


@click.command()
@click.argument("claims", nargs=-1, required=True, metavar="FILE|INEQUALITY ...")
@click.option("--given", multiple=True, metavar="TEXT", help="A hypothesis of the inequalities; may be given again.")
@click.option("--seconds", type=click.FloatRange(0.1, 86_400), default=10.0, help="Time for each claim.  [default: 10]")
@click.option("--seed", type=click.IntRange(0), default=2025, show_default=True, help="Of the search for witnesses.")
@options.jobs(help="Claims to grade at the same time.  [default: one a CPU]")
@click.option("--json", "json_file", metavar="FILE", help="Write the grades as JSON; - is standard output, alone.")
@click.option(
    "--certificates", "certificates_file", metavar="FILE", help="Write all certificates, for proofs/checker.py."
)
def grade(
    claims: tuple[str, ...],
    given: tuple[str, ...],
    seconds: float,
    seed: int,
    jobs: int | None,
    json_file: str | None,
    certificates_file: str | None,
) -> int:
    """Grade claims: each HOLDS with a certificate, FAILS with a witness, or is UNDECIDED.

    A claim is an inequality between real numbers, such as "x + 1/x >= 2" --given "x > 0", or stands in a file in TOML.
    There, one of kind "inequality" is about real numbers too, and one of kind "windows" about W(t) in windows with
    constants c1 and c2 of your own; `flowproof examples` writes some of both.
    Ends 0 if all hold, 1 if any fails, 2 if any is undecided.
    """
    from flowproof.library.claims import claims_of
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json

    outputs = Outputs({"--json": json_file, "--certificates": certificates_file}, reads=claims)
    read = claims_of(claims, given or None)

    from flowproof.library.grading import graded  # which is slow to import, and misuse is told at once

    quiet = outputs.alone or len(read) == 1
    found = graded(read, seconds=seconds, seed=seed, jobs=jobs, progress=not quiet)

    def write_certificates(file: str) -> None:
        certificates = found.certificates()
        if certificates is None:
            click.echo(f"flowproof: no claim has a certificate, so {file!r} is not written", err=True)
        else:
            certificates.write(file)

    outputs.deliver(
        {"--json": lambda file: write_json(found.document, file), "--certificates": write_certificates},
        lambda: click.echo(str(found)),
    )
    return found.status
