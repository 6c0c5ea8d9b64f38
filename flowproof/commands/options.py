"""Options that several commands have, each said once.

Only what reads the same in all of them is here: what a command writes or shares among processes it says itself. What
is asked of `paper` is asked when it is needed: see `cli`.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from fractions import Fraction

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
    from paper import laws, theorems

    known = tuple(theorems.DECLARED.values())
    starts = {"spectral": "spectral", "invertible": "any shape with an inverse", "factor": "any factor"}
    by_start = [(", ".join(each.key for each in known if each.shape == shape), starts[shape]) for shape in starts]
    ours = [f"{each.key} is {each.called}" for each in known if each.provenance == "added"]
    return {
        "keys": ", ".join(theorems.keys()),
        "groups": ", ".join((*theorems.groups(), *laws.groups())),
        "starts": "; ".join(f"{keys}: {start}" for keys, start in by_start),
        "ours": f"{', '.join(ours[:-1])}, and {ours[-1]}",
        "laws": ", ".join(laws.keys()),
    }


HALF_LEARNED = "pivots"
"""The law that tells of each mode when half of it is learned."""


class TheoremName(click.ParamType):  # type: ignore[type-arg]
    """A theorem about windows, by any of its names; or a law, where that is asked for too."""

    name = "theorem"

    def __init__(self, law: str = "") -> None:
        self.law = law

    @property
    def keys(self) -> tuple[str, ...]:
        from paper import theorems

        return (*theorems.keys(), *((self.law,) if self.law else ()))

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        del param, ctx
        return f"[{'|'.join(self.keys)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from paper import Misuse, laws, theorems

        found = laws.named(value) if self.law else None
        try:
            key = found.key if found else theorems.named(value).key
        except Misuse:
            key = ""
        if key not in self.keys:
            self.fail(f"{value!r} is not one of {', '.join(map(repr, self.keys))}.", param, ctx)
        return key


TIMES = "Times: t, a list 0,1,2, or a grid 0:10:0.5 (start:end:step); may be given again."
SHAPE = "W̄₀, positive definite: identity, diagonal:1,2,3,4, random:SEED, or such a file.  [default: identity]"

alpha = click.option("--alpha", required=True, help="The scale α, exact: 1e-1000, 1/3, 10^-1000000.")
time = partial(click.option, "--time", "times", multiple=True, help=TIMES)
ITERATIONS = "Steps of gradient descent: J, a list 0,10,100, or a grid 0:1000:100; may be given again."

rate = click.option("--rate", help="The factor c of the flow.  [default: 1]")
seconds = click.option(
    "--seconds",
    type=click.FloatRange(0.1, 86_400),
    default=10.0,
    help="Time for each claim that is graded.  [default: 10]",
)
jobs = partial(click.option, "--jobs", "-j", type=click.IntRange(1, 1024))
START = (
    click.option("--spectrum", help="Y = diag(3, 2, 1, 0), written 3,2,1,0."),
    click.option("--target", metavar="FILE", help="Y, symmetric, n×n: a file .json, .npy, .npz, .csv, .txt or .mtx."),
    click.option("--shape", help=SHAPE),
    click.option("--factor", metavar="FILE", help="Ū, n×h, from such a file, for W̄₀ = ŪŪᵀ."),
    click.option("--symmetrize", is_flag=True, help="Take (Y + Yᵀ)/2 for Y, exactly, and the same of W̄₀."),
    rate,
)


DESCENT = (
    click.option(
        "--flow", metavar="[gradient|descent]", help="Gradient flow, or gradient descent.  [default: gradient]"
    ),
    click.option("--step", metavar="ETA", help="The step size η of gradient descent, exact: 1/10."),
)
iterations = click.option("--iterations", metavar="J", multiple=True, help=ITERATIONS)


def descent(command: Function) -> Function:
    """The options that ask for gradient descent: `flow` and `step` for `flow_of`, `iterations` for `moments_of`."""
    return steps(iterations(command))


def steps(command: Function) -> Function:
    """Those that `flow_of` asks for: gradient descent, and its step."""
    for option in reversed(DESCENT):
        command = option(command)
    return command


def flow(command: Function) -> Function:
    """The options that give Y, W̄₀ and c, in this order: what the command gets as `**given`, for `flow_of`."""
    for option in reversed(START):  # as decorators apply, from below
        command = option(command)
    return command


def flow_of(alpha: str, given: Mapping[str, Any]) -> "Flow":
    """The flow that the options say."""
    from flowproof.library.flow import Flow

    return Flow(alpha=alpha, **{name: x for name, x in given.items() if x is not None})


def moments_of(times: tuple[str, ...], iterations: tuple[str, ...], kind: str | None) -> tuple["Fraction", ...]:
    """The times, or for gradient descent the iterations, as times are given."""
    from fractions import Fraction

    from flowproof.library.inputs import iterations_of, times_of
    from paper import Misuse

    if kind not in (None, "gradient", "descent"):
        raise Misuse(f"--flow is {kind!r:.40}; it is gradient, or descent with --step ETA")
    if times and iterations:
        raise Misuse(
            f"both --time {times[0][:40]} and --iterations {iterations[0][:40]} are given; give --time for the gradient"
            " flow, or --iterations with --flow descent"
        )
    if kind == "descent":
        if times:
            raise Misuse(f"--time is {times[0][:40]!r}, and gradient descent has no times; give --iterations")
        return tuple(map(Fraction, iterations_of(iterations)))
    if iterations:
        raise Misuse(
            f"--iterations is {iterations[0][:40]!r}, and the gradient flow has none; give --flow descent --step ETA"
            " with it, or --time"
        )
    return times_of(times)


def files_of(given: Mapping[str, Any]) -> list[str | None]:
    """The files that are read for it."""
    from numeric.inputs import shape_file

    return [given["target"], shape_file(given["shape"]), given["factor"]]
