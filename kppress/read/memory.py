"""What one reading leaves for the next: what stands unchanged in the folder is not parsed again.

A preview reads the folder at each save; of a thousand documents one has changed then. What a
reading left can be taken apart and put together again, so that a cache may keep it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from kppress.model.diagnostic import Diagnostic
from kppress.model.document import AnyDocument
from kppress.model.view import FileFacts
from kppress.read.document import Written

type_fields = tuple[Written | None, tuple[Diagnostic, ...]]
type_document = tuple[AnyDocument, tuple[Diagnostic, ...]]
type_facts = tuple[tuple[int, ...], FileFacts]


@dataclass(slots=True)
class Remembered:
    """What became of one document's text."""

    key: bytes
    """A digest of the text and, through their keys, of the texts that it inherits from."""
    fields: type_fields
    document: type_document | None = None
    named: frozenset[str] | None = None


@dataclass(slots=True)
class Memory:
    """The last reading of one folder. It changes with each, and belongs to one thread at a time."""

    settings: str = ""
    """The text of those of the last reading: they decide what a document's text becomes, and so
    are a part of each key."""
    read: dict[str, Remembered] = field(default_factory=dict)
    """By the path of the document."""
    files: dict[str, type_facts] = field(default_factory=dict)
    """Facts by the path of the file, each with the marks that the disk had of it."""
    seed: bytes = b""
    """A digest of them."""
    fresh: set[str] = field(default_factory=set)
    """The documents that had to be parsed since this began."""
    seen: set[str] = field(default_factory=set)
    """All documents of the last reading."""

    def settle(self, settings: str) -> None:
        """Begin a reading; other settings than last time make everything be read anew."""
        self.seen = set()
        self.seed = blake2b(settings.encode("utf-8", "surrogatepass")).digest()
        if self.settings != settings:
            self.settings = settings
            self.read.clear()

    def key(self, path: str) -> bytes:
        """What decides what the text in a file becomes, and what is found in it alone."""
        known = self.read.get(path)
        return known.key if known else b""

    def fields(
        self,
        path: str,
        text: str,
        originals: tuple[Written | None, ...],
        read: Callable[[], type_fields],
    ) -> type_fields:
        """The fields of a text; `originals` is all else that decides them."""
        keys = (self.key(original.path) if original else b"" for original in originals)
        digest = blake2b(self.seed, digest_size=16)
        digest.update(text.encode("utf-8", "surrogatepass"))
        for key in keys:
            digest.update(key.ljust(16, b"\0"))
        known = self.read.get(path)
        if known is None or known.key != digest.digest():
            known = self.read[path] = Remembered(digest.digest(), read())
            self.fresh.add(path)
        self.seen.add(path)
        return known.fields

    def document(self, written: Written, read: Callable[[], type_document]) -> type_document:
        """The document that fields from `fields` become."""
        known = self.read[written.path]
        if known.document is None:
            known.document = read()
        return known.document

    def named(self, document: AnyDocument, find: Callable[[], Iterable[str]]) -> frozenset[str]:
        """The files that a document from `document` names."""
        known = self.read[document.path]
        if known.named is None:
            known.named = frozenset(find())
        return known.named

    def facts(self, root: Path, path: str, read: Callable[[], FileFacts]) -> FileFacts:
        """What is known of a file: a picture is opened again only when the disk says so."""
        try:
            state = (root / path).stat()
        except OSError:
            return read()
        mark = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
        known = self.files.get(path)
        if known is None or known[0] != mark:
            known = self.files[path] = (mark, read())
        return known[1]

    @property
    def marks(self) -> Mapping[str, object]:
        """By the path of a document or another file, what changes when it does."""
        files = {path: mark for path, (mark, _) in self.files.items()}
        return {**files, **{path: self.read[path].key for path in self.seen}}

    def of_now(self) -> Mapping[str, Remembered]:
        """What the last reading used, by path."""
        return {path: self.read[path] for path in self.seen}
