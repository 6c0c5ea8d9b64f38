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

SECTIONS = {
    "The papers": (
        (verify, "check statements, a theorem, a section, or everything"),
        (show, "what a statement says, and how it is checked"),
        (derive, "its derivation, line by line"),
        (where, "the code that answers for it"),
        (errata, "what fails as printed, and what holds instead"),
        (ablation, "what each hypothesis of a theorem or a law is needed for"),
        (coverage, "how much of the papers the last run has checked"),
        (figure, "a figure of the papers, run and drawn again"),
    ),
    "A flow of your own": (
        (evaluate, "W(t), certified to the digits asked for"),
        (measure, "its singular values, errors, loss and learning times"),
        (windows, "the windows of a theorem, and whether it applies"),
        (plot, "its singular values against time, with the windows"),
        (study, "one question at every point of a grid"),
    ),
    "Claims of your own": (
        (grade, "an inequality, or a whole paper: proved, refuted, or undecided"),
        (init, "a paper of your own, as a file to begin with"),
        (examples, "files to begin with, for grade and study"),
    ),
    "Proofs, for others to check": (
        (certificates, "all of them in one file, for proofs/checker.py"),
        (export, "the same as a project for Coq"),
        (formal, "Coq's kernel on all of it"),
    ),
    "This installation": ((doctor, "what is wrong with it, if anything"),),
}
"""The commands as `flowproof --help` lists them, each with what one gets from it."""
COMMANDS = tuple(command for section in SECTIONS.values() for command, _ in section)


class Program(click.Group):
    """Its help lists the commands by what they are for."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        for title, commands in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(command.name or "", gives) for command, gives in commands])


@click.group(
    cls=Program,
    commands={command.name or "": command for command in COMMANDS},
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.option("--version", is_flag=True, help="Print the version and exit.")
@click.pass_context
def flowproof(context: click.Context, version: bool) -> None:
    """Check two papers on gradient flow in matrix factorization, equation by equation and inequality by inequality.

    MV is Min & Vidal (CDC 2025), TFHV is Tarmoun, França, Haeffele & Vidal (ICML 2021).

    `flowproof COMMAND --help` tells of each command, and `python -c "import flowproof; help(flowproof)"` of the same
    from Python. In a clone, `make bench` times the engine beside what one would write by hand.

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
