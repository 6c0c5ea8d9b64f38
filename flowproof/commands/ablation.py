"""`flowproof ablation`: what each hypothesis of Theorems 3 and 4, of the laws, and of descent is needed for."""

import click

from flowproof.commands import options


@click.command(cls=options.OfTheorems)
@click.option("--theorem", metavar="NAME", help="3, 4, {laws}, descent-3, descent-4p, or all.  [default: all]")
@click.option("--json", "json_file", metavar="FILE", help="Write them as JSON; - is standard output, alone.")
def ablation(theorem: str | None, json_file: str | None) -> int:
    """Drop each hypothesis of a theorem or a law: which steps break, and an instance at which the conclusion fails.

    descent-3 and descent-4p are those about gradient descent: from starts that are diagonal in a basis of Y, and from
    any.

    Every instance is confirmed anew, by balls. Where none is known, the one that comes nearest is shown: then the
    hypothesis may not be needed. Ends 0 if all is confirmed; what is on record but is not confirmed ends 2.
    """
    from flowproof.library.derived import ablation as dropped
    from flowproof.outputs import Outputs
    from flowproof.writing import write_json
    from numeric.evaluate import Undecided

    outputs = Outputs({"--json": json_file})
    try:
        found = dropped(theorem)
    except Undecided as error:
        click.echo(f"flowproof: undecided: {error}", err=True)
        return 2
    outputs.deliver({"--json": lambda file: write_json(found.document, file)}, lambda: click.echo(str(found)))
    return 0
