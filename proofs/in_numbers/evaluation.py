"""The numeric steps: W(t) comes out the same whichever way it is evaluated, and it solves the flow for tiny α too.

They speak of the code that evaluates, at published instances: two forms that share no formula agree in every entry.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

from numeric import matrices
from numeric.comparisons import DIGITS, Comparison, Moment
from numeric.exact import Scale, parse_fraction, parse_scale
from numeric.field import Field
from numeric.instance import Instance, random_basis, random_shape
from proofs.claims.canaries import instead
from proofs.claims.claim import Step
from proofs.claims.texts import relation
from proofs.evidence.balls import Certified
from proofs.evidence.sampling import Sampled

FIRST_SEED = 11
"""Of the published shapes; none of them has an entry that vanishes."""
SYMBOLS = {
    "tolerance": f"10^{{-{DIGITS}}}",
    "printed_mismatch": r"\delta(W_{\mathrm{printed}}, W_{\mathrm{graded}})",
    "start_mismatch": r"\delta(W_{\mathrm{graded}}(0), \alpha^2\bar W_0)",
    "residual": r"\delta(\dot W, c(YW + WY - 2{W}^2))",
    "woodbury_mismatch": r"\delta(W_{\mathrm{Woodbury}}, W_{\mathrm{printed}})",
    "graded_woodbury_mismatch": r"\delta(W_{\mathrm{graded\,Woodbury}}, W_{\mathrm{printed}})",
    "minors_mismatch": r"\delta(W_{\mathrm{minors}}, W_{\mathrm{graded}})",
    "eigenbasis_mismatch": r"\delta(W_{\mathrm{eigenbasis}}, W_{\mathrm{graded}})",
    "series_mismatch": r"\delta(W_{\mathrm{Taylor}}, W_{\mathrm{graded}})",
    "modes_mismatch": r"\delta(\operatorname{diag}\sigma_i(t), W_{\mathrm{graded}})",
}


@dataclass(frozen=True)
class Evaluations:
    """Published instances at times before, in and after the transitions."""

    rows: tuple[tuple[str, str, tuple[str, ...]], ...]  # spectrum, α, times
    name: str
    description: str
    widths: tuple[int, ...] = (1,)
    rotated: bool = False
    spectral: bool = False

    symbols = SYMBOLS

    def published(self) -> Iterator[Moment]:
        """Each row's instance at each of its times, for each width of factor."""
        for number, (spectrum, alpha, times) in enumerate(self.rows):
            instance = self._instance(FIRST_SEED + number, spectrum, parse_scale(alpha, "α"))
            for text in times:
                for width in self.widths:
                    yield Moment(instance, number, parse_fraction(text, "the time"), width)

    def sample(self, seed: int, count: int) -> Iterator[Moment]:
        """Published rows with their α and times changed at random."""
        generator = Random(f"{self.name}, {seed}")  # noqa: S311 (a seeded sample, nothing secret)
        for number in range(count):
            spectrum, alpha, times = generator.choice(self.rows)
            scale = parse_scale(alpha, "α").times(Fraction(generator.randint(50, 99), 100))
            instance = self._instance(generator.randint(0, 10**6), spectrum, scale)
            time = parse_fraction(generator.choice(times), "the time") * Fraction(generator.randint(50, 99), 100)
            yield Moment(instance, number, time, generator.choice(self.widths))

    def quantities(self, point: Moment, field: Field) -> Comparison:
        """The mismatches at `point`."""
        return Comparison(point, field)

    def _instance(self, seed: int, spectrum: str, alpha: Scale) -> Instance:
        values: Sequence[Fraction] = [parse_fraction(x, "a singular value") for x in spectrum.split(",")]
        n = len(values)
        shape = random_shape(n, seed)
        if self.spectral:
            shape = matrices.diagonal([shape[i][i] for i in range(n)])
        name = f"spectrum {spectrum}; shape {'the diagonal of ' if self.spectral else ''}random:{seed}"
        instance = Instance(tuple(values), shape, None, alpha, Fraction(1 + seed % 2), name=name)
        if not self.rotated:
            return instance
        return replace(instance, basis=random_basis(n, seed), name=f"{name}; basis random:{seed}")


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

