"""`flowproof derive`: the derivation of a result, as a person would write it."""

import click


@click.command()
@click.argument("name", metavar="NUMBER|LABEL")
@click.option("--latex", "as_latex", is_flag=True, help="LaTeX instead of text; needs amsmath and amssymb.")
@click.option("--document", "as_document", is_flag=True, help="The LaTeX as a whole document, to be compiled as it is.")
@click.option("--json", "json_file", metavar="FILE", help="Write it as JSON; - is standard output, alone.")
def derive(name: str, as_latex: bool, as_document: bool, json_file: str | None) -> int:
    """Print how a result is derived, rendered from the code that checks it, which runs.

    The name is one that `verify` takes: a label, a number (12 or MV:12), a theorem, a section (MV:III-A) or a group.
    Square brackets hold facts that are not negative: what makes an inequality true stands there. Ends 0 if every line
    holds, 1 if one does not.

    The LaTeX breaks its formulas for a column of a paper; it compiles in article with twocolumn and in IEEEtran.
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
        lambda: click.echo(found.to_latex(document=as_document) if as_latex or as_document else str(found)),
    )
    return 0 if found.holds else 1
