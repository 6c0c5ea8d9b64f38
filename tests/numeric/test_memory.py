"""Memory is estimated before it is taken: within reach of what is taken, and refused in one sentence."""

import resource
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from flowproof.measurements import Request, measure
from numeric import memory
from numeric.engine import Engine
from numeric.evaluate import evaluate
from numeric.field import Unresolved
from numeric.inputs import read_problem
from numeric.memory import fitting_jobs
from numeric.problem import Problem
from paper import Misuse

GIGA = 10**9


def there_are(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    """So many bytes are free."""
    monkeypatch.setattr(memory, "available", lambda: free)


def problem(n: int, alpha: str = "1e-100") -> Problem:
    spectrum = ",".join(str(n - k) for k in range(n))
    return read_problem(spectrum=spectrum, shape="identity", alpha=alpha)


def test_what_fits_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to the last byte; the answer is held once, whatever the processes."""
    there_are(monkeypatch, 10 * GIGA)
    assert fitting_jobs(4, 2 * GIGA, 2 * GIGA, "it") == 4
    with pytest.raises(
        Misuse,
        match=r"^it needs about 2.0 GB of memory in each of 5 processes, and 10.0 GB are free;"
        r" ask for fewer digits, fewer --jobs or another method$",
    ):
        fitting_jobs(5, 2 * GIGA, 2 * GIGA, "it")
    with pytest.raises(
        Misuse, match=r"^it needs about 11.0 GB of memory, and 10.0 GB are free; ask for fewer digits or"
    ):
        fitting_jobs(1, 11 * GIGA, 0, "it")
    with pytest.raises(Misuse, match=r"^it needs about 1.0 GB of memory and 3000.0 TB for the answer, and 10.0 GB are"):
        fitting_jobs(1, GIGA, 3_000_000 * GIGA, "it")
    with pytest.raises(Misuse, match=r"needs about more than a million TB"):
        fitting_jobs(1, 10**9000, 0, "it")


def test_processes_that_nobody_asked_for_adapt(monkeypatch: pytest.MonkeyPatch) -> None:
    """One a CPU, but no more than fit; one that does not fit is refused."""
    there_are(monkeypatch, 10 * GIGA)
    monkeypatch.setattr(memory, "cpus", lambda: 8)
    assert fitting_jobs(None, GIGA, 0, "it") == 8
    assert fitting_jobs(None, 3 * GIGA, GIGA, "it") == 3
    with pytest.raises(Misuse, match=r"needs about 11.0 GB of memory, and"):
        fitting_jobs(None, 11 * GIGA, 0, "it")


def test_what_is_small_is_not_looked_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small evaluation reads no file of the system's."""
    monkeypatch.setattr(memory, "available", lambda: 1 / 0)
    assert len(evaluate(problem(4), [Fraction(1)], 30).samples) == 1


@pytest.mark.parametrize(
    ("n", "alpha", "digits", "method"),
    [(40, "1e-10", 100_000, "naive"), (100, "1e-10", 100_000, "engine"), (300, "1e-10", 100_000, "graded")],
)
def test_a_precision_beyond_the_memory_is_misuse(
    monkeypatch: pytest.MonkeyPatch, n: int, alpha: str, digits: int, method: str
) -> None:
    """Before anything is computed."""
    there_are(monkeypatch, 4 * GIGA)
    monkeypatch.setattr(Engine, "enclose", lambda *_: pytest.fail("it was begun"))
    monkeypatch.setattr("numeric.agreement.solution", lambda *_: pytest.fail("it was begun"))
    with pytest.raises(
        Misuse, match=rf"W to {digits} digits by the method {method} needs about .*B of memory, and 4.0"
    ):
        evaluate(problem(n, alpha), [Fraction(20_000)], digits, method=method)


def test_a_long_trajectory_counts_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand matrices of text."""
    there_are(monkeypatch, 4 * GIGA)
    with pytest.raises(Misuse, match=r"of memory and .* GB for the answer, and 4.0 GB are free"):
        evaluate(problem(30), [Fraction(1)] * 100_000, 30)


def test_measuring_is_refused_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every process counts."""
    request = Request((Fraction(1), Fraction(2)), True, (), False, (), ())
    there_are(monkeypatch, 4 * GIGA)
    with pytest.raises(
        Misuse, match=r"a number about W to 20000 digits needs about .* in each of 30 processes, and 4.0"
    ):
        measure(problem(40), request, 20_000, jobs=30)
    there_are(monkeypatch, 0)
    with pytest.raises(Misuse, match=r"a number about W to 20000 digits needs .* MB of memory, and 0 MB are free"):
        measure(problem(40), request, 20_000, jobs=None)


def test_no_precision_is_doubled_beyond_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first fits and the second does not: it is as if there were no second."""
    engine = Engine(problem(40), 3000)
    first = engine.first_precision(Fraction(1))
    assert list(engine.precisions(Fraction(1)))[:2] == [first, 2 * first]
    monkeypatch.setattr(memory, "LITTLE", 0)
    there_are(monkeypatch, engine.bytes_at(first) * 3 // 2)
    assert list(engine.precisions(Fraction(1))) == [first]
    engine.settled = lambda *_, **__: None  # type: ignore[method-assign]
    with pytest.raises(Unresolved, match="could not be told"):
        engine.at(Fraction(1))


def test_the_least_of_all_limits_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A control group's limit, with what it would give back, where it is below what the machine has."""
    before = memory.available()
    assert 0 < before < 2**50
    for name, text in (("max", "5000000"), ("current", "4000000"), ("stat", "anon 1\ninactive_file 1000000\n")):
        (tmp_path / f"memory.{name}").write_text(text, encoding="ascii")
    names = memory.CONTROL_GROUPS[""][1:]
    found = list(memory._left(tmp_path, *names))
    assert found == [2_000_000]
    (tmp_path / "memory.max").write_text("max", encoding="ascii")
    assert list(memory._left(tmp_path, *names)) == []
    monkeypatch.setattr(memory, "_control_groups", lambda: iter(found))
    assert memory.available() == 2_000_000


def test_what_this_process_has_taken_is_not_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of its own limit only the rest is: it holds NumPy and FLINT at least."""
    monkeypatch.setattr(resource, "getrlimit", lambda _: (GIGA, GIGA))
    *_, left = memory._free()
    assert left < GIGA - 10**7


def run(program: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own, which may take `limit` bytes of address space."""

    def restrict() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    return subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, preexec_fn=restrict
    )


