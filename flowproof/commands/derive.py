"""`flowproof derive`: the derivation of a result, as a person would write it."""

import click


@click.command()
@click.argument("name", metavar="NUMBER|LABEL")
@click.option("--latex", "as_latex", is_flag=True, help="LaTeX instead of text.")
@click.option("--json", "json_file", metavar="FILE", help="Write it as JSON; - is standard output, alone.")
def derive(name: str, as_latex: bool, json_file: str | None) -> int:
    """Print how a result is derived, rendered from the code that checks it, which runs.

    The name is one that `verify` takes: a label, a number (12 or MV:12), a theorem, a section (MV:III-A) or a group.
    Square brackets hold facts that are not negative: what makes an inequality true stands there. Ends 0 if every line
    holds, 1 if one does not.
    """
    from flowproof.library.derived import derive as derived
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json

    outputs = Outputs({"--json": json_file})
    found = derived(name)
    for sentence in found.without:
        click.echo(f"flowproof: {sentence}", err=True)
    outputs.deliver(
        {"--json": lambda file: write_json(found.document, file)},
        lambda: click.echo(found.to_latex() if as_latex else str(found)),
    )
    return 0 if found.holds else 1
