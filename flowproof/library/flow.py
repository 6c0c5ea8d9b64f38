"""The gradient flow from Python: W(t), and what `flowproof measure` and `flowproof windows` tell of it."""

import os
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from flowproof import time_windows
from flowproof.library import inputs
from flowproof.library.number import Number
from flowproof.library.results import Hypothesis, Reached, Series, State, Trajectory, TrueWindows, Window, Windows
from flowproof.measurements import Measured, Report, Request, measure
from numeric import matrices
from numeric.decimals import Rounded
from numeric.descending import values as descending
from numeric.descending.run import Descent
from numeric.enclosed_instance import with_tolerance
from numeric.evaluate import Evaluation, Sample, evaluate
from numeric.exact import format_fraction
from numeric.plateaus import plateaus
from numeric.problem import Problem
from paper import Misuse, theorems

if TYPE_CHECKING:
    from flowproof.library.figure import Figure

DIGITS = 30
TRUTH = {0: True, 1: False, 2: None}


class Flow:
    """The flow Ẇ = c(YW + WY − 2W²), W(0) = α²W̄₀, of MV (3); c = 1 is MV's rate, c = 2 that of TFHV.

    Give Y as `target`, symmetric and n×n, or as `spectrum`, n numbers in decreasing order, for Y = diag(σ₁..σ_n).
    Give W̄₀ as `shape`, n×n, symmetric and positive definite, or as `factor` Ū, n×h, for W̄₀ = ŪŪᵀ; it is the identity
    where neither is given. `shape` may also be text: "diagonal:1,2,3" or "random:SEED". A target, a shape or a factor
    may be the name of a file: .json, .npy, .npz with one array, .csv, .txt, or .mtx (Matrix Market), where numbers that
    stand as text are read as text. Any other is read as JSON.

    Numbers are ints, floats, Fractions, Decimals, text ("1/3", "1e-1000000"), rationals of NumPy, mpmath or SymPy,
    alone, in lists, or in arrays and matrices. Times may be text as well: "0,1,2", or the grid "0:10:0.5", from 0 to 10
    in steps of 1/2. **A float is the binary rational that it is**: 0.1 is
    3602879701896397/36028797018963968, and "0.1" is 1/10. Nothing else goes through a float.

    `symmetrize=True` takes (Y + Yᵀ)/2, exactly, and the same of the shape: for matrices that are not symmetric by
    rounding, which are refused else. Raises `flowproof.Misuse` for whatever makes no sense, with what to do instead.

    Numbers about W(t) are certified: to `digits` significant digits, with a radius within which the true value
    lies. Where no precision that was tried tells the digits, `flowproof.Undecided` is raised. `jobs` processes share
    many times (None: one a CPU). Arb's precision is global to a process: use processes, not threads.

    `flow="descent"` with a `step` η is gradient descent instead, U ← U + η(Y − UUᵀ)U from a U with UUᵀ = α²W̄₀, and
    `at`, `trajectory`, `singular_values`, `error` and `loss` take numbers of iterations in the place of times.
    """

    def __init__(
        self,
        target: Any = None,
        *,
        alpha: Any,
        spectrum: Any = None,
        shape: Any = None,
        factor: Any = None,
        rate: Any = 1,
        symmetrize: bool = False,
        flow: str = "gradient",
        step: Any = None,
    ) -> None:
        if (target is None) == (spectrum is None):
            raise Misuse("give either the target or the spectrum, and not both")
        if shape is not None and factor is not None:
            raise Misuse("give either the shape or the factor, and not both")
        if target is None:
            Y = matrices.diagonal(inputs.spectrum(spectrum))
        else:
            Y = inputs.target(target, symmetrize=symmetrize)
        start = "identity" if shape is None else shape
        self._problem = Problem(
            target=Y,
            shape=inputs.shape(start, len(Y), symmetrize=symmetrize) if factor is None else None,
            factor=None if factor is None else inputs.factor(factor),
            alpha=inputs.scale(alpha, "α"),
            rate=inputs.rational(rate, "the rate"),
        )
        self._descent = _descent(self._problem, flow, step)

    def __repr__(self) -> str:
        problem, descent = self._problem, self._descent
        speed = f"c = {format_fraction(problem.rate)[:40]}"
        if descent is not None:
            speed = f"gradient descent, η = {format_fraction(descent.step)[:40]}"
        return f"<Flow: n = {problem.n}, α = {str(problem.alpha)[:40]}, {speed}>"

    @property
    def problem(self) -> Problem:
        """The exact data."""
        return self._problem

    @property
    def descent(self) -> Descent | None:
        """The exact data with the step, for gradient descent."""
        return self._descent

    def at(self, t: Any, digits: int = DIGITS, method: str = "auto", every_entry: bool = False) -> State:
        """W(t), n×n, by the closed form MV (5), in the form that `flowproof evaluate --method` names.

        Of gradient descent W after t iterations. Raises Misuse for t < 0, Undecided.

        Beyond 300 rows, an entry that is small beside √(W_ii W_jj) may be told to fewer digits, as its radius says,
        unless `every_entry` has it computed in balls, which may take long.
        """
        found = self._evaluate((self._moment(t),), digits, 1, method, every_entry)
        return _state(found.samples[0], found)

    def trajectory(self, times: Any, digits: int = DIGITS, jobs: int | None = 1, method: str = "auto") -> Trajectory:
        """W at T times, T×n×n, by the closed form MV (5), in the form that `flowproof evaluate --method` names.

        Raises Misuse for times that are negative or descend, Undecided.
        """
        found = self._evaluate(self._moments(times), digits, jobs, method)
        return Trajectory(tuple(_state(sample, found) for sample in found.samples), found.document())

    def singular_values(self, times: Any, digits: int = DIGITS, jobs: int | None = 1) -> Series:
        """The n singular values of W(t) in decreasing order at T times, T×n: each as precise as the largest.

        From the graded form of MV (5). Beyond 300 rows numbers may have fewer digits, as their radii say: here, and in
        errors and the loss. Raises Misuse for times that are negative or descend, Undecided.
        """
        return self._singular_values(self._moments(times), digits, jobs)

    def error(self, k: int, times: Any, digits: int = DIGITS, jobs: int | None = 1) -> Series:
        """‖W(t) − Y_k‖, the spectral norm and the Frobenius norm, at T times: T×2. MV (18) is about the first.

        Y_k = Φ diag(σ₁..σ_k, 0..)Φᵀ is the best approximation of rank k of Y. Raises Misuse where there is none, or
        more than one, and for times that are negative or descend; Undecided.
        """
        request = Request(self._moments(times), errors=(inputs.whole(k, "k"),))
        found = self._measure(request, digits, jobs)
        rows = [(distance.spectral, distance.frobenius) for sample in found.samples for distance in sample.distances]
        return _series(found, ("spectral", "Frobenius"), rows)

    def loss(self, times: Any, digits: int = DIGITS, jobs: int | None = 1) -> Series:
        """(c/4)‖Y − W(t)‖_F² at T times, T×1: MV (1) for c = 1, and half the square, which is TFHV's, for c = 2.

        Raises Misuse for times that are negative or descend, Undecided.
        """
        return self._losses(self._moments(times), digits, jobs)

    def reach(self, i: int, fraction: Any, digits: int = DIGITS, mode: bool = False) -> Reached:
        """When the i-th singular value of W(t), from 1, reaches fraction·σ_i: an exact bracket around such a time.

        MV (12) tells it for a spectral start; here it is certified for any. `mode=True` asks it of the i-th mode
        instead, where Y and W̄₀ are diagonal, and then it is at no other time. Raises Misuse where that is never reached
        or is so from the start, Undecided.
        """
        self._require_times("crossings")
        level = ((inputs.whole(i, "i"), inputs.rational(fraction, "the fraction")),)
        request = Request((), reach_mode=level) if mode else Request((), reach=level)
        found = self._measure(request, digits, 1)
        (x,) = found.crossings
        return Reached(x.quantity, x.i, x.fraction, x.left, x.right, x.only, x.claim, found.document())

    def windows(self, theorem: int | str, epsilon: Any) -> Windows:
        """The windows T_k of a theorem, where ‖W(t) − Y_k‖ is within ε, and whether its hypotheses hold here.

        `theorem` is "3" or "4", which are MV's, or one of ours that `flowproof windows --help` names. Y has to be
        positive semidefinite, with singular values that differ where they are not 0; they and their vectors are
        enclosed in balls where Y is not diagonal. Raises Misuse where the theorem does not speak of this flow,
        Undecided where the modes that the factor reaches could not be told.
        """
        self._require_times("windows")
        problem, tolerance = self._problem, inputs.rational(epsilon, "ε")
        stated = theorems.named(theorem if isinstance(theorem, str) else inputs.whole(theorem, "the theorem"))
        found = time_windows.read(stated.key, with_tolerance(problem, tolerance))
        return Windows(
            stated.shown,
            TRUTH[found.status],
            tuple(Hypothesis(h.name, h.latex, h.holds, h.left, h.right) for h in found.hypotheses),
            tuple(Window(w.k, w.left, w.right or "inf", w.empty) for w in found.rows),
            None if found.largest_alpha is None else str(found.largest_alpha),
            found.document(),
        )

    def true_windows(self, epsilon: Any, ks: Any = None, digits: int = DIGITS) -> TrueWindows:
        """The first and the last time at which ‖W(t) − Y_k‖₂ ≤ ε, certified, for each k of `ks`.

        Where `ks` is None, for k from 0 to the rank of Y, but where σ_k = σ_{k+1}, as Y_k is not unique there. A
        theorem's window T_k (MV (18)) lies within the true one where its hypotheses hold. W̄₀ needs an inverse. Raises
        Misuse where it has none, Y is not positive semidefinite, or a k makes no sense.
        """
        self._require_times("true windows")
        asked = None if ks is None else inputs.wholes(ks, "k")
        found = self._measure(Request((), true_windows=((inputs.rational(epsilon, "ε"), asked),)), digits, 1)
        (true,) = found.true_windows
        return TrueWindows(true.epsilon, true.rows, found.document())

    def plot(
        self,
        file: str | os.PathLike[str] | None = None,
        *,
        times: Any = None,
        theorem: int | str | None = None,
        epsilon: Any = None,
        rescaled: bool = False,
        wide: bool = False,
        loss: bool = False,
        jobs: int | None = 1,
        progress: Report | None = None,
    ) -> "Figure":
        """The singular values of W(t) against time, and their logarithms, drawn: MV's Figure 1 for this flow.

        With `loss` it is (c/4)‖Y − W‖_F² that is drawn, with the levels L_k of its plateaus, those of Y_k in W's place,
        and in each T_k the band about L_k in which it is proved to be.

        Times are chosen to show each mode being learned, near log(1/α)/(cσ_i), unless they are given. With ε the
        windows T_k of a theorem are shaded: of "3" where Y and W̄₀ commute, of "4p" for a factor, else of "4",
        unless it is named. `rescaled` has c·t/log(1/α) as the axis; `wide` is for a page's width, not a column's.
        With a file the drawing is written there, as its name ends: .svg, .pdf or .png.

        A notebook shows what is returned, which has the certified numbers too. `progress` is called with the times
        that are done, those in all, and what was done. Raises Misuse where there is nothing to draw, or the file can't
        be written; Undecided.
        """
        from flowproof.library import figure, loss_figure  # which take long

        self._require_times("figures")

        if file is not None:
            figure.require_drawable(file)
        if rescaled:
            figure.require_rescalable(self._problem.alpha)
        if theorem is not None and epsilon is None:
            raise Misuse("windows need a tolerance; give epsilon too")
        targets = figure.targets(self._problem)
        windows = None if epsilon is None else self.windows(theorem or self._theorem(epsilon), epsilon)
        moments = figure.times(self._problem, targets, windows) if times is None else inputs.moments(times)
        figure.require_curves(moments, targets)
        drawn: Figure
        if loss:
            within = windows is not None and windows.holds
            levels = plateaus(self._problem, inputs.rational(epsilon, "ε") if within else None, figure.DIGITS)
            curve = self._losses(moments, figure.DIGITS, jobs, progress)
            drawn = loss_figure.LossFigure(self._problem, curve, targets, windows, rescaled, wide, levels)
        else:
            curves = self._singular_values(moments, figure.DIGITS, jobs, progress)
            drawn = figure.Figure(self._problem, curves, targets, windows, rescaled, wide)
        if file is not None:
            drawn.save(file)
        return drawn

    def _theorem(self, epsilon: Any) -> str:
        """The theorem for this start: of the papers, or ours for any factor."""
        if self._problem.shape is None:
            return "4p"
        return "3" if with_tolerance(self._problem, inputs.rational(epsilon, "ε")).is_spectral else "4"

    def _singular_values(
        self, times: tuple[Fraction, ...], digits: int, jobs: int | None, progress: Report | None = None
    ) -> Series:
        found = self._measure(Request(times, singular_values=True), digits, jobs, progress)
        names = tuple(f"σ_{i + 1}" for i in range(self._problem.n))
        return _series(found, names, [sample.singular_values or () for sample in found.samples])

    def _losses(
        self, times: tuple[Fraction, ...], digits: int, jobs: int | None, progress: Report | None = None
    ) -> Series:
        found = self._measure(Request(times, loss=True), digits, jobs, progress)
        return _series(found, ("loss",), [(sample.loss,) for sample in found.samples if sample.loss])

    def _evaluate(
        self, times: tuple[Fraction, ...], digits: int, jobs: int | None, method: str, every_entry: bool = False
    ) -> Evaluation:
        return evaluation(
            self, times, inputs.whole(digits, "digits"), method, True, None, _processes(jobs), every_entry
        )

    def _measure(self, request: Request, digits: int, jobs: int | None, progress: Report | None = None) -> Measured:
        precision = inputs.whole(digits, "digits")
        return measure(self._problem, request, precision, progress, _processes(jobs), self._descent)

    def _moment(self, t: Any) -> Fraction:
        return inputs.moment(t) if self._descent is None else inputs.iteration(t)

    def _moments(self, times: Any) -> tuple[Fraction, ...]:
        return inputs.moments(times) if self._descent is None else inputs.iterations(times)

    def _require_times(self, what: str) -> None:
        """Raises Misuse for gradient descent, where `what` is not told."""
        if self._descent is not None:
            raise Misuse(f'{what} are told of the gradient flow alone; leave out flow="descent"')