@pytest.mark.parametrize("digits", ["100000", "40000"])
def test_a_limited_process_refuses_in_one_sentence(digits: str) -> None:
    """A real limit of 1 GB: no abort, no traceback."""
    spectrum = ",".join(str(60 - k) for k in range(60))
    arguments = ["evaluate", "--spectrum", spectrum, "--shape", "identity", "--alpha", "1e-9", "--time", "1"]
    program = f"from flowproof.cli import main\nmain({[*arguments, '--digits', digits]!r})"
    ended = run(program, GIGA)
    assert ended.returncode == 3
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"flowproof: W to {digits} digits by the method engine needs about ")
    assert ended.stderr.count("\n") == 1


MEASURED = """
from fractions import Fraction
import flint, mpmath, numpy
from numeric import matrices
from numeric.engine import Engine
from numeric.evaluate import evaluate
from numeric.exact import Scale
from numeric.instance import random_basis, random_shape
from numeric.problem import Problem

n, digits, kind, K, method = {case!r}
target = matrices.diagonal([Fraction(2) - Fraction(i, n) for i in range(n)])
if kind == "dense":
    basis = random_basis(n, 5)
    target = matrices.product(basis, target, matrices.transpose(basis))
problem = Problem(target, random_shape(n, 5), None, Scale(Fraction(1), -K))
problem.inverse_start
estimated = []
def noting(engine, bits, original=Engine.bytes_at):
    estimated.append(original(engine, bits))
    return estimated[-1]
Engine.bytes_at = noting
def most():  # getrusage's would count what this process was forked from
    (line,) = [line for line in open("/proc/self/status") if line.startswith("VmHWM:")]
    return 1024 * int(line.split()[1])
before = most()
evaluate(problem, [Fraction(2 * K)], digits, method=method, certified=method == "naive")
print(most() - before, max(estimated))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process tells the most that it took")
@pytest.mark.parametrize(
    "case",
    [
        (20, 5000, "diagonal", 100, "engine"),
        (60, 600, "diagonal", 100, "engine"),
        (20, 2000, "dense", 100, "engine"),
        (40, 300, "dense", 1000, "engine"),
        (20, 30, "diagonal", 5000, "naive"),
    ],
    ids=str,
)
def test_the_estimate_is_above_what_is_taken_and_not_far(case: tuple[int, int, str, int, str]) -> None:
    """Within a factor of 4, beside the few megabytes that everything takes."""
    ended = run(MEASURED.format(case=case))
    assert ended.stderr == ""
    taken, estimated = map(int, ended.stdout.split())
    assert taken <= estimated + 2_000_000
    assert estimated <= 4 * taken + 2_000_000
