"""`flowproof where`: which code answers for an entry."""

import click


@click.command()
@click.argument("name", metavar="NUMBER|LABEL")
def where(name: str) -> int:
    """Print file:line and function of the code that answers for an entry."""
    from paper import load
    from paper.owners import find

    owners = find()
    for entry in load().find(name):
        own = [owner for owner in owners if owner.label == entry.label]
        for owner in own:
            click.echo(f"{owner.place}  {owner.function}  {entry.name} {entry.label}")
        if not own:
            click.echo(f"no code  {entry.name} {entry.label}: {entry.unchecked or 'its steps answer for it'}")
    return 0
