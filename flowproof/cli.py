"""The program `flowproof`: what it is called with, and how it ends.

Exit status: 0 holds, 1 something fails, 2 undecided, 3 misuse (one sentence on standard error). A bug of ours shows its
traceback, a process of ours that was killed is one sentence, and both end with none of these, so that no crash looks
like a verdict.

Only what Python itself has loaded is imported here before `main` runs, so that an interruption meanwhile ends like a
later one. Nothing heavy is imported at all, nor `paper`: `doctor` must answer where another package has that name.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from click import ClickException

MISUSE = 3
BUG = 70
LOST_PROCESS = 71
INTERRUPTED = 130
BROKEN_PIPE = 141

BASES = ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
"""Variables that name folders; by their specification one that is not absolute is to be ignored."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit with its status."""
    try:
        status = _ending(sys.argv[1:] if arguments is None else arguments)
        if arguments is None:
            from signal import SIG_IGN, SIGINT, signal

            signal(SIGINT, SIG_IGN)  # all is said, and what is left is Python's own tidying up
    except KeyboardInterrupt:
        _say("interrupted")
        status = INTERRUPTED
    sys.exit(status)


def _ending(arguments: Sequence[str]) -> int:
    """The exit status, whatever happens but an interruption."""
    from flowproof import streams

    try:
        streams.prepare()
        for base in BASES:
            if not os.path.isabs(os.environ.get(base, os.sep)):
                del os.environ[base]  # nor may a library make its folder here
        status = run(arguments)
        sys.stdout.flush()
    except streams.Unwritten as error:
        if isinstance(error.__cause__, BrokenPipeError):
            return BROKEN_PIPE  # whoever read our output has gone: nothing more to say
        return _misuse(f"standard output can't be written ({error}); send it elsewhere, to {os.devnull} if not wanted")
    except ChildProcessError as error:
        _say(str(error))
        return LOST_PROCESS
    except Exception:
        import traceback

        traceback.print_exc()
        return BUG
    return status


def run(arguments: Sequence[str]) -> int:
    """The exit status of `flowproof ARGUMENTS`; misuse is told on standard error."""
    import click

    from flowproof.program import flowproof
    from flowproof.shadows import Shadowed

    try:
        # not click's own main(), which would answer a broken pipe with status 1: "something fails"
        with flowproof.make_context("flowproof", list(arguments)) as context:
            return int(flowproof.invoke(context) or 0)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.ClickException as error:
        return _misuse(_sentence(error))
    except Shadowed as error:
        return _misuse(str(error))
    except ValueError as error:
        from paper import Misuse

        if not isinstance(error, Misuse):
            raise
        return _misuse(str(error))


def _sentence(error: ClickException) -> str:
    """click's message, made one sentence, with the way to the help."""
    message = error.format_message().rstrip(".? ").replace(". Did you", "; did you")
    command = getattr(getattr(error, "ctx", None), "command_path", "flowproof")
    return f"{message[:1].lower()}{message[1:]}; `{command} --help` shows what it takes"


def _misuse(message: str) -> int:
    _say(" ".join(message.split()))
    return MISUSE


def _say(sentence: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"flowproof: {sentence}\n")
        sys.stderr.flush()
