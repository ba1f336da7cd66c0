"""Stretches of a text that are taken, of which there may be ten thousand."""

from collections import defaultdict
from collections.abc import Callable

Stretch = tuple[int, int]
"""Where it begins and ends, exclusive."""

CELL = 64
"""Signs of a cell: few stretches begin in one, and few cells are needed for one."""


class Taken:
    """Stretches, each kept in the cells that it lies in or touches, so that only few are asked.

    `meet` says of two whether they are too near to one another; it is asked only of such as at
    least touch.
    """

    def __init__(self, meet: Callable[[Stretch, Stretch], bool]) -> None:
        self._meet = meet
        self._cells: dict[int, list[Stretch]] = defaultdict(list)

    def add(self, stretch: Stretch) -> None:
        """Take a stretch."""
        for cell in _cells(stretch):
            self._cells[cell].append(stretch)

    def meets(self, stretch: Stretch) -> bool:
        """Whether a stretch meets one that is taken."""
        return any(
            self._meet(stretch, other)
            for cell in _cells(stretch)
            for other in self._cells.get(cell, ())
        )


def _cells(stretch: Stretch) -> range:
    return range((stretch[0] - 1) // CELL, (stretch[1] + 1) // CELL + 1)
