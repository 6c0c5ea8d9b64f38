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

    Outputs({"FILE": file})

    from flowproof.library.derived import certificates as proved

    found = proved()
    found.write(file)
    for sentence in found.missing:
        click.echo(f"flowproof: {sentence}", err=True)
    return 2 if found.missing else 0
