"""A plot with two logarithmic axes as SVG, which follows the reader's light or dark.

On such axes a straight line that rises one decade in one decade is a cost that grows as the number
of documents does; a steeper one grows faster.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

WIDTH, HEIGHT = 780, 440
LEFT, RIGHT, TOP, BOTTOM = 70, 560, 20, 380
"""Where the axes end, in pixels; the names of the lines stand to the right of them."""
BETWEEN_NAMES = 18


@dataclass(frozen=True, slots=True)
class Line:
    """Positive values by a positive number of documents."""

    name: str
    values: Sequence[tuple[float, float]]
    dashed: bool = False


class Tick(NamedTuple):
    """A line of the grid: where, and what stands beside it."""

    at: float
    label: str


def plot(title: str, lines: Sequence[Line], *, x_title: str, unit: str) -> str:
    """The SVG. There are tones for four lines, and each has at least one point."""
    points = [point for line in lines for point in line.values]
    sizes = sorted({x for x, _ in points})
    low, high = (floor(log10(min(y for _, y in points))), ceil(log10(max(y for _, y in points))))

    def across(x: float) -> float:
        whole = log10(sizes[-1] / sizes[0]) or 1
        return round(LEFT + (RIGHT - LEFT) * log10(x / sizes[0]) / whole, 1)

    def up(y: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (log10(y) - low) / ((high - low) or 1), 1)

    ends = [up(line.values[-1][1]) for line in lines]
    drawn = [
        {
            "name": line.name,
            "dashed": line.dashed,
            "points": [(across(x), up(y)) for x, y in line.values],
            "name_at": name_at + 4,
        }
        for line, name_at in zip(lines, apart(ends), strict=True)
    ]
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("plot.svg.jinja").render(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=BOTTOM,
        title=title,
        description=" ".join(_told(line, unit) for line in lines),
        across=[Tick(across(x), f"{x:,.0f}") for x in sizes],
        up=[Tick(up(10**n), f"{10.0**n:,g} {unit}") for n in range(low, high + 1)],
        x_title=x_title,
        lines=drawn,
    )


def apart(heights: Sequence[float]) -> list[float]:
    """The heights in their order, moved so that no two names stand on one another."""
    placed: dict[int, float] = {}
    last = float("-inf")
    for number in sorted(range(len(heights)), key=heights.__getitem__):
        last = placed[number] = max(heights[number], last + BETWEEN_NAMES)
    return [placed[number] for number in range(len(heights))]


def _told(line: Line, unit: str) -> str:
    said = ", ".join(f"{y:.3g} {unit} at {x:,.0f}" for x, y in line.values)
    return f"{line.name}: {said}."
