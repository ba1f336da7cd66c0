"""The files of documents as the last build left them: what is made of the same is taken from there.

Their bytes are nowhere but in the output folder; what is kept is a digest of each, and of all that
it was made of.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import kppress
from kppress.cache.marks import of_program
from kppress.cache.pack import packed, unpacked
from kppress.cache.store import Store
from kppress.model.artifact import Artifact, CopyOf, PictureOf
from kppress.model.document import AnyDocument, Notice
from kppress.model.view import View
from kppress.read.memory import Memory
from kppress.render import depends

FILE = Path(".kppress/pages")


class Kept(NamedTuple):
    """One file of a document: its bytes by their SHA-256, or the order for it."""

    path: str
    content: bytes | CopyOf | PictureOf


class Record(NamedTuple):
    """The files of a document, and digests of what they were made of."""

    text: bytes
    """See `Memory.key`."""
    all: bytes
    files: bytes
    others: bytes
    """Empty where the document names no other."""
    kept: tuple[Kept, ...]


class Pages:
    """The records of the last build into `output`, and those that this one makes anew."""

    def __init__(
        self,
        root: Path,
        output: Path,
        view: View,
        memory: Memory,
        on_all: bytes,
        weights: Mapping[PictureOf, int],
    ) -> None:
        self._output = output
        self._view = view
        self._memory = memory
        self._on_all = on_all
        self._on_others = depends.on_others(view)
        sizes: dict[str, list[str]] = defaultdict(list)
        for order, size in weights.items():
            sizes[order.source].append(repr((order, size)))
        self._sizes = {path: "".join(sorted(said)) for path, said in sizes.items()}
        self._store = Store(root / FILE, of_program(str(Path(kppress.__file__).parent)))
        self._pieces = self._store.pieces()
        self._fresh: dict[str, Record] = {}
        self._seen: set[str] = set()

    def keep(
        self, document: AnyDocument, make: Callable[[], Iterator[Artifact]]
    ) -> Iterator[Artifact]:
        """The files of a document, made anew only where something that they are made of changed.

        Notices are always made: how they read changes with each day.
        """
        if isinstance(document, Notice):
            yield from make()
            return
        path = document.path
        self._seen.add(path)
        text = self._memory.key(path)
        named = self._memory.read[path].named or frozenset()
        files = depends.on_files(self._view, document, named, self._sizes)
        if taken := self._taken(path, (text, self._on_all, files)):
            yield from taken
            return
        kept = []
        for artifact in make():
            content = artifact.content
            digest = sha256(content).digest() if isinstance(content, bytes) else content
            kept.append(Kept(artifact.path, digest))
            yield artifact
        others = self._on_others if depends.names_others(self._view, document) else b""
        self._fresh[path] = Record(text, self._on_all, files, others, tuple(kept))

    def _taken(self, path: str, made_of: tuple[bytes, ...]) -> list[Artifact]:
        """The files of the document at `path`, if they were made of the same; else none."""
        known = unpacked(self._pieces.get(path, b""))
        if not isinstance(known, Record) or known[:3] != made_of:
            return []
        if known.others not in (b"", self._on_others):
            return []
        taken = [self._file(kept) for kept in known.kept]
        return [artifact for artifact in taken if artifact] if None not in taken else []

    def _file(self, kept: Kept) -> Artifact | None:
        """The file from the output folder, if it is still what was written there."""
        if not isinstance(kept.content, bytes):
            return Artifact(path=kept.path, content=kept.content)
        try:
            content = (self._output / kept.path).read_bytes()
        except OSError:
            return None
        if sha256(content).digest() != kept.content:
            return None
        return Artifact(path=kept.path, content=content)

    def save(self) -> None:
        """Let the next build know; to be called when all is written."""
        gone = self._pieces.keys() - self._seen
        if gone or self._fresh:
            put = {path: packed(record) for path, record in self._fresh.items()}
            self._store.change(put, gone)
