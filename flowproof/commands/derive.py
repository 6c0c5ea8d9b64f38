"""`flowproof derive`: the derivation of a result, as a person would write it."""

import click


@click.command()
@click.argument("name", metavar="NUMBER|LABEL")
@click.option("--latex", "as_latex", is_flag=True, help="LaTeX instead of text; needs amsmath and amssymb.")
@click.option("--document", "as_document", is_flag=True, help="The LaTeX as a whole document, to be compiled as it is.")
def derive(name: str, as_latex: bool, as_document: bool) -> int:
    """Print how a result is derived, rendered from the code that checks it, which runs.

    Square brackets hold facts that are not negative: what makes an inequality true stands there. Ends 0 if every line
    holds, 1 if one does not.

    The LaTeX breaks its formulas for a column of a paper; it compiles in article with twocolumn and in IEEEtran.
    """
    from flowproof import derivation_views as views
    from flowproof.derivations import every
    from paper import load

    found, without = every(load().find(name))
    for sentence in without:
        click.echo(f"flowproof: {sentence}", err=True)
    click.echo((views.document if as_document else views.latex if as_latex else views.text)(found))
    return 0 if all(account.holds for account in found) else 1
