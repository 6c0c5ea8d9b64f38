"""The command `flowproof`: what it is called with, and how it ends.

Exit status: 0 holds, 1 something fails, 2 undecided, 3 misuse (one sentence on standard error). A bug of ours shows its
traceback, a process of ours that was killed is one sentence, and both end with none of these, so that no crash looks
like a verdict. Nothing heavy is imported here, nor `paper`: `doctor` must answer where another package has that name.
"""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import NoReturn

import click

from flowproof.commands.ablation import ablation
from flowproof.commands.certificates import certificates
from flowproof.commands.coverage import coverage
from flowproof.commands.derive import derive
from flowproof.commands.doctor import doctor
from flowproof.commands.errata import errata
from flowproof.commands.evaluate import evaluate
from flowproof.commands.figure import figure
from flowproof.commands.grade import grade
from flowproof.commands.measure import measure
from flowproof.commands.show import show
from flowproof.commands.study import study
from flowproof.commands.verify import verify
from flowproof.commands.where import where
from flowproof.commands.windows import windows

MISUSE = 3
BUG = 70
LOST_PROCESS = 71
INTERRUPTED = 130
BROKEN_PIPE = 141

COMMANDS = (
    *(verify, coverage, errata, derive, where, show, evaluate, measure, windows, grade, study, figure),
    *(certificates, ablation, doctor),
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
    if context.invoked_subcommand is None:
        raise click.UsageError(f"name a command: {', '.join(command.name or '' for command in COMMANDS)}")


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # σ on a terminal that has no σ
    try:
        status = run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # whoever read our output has gone: nothing more to say, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = BROKEN_PIPE
    except KeyboardInterrupt:
        click.echo("flowproof: interrupted", err=True)
        status = INTERRUPTED
    except ChildProcessError as error:
        click.echo(f"flowproof: {error}", err=True)
        status = LOST_PROCESS
    except Exception:
        traceback.print_exc()
        status = BUG
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """The exit status of `flowproof ARGUMENTS`; misuse is told on standard error."""
    try:
        # not click's own main(), which would answer a broken pipe with status 1: "something fails"
        with flowproof.make_context("flowproof", list(arguments)) as context:
            return int(flowproof.invoke(context) or 0)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        return _misuse(_sentence(error))
    except ValueError as error:
        from paper import Misuse

        if not isinstance(error, Misuse):
            raise
        return _misuse(str(error))


def _sentence(error: click.ClickException) -> str:
    """click's message, made one sentence, with the way to the help."""
    message = error.format_message().rstrip(".? ").replace(". Did you", "; did you")
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "flowproof"
    return f"{message[:1].lower()}{message[1:]}; `{command} --help` shows what it takes"


def _misuse(message: str) -> int:
    click.echo(f"flowproof: {' '.join(message.split())}", err=True)
    return MISUSE
