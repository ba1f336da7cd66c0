"""Where the documents of a newsroom are, made once for all rules that look something up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from posixpath import basename, dirname, relpath

from kppress.check.family import Family
from kppress.model.address import Addresses
from kppress.model.document import AnyDocument, Document, Notice, Page
from kppress.model.fields import folded
from kppress.model.newsroom import Newsroom
from kppress.model.opening import ALWAYS
from kppress.model.places import Places
from kppress.model.references import References, paths_of


class Catalogue(Family):
    """The newsroom, searchable in no time however large it is."""

    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(newsroom.documents, newsroom.unread, newsroom.settings)
        self.newsroom = newsroom

    @cached_property
    def _references(self) -> References:
        return References(self.newsroom.documents)

    def candidates(self, reference: str, beside: Document) -> tuple[AnyDocument, ...]:
        """All documents that an id, file path or slug could mean."""
        return self._references.candidates(reference, beside)

    def find(self, reference: str, beside: Document) -> AnyDocument | None:
        """As `Newsroom.find`."""
        return self._references.find(reference, beside)

    def is_unread(self, reference: str, beside: Document) -> bool:
        """Whether it means a file that could not be read, which has a finding of its own."""
        return not self.newsroom.unread.isdisjoint(paths_of(reference, beside))

    def exists(self, path: str) -> bool:
        """Whether a document or file stands there, though it may not be readable."""
        newsroom = self.newsroom
        known = (self.by_path, newsroom.files, newsroom.unread, newsroom.refused)
        return any(path in paths for paths in known)

    def is_public(self, document: Document, at: datetime) -> bool:
        """Whether readers find the document, or its tombstone, at its address."""
        opened = self.opening.of(document)
        if opened is None or opened > at:
            return False
        withdrawn = self.opening.withdrawn(document)
        return withdrawn is None or withdrawn.at > opened

    @cached_property
    def _at(self) -> Addresses:
        return Addresses(self.newsroom.settings)

    def address(self, document: AnyDocument) -> str:
        """Its address on the site; empty while it has no date that could give one."""
        opened = self.opening.of(document)
        if opened is None and document.first_public is None:
            return ""
        dated = document if opened in (None, ALWAYS) else self.opening.dated(document)
        return self._at.document(dated)

    @cached_property
    def addresses(self) -> Mapping[str, list[AnyDocument]]:
        """Documents by address."""
        addresses: dict[str, list[AnyDocument]] = defaultdict(list)
        for document in self.newsroom.documents:
            if address := self.address(document):
                addresses[address].append(document)
        return addresses

    @cached_property
    def _standing(self) -> Mapping[str, list[AnyDocument]]:
        """As `addresses`, with pages that are drafts: they need no date to have one."""
        drafts = [d for d in self.newsroom.documents if isinstance(d, Page) and not self.address(d)]
        at = Addresses(self.newsroom.settings)
        standing: dict[str, list[AnyDocument]] = defaultdict(list)
        for address, documents in self.addresses.items():
            standing[address] += documents
        for page in drafts:
            standing[at.document(page)].append(page)
        return standing

    @cached_property
    def places(self) -> Places:
        """What stands on the site, what is not public yet included."""
        newsroom = self.newsroom
        dated = [self.opening.dated(d) for found in self._standing.values() for d in found]
        return Places(newsroom.settings, dated, newsroom.feeds, newsroom.files)

    def at_place(self, path: str) -> tuple[AnyDocument, ...]:
        """The documents whose page, or a file beside it, stands at a place of the site."""
        folder = path if path.endswith("/") else f"{path}/"
        while folder != "/":
            if folder in self._standing:
                return tuple(self._standing[folder])
            folder = f"{folder.rstrip('/').rpartition('/')[0]}/"
        return ()

    @cached_property
    def superseded(self) -> frozenset[str]:
        """The ids of notices that others replace or cancel."""
        earlier = [
            self.find(reference, notice)
            for notice in self.newsroom.documents
            if isinstance(notice, Notice)
            for reference in (notice.replaces, notice.cancels)
            if reference
        ]
        return frozenset(document.id for document in earlier if document)

    @cached_property
    def _by_name(self) -> Mapping[str, list[str]]:
        names: dict[str, list[str]] = defaultdict(list)
        for path in (*self.newsroom.files, *self.by_path):
            names[folded(basename(path))].append(path)
        return names

    @cached_property
    def _by_folder(self) -> Mapping[str, list[str]]:
        folders: dict[str, list[str]] = defaultdict(list)
        for path in (*self.newsroom.files, *self.by_path):
            folders[dirname(path)].append(basename(path))
        return folders

    def nearest(self, path: str, source: str) -> str:
        """The file that was probably meant by `path`, as `source` would write it, or nothing."""
        same = self._by_name.get(folded(basename(path)), [])
        if same:
            return relpath(min(same), dirname(source))
        close = _close(basename(path), self._by_folder.get(dirname(path), ()))
        return relpath(f"{dirname(path)}/{close}", dirname(source)) if close else ""

    def nearest_name(self, reference: str) -> str:
        """The slug that was probably meant, or nothing."""
        return _close(reference, (d.slug for d in self.newsroom.documents))


def _close(word: str, offered: Iterable[str]) -> str:
    from difflib import get_close_matches  # late: few words are wrong

    return next(iter(get_close_matches(word, sorted({*offered}), n=1, cutoff=0.75)), "")
