"""`flowproof figure`: a figure of the papers, run and drawn again, with what is claimed of it."""

import click

from flowproof.figure_names import NAMES


@click.command()
@click.argument("name", metavar="NAME", type=click.Choice(NAMES, case_sensitive=False))
@click.option("--seed", type=click.IntRange(min=0), help="The seed of an experiment of TFHV.  [default: 1]")
@click.option("--output", "folder", metavar="DIR", help="Write the drawing (SVG) and its numbers (JSON) there.")
@click.option("--plot", "plot_file", metavar="FILE", help="Write the drawing, as FILE ends: .svg, .pdf or .png.")
@click.option("--json", "json_file", metavar="FILE", help="Write the numbers as JSON; - is standard output, alone.")
def figure(name: str, seed: int | None, folder: str | None, plot_file: str | None, json_file: str | None) -> int:
    """Run and draw the figure NAME, one of MV:1, TFHV:1, TFHV:2 and TFHV:3, and check what is claimed of it.

    MV:1 is certified curves; the others are experiments of TFHV §6, whose random data come from the seed. With none of
    --output, --plot and --json the files go to the folder `figures`. Ends 0 if all claims hold with this seed, 1 if
    one fails.
    """
    from flowproof.figures import FILES, make
    from flowproof.outputs import Outputs
    from flowproof.plots.formats import format_of
    from flowproof.writing import as_json, write_folder, write_json

    if folder is None and plot_file is None and json_file is None:
        folder = "figures"
    form = "svg" if plot_file is None else format_of(plot_file, "--plot")
    outputs = Outputs({"--json": json_file, "--plot": plot_file}, folders={"--output": (folder, FILES)})
    made = make(name, seed)
    written = "" if folder is None else f"\nwritten to {folder}: {made.stem}.svg, {made.stem}.json"
    written += "" if plot_file is None else f"\nwritten to {plot_file}"
    drawing = {f"{made.stem}.json": as_json(made.document()), f"{made.stem}.svg": made.drawn.svg()}
    outputs.deliver(
        {
            "--json": lambda file: write_json(made.document(), file),
            "--plot": lambda file: made.drawn.write(file, form),
            "--output": lambda folder: write_folder(folder, drawing),
        },
        lambda: click.echo(made.text() + written),
    )
    return made.status
