"""`flowproof examples`: the files that the help and the pages cite, to be tried and changed."""

import click


@click.command()
@click.argument("folder", metavar="[DIR]", default="examples")
def examples(folder: str) -> int:
    """Write the examples to DIR, `examples` if none is named: claims for `grade`, grids for `study`.

    What you have changed there is not overwritten.
    """
    from flowproof.examples_folder import files, require_unchanged
    from flowproof.outputs import Outputs
    from flowproof.writing import write_folder

    found = files()
    outputs = Outputs({}, folders={"DIR": (folder, found)})
    require_unchanged(folder)

    def show() -> None:
        for name, text in found.items():
            command = "study" if "\nstudy = " in text else "grade"
            click.echo(f"flowproof {command} {folder}/{name}")

    outputs.deliver({"DIR": lambda place: write_folder(place, found)}, show)
    return 0
