"""The command `flowproof` as click knows it: its commands, and what it says without one."""

import click

from flowproof.commands.ablation import ablation
from flowproof.commands.certificates import certificates
from flowproof.commands.coverage import coverage
from flowproof.commands.derive import derive
from flowproof.commands.doctor import doctor
from flowproof.commands.errata import errata
from flowproof.commands.evaluate import evaluate
from flowproof.commands.examples import examples
from flowproof.commands.export import export
from flowproof.commands.figure import figure
from flowproof.commands.formal import formal
from flowproof.commands.grade import grade
from flowproof.commands.init import init
from flowproof.commands.measure import measure
from flowproof.commands.plot import plot
from flowproof.commands.show import show
from flowproof.commands.study import study
from flowproof.commands.verify import verify
from flowproof.commands.where import where
from flowproof.commands.windows import windows

COMMANDS = (
    *(verify, coverage, errata, derive, where, show, evaluate, measure, windows, plot, grade, init, study, figure),
    *(certificates, export, formal, ablation, examples, doctor),
)


@click.group(
    commands={command.name or "": command for command in COMMANDS},
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option("--version", is_flag=True, help="Print the version and exit.")
@click.pass_context
def flowproof(context: click.Context, version: bool) -> None:
    """Check two papers on gradient flow in matrix factorization, equation by equation and inequality by inequality.

    MV is Min & Vidal (CDC 2025), TFHV is Tarmoun, França, Haeffele & Vidal (ICML 2021).

    Exit status of every command: 0 holds, 1 something fails, 2 undecided, 3 misuse.
    """
    if version:
        from importlib.metadata import version as installed

        click.echo(f"flowproof {installed('flowproof')}")
        context.exit(0)
    if context.invoked_subcommand != "doctor":
        from flowproof.shadows import require_ours

        require_ours()
    if context.invoked_subcommand is None:
        raise click.UsageError(f"name a command: {', '.join(command.name or '' for command in COMMANDS)}")
