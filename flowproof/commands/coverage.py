"""`flowproof coverage`: how much of the papers is checked."""

import click


@click.command()
@click.option("--json", "json_file", metavar="FILE", help="Write it as JSON; - is standard output, alone.")
def coverage(json_file: str | None) -> int:
    """Count what the last run found, section by section of each paper; every entry is counted once.

    Nothing is run: `flowproof verify` is, before it. Ends 0 if all that claims something was checked and came out as
    recorded, 1 if something fails that should not, 2 if something is open.
    """
    from flowproof import coverage as counted
    from flowproof import last_run, terminal
    from flowproof.writing import STANDARD_OUTPUT, require_writable, write_json
    from paper import load

    require_writable(json_file)
    record, entries = last_run.last(), load().entries
    rows = counted.rows(entries, record)
    if json_file is not None:
        write_json(counted.document(rows, entries, record), json_file)
    if json_file != STANDARD_OUTPUT:
        terminal.write(counted.table(rows, entries, record))
    return counted.status(rows, record)
