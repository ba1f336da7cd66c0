"""A newsroom and what was found in it, for those who tell of it: without the rules."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from kppress.model.diagnostic import Diagnostic, Severity
from kppress.model.document import AnyDocument
from kppress.model.newsroom import Newsroom


class Checked(Struct, frozen=True, kw_only=True):
    """A newsroom and what was found in it."""

    newsroom: Newsroom | None
    found: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    paths: tuple[str, ...] = ()
    """The files or folders that were asked for; none means all."""
    later: datetime | None = None
    """The first moment after it that a document names: what is found may change then."""

    @property
    def documents(self) -> tuple[AnyDocument, ...]:
        """The documents that were asked for."""
        every = self.newsroom.documents if self.newsroom else ()
        return tuple(document for document in every if self.concerns(document.path))

    @property
    def stops(self) -> bool:
        """Whether an error stops the press."""
        return any(d.severity is Severity.ERROR for d in self.found)

    @property
    def exit_code(self) -> int:
        """2 where the settings cannot be used, 1 where an error stops the press, else 0."""
        return 2 if self.newsroom is None else int(self.stops)

    def within(self, paths: Iterable[str]) -> "Checked":
        """Only what concerns these files or folders, relative to the newsroom."""
        asked = replace(self, paths=tuple(normalize("NFC", path) for path in paths))
        return replace(asked, found=tuple(d for d in self.found if asked.concerns(d.place.file)))

    def told(self) -> "Checked":
        """The same with the texts alone that something was found in, wherever those stand now."""
        files = {diagnostic.place.file for diagnostic in self.found}
        texts = {file: self.texts[file] for file in files if file in self.texts}
        return replace(self, texts=texts)

    def concerns(self, file: str) -> bool:
        """Whether a file was asked for."""
        return not self.paths or any(
            path in (".", "") or file == path or file.startswith(f"{path}/") for path in self.paths
        )
