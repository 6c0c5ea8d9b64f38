"""The graded form in PARI/GP, by a script that `gp` runs and times itself."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar

from mpmath import mp

from benchmarks.competitors import GUARD_DIGITS
from benchmarks.method import Method, Numbers, magnitude_digits
from benchmarks.problems import Problem, Rows

SHORTEST = 100
"""Milliseconds: `gp` repeats what takes less, since its clock has a resolution of one."""

STACK = "1000000000"
"""Bytes, of which the system gives what is touched."""

SCRIPT = """
default(realprecision, {working});
spectrum = {spectrum}; Phi = {basis} * 1.; PhiT = Phi~; n = #spectrum; alpha = 10.^-{K};
M = (PhiT * {shape} * Phi)^-1;
at(t) = {{
  my(e = vector(n, i, exp(-spectrum[i]*t)/alpha), S, A, X);
  A = matrix(n, n, i, j, M[i,j]*e[i]*e[j]);
  for(i = 1, n, A[i,i] += (1. - exp(-2*spectrum[i]*t))/spectrum[i]);
  S = vector(n, i, 2.^-(exponent(A[i,i])\\2));
  A = matrix(n, n, i, j, A[i,j]*S[i]*S[j]);
  X = matsolve(A, matrix(n, n, i, j, S[i]*PhiT[i,j]));
  Phi * matrix(n, n, i, j, S[i]*X[i,j])
}};
times = {times};
repeats = 1/2; spent = 0;
run(repeats) = for(r = 1, repeats, answers = vector(#times, k, at(times[k])));
until(spent >= {shortest}, repeats *= 2; gettime(); run(repeats); spent = gettime());
print("milliseconds ", spent / repeats * 1.);
default(format, "e.{working}");
for(k = 1, #answers, print(answers[k]));
"""


class PariGraded(Method):
    """The graded form, scaled and solved by `matsolve`."""

    name: ClassVar[str] = "PARI/GP, graded, matsolve"

    def __init__(self, problem: Problem, digits: int) -> None:
        self.problem, self.digits = problem, digits + GUARD_DIGITS

    def at(self, t: Fraction) -> Any:
        return self.timed([t])[1][0]

    def timed(self, times: Sequence[Fraction]) -> tuple[float, list[Any]]:
        problem = self.problem
        working = self.digits + max(magnitude_digits(problem, t) for t in times)
        output = run(
            SCRIPT.format(
                working=working,
                spectrum=f"[{', '.join(map(str, problem.spectrum))}]",
                basis=matrix_text(problem.basis),
                shape=matrix_text(problem.shape),
                K=problem.K,
                times=f"[{', '.join(f'{t} * 1.' for t in times)}]",
                shortest=SHORTEST,
            )
        )
        clock, *answers = output.splitlines()
        return float(clock.removeprefix("milliseconds ").replace(" E", "e")) / 1000, answers

    def numbers(self, answer: str) -> Numbers:
        with mp.workdps(self.digits):
            rows = answer.strip("[]").split(";")
            return [[mp.mpf(re.sub(r"\s", "", x)) for x in row.split(",")] for row in rows]

    @classmethod
    def version(cls) -> str | None:
        return None if shutil.which("gp") is None else f"PARI/GP {_version()}"


@cache
def _version() -> str:
    return ".".join(run("print1(version())").strip("[] \n").split(", "))


def run(script: str) -> str:
    """What `gp` prints. Raises RuntimeError with its complaint."""
    gp = shutil.which("gp")
    if gp is None:
        raise RuntimeError("gp is not installed")
    command = [gp, "--quiet", "--fast", "--stacksize", STACK]
    # a statement of several lines needs braces, which the functions have; all else is on one line
    done = subprocess.run(command, input=script, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode != 0 or "***" in done.stderr + done.stdout:
        raise RuntimeError(f"gp failed: {done.stderr or done.stdout}")
    return done.stdout


def matrix_text(rows: Rows) -> str:
    return f"[{'; '.join(', '.join(map(str, row)) for row in rows)}]"
