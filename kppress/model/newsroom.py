"""The newsroom, and the only two doors out of it: what is public now, and a preview."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from kppress.model.address import Addresses
from kppress.model.document import AnyDocument, Document, Notice, Page
from kppress.model.feed import REMEMBERED, Feed
from kppress.model.moment import Moment, next_minute
from kppress.model.opening import FRESH, Opening, moments_in
from kppress.model.references import References
from kppress.model.settings import Settings
from kppress.model.view import FileFacts, Index, PreviewNewsroom, PublicNewsroom, Tombstone


class Newsroom(Struct, frozen=True, kw_only=True):
    """All that was read from the folder."""

    settings: Settings
    documents: tuple[AnyDocument, ...]
    feeds: tuple[Feed, ...] = ()
    files: Mapping[str, FileFacts] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    """Files in releases/ that cannot be published, by path, and why: a variant of KP510."""
    unread: frozenset[str] = frozenset()
    """Documents that stand in the folder but could not be read."""
    settings_text: str = ""
    """kppress.toml as it was written, in which its findings have their places."""

    def opening(self) -> Opening:
        """When each document opens."""
        return Opening(self.documents, self.unread, self.settings.zone)

    def public_at(self, now: datetime) -> PublicNewsroom:
        """What everyone may see at `now`, which is aware; the only door to writing."""
        opening = self.opening()
        public, tombstones, buried = [], [], {}
        for document in self.documents:
            opened = opening.of(document)
            if opened is None or opened > now:
                continue
            withdrawn = opening.withdrawn(document)
            if withdrawn is None or withdrawn.at > now:
                public.append(_as_of(now, opening.dated(document)))
            elif _after(withdrawn, opened):  # what was withdrawn before it opened was never public
                stone = _tombstone(self, opening.dated(document), withdrawn, opening)
                tombstones.append(stone)
                buried[document.path] = stone
        ordered = tuple(sorted(public, key=_newest_first))
        changes = chain(
            (moment for document in self.documents for moment in opening.changes(document)),
            (d.first_public + FRESH for d in ordered if d.first_public and not isinstance(d, Page)),
            (stone.at.at + REMEMBERED for stone in tombstones),
        )
        return PublicNewsroom(
            settings=self.settings,
            now=now,
            documents=ordered,
            feeds=self.feeds,
            files=self.files,
            index=_index(self.settings, ordered),
            tombstones=tuple(sorted(tombstones, key=lambda t: t.path)),
            buried=buried,
            next_change=min((moment for moment in changes if moment > now), default=None),
        )

    def next_moment(self, now: datetime) -> datetime | None:
        """The first moment after `now` that a document names: findings may change then.

        What is due within a minute is past only when the minute is, so both ends count.
        """
        past = now - timedelta(minutes=1)
        named = (at for document in self.documents for at in moments_in(document))
        ends = (end for at in named if at > past for end in (at, next_minute(at)))
        return min((end for end in ends if end > now), default=None)

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
        return References(self.documents).find(reference, beside)


def _after(withdrawn: Moment, opened: datetime) -> bool:
    """Whether it was public before it was withdrawn; a date alone is some time of that day."""
    return withdrawn.at > opened or (
        not withdrawn.exact and withdrawn.at.date() == opened.astimezone(withdrawn.at.tzinfo).date()
    )


def _as_of(now: datetime, document: AnyDocument) -> AnyDocument:
    """Without what is dated in the future: a correction or update that is still to come."""
    update: dict[str, object] = {}
    if any(c.at.at > now for c in document.corrections):
        update["corrections"] = tuple(c for c in document.corrections if c.at.at <= now)
    if document.updated and document.updated.at > now:
        update["updated"] = None
    return replace(document, **update) if update else document


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
        feeds=tuple(feed.name for feed in newsroom.feeds if feed.selects(document)),
        aliases=document.aliases,
        original=document.source.original or document.path,
    )


def _newest_first(document: AnyDocument) -> tuple[object, ...]:
    public = document.first_public
    if public is None:
        return (1, 0.0, document.title, document.path)
    return (0, -public.timestamp(), document.path)


def _index(settings: Settings, documents: tuple[AnyDocument, ...]) -> Index:
    groups: dict[str, list[AnyDocument]] = {}
    superseded: dict[str, AnyDocument] = {}
    references = References(documents)
    for document in documents:
        groups.setdefault(document.source.original or document.path, []).append(document)
        if not isinstance(document, Notice):
            continue
        for reference in (document.replaces, document.cancels):
            earlier = references.find(reference, document) if reference else None
            if isinstance(earlier, Notice) and earlier.id != document.id:
                superseded[earlier.id] = document
    for group in groups.values():
        # An update without an English edition also ends the English edition of what it updates.
        ending = next((superseded[d.id] for d in group if d.id in superseded), None)
        if ending is not None:
            superseded.update({d.id: ending for d in group if d.id not in superseded})
    return Index(
        by_path={d.path: d for d in documents},
        editions={
            path: tuple(sorted(group, key=lambda d: _rank(settings.languages, d.lang)))
            if len(group) > 1
            else tuple(group)
            for path, group in groups.items()
        },
        superseded=superseded,
        references=references,
    )


def _rank(languages: tuple[str, ...], language: str) -> tuple[int, str]:
    return (languages.index(language) if language in languages else len(languages), language)
