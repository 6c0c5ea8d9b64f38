"""`flowproof figure`: a figure of the papers, run and drawn again, with what is claimed of it."""

import click

from flowproof.figure_names import NAMES


@click.command()
@click.argument("name", metavar="NAME", type=click.Choice(NAMES, case_sensitive=False))
@click.option("--seed", type=click.IntRange(min=0), help="The seed of an experiment of TFHV.  [default: 1]")
@click.option("--output", "folder", metavar="DIR", help="Write the drawing (SVG) and its numbers (JSON) there.")
@click.option("--json", "json_file", metavar="FILE", help="Write the numbers as JSON; - is standard output, alone.")
def figure(name: str, seed: int | None, folder: str | None, json_file: str | None) -> int:
    """Run and draw the figure NAME, one of MV:1, TFHV:1, TFHV:2 and TFHV:3, and check what is claimed of it.

    MV:1 is certified curves; the others are experiments of TFHV §6, whose random data come from the seed. With neither
    --output nor --json the files go to the folder `figures`. Ends 0 if all claims hold with this seed, 1 if one fails.
    """
    from flowproof.figures import FILES, make
    from flowproof.outputs import Outputs
    from flowproof.writing import as_json, write_folder, write_json

    if folder is None and json_file is None:
        folder = "figures"
    outputs = Outputs({"--json": json_file}, folders={"--output": (folder, FILES)})
    made = make(name, seed)
    written = "" if folder is None else f"\nwritten to {folder}: {made.stem}.svg, {made.stem}.json"
    drawing = {f"{made.stem}.json": as_json(made.document()), f"{made.stem}.svg": made.svg}
    outputs.deliver(
        {
            "--json": lambda file: write_json(made.document(), file),
            "--output": lambda folder: write_folder(folder, drawing),
        },
        lambda: click.echo(made.text() + written),
    )
    return made.status
