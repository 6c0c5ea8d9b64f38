"""The points that certified evidence went through, summed up for the report."""

from collections.abc import Iterator
from dataclasses import dataclass

from flowproof.families import families, family
from proofs.judging import suite


@dataclass(frozen=True)
class Described:
    """A point that has nothing but its description."""

    words: tuple[tuple[str, str], ...]

    def describe(self) -> dict[str, str]:
        return dict(self.words)


class Listed:
    """A domain of the points given."""

    name, description, symbols = "listed", "some points", {}

    def __init__(self, *points: dict[str, str]) -> None:
        self.points = points

    def published(self) -> Iterator[Described]:
        return (Described(tuple(point.items())) for point in self.points)


def test_points_of_one_instance_are_drawn_together() -> None:
    """An instance is named once, with each α and ε that it is tried at, however many times there are."""
    summed = family(
        Listed(  # type: ignore[arg-type]
            {"instance": "I", "alpha": "1/3", "epsilon": "0.1", "time": "0"},
            {"instance": "I", "alpha": "1/3", "epsilon": "0.1", "time": "5"},
            {"instance": "J", "alpha": "1/3", "rate": "2", "time": "0"},
            {"instance": "I", "alpha": "1e-9", "epsilon": "0.1", "time": "0"},
            {"m": "3"},
        )
    )
    assert (summed.name, summed.description, summed.points) == ("listed", "some points", 5)
    assert summed.instances == (
        ("I", ("alpha = 1/3, epsilon = 0.1", "alpha = 1e-9, epsilon = 0.1")),
        ("J", ("alpha = 1/3, rate = 2",)),
    )


def test_steps_that_share_a_domain_share_a_family() -> None:
    """Each family is listed once; what is proved for all parameters has none."""
    labels = [step.label for step in suite.members("theorem3")]
    found = families([*labels, "mode-closed-form", "no-step"])
    assert len({(each.name, each.description) for each in found}) == len(found)
    assert len(found) < len(labels)
    assert max(len(each.instances) for each in found) >= 10
    assert families(["mode-closed-form"]) == ()
