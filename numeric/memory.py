"""Whether a computation fits into the memory that there is, estimated before it begins: FLINT aborts at its end.

What an evaluation needs was measured: about that of a few n×n matrices of balls, and the estimate is above it, by a
factor of 1 to 3.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from numeric.parallel import cpus
from paper import Misuse

MATRICES = {"diagonal": 16, "dense": 26}
"""n×n matrices of balls at once, for each kind of Y: 5 to 14 and 11 to 22 were measured, at n = 8..100."""
BALL = 120
"""Bytes of a ball beside its digits, with those of the Python object around it."""
ANSWER = 4
"""An entry of the answer is held as text so many times, in lists and in what is written of them."""
ENTRY = 100
"""Bytes of an entry's text beside its digits."""
LITTLE = 2**26
"""Bytes that are taken to be there, without a look."""
CONTROL_GROUPS = {
    "": ("/sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
    "memory": ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
}
"""By the controller's name (version 2 has none): the folder, the files, and what counts as used but is given back."""


def of_matrices(n: int, bits: int, target: str = "dense") -> int:
    """Bytes that W at one time takes at so many bits; `target` is a key of MATRICES."""
    return MATRICES[target] * n * n * (bits // 8 + BALL)


def of_answer(n: int, digits: int, times: int) -> int:
    """Bytes that W takes as text."""
    return ANSWER * n * n * (digits + ENTRY) * times


def fits(needed: int) -> bool:
    """Whether so many bytes may still be taken."""
    return needed <= LITTLE or needed <= available()


def fitting_jobs(jobs: int | None, each: int, together: int, what: str) -> int:
    """How many processes are to share the work: `jobs`, or where that is None one a CPU, but no more than fit.

    Each needs `each` bytes, and one of them `together` bytes more. Raises Misuse, beginning with `what`, where that is
    more than there is.
    """
    wanted = cpus() if jobs is None else jobs
    if wanted * each + together <= LITTLE:
        return wanted
    free = available()
    if jobs is None:
        wanted = max(1, min(wanted, (free - together) // each))
    if wanted * each + together <= free:
        return wanted
    shared, fewer = (f" in each of {wanted} processes", ", fewer --jobs") if wanted > 1 else ("", "")
    answer = f" and {_size(together)} for the answer" if together > each else ""
    raise Misuse(
        f"{what} needs about {_size(each)} of memory{shared}{answer}, and {_size(free)} are free;"
        f" ask for fewer digits{fewer} or another method"
    )


def available() -> int:
    """Bytes that this process may still take: by the machine, by its control groups and by its own limit."""
    return max(0, min(_free()))


def _free() -> Iterator[int]:
    if not hasattr(os, "sysconf"):
        yield 2**63  # nothing is known
        return
    import resource

    page = os.sysconf("SC_PAGE_SIZE")
    machine = os.sysconf("SC_AVPHYS_PAGES" if "SC_AVPHYS_PAGES" in os.sysconf_names else "SC_PHYS_PAGES") * page
    with suppress(OSError, ValueError, StopIteration):
        # unlike free pages, this counts what the system would give back
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        machine = 1024 * next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
    yield machine
    yield from _control_groups()
    limit = resource.getrlimit(resource.RLIMIT_AS)[0]
    if limit != resource.RLIM_INFINITY:
        taken = 0
        with suppress(OSError):
            taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * page
        yield limit - taken


def _control_groups() -> Iterator[int]:
    """What is left to this process's control group and to those around it."""
    with suppress(OSError, ValueError):  # there are none, or they are told in a way that is not known
        for line in os.fsdecode(Path("/proc/self/cgroup").read_bytes()).splitlines():
            _, controller, place = line.split(":", 2)
            if controller in CONTROL_GROUPS:
                root, *names = CONTROL_GROUPS[controller]
                own = Path(root + place)
                for group in (own, *own.parents):
                    yield from _left(group, *names)


def _left(group: Path, limit: str, usage: str, cache: str) -> Iterator[int]:
    # "max" is no number, and what does not exist sets no limit
    with suppress(OSError, ValueError, KeyError):
        most, used = (int((group / name).read_text(encoding="ascii")) for name in (limit, usage))
        statistics = dict(line.split() for line in (group / "memory.stat").read_text(encoding="ascii").splitlines())
        yield most - used + int(statistics[cache])


def _size(count: int) -> str:
    """Bytes for people."""
    if count >= 10**18:
        return "more than a million TB"
    for name, unit in (("TB", 10**12), ("GB", 10**9)):
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{count // 10**6} MB"
