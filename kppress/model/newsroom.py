"""The newsroom, and the only two doors out of it: what is public now, and a preview."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from posixpath import normpath

from kppress.model.address import Addresses
from kppress.model.document import AnyDocument, Document, Notice, Page
from kppress.model.feed import Feed
from kppress.model.moment import Moment
from kppress.model.settings import Settings
from kppress.model.term import Kind, Status

ALWAYS = datetime.min.replace(tzinfo=UTC)
"""When a page without a date became public."""

DECIDING = frozenset({"type", "status", "published", "embargo_until", "withdrawn", "lang"})
"""While one of these cannot be read, nobody knows whether the document is public: it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What is known of a file beside the documents; pixels for pictures that could be opened."""

    path: str
    size: int
    width: int | None = None
    height: int | None = None
    fault: str = ""
    """Why a picture could not be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """What is left of a withdrawn document: nothing else of it may pass the door."""

    id: str
    kind: Kind
    lang: str
    title: str
    path: str
    published: Moment
    at: Moment
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """How the documents of a view find one another."""

    by_path: Mapping[str, AnyDocument] = field(default_factory=dict)
    editions: Mapping[str, tuple[AnyDocument, ...]] = field(default_factory=dict)
    """The path of an original to all its editions, in the newsroom's order of languages."""
    superseded: Mapping[str, AnyDocument] = field(default_factory=dict)
    """A notice's id to the notice that replaces or cancels it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What one of the two doors let out, as one build sees it."""

    settings: Settings
    now: datetime
    documents: tuple[AnyDocument, ...]
    """Newest first by first public moment; pages last, by title."""
    tombstones: tuple[Tombstone, ...]
    feeds: tuple[Feed, ...]
    files: Mapping[str, FileFacts]
    index: Index = field(repr=False)
    buried: Mapping[str, Tombstone] = field(default_factory=dict, repr=False)
    """The path of a withdrawn document to its tombstone."""

    @property
    def addresses(self) -> Addresses:
        """Where everything stands."""
        return Addresses(self.settings)

    def editions_of(self, document: Document) -> tuple[AnyDocument, ...]:
        """The document in all its public languages, itself included."""
        return self.index.editions.get(document.source.original or document.path, ())

    def find(self, reference: str, beside: Document | None = None) -> AnyDocument | None:
        """As `Newsroom.find`, among what this door let out."""
        return _find(self.documents, reference, beside)

    def in_language(self, language: str) -> tuple[AnyDocument, ...]:
        """The documents of one language, pages and notices included."""
        return tuple(d for d in self.documents if d.lang == language)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicNewsroom(View):
    """What everyone may see at `now`. Only this is written and published."""

    next_change: datetime | None = None
    """The next moment at which time alone changes what is public or how it reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewNewsroom(View):
    """Everything, drafts and embargoed documents included, for the officer's eyes."""

    not_public: frozenset[str] = frozenset()
    """The ids of what the public cannot see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """All that was read from the folder."""

    settings: Settings
    documents: tuple[AnyDocument, ...]
    feeds: tuple[Feed, ...] = ()
    files: Mapping[str, FileFacts] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """Documents that stand in the folder but could not be read."""

    def public_at(self, now: datetime) -> PublicNewsroom:
        """What everyone may see at `now`, which is aware; the only door to writing."""
        opening = Opening(self)
        public, tombstones, buried = [], [], {}
        for document in self.documents:
            opened = opening.of(document)
            if opened is None or opened > now:
                continue
            withdrawn = opening.withdrawn(document)
            if withdrawn is None or withdrawn.at > now:
                public.append(_as_of(now, opening.dated(document)))
            elif withdrawn.at > opened:  # what was withdrawn before it opened was never public
                stone = _tombstone(self, opening.dated(document), withdrawn, opening)
                tombstones.append(stone)
                buried[document.path] = stone
        changes = (m for d in self.documents for m in opening.changes(d) if m > now)
        ordered = tuple(sorted(public, key=_newest_first))
        return PublicNewsroom(
            settings=self.settings,
            now=now,
            documents=ordered,
            feeds=self.feeds,
            files=self.files,
            index=_index(self.settings, ordered),
            tombstones=tuple(sorted(tombstones, key=lambda t: t.path)),
            buried=buried,
            next_change=min(changes, default=None),
        )

    def preview_at(self, now: datetime) -> PreviewNewsroom:
        """Everything that could be read, for preview and for mails under embargo."""
        public = {d.id for d in self.public_at(now).documents}
        ordered = tuple(sorted(self.documents, key=_newest_first))
        return PreviewNewsroom(
            settings=self.settings,
            now=now,
            documents=ordered,
            feeds=self.feeds,
            files=self.files,
            index=_index(self.settings, ordered),
            tombstones=(),
            not_public=frozenset(d.id for d in self.documents if d.id not in public),
        )

    def find(self, reference: str, beside: Document | None = None) -> AnyDocument | None:
        """The document that an id, a file path or a unique slug means.

        Where `beside` is given, paths may be relative to it, and its language is preferred.
        """
        return _find(self.documents, reference, beside)


def _find(
    documents: Iterable[AnyDocument], reference: str, beside: Document | None
) -> AnyDocument | None:
    reference = reference.strip()
    folder = beside.path.rpartition("/")[0] if beside else ""
    paths = {normpath(f"{start}{reference}") for start in ("", f"{folder}/", "releases/")}
    found = [d for d in documents if reference in (d.id, d.slug) or d.path in paths]
    exact = [d for d in found if reference == d.id or d.path in paths]
    found = exact or found
    if beside is not None:
        originals = {d.source.original or d.path for d in found}
        if len(originals) == 1:
            same = [
                d
                for d in documents
                if (d.source.original or d.path) in originals and d.lang == beside.lang
            ]
            found = same or found
    elif len(found) > 1 and len({d.source.original or d.path for d in found}) == 1:
        found = [d for d in found if d.source.original is None] or found
    return found[0] if len(found) == 1 else None


class Opening:
    """When each document opens to the public: status, dates, embargoes and originals, once."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._by_path = {d.path: d for d in newsroom.documents}

    def _original(self, document: Document) -> Document | None:
        path = document.source.original
        return self._by_path.get(path) if path and path != document.path else None

    def of(self, document: Document) -> datetime | None:
        """The first public moment; None for what never opens as it stands."""
        if document.status is Status.DRAFT or document.source.faulty & DECIDING:
            return None
        own = document.first_public
        if own is None:
            if not isinstance(document, Page):
                return None
            own = ALWAYS
        path = document.source.original
        if path in self._newsroom.unread:
            return None
        original = self._original(document)
        if original is None:
            return own
        theirs = self.of(original)
        return None if theirs is None else max(own, theirs)

    def withdrawn(self, document: Document) -> Moment | None:
        """The earlier of the document's own withdrawal and its original's."""
        own = document.withdrawn.at if document.withdrawn else None
        original = self._original(document)
        theirs = self.withdrawn(original) if original else None
        return min((m for m in (own, theirs) if m), default=None)

    def reason(self, document: Document) -> str:
        """Why it was withdrawn, in its own words or its original's."""
        if document.withdrawn and document.withdrawn.reason:
            return document.withdrawn.reason
        original = self._original(document)
        return self.reason(original) if original else ""

    def dated(self, document: AnyDocument) -> AnyDocument:
        """The document with its original's later embargo, which the address and lists follow."""
        opened = self.of(document)
        if opened is None or opened in (ALWAYS, document.first_public):
            return document
        zone = self._newsroom.settings.zone
        moment = Moment(opened.astimezone(zone))
        return document.model_copy(update={"embargo_until": moment})

    def changes(self, document: AnyDocument) -> Iterator[datetime]:
        """The moments at which time alone changes what readers of this document see."""
        opened = self.of(document)
        if opened is None:
            return
        yield opened
        if withdrawn := self.withdrawn(document):
            yield withdrawn.at
        yield from (c.at.at for c in document.corrections if c.at.at > opened)
        if document.updated and document.updated.at > opened:
            yield document.updated.at
        if isinstance(document, Notice):
            moments = (document.effective, document.onset, document.expires, document.review_by)
            yield from (m.at for m in moments if m and m.at > opened)


