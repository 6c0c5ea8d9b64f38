"""Cases that are all alike: every few of them as a rule, and every one where the environment has WHOLE=1.

Nothing is shown by the many that is not shown by the few, but that there are many: `make mutants` and whoever changes
what they are about ask for all.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

Case = TypeVar("Case")
WHOLE = bool(os.environ.get("WHOLE"))


def some(cases: Sequence[Case], every: int) -> Sequence[Case]:
    """Every so manieth of them, the first included; all of them where the whole is asked for."""
    return cases if WHOLE else cases[::every]
