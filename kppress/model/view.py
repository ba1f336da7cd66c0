"""What the doors of a newsroom let out."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from kppress.model.address import Addresses
from kppress.model.document import AnyDocument, Document, Notice
from kppress.model.feed import Feed
from kppress.model.moment import Moment
from kppress.model.references import References
from kppress.model.settings import Settings
from kppress.model.term import Kind


class FileFacts(Struct, frozen=True, kw_only=True):
    """What is known of a file beside the documents; pixels for pictures that a document names."""

    path: str
    size: int
    """Bytes."""
    width: int | None = None
    height: int | None = None
    """Pixels, turned as the picture is to be seen."""
    alpha: bool = False
    """Whether something may shine through the picture."""
    scalable: bool = False
    """Whether other sizes can be made of it: pixels that do not move."""
    fault: str = ""
    """Why a picture cannot be shown: `unreadable`, `truncated`, `bomb`."""
    stored: str = ""
    """The path as the disk spells it, where that differs: paths elsewhere are in NFC."""

    @property
    def source(self) -> str:
        """What to open, relative to the newsroom."""
        return self.stored or self.path


class Tombstone(Struct, frozen=True, kw_only=True):
    """What is left of a withdrawn document: nothing else of it may pass the door."""

    id: str
    kind: Kind
    lang: str
    title: str
    path: str
    published: Moment
    at: Moment
    reason: str
    feeds: tuple[str, ...] = ()
    """The names of the feeds that told of it. Its topics and regions are gone with the rest."""
    aliases: tuple[str, ...] = ()
    """Old addresses, which lead on to this one: they are as public as it is."""
    original: str = ""
    """The path of the document that it translated, or its own."""


class Index(Struct, frozen=True, kw_only=True):
    """How the documents of a view find one another."""

    by_path: Mapping[str, AnyDocument] = field(default_factory=dict)
    editions: Mapping[str, tuple[AnyDocument, ...]] = field(default_factory=dict)
    """The path of an original to all its editions, in the newsroom's order of languages."""
    superseded: Mapping[str, AnyDocument] = field(default_factory=dict)
    """A notice's id to the notice that replaces or cancels it."""
    references: References = field(default_factory=References)


class View(Struct, frozen=True, kw_only=True):
    """What one of the two doors let out, as one build sees it."""

    settings: Settings
    now: datetime
    documents: tuple[AnyDocument, ...]
    """Newest first by first public moment; pages last, by title."""
    tombstones: tuple[Tombstone, ...]
    feeds: tuple[Feed, ...]
    files: Mapping[str, FileFacts]
    index: Index
    buried: Mapping[str, Tombstone] = field(default_factory=dict)
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
        return self.index.references.find(reference, beside)

    def in_language(self, language: str) -> tuple[AnyDocument, ...]:
        """The documents of one language, pages and notices included."""
        return tuple(d for d in self.documents if d.lang == language)

    def told_in(self, language: str) -> tuple[AnyDocument, ...]:
        """The notices that readers of a language are told: a fire ban in Swedish beats silence.

        Those in the language itself, and of each that has no such edition its original.
        """
        told: list[AnyDocument] = []
        for document in self.documents:
            if not isinstance(document, Notice):
                continue
            editions = self.editions_of(document)
            best = next((d for d in editions if d.lang == language), editions[0])
            if best.id == document.id:
                told.append(document)
        return tuple(told)

    def withdrawn_in(self, language: str) -> tuple[Tombstone, ...]:
        """What is left of the notices that readers of a language were told, as `told_in`."""
        stones = [stone for stone in self.tombstones if stone.kind is Kind.NOTICE]
        known = {stone.original for stone in stones if stone.lang == language}
        return tuple(
            stone
            for stone in stones
            if stone.lang == language
            or (stone.original not in known and self.buried.get(stone.original) is stone)
        )


class PublicNewsroom(View, frozen=True, kw_only=True):
    """What everyone may see at `now`. Only this is written and published."""

    next_change: datetime | None = None
    """The next moment at which time alone changes what is public or how it reads."""


class PreviewNewsroom(View, frozen=True, kw_only=True):
    """Everything, drafts and embargoed documents included, for the officer's eyes."""

    not_public: frozenset[str] = frozenset()
    """The ids of what the public cannot see."""
