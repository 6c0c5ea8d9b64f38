"""What came of many starts on which a law was tried."""

from dataclasses import dataclass, field

SHOWN = 5
"""Violations that are told."""


@dataclass
class Tally:
    """How many starts and points were looked at, what went wrong, and the largest share of each bound that was used."""

    starts: int = 0
    singular: int = 0
    points: int = 0
    undecided: int = 0
    violations: list[str] = field(default_factory=list)
    used: dict[str, float] = field(default_factory=dict)

    def use(self, bound: str, share: float) -> None:
        self.used[bound] = max(self.used.get(bound, 0.0), share)

    @property
    def what(self) -> str:
        """What else was counted, for the first line."""
        return ""

    def __str__(self) -> str:
        head = (
            f"{self.starts} starts ({self.singular} with a singular Y or start), {self.what}"
            f"{self.points} points: {len(self.violations)} violations, {self.undecided} undecided"
        )
        shares = [f"most used of the bound {name}: {share:.4f}" for name, share in sorted(self.used.items())]
        return "\n".join([head, *shares, *self.violations[:SHOWN]])
