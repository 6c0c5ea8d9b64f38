"""`flowproof grade`: claims, each proved, refuted, or left undecided."""

import os
from typing import Any

import click

from flowproof.commands import options


@click.command()
@click.argument("claims", nargs=-1, required=True, metavar="FILE|INEQUALITY ...")
@click.option("--given", multiple=True, metavar="TEXT", help="A hypothesis of the inequalities; may be given again.")
@options.seconds
@click.option("--seed", type=click.IntRange(0), default=2025, show_default=True, help="Of the search for witnesses.")
@options.jobs(help="Claims to grade at the same time.  [default: one a CPU]")
@click.option("--json", "json_file", metavar="FILE", help="Write the grades as JSON; - is standard output, alone.")
@click.option("--report", "folder", metavar="DIR", help="Of a paper: write an HTML report, with every proof.")
@click.option("--latex", "latex_file", metavar="FILE", help="Of a paper: write claims, verdicts and proofs as LaTeX.")
@click.option(
    "--document", "as_document", is_flag=True, help="That LaTeX as a whole document, to be compiled as it is."
)
@click.option("--explain", is_flag=True, help="Print each proof that was found, line by line.")
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
    folder: str | None,
    latex_file: str | None,
    as_document: bool,
    explain: bool,
    certificates_file: str | None,
) -> int:
    """Grade claims: each HOLDS with a certificate, FAILS with a witness, or is UNDECIDED.

    A claim is an inequality between real numbers, such as "x + 1/x >= 2" --given "x > 0", or stands in a file in TOML,
    where it is of one of several kinds: an inequality, an identity, a limit, a sum, a sequence, the solution of a
    differential equation, of numbers or of matrices, an order of matrices, or windows of W(t), or of gradient
    descent, with constants of your own. `flowproof examples` writes some of them. A file with a table [paper] is a
    paper, which is graded by itself: `flowproof init` writes one to begin with.
    Ends 0 if all hold, 1 if any fails, 2 if any is undecided. An interruption keeps the grades that there are.
    """
    from flowproof.library.claims import claims_of, is_paper
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json, write_whole
    from paper import Misuse

    folders = {}
    if folder is not None:
        from flowproof.report.files import FILES

        folders["--report"] = (folder, FILES)
    files = {"--json": json_file, "--certificates": certificates_file, "--latex": latex_file}
    outputs = Outputs(files, reads=claims, folders=folders)
    papers = [each for each in claims if is_paper(each)]
    if papers and len(claims) > 1:
        raise Misuse(f"{papers[0]!r} is a paper, which is graded by itself; leave the other claims out")
    if folder is not None and not papers:
        raise Misuse(f"--report is {folder!r}, and there is no paper to report on; give a file with a table [paper]")
    if latex_file is not None and not papers:
        raise Misuse(f"--latex is {latex_file!r}, and there is no paper to write; give a file with a table [paper]")
    asked: dict[str, Any] = {"seconds": seconds, "seed": seed, "jobs": jobs, "whole": False}
    found: Any
    if papers:
        from flowproof.library import papers as of_paper

        found = of_paper.judged(of_paper.read(papers[0]), **asked, progress=not outputs.alone)
    else:
        read = claims_of(claims, given or None)
        from flowproof.library.grading import graded  # which is slow to import, and misuse is told at once

        found = graded(read, **asked, progress=not (outputs.alone or len(read) == 1))

    def write_certificates(file: str) -> None:
        certificates = found.certificates()
        if certificates is None:
            click.echo(f"flowproof: no claim has a certificate, so {file!r} is not written", err=True)
        else:
            certificates.write(file)

    def show() -> None:
        click.echo(str(found))
        if explain:
            click.echo(f"\n{found.explained()}")
        if folder is not None:
            click.echo(f"report written to {os.path.join(folder, 'index.html')}")

    outputs.deliver(
        {
            "--json": lambda file: write_json(found.document, file),
            "--certificates": write_certificates,
            "--latex": lambda file: write_whole(f"{found.to_latex(document=as_document)}\n", file),
            "--report": lambda place: found.report(place),
        },
        show,
    )
    if found.interrupted:
        raise KeyboardInterrupt
    return int(found.status)