EVERYWHERE = Evaluations(
    MODERATE + TINY, "evaluations", "moderate and tiny scales, before, in and after the transitions"
)
SMALL = Evaluations(TINIEST, "evaluations at tiny scales", "scales from 1e-100 to 1e-1000000")
FACTORED = Evaluations(
    MODERATE[2:] + TINY[1:2],
    "evaluations from factors",
    "factors with fewer, as many and more columns than rows",
    (1, 3, 6),
)
ROTATED = Evaluations(MODERATE + TINY, "evaluations of dense targets", "targets given as plain matrices", rotated=True)
SERIES = Evaluations(
    (("2,1", "1/10", ("1", "2")), ("3/2,1/2,0", "1/20", ("1",))),
    "evaluations by Taylor series",
    "moderate scales, dense targets",
    rotated=True,
)
SPECTRAL = Evaluations(TINIEST, "evaluations of spectral starts", "scales from 1e-100 to 1e-1000000", spectral=True)

NUMERIC: dict[str, Any] = {"paper": "MV", "group": "numeric"}
CERTIFIED: dict[str, Any] = {**NUMERIC, "evidence": (Certified(),)}
LATER = "one of the two evaluated later by a part in 10²⁰"
STEPS: tuple[Step, ...] = (
    # exact in rationals: e⁰ = 1 and D = 0
    relation(
        "start-is-met",
        "start_mismatch <= tolerance",
        domain=EVERYWHERE,
        canary=instead("α in place of α²", start_mismatch="unsquared_start_mismatch"),
        **CERTIFIED,
    ),
    # the printed formula with as many bits as it takes
    relation(
        "graded-form-agrees",
        "printed_mismatch <= tolerance",
        domain=EVERYWHERE,
        uses=("closed-form-for-an-invertible-start",),
        canary=instead(LATER, printed_mismatch="late_printed_mismatch"),
        **CERTIFIED,
    ),
    # Ẇ = −H⁻¹H′H⁻¹ against c(YW + WY − 2W²), relative to cσ₁W
    relation(
        "flow-residual-vanishes",
        "residual <= tolerance",
        domain=SMALL,
        uses=("closed-form-for-an-invertible-start",),
        canary=instead("−3W² in place of −2W²", residual="wrong_residual"),
        **CERTIFIED,
    ),
    # W̄₀ = ŪŪᵀ has no inverse where Ū has fewer columns than rows
    relation(
        "woodbury-form-agrees",
        "woodbury_mismatch <= tolerance",
        domain=FACTORED,
        uses=("rank-deficient-initialization",),
        canary=instead("the factor's last column dropped", woodbury_mismatch="narrow_woodbury_mismatch"),
        **CERTIFIED,
    ),
    # V[(PPᵀ)⁻¹ + VᵀDV]⁻¹Vᵀ with U = LP and V = αEL
    relation(
        "graded-woodbury-form-agrees",
        "graded_woodbury_mismatch <= tolerance",
        domain=FACTORED,
        uses=("woodbury-form-agrees",),
        canary=instead(
            "the plain form, with the factor's last column dropped", graded_woodbury_mismatch="narrow_woodbury_mismatch"
        ),
        **CERTIFIED,
    ),
    # Cramer's rule, with the exact minors of the shape as coefficients
    relation(
        "minors-agree",
        "minors_mismatch <= tolerance",
        domain=EVERYWHERE,
        canary=instead(LATER, minors_mismatch="late_minors_mismatch"),
        **CERTIFIED,
    ),
    # eigenvalues and eigenvectors enclosed, repeated eigenvalues too
    relation(
        "eigenbasis-agrees",
        "eigenbasis_mismatch <= tolerance",
        domain=ROTATED,
        uses=("solution-does-not-depend-on-the-basis",),
        canary=instead("the result turned by Φ once too often", eigenbasis_mismatch="transposed_mismatch"),
        **CERTIFIED,
    ),
    # the integrator knows the equation alone; the numbers that it ends with are compared as they are
    relation(
        "taylor-series-agrees",
        "series_mismatch <= tolerance",
        domain=SERIES,
        canary=instead("the closed form evaluated later by a part in 10²⁰", series_mismatch="late_series_mismatch"),
        **NUMERIC,
        evidence=(Sampled(count=2), Certified()),
    ),
    # the scalar formulas against the matrix formula
    relation(
        "modes-agree",
        "modes_mismatch <= tolerance",
        domain=SPECTRAL,
        uses=("mode-closed-form", "absent-mode-closed-form"),
        canary=instead(LATER, modes_mismatch="late_modes_mismatch"),
        **CERTIFIED,
    ),
)
