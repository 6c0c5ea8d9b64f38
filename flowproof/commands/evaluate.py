import click


@click.command()
def evaluate() -> int:
    return 0
