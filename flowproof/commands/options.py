"""Options that several commands have, each said once.

Only what reads the same in all of them is here: what a command writes or shares among processes it says itself.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import click

Function = Callable[..., Any]

alpha = click.option("--alpha", required=True, help="The scale α, exact: 1e-1000, 1/3, 10^-1000000.")
time = partial(click.option, "--time", "times", multiple=True, help="A time t; may be given again.")
spectrum = partial(click.option, "--spectrum", help="Y = diag(3, 2, 1, 0), written 3,2,1,0.")
target = click.option("--target", metavar="FILE", help="Y from a file: a symmetric JSON matrix of numbers as strings.")
shape = click.option("--shape", help="W̄₀: identity, diagonal:1,2,3,4, random:SEED, or a file; positive definite.")
factor = click.option("--factor", metavar="FILE", help="Ū, n×h, from a file, for W̄₀ = ŪŪᵀ.")
rate = click.option("--rate", help="The factor c of the flow.  [default: 1]")
jobs = click.option("--jobs", type=click.IntRange(1, 1024), help="Processes to share the times.  [default: one a CPU]")


def flow(command: Function) -> Function:
    """The options that give Y, W̄₀ and c, in this order."""
    for option in (rate, factor, shape, target, spectrum()):  # as decorators apply, from below
        command = option(command)
    return command
