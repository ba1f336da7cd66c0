"""What one reading leaves for the next: what stands unchanged in the folder is not parsed again.

A preview reads the folder at each save; of a thousand documents one has changed then. What a
reading left can be taken apart and put together again, so that a cache may keep it.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct, field

from kppress.model.diagnostic import Diagnostic
from kppress.model.document import AnyDocument
from kppress.model.grain import settled
from kppress.model.settings import Settings
from kppress.model.view import FileFacts
from kppress.read.document import Written

type_mark = tuple[int, ...]
"""Size, times and number of a file, as the disk has them."""
type_facts = tuple[type_mark, FileFacts]


class Remembered(Struct):
    """What became of one file of a document."""

    path: str
    key: bytes = b""
    """A digest of the settings, the text and, through their keys, of the texts that it inherits
    from; nothing where the text could not be decoded."""
    text: bytes = b""
    """A digest of the text alone."""
    originals: tuple[bytes, ...] = ()
    """The keys of those texts."""
    mark: type_mark | None = None
    """Of the file, where it tells this text from any later one."""
    document: AnyDocument | None = None
    found: tuple[Diagnostic, ...] = ()
    named: tuple[str, ...] = ()
    """The files that the document names."""
    content: str | None = None
    """The text of what became no document."""
    written: Written | None = None
    """The fields, for a translation to inherit; not there where they were put away."""
    head: bytes = b""
    """As `key`, of all but the body."""


Family = list[Remembered]
"""A document and its translations, originals first."""
Make = Callable[[], Family]


def one_by_one(makes: Sequence[Make], settings: Settings) -> Iterable[Family]:
    """The families that these make."""
    del settings  # others may want to look at what was read
    return (make() for make in makes)


class Memory(Struct):
    """The last reading of one folder. It changes with each, and belongs to one thread at a time."""

    settings: str = ""
    """The text of those of the last reading: they decide what a document's text becomes, and so
    are a part of each key."""
    begun: int = 0
    """Before the first file of this reading was looked at, by the system's clock, in nanoseconds
    since 1970. A file that changed long before that is known by its mark alone; with 0 none is."""
    work: Callable[[Sequence[Make], Settings], Iterable[Family]] = one_by_one
    """Who makes what is not known."""
    written: Callable[[Remembered], Written | None] = lambda one: one.written
    """Where fields are that were put away."""
    read: dict[str, Remembered] = field(default_factory=dict)
    """By the path of the document."""
    files: dict[str, type_facts] = field(default_factory=dict)
    """Facts by the path of the file, each with the mark that the disk had of it."""
    seed: bytes = b""
    """A digest of the settings."""
    fresh: set[str] = field(default_factory=set)
    """The documents that were read, or whose mark is another, since this began."""
    seen: set[str] = field(default_factory=set)
    """All documents of the last reading."""

    def settle(self, settings: str) -> None:
        """Begin a reading; other settings than last time make everything be read anew."""
        self.seen = set()
        self.seed = blake2b(settings.encode("utf-8", "surrogatepass")).digest()
        if self.settings != settings:
            self.settings = settings
            self.read.clear()

    def take(self, family: Family) -> None:
        """Know what was read."""
        for one in family:
            self.read[one.path] = one
            self.fresh.add(one.path)

    def key(self, path: str) -> bytes:
        """What decides what the text in a file becomes, and what is found in it alone."""
        known = self.read.get(path)
        return known.key if known else b""

    def key_of(self, text: bytes, originals: Iterable[bytes]) -> bytes:
        """The key of a text with this digest that inherits from others with these keys."""
        digest = blake2b(self.seed, digest_size=16)
        digest.update(text)
        for key in originals:
            digest.update(key.ljust(16, b"\0"))
        return digest.digest()

    def mark(self, file: str) -> type_mark | None:
        """The mark of a file; None where a change to come may leave the same."""
        try:
            found = os.stat(file)  # noqa: PTH116 # asked of each file, and a path costs more
        except OSError:
            return None
        return _mark(found) if self._is_steady(found) else None

    def _is_steady(self, found: os.stat_result) -> bool:
        """Whether a file cannot change any more and leave the mark that it has."""
        return settled(max(found.st_mtime_ns, found.st_ctime_ns)) <= self.begun

    def facts(self, root: Path, path: str, read: Callable[[], FileFacts]) -> FileFacts:
        """What is known of a file: a picture is opened again only when the disk says so."""
        try:
            state = (root / path).stat()
        except OSError:
            return read()
        mark, known = _mark(state), self.files.get(path)
        if known is None or known[0] != mark or (self.begun and not self._is_steady(state)):
            known = self.files[path] = (mark, read())
        return known[1]

    @property
    def marks(self) -> Mapping[str, object]:
        """By the path of a document or another file, what changes when it does."""
        files = {path: mark for path, (mark, _) in self.files.items()}
        return {**files, **{path: self.read[path].key for path in self.seen}}

    @property
    def heads(self) -> Mapping[str, object]:
        """By the path of a document, what changes when anything but its body does."""
        return {path: self.read[path].head for path in self.seen}


def _mark(found: os.stat_result) -> type_mark:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
