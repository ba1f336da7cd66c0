"""What the last build left for this one: documents that were read, and what was found in them.

A document is kept in two parts. What lists, feeds and most rules ask for is small and taken up by
each build; its text and tree are put away, and taken up one by one for what is made of them.
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType

from msgspec.structs import replace

from kppress.cache import CACHE
from kppress.cache.drawers import Drawers
from kppress.cache.pack import packed, unpacked
from kppress.cache.store import Store
from kppress.check.alone import Alone
from kppress.check.family import Family as Relatives
from kppress.check.numbering import is_said, said
from kppress.model.document import AnyDocument
from kppress.model.settings import Settings
from kppress.model.site import NO_SURVEY
from kppress.model.source import Bulk
from kppress.press.mails import estimate
from kppress.press.parts import (
    FILES,
    FRAME,
    LAST,
    NUMBERS,
    SETTINGS,
    SURVEY,
    TAKEN,
    Frame,
    Last,
    Put,
    Small,
    files_in,
    is_small,
    numbers_in,
)
from kppress.press.share import FROM, in_order, is_worth_it
from kppress.press.taken import NOTHING, Taken, taken_by, together
from kppress.read.document import Written
from kppress.read.memory import Family, Make, Memory, Remembered

FILE, TEXTS = Path(CACHE, "documents"), Path(CACHE, "texts")
"""Where the small parts are kept, and the large ones by path."""
AT_ONCE = 500
"""Large parts that are put away together: so many as memory may hold, however many there are."""
LATELY = 16
"""Large parts that are held ready: what asks for one asks for all of it in turn."""


class Damaged(Exception):
    """What was put away cannot be taken up. Without what is known all is well again."""


class Known:
    """The memory of reading, and the findings that go with it.

    `now` is the moment as of which documents are looked at. Large parts are taken from `texts`, and
    with `keep` put there; else they stay in memory, as do those `held`. `begun` is as in `Memory`.
    """

    def __init__(
        self,
        texts: Store | None = None,
        begun: int = 0,
        *,
        keep: bool = False,
        held: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        self.now: datetime | None = None
        self.memory = Memory(begun=begun, work=self._work, written=self._written)
        self.fresh: set[str] = set()
        """Documents of which something else is known than was."""
        self._alone: dict[str, Alone] = {}
        self.looked: dict[str, Alone] = {}
        """What rules found that were asked since, of documents that nothing was known of."""
        self._mails: dict[str, int] = {}
        self._taken: dict[str, Taken] = {}
        self.survey = NO_SURVEY
        self.frame: Frame | None = None
        self.last: Last | None = None
        """What to keep of this build, if nothing stopped it."""
        self._texts = texts
        self._keep = keep
        self._put = dict(held)
        """Large parts that are in no store."""
        self._lately = lru_cache(LATELY)(self._take_out)

    def alone(self, document: AnyDocument, withdrawn: bool, look: Callable[[], Alone]) -> Alone:
        """As `check.registry.Known`."""
        path = document.path
        if (known := self._alone.get(path)) is None or known.withdrawn != withdrawn:
            known = self.looked[path] = look()
            self.learn({path: known})
        return known

    def learn(self, looked: Mapping[str, Alone]) -> None:
        """Know what another process `looked` for."""
        self._alone.update(looked)
        self.fresh.update(looked)

    def small(self, path: str) -> Small:
        """What to keep of a document."""
        mail, taken = self._mails.get(path, 0), self._taken.get(path, NOTHING)
        return Small(self.memory.read[path], self._alone.get(path), mail, taken)

    def estimate(self, document: AnyDocument) -> int:
        """As `press.mails.estimate`, without taking up the text."""
        return self._mails[document.path]

    def take(self, small: Small) -> None:
        """Know what was kept of a document."""
        read = small.read
        self._mails[read.path] = small.mail
        self._taken[read.path] = small.taken
        self.memory.read[read.path] = read
        if read.document:
            read.document.kept_by(partial(self._bulk, read.path, read.key))
        if small.alone:
            self._alone[read.path] = small.alone
        else:
            self._alone.pop(read.path, None)

    def whole(self, path: str) -> tuple[Small, bytes]:
        """Both parts of a document that was read now, for who did not."""
        return self.small(path), self._put[path]

    def take_whole(self, small: Small, large: bytes) -> None:
        """Know what somebody else read."""
        self.take(small)
        self._put[small.read.path] = large

    def put_away(self, texts: Store) -> None:
        """Put the large parts into their store."""
        if self._put and texts.change(self._put, frozenset()):
            self._put = {}

    def _work(self, makes: Sequence[Make], settings: Settings) -> Iterator[Family]:
        """As `Memory.work`: many are read by all cores, each looked at alone by the same one.

        A few new ones among many are looked at by who asks the rules of all.
        """
        few = len(makes) < FROM and is_worth_it(len(self.memory.read))
        finish = partial(self._finished, settings=settings, now=None if few else self.now)
        for family in in_order([partial(finish, make) for make in makes]):
            for small, large in family:
                self.take(small)
                self.fresh.add(small.read.path)
                if large:
                    self._put[small.read.path] = large
            if self._keep and self._texts and len(self._put) >= AT_ONCE:
                self.put_away(self._texts)
            yield [small.read for small, _ in family]

    def _finished(
        self, make: Make, settings: Settings, now: datetime | None
    ) -> list[tuple[Small, bytes]]:
        family = make()
        documents = [one.document for one in family if one.document]
        unread = {one.path for one in family if not one.document}
        relatives = Relatives(documents, unread, settings)
        return [self._parted(one, relatives, settings, now) for one in family]

    def _parted(
        self, one: Remembered, relatives: Relatives, settings: Settings, now: datetime | None
    ) -> tuple[Small, bytes]:
        document, written = one.document, one.written
        if document is None:
            return Small(one, None, 0, NOTHING), b""
        if written is None:  # it was known
            return self.small(one.path)._replace(read=one), b""
        alone = None
        if now:
            from kppress.check.registry import check_alone  # late: who asks no rule has none

            alone = check_alone(document, relatives, settings, now)
        source, body = document.source, document.body
        bulk = Bulk(source.text, source.spans, source.keys, body.blocks, body.footnotes, body.found)
        light = document.put_away(partial(self._bulk, one.path, one.key))
        read = replace(one, document=light, written=None)
        small = Small(read, alone, estimate(document), taken_by(document))
        return small, packed(Put(one.key, bulk, written))

    def _written(self, one: Remembered) -> Written | None:
        return one.written or self._lately(one.path, one.key).written

    def _bulk(self, path: str, key: bytes) -> Bulk:
        return self._lately(path, key).bulk

    def _take_out(self, path: str, key: bytes) -> Put:
        piece = self._put.get(path)
        if piece is None and self._texts:
            piece = self._texts.piece(path)
        put = unpacked(piece) if piece else None
        if not isinstance(put, Put) or put.key != key:
            raise Damaged(path)
        return put


@contextmanager
def known(
    root: Path, stamp: str, *, keep: bool, begun: int = 0, anew: bool = False
) -> Iterator[Known]:
    """What is known of the newsroom in `root`; with `keep` so is what the block came to know.

    `stamp` is as in `Store`, `begun` as in `Memory`. With `anew` nothing is known: what to do where
    `Damaged` is raised.
    """
    store, texts = Store(root / FILE, stamp), Store(root / TEXTS, stamp)
    before = (drawers := Drawers(store, empty=anew)).values
    known = Known(None if anew else texts, begun, keep=keep)
    take_up(known, before, texts.names() if before else frozenset())
    try:
        yield known
    finally:
        texts.close()
    if not keep or not known.memory.seed:  # settings that cannot be read say nothing of the rest
        return
    if anew:
        store.clear()
        texts.clear()
    known.put_away(texts)
    memory, fresh = known.memory, known.fresh & known.memory.seen
    put: dict[str, object] = {path: known.small(path) for path in fresh}
    others: dict[str, object] = {
        TAKEN: together(known.small(path).taken for path in sorted(memory.seen)),
        SETTINGS: memory.settings,
        FILES: memory.files,
        NUMBERS: said(),
    }
    if known.frame and known.last:
        others |= {FRAME: known.frame, LAST: known.last, SURVEY: known.survey}
    put |= {name: value for name, value in others.items() if before.get(name) != value}
    gone = before.keys() - memory.seen - others.keys()
    drawers.change(put, gone)
    if gone:
        texts.change({}, gone)


def take_up(known: Known, before: Mapping[str, object], texts: Container[str]) -> None:
    """Know what was kept `before` of documents whose large parts are among `texts`."""
    is_said(numbers_in(before.get(NUMBERS)))
    settings = before.get(SETTINGS)
    if isinstance(settings, str):
        known.memory.settings = settings
        known.memory.files = files_in(before.get(FILES))
    for small in before.values():
        if is_small(small) and (small.read.document is None or small.read.path in texts):
            known.take(small)
