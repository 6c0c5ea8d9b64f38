"""`flowproof export`: certificates as a project for Coq, whose kernel checks them."""

import click


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE ...]")
@click.option("--coq", "folder", metavar="DIR", required=True, help="Write a project for Coq with MathComp to DIR.")
def export(files: tuple[str, ...], folder: str) -> int:
    """Write certificates down for Coq: all of the suite's, with the theorems in the papers' words that rest on them, or
    those in FILE ..., as `certificates` and `grade` write.

    `make -C DIR -j2` then has Coq's kernel check them; nothing of Coq is run or needed here. Only what the checker
    accepts is exported. Ends 0 if all is written, 2 if a step of the suite has no certificate: the others are written.
    """
    from flowproof import exports
    from flowproof.outputs import Outputs
    from flowproof.writing import write_folder

    outputs = Outputs({}, reads=files, folders={"--coq": (folder, exports.ours(folder))})
    project, missing = exports.exported(files)
    exports.require_same(folder, project.files)
    for sentence in missing:
        click.echo(f"flowproof: {sentence}", err=True)
    outputs.deliver({"--coq": lambda place: write_folder(place, project.files)}, lambda: None)
    return 2 if missing else 0
