"""`flowproof verify`: judge the papers' statements and show what came of it."""

import click


@click.command()
@click.argument("what", nargs=-1)
@click.option("--paper", type=click.Choice(["MV", "TFHV"], case_sensitive=False), help="Only this paper's entries.")
@click.option("--json", "json_file", metavar="FILE", help="Write the verdicts as JSON; - is standard output, alone.")
@click.option("--report", "folder", metavar="DIR", help="Write an HTML report that opens without a network.")
@click.option("--jobs", type=click.IntRange(1, 1024), help="Processes to share the work.  [default: one a CPU]")
@click.option("--seed", type=click.IntRange(0), help="What samples are drawn from.  [default: always the same]")
@click.option("--list", "only_list", is_flag=True, help="Name what can be asked for, and check nothing.")
def verify(
    what: tuple[str, ...],
    paper: str | None,
    json_file: str | None,
    folder: str | None,
    jobs: int | None,
    seed: int | None,
    only_list: bool,
) -> int:
    """Check the papers' statements.

    WHAT is a label, an equation number (12 or MV:12), a section (MV:III-A) or a group (theorem3, theorem4, sharper,
    sharpest, own-target, every-width, symbolic, numeric, proofs, lemmas). None means everything.
    """
    from flowproof import last_run, terminal
    from flowproof.document import document
    from flowproof.findings import gather
    from flowproof.graph import graph
    from flowproof.progress import progress
    from flowproof.writing import STANDARD_OUTPUT, require_writable, write_json
    from numeric.parallel import cpus
    from proofs import run, suite

    if only_list:
        terminal.write(terminal.catalogue(suite.select(what, paper), suite.GROUPS))
        return 0
    require_writable(json_file)
    if folder is not None:
        from flowproof.report import FILES
        from flowproof.writing import require_replaceable

        require_replaceable(folder, FILES)
    seed = run.SEED if seed is None else seed
    alone = json_file == STANDARD_OUTPUT
    asked = [entry.label for entry in suite.select(what, paper)]
    with progress(quiet=alone) as tell:
        verdicts = run.verify(run.closure(asked), jobs=jobs or cpus(), seed=seed, progress=tell)
    status = run.exit_status(verdict for verdict in verdicts if verdict.label in asked)
    judged = gather(verdicts)
    findings, proof = [finding for finding in judged if finding.entry.label in asked], graph(judged)
    not_kept = last_run.keep(judged)
    if not_kept:
        click.echo(f"flowproof: {not_kept}", err=True)
    if json_file is not None:
        write_json(document(findings, proof, seed=seed), json_file)
    if folder is not None:
        from flowproof.families import families
        from flowproof.plots.figure1 import figure1
        from flowproof.report import Report, write_report

        tried = families(finding.entry.label for finding in judged)
        write_report(Report(findings, proof, tried, figure1(), seed, status), folder)
    if not alone:
        terminal.write(terminal.table(findings, terminal.console().width), "", terminal.summary(findings, status))
    return status
