"""`flowproof init`: a paper of one's own, as a file to begin with."""

import click


@click.command()
@click.argument("folder", metavar="[DIR]", default=".")
def init(folder: str) -> int:
    """Write DIR/paper.toml, a paper with a claim of each kind and comments, which `flowproof grade` accepts as it is.

    A file of that name is not overwritten.
    """
    from importlib.resources import files
    from pathlib import Path

    from flowproof.outputs import Outputs
    from flowproof.writing import write_whole
    from paper import Misuse

    place = str(Path(folder) / "paper.toml")
    if Path(place).exists():
        raise Misuse(f"{place!r} is there already, and is not overwritten; name another folder")
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misuse(f"the folder {folder!r} can't be made ({error.strerror}); name another") from None
    outputs = Outputs({"DIR": place})
    text = files("flowproof").joinpath("paper-template.toml").read_text(encoding="utf-8")
    outputs.deliver({"DIR": lambda file: write_whole(text, file)}, lambda: click.echo(f"flowproof grade {place}"))
    return 0
