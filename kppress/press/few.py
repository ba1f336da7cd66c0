"""What builds that look at few documents have in common: see `retouch` and `addition`."""

import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NoReturn
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from kppress.cache.drawers import Drawers
from kppress.cache.edited import Edits
from kppress.cache.store import Store
from kppress.check.numbering import is_said, said
from kppress.model.document import AnyDocument
from kppress.model.newsroom import Newsroom
from kppress.press import known, parts
from kppress.press.known import Known
from kppress.press.parts import Frame, Last, is_frame, is_last
from kppress.read.family import Reader, families
from kppress.read.files import AS_IT_IS


class NotKnown(Exception):
    """What only a whole build can tell."""


def unknown() -> NoReturn:
    """Raises NotKnown."""
    raise NotKnown


def sure(holds: object) -> None:
    """Raises NotKnown where it does not hold."""
    if not holds:
        unknown()


class Asked(Struct, frozen=True):
    """What was asked for: the parameters of `retouch`."""

    root: Path
    output: Path
    now: datetime
    edits: Edits
    base_url: str
    begun: int

    @property
    def stamp(self) -> str:
        """As in `Store`."""
        return self.edits.program


def last_of(drawers: Drawers, asked: Asked) -> Last:
    """What was kept of the build that the edits are since, while time alone changes nothing."""
    last = drawers.get(parts.LAST)
    if not is_last(last) or not last.since == asked.edits.since <= asked.now.timestamp():
        raise NotKnown
    if last.until and last.until <= asked.now:
        raise NotKnown
    return last


def family_of(root: Path, path: str) -> list[str]:
    """The document at a path with its translations, originals first."""
    folder = path.rpartition("/")[0]
    texts = [entry.name for entry in os.scandir(root / folder) if entry.name.endswith(".md")]
    found = next((f for f in families(f"{folder}/{name}" for name in texts) if path in f), [])
    sure(found and all(path == normalize("NFC", path) for path in found))
    return found


class Few(Struct, frozen=True):
    """What is known where few documents are looked at."""

    asked: Asked
    drawers: Drawers
    frame: Frame
    known: Known
    texts: Store
    """Where their large parts are put away."""

    def read(self, several: Iterable[tuple[str, ...]]) -> None:
        """Read these families; of those that are known already what is another one."""
        settings, memory = self.frame.settings, self.known.memory
        stored = {path: path for paths in several for path in paths}
        root, registers = self.asked.root, settings.registers()
        reader = Reader(root, stored, settings, registers, AS_IT_IS, memory)
        for family in memory.work([partial(reader.read, [*paths]) for paths in several], settings):
            memory.take(family)
        memory.seen.update(stored)

    def newsroom(self, documents: tuple[AnyDocument, ...]) -> Newsroom:
        """A newsroom as if there were no others."""
        asked, settings, memory = self.asked, self.frame.settings, self.known.memory
        files = {path: replace(facts, path=path) for path, (_, facts) in memory.files.items()}
        newsroom = Newsroom(
            settings=settings.at_address(asked.base_url) if asked.base_url else settings,
            documents=documents,
            feeds=self.frame.feeds,
            files=files,
            settings_text=memory.settings,
        )
        if newsroom.settings.build.search:
            from kppress.press.search import lacks_search, without_search

            sure(lacks_search(newsroom))  # else its index is made of all texts
            newsroom = without_search(newsroom)
        return newsroom

    def keep(self, put: dict[str, object], numbers: Mapping[str, str], last: Last) -> None:
        """Keep the small parts to `put`, and what was said of telephone numbers."""
        self.known.put_away(self.texts)
        if numbers != said():
            put[parts.NUMBERS] = numbers
        put[parts.LAST] = last
        self.drawers.change(put, frozenset())


def begin(asked: Asked) -> Few:
    """Begin to read few documents."""
    drawers = Drawers(Store(asked.root / known.FILE, asked.stamp))
    frame, text = drawers.get(parts.FRAME), drawers.get(parts.SETTINGS)
    if not (is_frame(frame) and isinstance(text, str)):
        raise NotKnown
    texts = Store(asked.root / known.TEXTS, asked.stamp)
    knows = Known(texts, asked.begun, keep=True)
    memory = knows.memory
    memory.settings, memory.files = text, parts.files_in(drawers.get(parts.FILES))
    memory.settle(text)
    is_said(parts.numbers_in(drawers.get(parts.NUMBERS)))
    asked = replace(asked, now=asked.now.astimezone(frame.settings.zone))
    return Few(asked, drawers, frame, knows, texts)
