"""`flowproof certificates`: the certificates of everything that is proved by certificate, in one file."""

import click


@click.command()
@click.argument("file")
def certificates(file: str) -> int:
    """Write the certificates of the lemmas and of every theorem to FILE; - is standard output.

    `python -I -S proofs/checker.py FILE` checks them without this suite. Ends 0 if every step has a certificate and the
    checker accepts them all, 2 if not: those that there are are written all the same.
    """
    from flowproof.outputs import Outputs
    from flowproof.writing import write_whole
    from proofs.judging import certificates as proved

    Outputs({"FILE": file})
    document, missing = proved.everything()
    write_whole(proved.written(document), file)
    for sentence in missing:
        click.echo(f"flowproof: {sentence}", err=True)
    return 2 if missing else 0
