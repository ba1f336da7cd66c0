"""What one reading leaves for the next: what stands unchanged in the folder is not parsed again.

A preview reads the folder at each save; of a thousand documents one has changed then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from kppress.model.diagnostic import Diagnostic
from kppress.model.document import AnyDocument
from kppress.model.settings import Settings
from kppress.model.view import FileFacts
from kppress.read.document import Written

type_fields = tuple[Written | None, tuple[Diagnostic, ...]]
type_document = tuple[AnyDocument, tuple[Diagnostic, ...]]


@dataclass(slots=True)
class _Read:
    text: str
    originals: tuple[Written | None, ...]
    fields: type_fields
    document: type_document | None = None
    named: frozenset[str] | None = None


@dataclass(slots=True)
class Memory:
    """The last reading of one folder. It changes with each, and belongs to one thread at a time."""

    _settings: Settings | None = None
    _read: dict[str, _Read] = field(default_factory=dict)
    _files: dict[str, tuple[tuple[int, ...], FileFacts]] = field(default_factory=dict)

    def settled(self, settings: Settings) -> Settings:
        """The settings; other ones than last time make everything be read anew."""
        if self._settings != settings:
            self._settings = settings
            self._read.clear()
        assert self._settings is not None
        return self._settings

    def fields(
        self,
        path: str,
        text: str,
        originals: tuple[Written | None, ...],
        read: Callable[[], type_fields],
    ) -> type_fields:
        """The fields of a text; `originals` is all else that decides them."""
        known = self._read.get(path)
        same = known is not None and known.text == text
        if known is None or not same or not all(map(_is, known.originals, originals)):
            known = self._read[path] = _Read(text, originals, read())
        return known.fields

    def document(self, written: Written, read: Callable[[], type_document]) -> type_document:
        """The document that fields from `fields` become."""
        known = self._read[written.path]
        if known.document is None:
            known.document = read()
        return known.document

    def named(self, document: AnyDocument, find: Callable[[], Iterable[str]]) -> frozenset[str]:
        """The files that a document from `document` names."""
        known = self._read[document.path]
        if known.named is None:
            known.named = frozenset(find())
        return known.named

    def facts(self, root: Path, path: str, read: Callable[[], FileFacts]) -> FileFacts:
        """What is known of a file: a picture is opened again only when the disk says so."""
        try:
            state = (root / path).stat()
        except OSError:
            return read()
        mark = (state.st_size, state.st_mtime_ns, state.st_ino)
        known = self._files.get(path)
        if known is None or known[0] != mark:
            known = self._files[path] = (mark, read())
        return known[1]


def _is(one: Written | None, other: Written | None) -> bool:
    return one is other
