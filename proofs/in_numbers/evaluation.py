"""The numeric steps: W(t) comes out the same whichever way it is evaluated, and it solves the flow for tiny α too.

They speak of the code that evaluates, at published instances: two forms that share no formula agree in every entry.
"""

from typing import Any

from proofs.claims.canaries import instead
from proofs.claims.claim import Step, step
from proofs.claims.statement import AtMost
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled
from proofs.in_numbers.comparisons import Moments

MODERATE = (
    ("2", "1/3", ("1/10", "3")),
    ("1,0", "1e-3", ("1", "20")),
    ("3,2,1,0", "1/100", ("1", "3", "8")),
    ("5/2,5/2,1,0,0", "1e-5", ("5", "13")),
)
TINY = (
    ("2,1", "1e-100", ("100", "200")),
    ("3,2,1,0", "1e-1000", ("700", "958.6427", "1200")),
    ("1,999/1000,1/2", "1e-300", ("690", "1000")),
    ("6,5,4,3,2,1", "1e-300", ("140", "200")),
)
TINIEST = (*TINY, ("3,2,1,0", "1e-1000000", ("958642.7", "2000000")))

EVERYWHERE = Moments(MODERATE + TINY, "evaluations", "moderate and tiny scales, before, in and after the transitions")
SMALL = Moments(TINIEST, "evaluations at tiny scales", "scales from 1e-100 to 1e-1000000")
FACTORED = Moments(
    MODERATE[2:] + TINY[1:2],
    "evaluations from factors",
    "factors with fewer, as many and more columns than rows",
    (1, 3, 6),
)
ROTATED = Moments(MODERATE + TINY, "evaluations of dense targets", "targets given as plain matrices", rotated=True)
SERIES = Moments(
    (("2,1", "1/10", ("1", "2")), ("3/2,1/2,0", "1/20", ("1",))),
    "evaluations by Taylor series",
    "moderate scales, dense targets",
    rotated=True,
)
SPECTRAL = Moments(TINIEST, "evaluations of spectral starts", "scales from 1e-100 to 1e-1000000", spectral=True)

NUMERIC: dict[str, Any] = {"paper": "MV", "group": "numeric", "evidence": (Certified(),)}


@step(
    "graded-form-agrees",
    **NUMERIC,
    uses=("closed-form-for-an-invertible-start",),
    domain=EVERYWHERE,
    canary=instead("one of the two evaluated later by a part in 10²⁰", printed_mismatch="late_printed_mismatch"),
)
def graded_form_agrees(*, printed_mismatch: Any, tolerance: Any) -> AtMost:
    """Both enclosed in balls; the printed formula with as many bits as it takes."""
    return AtMost(printed_mismatch, tolerance)


@step(
    "start-is-met",
    **NUMERIC,
    domain=EVERYWHERE,
    canary=instead("α in place of α²", start_mismatch="unsquared_start_mismatch"),
)
def start_is_met(*, start_mismatch: Any, tolerance: Any) -> AtMost:
    """Exact in rationals: e⁰ = 1 and D = 0."""
    return AtMost(start_mismatch, tolerance)


@step(
    "flow-residual-vanishes",
    **NUMERIC,
    uses=("closed-form-for-an-invertible-start",),
    domain=SMALL,
    canary=instead("−3W² in place of −2W²", residual="wrong_residual"),
)
def flow_residual_vanishes(*, residual: Any, tolerance: Any) -> AtMost:
    """Ẇ = −H⁻¹H′H⁻¹ against c(YW + WY − 2W²), relative to cσ₁W."""
    return AtMost(residual, tolerance)


@step(
    "woodbury-form-agrees",
    **NUMERIC,
    uses=("rank-deficient-initialization",),
    domain=FACTORED,
    canary=instead("the factor's last column dropped", woodbury_mismatch="narrow_woodbury_mismatch"),
)
def woodbury_form_agrees(*, woodbury_mismatch: Any, tolerance: Any) -> AtMost:
    """W̄₀ = ŪŪᵀ has no inverse where Ū has fewer columns than rows."""
    return AtMost(woodbury_mismatch, tolerance)


@step(
    "graded-woodbury-form-agrees",
    **NUMERIC,
    uses=("woodbury-form-agrees",),
    domain=FACTORED,
    canary=instead(
        "the plain form, with the factor's last column dropped", graded_woodbury_mismatch="narrow_woodbury_mismatch"
    ),
)
def graded_woodbury_form_agrees(*, graded_woodbury_mismatch: Any, tolerance: Any) -> AtMost:
    """V[(PPᵀ)⁻¹ + VᵀDV]⁻¹Vᵀ with U = LP and V = αEL."""
    return AtMost(graded_woodbury_mismatch, tolerance)


@step(
    "minors-agree",
    **NUMERIC,
    domain=EVERYWHERE,
    canary=instead("one of the two evaluated later by a part in 10²⁰", minors_mismatch="late_minors_mismatch"),
)
def minors_agree(*, minors_mismatch: Any, tolerance: Any) -> AtMost:
    """Cramer's rule, with the exact minors of the shape as coefficients."""
    return AtMost(minors_mismatch, tolerance)


@step(
    "eigenbasis-agrees",
    **NUMERIC,
    uses=("solution-does-not-depend-on-the-basis",),
    domain=ROTATED,
    canary=instead("the result turned by Φ once too often", eigenbasis_mismatch="transposed_mismatch"),
)
def eigenbasis_agrees(*, eigenbasis_mismatch: Any, tolerance: Any) -> AtMost:
    """Eigenvalues and eigenvectors enclosed, repeated eigenvalues too."""
    return AtMost(eigenbasis_mismatch, tolerance)


@step(
    "taylor-series-agrees",
    paper="MV",
    group="numeric",
    evidence=(Sampled(2), Certified()),
    domain=SERIES,
    canary=instead("the closed form evaluated later by a part in 10²⁰", series_mismatch="late_series_mismatch"),
)
def taylor_series_agrees(*, series_mismatch: Any, tolerance: Any) -> AtMost:
    """The integrator knows the equation alone; the numbers that it ends with are compared as they are."""
    return AtMost(series_mismatch, tolerance)


@step(
    "modes-agree",
    **NUMERIC,
    uses=("mode-closed-form", "absent-mode-closed-form"),
    domain=SPECTRAL,
    canary=instead("one of the two evaluated later by a part in 10²⁰", modes_mismatch="late_modes_mismatch"),
)
def modes_agree(*, modes_mismatch: Any, tolerance: Any) -> AtMost:
    """The scalar formulas against the matrix formula."""
    return AtMost(modes_mismatch, tolerance)


STEPS: tuple[Step, ...] = (
    start_is_met,
    graded_form_agrees,
    flow_residual_vanishes,
    woodbury_form_agrees,
    graded_woodbury_form_agrees,
    minors_agree,
    eigenbasis_agrees,
    taylor_series_agrees,
    modes_agree,
)
