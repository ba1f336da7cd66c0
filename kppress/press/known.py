"""What the last build left for this one: documents that were read, and what was found in them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import kppress
from kppress.cache.marks import of_program
from kppress.cache.pack import packed, unpacked
from kppress.cache.store import Store
from kppress.check.registry import type_found
from kppress.model.document import AnyDocument
from kppress.model.view import FileFacts
from kppress.read.memory import Memory, Remembered

FILE = Path(".kppress/documents")
SETTINGS, FILES = "settings", "files"
"""The names of two pieces; those of documents have a slash."""


class Found(NamedTuple):
    """What the rules found that look at one document alone."""

    key: bytes
    """That of the document, see `Memory.key`."""
    withdrawn: bool
    found: type_found


@dataclass(slots=True)
class Known:
    """The memory of reading, and the findings that go with it."""

    memory: Memory = field(default_factory=Memory)
    found: dict[str, Found] = field(default_factory=dict)
    fresh: dict[str, Found] = field(default_factory=dict)
    """What had to be looked for anew."""

    def knows(self, document: AnyDocument) -> bool:
        """Whether what was found in the document, as it stands now, is known."""
        known = self.found.get(document.path)
        return known is not None and known.key == self.memory.key(document.path)

    def alone(
        self, document: AnyDocument, withdrawn: bool, look: Callable[[], type_found]
    ) -> type_found:
        """As `check.registry.Alone`."""
        known = self.found.get(document.path)
        key = self.memory.key(document.path)
        if known is None or (known.key, known.withdrawn) != (key, withdrawn):
            known = self.found[document.path] = Found(key, withdrawn, look())
            self.fresh[document.path] = known
        return known.found

    def learn(self, found: Mapping[str, Found]) -> None:
        """What another process looked for."""
        self.found |= found
        self.fresh |= found


@contextmanager
def known(root: Path, *, keep: bool) -> Iterator[Known]:
    """What is known of the newsroom in `root`; with `keep` so is what the block came to know."""
    store = Store(root / FILE, of_program(str(Path(kppress.__file__).parent)))
    pieces = store.pieces()
    before = _taken_out(pieces)
    yield before
    if not keep:
        return
    memory = before.memory
    changed = {*memory.fresh, *before.fresh} & memory.seen
    put = {path: packed((memory.read[path], before.found.get(path))) for path in changed}
    put[SETTINGS], put[FILES] = packed(memory.settings), packed(memory.files)
    same = {name for name, piece in put.items() if pieces.get(name) == piece}
    gone = pieces.keys() - memory.seen - {SETTINGS, FILES}
    if gone or put.keys() - same:
        store.change({name: put[name] for name in put.keys() - same}, gone)


def _taken_out(pieces: Mapping[str, bytes]) -> Known:
    known = Known()
    settings, files = (unpacked(pieces.get(name, b"")) for name in (SETTINGS, FILES))
    if isinstance(settings, str) and isinstance(files, dict):
        known.memory.settings = settings
        for path, facts in files.items():
            match facts:
                case (tuple(), FileFacts()):
                    known.memory.files[path] = facts
                case _:
                    pass
    for path, piece in pieces.items():
        match unpacked(piece) if "/" in path else None:
            case (Remembered(fields=(_, tuple())) as read, found):
                known.memory.read[path] = read
                if isinstance(found, Found):
                    known.found[path] = found
            case _:
                pass
    return known
