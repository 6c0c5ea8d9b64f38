"""What a drawing has to be to stand in a paper, asked of Matplotlib's own layout."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from flowproof.plots.drawn import COLUMN, PAGE, STYLE, Drawn

SLACK = 0.5
"""Pixels by which boxes may touch."""


def faults(drawn: Drawn) -> list[str]:
    """Each in a line: texts on each other or cut off, axes without labels, no legend, sizes that fit no paper."""
    with rc_context(STYLE):
        return _faults(drawn.figure)


def _faults(figure: Figure) -> list[str]:
    figure.draw_without_rendering()
    seen = texts(figure)
    boxes = [(text, text.get_window_extent().padded(-SLACK)) for text in seen]
    return [
        *_collisions(boxes),
        *_cut_off(figure, boxes),
        *_unlabelled(figure, seen),
        *_legends(figure),
        *_sizes(figure, seen),
    ]


def texts(figure: Figure) -> list[Text]:
    """All that is seen."""
    drawn = _labels_of_ticks(figure)
    return [
        text
        for text in figure.findobj(Text)
        if text.get_text().strip() and text.get_visible() and drawn.get(text, text.axes is None or _is_shown(text))
    ]


def _is_shown(text: Text) -> bool:
    return text.axes is not None and text.axes.get_visible()


def _labels_of_ticks(figure: Figure) -> dict[Text, bool]:
    """Whether each is seen: ticks beyond the ends of an axis have labels, which are not drawn."""
    found = dict[Text, bool]()
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            ticks = [*axis.get_major_ticks(), *axis.get_minor_ticks()]
            drawn = {label for tick in axis._update_ticks() for label in (tick.label1, tick.label2)}
            for label in (label for tick in ticks for label in (tick.label1, tick.label2)):
                found.setdefault(label, axes.get_visible() and label in drawn)
    return found


def _collisions(boxes: Sequence[tuple[Text, Bbox]]) -> Iterator[str]:
    for (one, here), (other, there) in combinations(boxes, 2):
        if here.overlaps(there):
            yield f"{one.get_text()!r} lies on {other.get_text()!r}"


def _cut_off(figure: Figure, boxes: Iterable[tuple[Text, Bbox]]) -> Iterator[str]:
    for text, box in boxes:
        if not (figure.bbox.contains(box.x0, box.y0) and figure.bbox.contains(box.x1, box.y1)):
            yield f"{text.get_text()!r} goes beyond the edge"


def _unlabelled(figure: Figure, seen: Collection[Text]) -> Iterator[str]:
    """An axis that has numbers needs a label; one that shares those of a neighbour has none."""
    for axes in figure.axes:
        for name, axis in (("x", axes.xaxis), ("y", axes.yaxis)):
            numbered = any(label in seen for label in axis.get_ticklabels())
            if axes.get_visible() and numbered and not axis.label.get_text().strip():
                yield f"the axes {axes.get_title()!r} have no {name}-label"


def _legends(figure: Figure) -> Iterator[str]:
    legends = [*figure.legends, *(axes.get_legend() for axes in figure.axes if axes.get_legend())]
    if not legends or not all(legend.get_texts() for legend in legends):
        yield "there is no legend"
    for legend in legends:
        for axes in figure.axes:
            if _has_data(axes) and legend.get_window_extent().padded(-SLACK).overlaps(axes.get_window_extent()):
                yield f"a legend lies on the axes {axes.get_title()!r}"


def _has_data(axes: Axes) -> bool:
    return axes.get_visible() and axes.has_data()


def _sizes(figure: Figure, seen: Iterable[Text]) -> Iterator[str]:
    width = figure.get_figwidth()
    if width not in (COLUMN, PAGE):
        yield f"it is {width} in wide"
    if figure.get_figheight() > 9.2:
        yield f"it is {figure.get_figheight()} in high, more than a page"
    for text in seen:
        if not 6.9 <= text.get_fontsize() <= 9:
            yield f"{text.get_text()!r} is set in {text.get_fontsize()} points"
