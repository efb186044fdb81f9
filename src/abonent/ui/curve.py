"""A curve of one figure over months: hairline grid, direct label, the same figures as a table. Drawn on the server.

Render with `<c-curve :curve="curve" />`. The grid starts at zero, or says where it starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from abonent.ui import wording


@dataclass(frozen=True)
class Frame:
    """The room a drawing has, in units of its view box."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


DESK = Frame(width=760, height=236, left=56, right=700, top=30, bottom=206)
PHONE = Frame(width=340, height=220, left=42, right=322, top=30, bottom=190)


@dataclass(frozen=True)
class Text:
    """A word at a place."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Drawing:
    """One size of the curve, ready for SVG."""

    frame: Frame
    line: str
    area: str
    grid: list[Text]
    axis: list[Text]
    latest: Text

    @property
    def view_box(self) -> str:
        return f"0 0 {self.frame.width} {self.frame.height}"


@dataclass(frozen=True)
class Curve:
    """The curve in both sizes, its words for who cannot see it, and its rows."""

    summary: str
    desk: Drawing
    phone: Drawing
    rows: list[tuple[str, str]]


def curve(*, summary: str, points: Sequence[tuple[str, int]], language: str) -> Curve:
    """A curve through (label, figure) points, at least two, oldest first."""
    rows = [(label, wording.number(figure, language)) for label, figure in points]
    return Curve(summary, _drawn(DESK, points, language, every=1), _drawn(PHONE, points, language, every=3), rows)


def _drawn(frame: Frame, points: Sequence[tuple[str, int]], language: str, *, every: int) -> Drawing:
    steps = _grid_steps([figure for _label, figure in points])
    low, high = steps[0], steps[-1]

    def across(place: int) -> float:
        return round(frame.left + (frame.right - frame.left) * place / (len(points) - 1), 1)

    def up(figure: float) -> float:
        return round(frame.bottom - (frame.bottom - frame.top) * (figure - low) / (high - low), 1)

    places = [(across(place), up(figure)) for place, (_label, figure) in enumerate(points)]
    line = "M" + " L".join(f"{x},{y}" for x, y in places)
    area = f"{line} L{places[-1][0]},{frame.bottom} L{places[0][0]},{frame.bottom} Z"
    grid = [Text(frame.left, up(step), wording.number(step, language)) for step in steps]
    # Counted from the latest, which is always named.
    named = range(len(points) - 1, -1, -every)
    axis = [Text(across(place), frame.bottom + 18, points[place][0]) for place in sorted(named)]
    latest = Text(places[-1][0], places[-1][1], wording.number(points[-1][1], language))
    return Drawing(frame, line, area, grid, axis, latest)


def _grid_steps(figures: Sequence[int]) -> list[int]:
    """Three to six round steps around the figures, from zero unless they lie far from it."""
    low = 0 if min(figures) < max(figures) * 0.6 else min(figures)
    span = max(max(figures) - low, 4)
    size = 10 ** floor(log10(span / 4))
    step = next(int(size * factor) for factor in (1, 2, 5, 10) if span / (size * factor) <= 5) or 1
    first, last = floor(low / step) * step, ceil(max(figures) / step) * step
    return list(range(first, max(last, first + step) + 1, step))
