"""Evaluated matrices as text: in rows and columns where they fit, else an entry a line."""

from collections.abc import Sequence

from numeric.evaluate import Evaluation, Sample
from numeric.exact import echoed


def evaluation_text(evaluation: Evaluation, width: int) -> str:
    """W at each time, for a terminal of `width` columns; every digit is certified, with radii or without."""
    problem = evaluation.problem
    head = (
        f"W(t), {problem.n}×{problem.n}, α = {echoed(problem.alpha)}, c = {echoed(problem.rate)}: "
        f"{evaluation.digits} digits by the method {evaluation.method}, certified, "
        f"in {evaluation.seconds:.3f} s"
    )
    return "\n\n".join([head, *(sample_text(sample, width) for sample in evaluation.samples)])


def sample_text(sample: Sample, width: int) -> str:
    """W at one time."""
    title = f"t = {echoed(sample.time)}"
    grid = [title, *aligned(sample.values)]
    if sample.radii is None and max(map(len, grid)) <= width:
        return "\n".join(grid)
    lines = [f"{title} (W is symmetric)"]
    for i, row in enumerate(sample.values):
        for j in range(i, len(row)):
            radius = f" ± {sample.radii[i][j]}" if sample.radii is not None else ""
            lines.append(f"W[{i + 1},{j + 1}] = {row[j]}{radius}")
    return "\n".join(lines)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with their columns one under the other."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(x.ljust(width) for x, width in zip(row, widths, strict=True)).rstrip() for row in rows]
