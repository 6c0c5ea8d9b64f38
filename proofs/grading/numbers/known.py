"""What a line of a proof may be an instance of: the axioms, and lemmas, of which `lemmas.py` has the proofs."""

from collections.abc import Mapping
from typing import Any

from proofs import checker

AXIOMS = checker.axioms()
LEMMAS: Mapping[str, Mapping[str, Any]] = {
    "logarithm-from-above": {
        "positive": ["x"],
        "scalars": [],
        "given": {},
        "shows": "log(x)*(4*x + 2) <= (x - 1)*(x + 5)",
    },
    "logarithm-from-below": {
        "positive": ["x"],
        "scalars": [],
        "given": {},
        "shows": "(x - 1)*(5*x + 1) <= log(x)*(2*x*(x + 2))",
    },
    "order-of-squares": {
        "positive": [],
        "scalars": ["r", "s"],
        "given": {"not-negative": "0 <= r", "squares": "s**2 <= r**2"},
        "shows": "s <= r",
    },
    "logarithm-of-an-exponential": {
        "positive": [],
        "scalars": ["x"],
        "given": {},
        "shows": "log(exp(x)) == x",
    },
    "divergence-of-two-outcomes": {
        "positive": [],
        "scalars": ["p", "u", "v"],
        "given": {"least": "0 <= p", "most": "p <= 1", "mean": "p*exp(u) + (1 - p)*exp(v) == 1"},
        "shows": "2*p**2*(exp(u) - 1)**2 <= p*exp(u)*u + (1 - p)*exp(v)*v",
    },
    "mean-of-two-exponentials": {
        "positive": [],
        "scalars": ["p", "x", "y"],
        "given": {"least": "0 <= p", "most": "p <= 1"},
        "shows": "p*exp(x) + (1 - p)*exp(y) <= exp(p*x + (1 - p)*y + (x - y)**2/8)",
    },
    "power-above-its-tangent": {
        "positive": ["a", "m"],
        "scalars": ["r"],
        "given": {"least": "1 <= r"},
        "shows": "(m + r*(a - m))*exp(r*log(m)) <= m*exp(r*log(a))",
    },
    "power-below-its-tangent": {
        "positive": ["a", "m"],
        "scalars": ["r"],
        "given": {"least": "0 <= r", "most": "r <= 1"},
        "shows": "m*exp(r*log(a)) <= (m + r*(a - m))*exp(r*log(m))",
    },
    "lower-power-of-a-part": {
        "positive": ["a", "m"],
        "scalars": ["r"],
        "given": {"part": "a <= m", "most": "r <= 1"},
        "shows": "a*exp(r*log(m)) <= m*exp(r*log(a))",
    },
    "higher-power-of-a-part": {
        "positive": ["a", "m"],
        "scalars": ["r"],
        "given": {"part": "a <= m", "least": "1 <= r"},
        "shows": "m*exp(r*log(a)) <= a*exp(r*log(m))",
    },
    "trace-of-a-product": {
        "positive": [],
        "scalars": ["a", "b", "c", "p", "q", "r"],
        "given": {
            "first": "0 <= a",
            "last": "0 <= c",
            "one": "b**2 <= a*c",
            "low": "0 <= p",
            "high": "0 <= q",
            "other": "r**2 <= p*q",
        },
        "shows": "0 <= a*p + 2*b*r + c*q",
    },
}
KNOWN = {**AXIOMS, **LEMMAS}