def _as_of(now: datetime, document: AnyDocument) -> AnyDocument:
    """Without what is dated in the future: a correction or update that is still to come."""
    update: dict[str, object] = {}
    if any(c.at.at > now for c in document.corrections):
        update["corrections"] = tuple(c for c in document.corrections if c.at.at <= now)
    if document.updated and document.updated.at > now:
        update["updated"] = None
    return document.model_copy(update=update) if update else document


def _tombstone(
    newsroom: Newsroom, document: AnyDocument, at: Moment, opening: Opening
) -> Tombstone:
    return Tombstone(
        id=document.id,
        kind=document.type,
        lang=document.lang,
        title=document.title,
        path=Addresses(newsroom.settings).document(document),
        published=document.first_public_moment or at,
        at=at,
        reason=opening.reason(document),
    )


def _newest_first(document: AnyDocument) -> tuple[object, ...]:
    public = document.first_public
    if public is None:
        return (1, 0.0, document.title, document.path)
    return (0, -public.timestamp(), document.path)


def _index(settings: Settings, documents: tuple[AnyDocument, ...]) -> Index:
    groups: dict[str, list[AnyDocument]] = {}
    superseded: dict[str, AnyDocument] = {}
    for document in documents:
        groups.setdefault(document.source.original or document.path, []).append(document)
        if not isinstance(document, Notice):
            continue
        for reference in (document.replaces, document.cancels):
            earlier = _find(documents, reference, document) if reference else None
            if isinstance(earlier, Notice) and earlier.id != document.id:
                superseded[earlier.id] = document
    return Index(
        by_path={d.path: d for d in documents},
        editions={
            path: tuple(sorted(group, key=lambda d: _rank(settings.languages, d.lang)))
            for path, group in groups.items()
        },
        superseded=superseded,
    )


def _rank(languages: tuple[str, ...], language: str) -> tuple[int, str]:
    return (languages.index(language) if language in languages else len(languages), language)
