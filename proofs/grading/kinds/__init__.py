"""Claims of several kinds that come to claims about numbers, by which they are proved or refuted."""

from typing import Protocol

from proofs.grading.numbers.decision import Grade
from proofs.grading.numbers.together import Several


class OfNumbers(Several, Protocol):
    """A claim that holds if all its obligations do."""

    def refuted(self, seconds: float, seed: int) -> Grade | None:
        """The grade at a witness that is looked for in this kind's own way, in at most about `seconds`."""
        ...
