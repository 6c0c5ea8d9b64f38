"""`flowproof grade`: claims in a file, each proved, refuted, or left undecided."""

import click


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE ...")
@click.option("--seconds", type=click.FloatRange(0.1, 86_400), default=10.0, help="Time for each claim.  [default: 10]")
@click.option("--seed", type=click.IntRange(0), default=2025, show_default=True, help="Of the search for witnesses.")
@click.option("--json", "json_file", metavar="FILE", help="Write the grades as JSON; - is standard output, alone.")
def grade(files: tuple[str, ...], seconds: float, seed: int, json_file: str | None) -> int:
    """Grade claims in TOML: each HOLDS with a certificate, FAILS with a witness, or is UNDECIDED.

    A claim of kind "inequality" is about real numbers, one of kind "windows" about W(t) in windows with constants c1
    and c2 of your own; examples/ and the README have some of both.
    Ends 0 if all hold, 1 if any fails, 2 if any is undecided.
    """
    from flowproof.grades import document, status, text
    from flowproof.progress import progress
    from flowproof.writing import STANDARD_OUTPUT, require_writable, write_json
    from proofs.grading import claims, inequality, windows
    from proofs.grading.window_claims import Windows

    require_writable(json_file)
    read = [claim for file in files for claim in claims.read(file)]
    found = []
    with progress(quiet=json_file == STANDARD_OUTPUT or len(read) == 1) as tell:
        for claim in read:
            kind = windows if isinstance(claim, Windows) else inequality
            found.append(kind.grade(claim, seconds, seed))
            if tell is not None:
                tell(len(found), len(read), claim.name)
    if json_file is not None:
        write_json(document(found), json_file)
    if json_file != STANDARD_OUTPUT:
        click.echo(text(found))
    return status(found)
