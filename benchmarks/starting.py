"""`python -m benchmarks.starting`: processor time from the shell to an answer, of a process that begins with nothing.

What a user would pick for the same: z3 on the negation of the claim, which proves nothing that others can check, and
SymPy, whose import alone is timed; it has no decision of such claims that is told from a guess.
"""

import os
import resource
import subprocess
import sys
from statistics import median

ROUNDS = 5
Z3 = "import z3; x = z3.Real('x'); s = z3.Solver(); s.add(x >= 0, z3.Not(x + 1 > 0)); print(s.check())"
FLOW = ("--spectrum", "3,2,1,0", "--shape", "identity", "--alpha", "1e-10")
COMMANDS = {
    "flowproof grade, an easy claim, with a proof": (
        "-m",
        "flowproof",
        "grade",
        "x + 1 > 0",
        "--given",
        "x >= 0",
    ),
    "z3 on the same claim": ("-c", Z3),
    "flowproof evaluate, W(10) with 30 digits": ("-m", "flowproof", "evaluate", *FLOW, "--time", "10"),
    "flowproof windows": ("-m", "flowproof", "windows", "--theorem", "4", *FLOW, "--epsilon", "1/10"),
    "import sympy": ("-c", "import sympy"),
    "import scipy.optimize": ("-c", "import scipy.optimize"),
    "python alone": ("-c", ""),
}
"""What is timed, by what it is: the arguments of Python."""


def seconds(arguments: tuple[str, ...]) -> float:
    """Processor time of one run, with that of the processes that it starts. Raises CalledProcessError if it fails."""
    before = _used()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environment)  # noqa: S603
    return _used() - before


def _used() -> float:
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def table(rounds: int = ROUNDS) -> str:
    """A row for each, all in turn, after one round that is not counted: it leaves compiled files behind."""
    found: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for number in range(rounds + 1):
        for name, arguments in COMMANDS.items():
            spent = seconds(arguments)
            if number:
                found[name].append(spent)
    width = max(map(len, found))
    return "\n".join(f"{name:{width}}  {median(spent):.2f} s" for name, spent in found.items())


if __name__ == "__main__":
    print(table())
