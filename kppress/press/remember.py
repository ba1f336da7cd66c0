"""What builds know of a newsroom, for who only reads it: what was read once is not read again."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kppress.cache.drawers import Drawers
from kppress.cache.pack import is_whole
from kppress.cache.store import Store, stamp_of_now
from kppress.press.known import FILE, TEXTS, Damaged, Known, take_up
from kppress.press.parts import is_small

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
    texts = Store(root / TEXTS, stamp)

    def recalled() -> Known:
        known = Known(texts, begun)
        take_up(known, Drawers(Store(root / FILE, stamp)).values, texts.names())
        return known

    try:
        return do(recalled)
    except Damaged:
        return do(Known)
    finally:
        texts.close()


def held(root: Path, begun: int) -> Known:
    """What builds know of the newsroom in `root`, with all texts: for who stays while they go on.

    `begun` is as in `Memory`.
    """
    stamp = stamp_of_now()
    before = Drawers(Store(root / FILE, stamp)).values
    pieces = Store(root / TEXTS, stamp).pieces()
    # A build may be putting others there: each belongs to a small part that names it.
    keys = {small.read.path: small.read.key for small in before.values() if is_small(small)}
    texts = {
        path: piece
        for path, piece in pieces.items()
        if keys.get(path, b"") in piece and is_whole(piece)
    }
    known = Known(begun=begun, held=texts)
    take_up(known, before, texts.keys())
    return known
