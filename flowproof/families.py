"""The families of points that certified evidence went through, with their instances: what CERTIFIED speaks of."""

from collections.abc import Iterable
from dataclasses import dataclass

from proofs.claims.domain import Domain

SETTING = ("alpha", "epsilon", "rate")
"""What a point's description says of its instance beside the instance itself."""


@dataclass(frozen=True)
class Family:
    """A domain: how many points it publishes, and each instance among them with the settings that it is tried at."""

    name: str
    description: str
    points: int
    instances: tuple[tuple[str, tuple[str, ...]], ...]


def families(labels: Iterable[str]) -> tuple[Family, ...]:
    """The families that the steps among `labels` are certified on, each once."""
    from proofs.judging import suite

    steps = suite.steps()
    domains = [steps[label].domain for label in labels if label in steps]
    unique = {(domain.name, domain.description): domain for domain in domains if domain is not None}
    return tuple(family(domain) for domain in unique.values())


def family(domain: Domain) -> Family:
    """The points that `domain` publishes, summed up."""
    instances: dict[str, dict[str, None]] = {}
    points = [point.describe() for point in domain.published()]
    for point in points:
        if "instance" in point:
            setting = ", ".join(f"{name} = {point[name]}" for name in SETTING if name in point)
            instances.setdefault(point["instance"], {})[setting] = None
    return Family(
        domain.name,
        domain.description,
        len(points),
        tuple((instance, tuple(settings)) for instance, settings in instances.items()),
    )
