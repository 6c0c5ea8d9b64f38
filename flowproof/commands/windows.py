import click


@click.command()
def windows() -> int:
    return 0
