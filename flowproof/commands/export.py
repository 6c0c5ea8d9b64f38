"""`flowproof export`: certificates as a project of Coq, whose kernel checks them."""

import click


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE ...]")
@click.option("--coq", "folder", metavar="DIR", required=True, help="Write a project for Coq with MathComp to DIR.")
def export(files: tuple[str, ...], folder: str) -> int:
    """Write certificates down for Coq, of every theorem and lemma, or of FILE ..., as `certificates` and `grade` write.

    `make -C DIR -j2` has Coq's kernel check them all; nothing is run here. Only what the checker accepts is written.
    Ends 0 if all is written, 2 if a step of the suite has no certificate: the others are written all the same.
    """
    from flowproof.exports import ours, require_no_other, written
    from flowproof.outputs import Outputs
    from flowproof.writing import write_folder

    outputs = Outputs({}, reads=files, folders={"--coq": (folder, ours(folder))})
    project, missing = written(files)
    require_no_other(folder, project.files)
    outputs.deliver({"--coq": lambda place: write_folder(place, project.files)}, lambda: None)
    for sentence in missing:
        click.echo(f"flowproof: {sentence}", err=True)
    return 2 if missing else 0
