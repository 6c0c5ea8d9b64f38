"""`flowproof show`: what an entry states, where it comes from and how it is checked."""

import click


@click.command()
@click.argument("name", metavar="NUMBER|LABEL")
def show(name: str) -> int:
    """Print an entry's statement, its source, what it uses and how it is checked. Nothing is run."""
    from flowproof.description import describe
    from paper import load
    from paper.owners import find
    from proofs.judging import suite

    entries = load().find(name)
    owners, steps = find(), suite.steps()
    theorems = {theorem.label: theorem for theorem in suite.theorems()}
    click.echo(
        "\n\n".join(
            describe(
                entry,
                steps.get(entry.label),
                theorems.get(entry.label),
                tuple(owner for owner in owners if owner.label == entry.label),
            )
            for entry in entries
        )
    )
    return 0
