"""`flowproof show`: what an entry states, where it comes from and how it is checked."""

import click


@click.command()
@click.argument("name", metavar="NUMBER|LABEL")
@click.option("--json", "json_file", metavar="FILE", help="Write it as JSON; - is standard output, alone.")
def show(name: str, json_file: str | None) -> int:
    """Print an entry's statement, its source, what it uses and how it is checked. Nothing is run.

    The name is one that `verify` takes: a label, a number (12 or MV:12), a theorem, a section (MV:III-A) or a group.
    """
    from flowproof.library import entries
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json

    outputs = Outputs({"--json": json_file})
    found = entries.show(name)
    outputs.deliver({"--json": lambda file: write_json(found.document, file)}, lambda: click.echo(str(found)))
    return 0
