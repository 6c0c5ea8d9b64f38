"""MV §III-C1: what the bounds rest on is named, and they do carry the theorem over."""

from fractions import Fraction

import pytest

from numeric.exact import parse_scale
from numeric.field import Balls
from numeric.instance import Instance
from numeric.matrices import diagonal
from numeric.windows import constants, window
from paper import theorems
from proofs.judging import suite

STEP = suite.steps()


def test_what_is_assumed_is_named() -> None:
    """The theorems about random matrices are cited, and the remark itself needs none of them."""
    assert any("Davidson & Szarek" in lemma for lemma in STEP["gaussian-factor-is-bounded"].statement().lemmas)
    assert any("Edelman" in lemma for lemma in STEP["smallest-singular-value-of-a-square-gaussian"].statement().lemmas)
    assert not any("random matrices" in lemma for lemma in STEP["random-initialization"].statement().lemmas)


@pytest.mark.parametrize(("more", "larger"), [("0", "1"), ("3", "0"), ("1/2", "7/3")])
def test_windows_of_larger_bounds_lie_inside(more: str, larger: str) -> None:
    """At an instance: with m + a and μ + q in Theorem 4's constants, both ends of T_1 move inwards."""
    spectrum, epsilon, field = (Fraction(2), Fraction(1)), Fraction(1, 10), Balls(128)
    instance = Instance(spectrum, diagonal([1, 3]), None, parse_scale("1e-9", "α"), Fraction(1), epsilon)
    with field.working():
        own, values = window(4, instance, 1, field), constants(4, instance, field)
        m, mu, eps = (
            values.m + field.number(Fraction(more)),
            values.mu + field.number(Fraction(larger)),
            field.number(epsilon),
        )
        square = field.scale(instance.alpha) ** 2
        known = {"sigma_1": 2, "m": m, "mu": mu, "eps": eps}
        c_1, c_2 = (theorems.theorem("theorem-4").value(name, **known) for name in ("c1", "c2"))
        left, right = field.log(c_1 / square) / 4, field.log(c_2 / square) / 2
        assert left - own.left > -1e-30
        assert own.right - right > -1e-30
        assert own.right - right > 1e-3
