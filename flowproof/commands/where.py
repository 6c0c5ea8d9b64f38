"""`flowproof where`: which code answers for an entry."""

import click


@click.command()
@click.argument("name", metavar="NUMBER|LABEL")
@click.option("--json", "json_file", metavar="FILE", help="Write it as JSON; - is standard output, alone.")
def where(name: str, json_file: str | None) -> int:
    """Print file:line and function of the code that answers for an entry.

    The name is one that `verify` takes: a label, a number (12 or MV:12), a theorem, a section (MV:III-A) or a group.
    """
    from flowproof.library import entries
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json

    outputs = Outputs({"--json": json_file})
    found = entries.where(name)
    outputs.deliver({"--json": lambda file: write_json(found.document, file)}, lambda: click.echo(str(found)))
    return 0
