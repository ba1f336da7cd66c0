"""A document and its translations, which inherit from it: what is read together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kppress.model.diagnostic import Diagnostic
from kppress.model.document import AnyDocument
from kppress.model.fields import Registers
from kppress.model.named import named_files
from kppress.model.settings import Settings
from kppress.read.document import (
    Written,
    original_path,
    read_body_again,
    read_document,
    read_fields,
)
from kppress.read.files import Instead, text_of
from kppress.read.memory import Family, Memory, Remembered

_NONE = (b"", b"")
"""The keys of what a text without an original inherits from."""
_UNREAD = b"unread"
"""Instead of the key of a text that is there and became no document."""


def families(paths: Iterable[str]) -> Iterator[list[str]]:
    """The documents that belong together by their names, each after what it translates."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        found[stem(path)].append(path)
    for family in found.values():
        # `x.md` comes before `x.en.md`.
        family.sort(key=lambda path: (path.rpartition("/")[2].count("."), path))
        yield family


class Reader(Struct, frozen=True):
    """What it takes to read the documents of one newsroom."""

    root: Path
    stored: Mapping[str, str]
    """The paths of documents, to those by which the disk has them."""
    settings: Settings
    registers: Registers
    instead: Instead
    memory: Memory

    def known(self, paths: list[str]) -> bool:
        """Whether the disk says that no member of a family changed since it was read."""
        before: dict[str, Remembered] = {}
        for path in paths:
            known = self.memory.read.get(path)
            if (
                known is None
                or known.mark is None
                or path in self.instead
                or known.mark != self.memory.mark(f"{self.root}/{self.stored[path]}")
                or known.originals != self._keys(path, before)
            ):
                return False
            before[path] = known
        return True

    def _keys(self, path: str, before: Mapping[str, Remembered]) -> tuple[bytes, ...]:
        """Those of the texts that a text inherits from, among what was read `before`."""
        if not before:  # as of nearly all
            return _NONE
        originals = (before.get(f"{stem(path)}.md"), before.get(_without_language(path)))
        return tuple(
            b"" if one is None else one.key if one.document else _UNREAD for one in originals
        )

    def read(self, paths: list[str]) -> Family:
        """All members of a family. What stands as it was known is taken from the memory."""
        made: dict[str, Remembered] = {}
        for path in paths:
            own = path not in self.instead
            # Looked at first: what somebody writes while it is read has another mark.
            mark = self.memory.mark(f"{self.root}/{self.stored[path]}") if own else None
            text, found = text_of(self.root, path, self.stored[path], self.instead)
            if text is None:
                made[path] = Remembered(path, found=found)
            else:
                made[path] = replace(self._one(path, text, found, made), mark=mark)
        return list(made.values())

    def _one(
        self, path: str, text: str, found: tuple[Diagnostic, ...], made: Mapping[str, Remembered]
    ) -> Remembered:
        originals = self._keys(path, made)
        said = f"{text}{found or ''}"  # a byte order mark is no part of the text
        digest = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self.memory.read.get(path)
        if known and (known.text, known.originals) == (digest, originals):
            return known
        key = self.memory.key_of(digest, originals)
        one = Remembered(path, key, digest, originals, found=found)
        if known and not found and (read := self._again(known, text, originals)):
            self._become(one, *read)
            return one
        like = made.get(f"{stem(path)}.md")
        written, faulty = read_fields(path, text, self.settings, self._written(like))
        one.found += faulty
        if written is None:
            one.content = text
            return one
        original = made.get(original_path(written) or "")
        document, faulty = read_document(
            written, self._written(original), self.settings, self.registers
        )
        self._become(one, written, document, faulty)
        return one

    def _head(self, one: Remembered, written: Written) -> bytes:
        """What decides the fields: as `Memory.key_of`. A translation inherits those of others."""
        if any(one.originals):
            return one.key
        fields = written.reading.text[: written.body_start].encode("utf-8", "surrogatepass")
        return self.memory.key_of(fields, ())

    def _again(
        self, known: Remembered, text: str, originals: tuple[bytes, ...]
    ) -> tuple[Written, AnyDocument, tuple[Diagnostic, ...]] | None:
        """What becomes of a text of which nothing but its body is another one, if that is so."""
        document = known.document
        if document is None or known.found or any((*known.originals, *originals)):
            return None
        if document.source.original or document.source.faulty:
            return None
        written = self._written(known)
        return read_body_again(written, document, text) if written else None

    def _become(
        self,
        one: Remembered,
        written: Written,
        document: AnyDocument,
        found: tuple[Diagnostic, ...],
    ) -> None:
        one.document, one.written = document, written
        one.head = self._head(one, written)
        one.found += found
        contacts = self.settings.contacts
        one.named = tuple(sorted({named.source for named in named_files(document, contacts)}))

    def _written(self, one: Remembered | None) -> Written | None:
        return self.memory.written(one) if one and one.document else None


def stem(path: str) -> str:
    """The path less `.md` and a language."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name.split('.')[0]}"


def _without_language(path: str) -> str:
    """`x.y.md` for `x.y.en.md`: what `original_path` makes of an edition."""
    folder, _, name = path.rpartition("/")
    parts = name.split(".")
    return f"{folder}/{'.'.join([*parts[:-2], parts[-1]])}"
