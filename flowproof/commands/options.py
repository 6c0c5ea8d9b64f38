"""Options that several commands have, each said once.

Only what reads the same in all of them is here: what a command writes or shares among processes it says itself. What
is asked of `paper` is asked when it is needed: see `cli`.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from flowproof.library.flow import Flow

Function = Callable[..., Any]


class OfTheorems(click.Command):
    """Its help names the theorems, which are looked up for it alone: `{words}` in it stand for what `words` says."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        told = words()
        self.help = (self.help or "").format(**told)
        for parameter in self.params:
            if isinstance(parameter, click.Option):
                parameter.help = (parameter.help or "").format(**told)
        super().format_help(ctx, formatter)


def words() -> dict[str, str]:
    """Of the theorems: what they are called, what start each takes, and their groups."""
    from paper import theorems

    known = tuple(theorems.DECLARED.values())
    starts = {"spectral": "spectral", "invertible": "any shape with an inverse", "factor": "any factor"}
    by_start = [(", ".join(each.key for each in known if each.shape == shape), starts[shape]) for shape in starts]
    ours = [f"{each.key} is {each.called}" for each in known if each.provenance == "added"]
    return {
        "keys": ", ".join(theorems.keys()),
        "groups": ", ".join(theorems.groups()),
        "starts": "; ".join(f"{keys}: {start}" for keys, start in by_start),
        "ours": f"{', '.join(ours[:-1])}, and {ours[-1]}",
    }


class TheoremName(click.ParamType):  # type: ignore[type-arg]
    """A theorem, by any of its names; of all, or of the paper's own alone."""

    name = "theorem"

    def __init__(self, ours: bool = True) -> None:
        self.ours = ours

    @property
    def keys(self) -> tuple[str, ...]:
        from paper import theorems

        return tuple(each.key for each in theorems.DECLARED.values() if self.ours or each.provenance != "added")

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        del param, ctx
        return f"[{'|'.join(self.keys)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from paper import Misuse, theorems

        try:
            key = theorems.named(value).key
        except Misuse:
            key = ""
        if key not in self.keys:
            self.fail(f"{value!r} is not one of {', '.join(map(repr, self.keys))}.", param, ctx)
        return key


TIMES = "Times: t, a list 0,1,2, or a grid 0:10:0.5 (start:end:step); may be given again."
SHAPE = "W̄₀, positive definite: identity, diagonal:1,2,3,4, random:SEED, or such a file.  [default: identity]"

alpha = click.option("--alpha", required=True, help="The scale α, exact: 1e-1000, 1/3, 10^-1000000.")
time = partial(click.option, "--time", "times", multiple=True, help=TIMES)
rate = click.option("--rate", help="The factor c of the flow.  [default: 1]")
seconds = click.option(
    "--seconds",
    type=click.FloatRange(0.1, 86_400),
    default=10.0,
    help="Time for each claim that is graded.  [default: 10]",
)
jobs = partial(click.option, "--jobs", "-j", type=click.IntRange(1, 1024))
which = click.option(
    "--flow",
    "which",
    type=click.Choice(["gradient", "descent"]),
    default="gradient",
    show_default=True,
    help="The gradient flow, in time; or gradient descent, in iterations.",
)
step = click.option("--step", help="The step size η of descent, exact.")
DESCENT = (
    which,
    step,
    click.option("--iterations", multiple=True, help="Iterations of descent: j, a list, or a grid."),
)
START = (
    click.option("--spectrum", help="Y = diag(3, 2, 1, 0), written 3,2,1,0."),
    click.option("--target", metavar="FILE", help="Y, symmetric, n×n: a file .json, .npy, .npz, .csv, .txt or .mtx."),
    click.option("--shape", help=SHAPE),
    click.option("--factor", metavar="FILE", help="Ū, n×h, from such a file, for W̄₀ = ŪŪᵀ."),
    click.option("--symmetrize", is_flag=True, help="Take (Y + Yᵀ)/2 for Y, exactly, and the same of W̄₀."),
    rate,
)


def flow(command: Function) -> Function:
    """The options that give Y, W̄₀ and c, in this order: what the command gets as `**given`, for `flow_of`."""
    for option in reversed(START):  # as decorators apply, from below
        command = option(command)
    return command


def descent(command: Function) -> Function:
    """The options that ask for descent in the place of the flow: `which`, `step` and `iterations`."""
    for option in reversed(DESCENT):
        command = option(command)
    return command


def times_or_iterations(which: str, times: tuple[str, ...], step: str | None, iterations: tuple[str, ...]) -> bool:
    """Whether descent is asked for. Raises Misuse where what is given goes with the other one."""
    from paper import Misuse

    if which == "descent":
        if times:
            raise Misuse("descent has no times; give --iterations J in the place of --time")
        if step is None or not iterations:
            raise Misuse("descent needs its step size and how often it steps; give --step ETA and --iterations J")
        return True
    if step is not None or iterations:
        raise Misuse("--step and --iterations go with descent; add --flow descent, or give --time alone")
    return False


def descent_of(problem: Any, step: str, iterations: tuple[str, ...]) -> Any:
    """The descent that the options say. Raises Misuse for a number of iterations that is none."""
    from flowproof.library.inputs import times_of
    from numeric.exact import format_fraction, parse_fraction
    from numeric.iterates import Descent
    from paper import Misuse

    try:
        counts = sorted(set(times_of(iterations)))
    except Misuse as error:
        told = str(error).replace("the time", "the number of iterations").replace("times ", "iterations ")
        raise Misuse(told) from None
    for count in counts:
        if count.denominator != 1:
            raise Misuse(f"the number of iterations is {format_fraction(count)}; give a whole number")
    return Descent(problem, parse_fraction(step, "the step η"), tuple(map(int, counts)))


def flow_of(alpha: str, given: Mapping[str, Any]) -> "Flow":
    """The flow that the options say."""
    from flowproof.library.flow import Flow

    return Flow(alpha=alpha, **{name: x for name, x in given.items() if x is not None})


def files_of(given: Mapping[str, Any]) -> list[str | None]:
    """The files that are read for it."""
    from numeric.inputs import shape_file

    return [given["target"], shape_file(given["shape"]), given["factor"]]
