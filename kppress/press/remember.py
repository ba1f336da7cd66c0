"""What builds know of a newsroom, for who only reads it: what was read once is not read again."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kppress.cache.store import stamp_of_now
from kppress.press.known import Damaged, Known, taken_up

T = TypeVar("T")
Recall = Callable[[], Known]
"""Each time all that is known, as nobody else has it."""


def remembering(root: Path, begun: int, do: Callable[[Recall], T]) -> T:
    """What `do` makes of the newsroom in `root`, being given what builds know of it.

    Nothing is kept. All texts that are asked for have to be so within `do`: a build may put others
    into their place at any moment, and then it is done again by who knows nothing. `begun` is as in
    `Memory`.
    """
    stamp = stamp_of_now()
    try:
        return do(lambda: taken_up(root, stamp, begun))
    except Damaged:
        return do(Known)
