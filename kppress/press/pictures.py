"""Where pictures are made and kept, and which ones a newsroom will ask for."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from kppress.cache import CACHE
from kppress.cache.pack import packed, unpacked
from kppress.cache.store import Store
from kppress.media.darkroom import Darkroom, type_seen
from kppress.model.artifact import PictureOf
from kppress.model.newsroom import Newsroom
from kppress.model.term import Status
from kppress.render.pictures import orders

FILE = Path(CACHE, "negatives")


class Pictures:
    """The darkroom of the newsroom in `root`, and what it may know from the last build.

    `stamp` is as in `Store`. With `aside` it writes there and nowhere else.
    """

    def __init__(self, root: Path, stamp: str, aside: Path | None = None) -> None:
        self._store = Store(root / FILE, stamp)
        self._pieces = self._store.pieces()
        seen: dict[str, type_seen] = {}
        for source, piece in self._pieces.items():
            match unpacked(piece):
                case (tuple() as mark, str() as digest, dict() as weights) if _are_sizes(weights):
                    seen[source] = mark, digest, weights
                case _:
                    pass
        self.room = Darkroom(root, root / CACHE / "pictures", aside, seen)

    def save(self, orders: Iterable[PictureOf]) -> None:
        """Let the next build know of the sources of `orders`."""
        named = {order.source for order in orders} & self.room.seen.keys()
        pieces = {source: packed(self.room.seen[source]) for source in named}
        put = {name: piece for name, piece in pieces.items() if self._pieces.get(name) != piece}
        gone = self._pieces.keys() - named
        if put or gone:
            self._store.change(put, gone)


def _are_sizes(weights: dict[object, object]) -> bool:
    return all(isinstance(weight, int) for weight in weights.values())


def wanted(newsroom: Newsroom, now: datetime) -> Iterator[PictureOf]:
    """The pictures of all that is public or will be.

    What waits for its moment is made in advance, into the store and nowhere else: a picture that
    is broken must stop a build today, and not the one at the minute of the embargo.
    """
    ready = (
        d
        for d in newsroom.documents
        if d.status is Status.READY and not (d.withdrawn and d.withdrawn.at.at <= now)
    )
    return orders(ready, newsroom.settings, newsroom.files)