def evaluation(
    flow: Flow,
    moments: Sequence[Fraction],
    digits: int,
    method: str,
    certified: bool,
    progress: Report | None,
    jobs: int | None,
    every_entry: bool = False,
) -> Evaluation:
    """W at the times, or of gradient descent after so many iterations. Raises Misuse, Undecided."""
    if flow.descent is None:
        return evaluate(flow.problem, moments, digits, method, certified, progress, jobs, every_entry)
    if method != "auto":
        raise Misuse(f"the method is {method[:40]!r}, and gradient descent has but one; leave the method out")
    return descending.evaluate(flow.descent, [int(x) for x in moments], digits, certified, progress)


def _descent(problem: Problem, flow: str, step: Any) -> Descent | None:
    if flow not in ("gradient", "descent"):
        raise Misuse(f"the flow is {flow!r:.40}; it is gradient, or descent with a step")
    if flow == "gradient":
        if step is not None:
            raise Misuse(
                f"the step is {str(step)[:40]}, and the gradient flow has none; give the flow descent with it,"
                ' as --flow descent or flow="descent"'
            )
        return None
    if step is None:
        raise Misuse("gradient descent needs a step; give one, such as 1/10")
    return Descent(problem, inputs.rational(step, "the step"))


def _processes(jobs: int | None) -> int | None:
    if jobs is None or inputs.whole(jobs, "jobs") >= 1:
        return jobs
    raise Misuse(f"jobs is {jobs}; give 1 or more, or None for one a CPU")


def _state(sample: Sample, found: Evaluation) -> State:
    radii = sample.radii or ()
    values = tuple(
        tuple(Number(*both) for both in zip(*rows, strict=True)) for rows in zip(sample.values, radii, strict=True)
    )
    one = replace(found, samples=(sample,))
    return State(sample.time, values, one.document())


def _series(found: Measured, names: tuple[str, ...], rows: Sequence[Sequence[Rounded]]) -> Series:
    times = tuple(sample.time for sample in found.samples)
    values = tuple(tuple(Number(x.decimal, x.radius) for x in row) for row in rows)
    return Series(times, names, values, found.document())
