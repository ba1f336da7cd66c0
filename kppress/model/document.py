"""The documents: what a press officer writes, read and typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, Self

from msgspec.structs import replace

from kppress.model.body import EMPTY_BODY, Body
from kppress.model.contact import Contact
from kppress.model.fields import (
    Alias,
    End,
    Language,
    Many,
    RegionId,
    Registers,
    Slug,
    Start,
    Sv,
    Text,
    TimeOnly,
    TopicId,
    Urn,
    Web,
    Year,
    Yes,
    folded,
    term,
)
from kppress.model.moment import Moment
from kppress.model.record import InstanceOf, Reads, Record, Refused
from kppress.model.source import Source, TakeUp
from kppress.model.term import (
    CapCategory,
    Certainty,
    CorrectionKind,
    Kind,
    ProjectState,
    SeverityOfEvent,
    Status,
    Urgency,
)
from kppress.model.walk import leads, pictures


class Image(Record, frozen=True, kw_only=True):
    """A picture. `alt` may be missing here; the checks insist."""

    file: Annotated[Text, Sv("fil")]
    alt: Annotated[Text | None, Sv("alt-text")] = None
    caption: Annotated[Text | None, Sv("bildtext")] = None
    credit: Annotated[Text | None, Sv("fotograf")] = None
    licence: Annotated[Text | None, Sv("licens")] = None


class Attachment(Record, frozen=True, kw_only=True):
    """A file to download."""

    file: Annotated[Text, Sv("fil")]
    title: Annotated[Text | None, Sv("rubrik")] = None


class Correction(Record, frozen=True, kw_only=True):
    """What was wrong, and what is right."""

    at: Annotated[Start, Sv("när")]
    kind: Annotated[CorrectionKind, term(CorrectionKind), Sv("slag")] = CorrectionKind.CORRECTION
    note: Annotated[Text | None, Sv("text")] = None


class Withdrawal(Record, frozen=True, kw_only=True):
    """From `at` on, address, title, date and reason are all that is left of the document."""

    at: Annotated[Start, Sv("när")]
    reason: Annotated[Text | None, Sv("skäl")] = None


class Occasion(Record, frozen=True, kw_only=True):
    """What an invitation invites to."""

    start: Annotated[Start, Sv("börjar")]
    end: Annotated[End | None, Sv("slutar")] = None
    place: Annotated[Text | None, Sv("plats")] = None
    address: Annotated[Text | None, Sv("adress")] = None
    rsvp_by: Annotated[End | None, Sv("osa senast")] = None
    rsvp_to: Annotated[Text | None, Sv("osa till")] = None
    programme: Annotated[tuple[Text, ...], Many, Sv("program")] = ()
    cancelled: Annotated[Yes, Sv("inställt")] = False


class Project(Record, frozen=True, kw_only=True):
    """A partnership or project that a page tells of."""

    name: Annotated[Text, Sv("namn")]
    partner: Annotated[Text | None, Sv("partner")] = None
    country: Annotated[Text | None, Sv("land")] = None
    start: Annotated[Year | None, Sv("från")] = None
    end: Annotated[Year | None, Sv("till")] = None
    state: Annotated[ProjectState | None, term(ProjectState), Sv("läge")] = None
    contacts: Annotated[tuple[Contact, ...], Many, Sv("kontakter")] = ()


def _about(value: object, registers: Registers) -> object:
    if value is None or not isinstance(value, str):
        return value
    if folded(value) in ("none", "inget"):
        return None
    known = registers.abouts
    if value not in known:
        raise Refused("unknown_about", value=value, known="\n".join(sorted(known)))
    return value


class Document(Record, frozen=True):
    """The fields that every type of document has.

    They are given by name, and not only so (`kw_only`): by names it takes four times as long to
    unpickle a value, and there are ten thousand of them.
    """

    type: Annotated[Kind, term(Kind), Sv("typ")]
    source: InstanceOf[Source] = Source(path="")
    body: InstanceOf[Body] = EMPTY_BODY

    title: Annotated[Text, Sv("rubrik")] = ""
    lead: Annotated[Text, Sv("ingress")] = ""
    id: Annotated[Urn, Sv("id")] = ""
    slug: Annotated[Slug, Sv("adressnamn")] = ""
    aliases: Annotated[tuple[Alias, ...], Many, Sv("tidigare adresser")] = ()
    lang: Annotated[Language, Sv("språk")] = "sv"
    status: Annotated[Status, term(Status), Sv("status")] = Status.READY
    published: Annotated[Start | None, Sv("publicerad")] = None
    updated: Annotated[Start | None, Sv("uppdaterad")] = None
    embargo_until: Annotated[TimeOnly | None, Sv("embargo till")] = None
    topics: Annotated[tuple[TopicId, ...], Many, Sv("ämnen")] = ()
    regions: Annotated[tuple[RegionId, ...], Many, Sv("regioner")] = ()
    contacts: Annotated[tuple[Contact, ...], Many, Sv("kontakter")] = ()
    images: Annotated[tuple[Image, ...], Sv("bilder")] = ()
    attachments: Annotated[tuple[Attachment, ...], Sv("bilagor")] = ()
    boilerplate: Annotated[str | None, Reads(_about, knows=True), Sv("om oss")] = "default"
    related: Annotated[tuple[Text, ...], Many, Sv("relaterat")] = ()
    corrections: Annotated[tuple[Correction, ...], Sv("rättelser")] = ()
    withdrawn: Annotated[Withdrawal | None, Sv("tillbakadragen")] = None
    reference: Annotated[Text | None, Sv("diarienummer")] = None
    allow: Annotated[tuple[Text, ...], Many, Sv("tillåt")] = ()

    @property
    def first_public(self) -> datetime | None:
        """The later of `published` and `embargo_until`: public from this moment on."""
        moment = self.first_public_moment
        return moment.at if moment else None

    @property
    def first_public_moment(self) -> Moment | None:
        """`first_public`, with whether the writer gave the time of day."""
        published, embargo = self.published, self.embargo_until
        if published is None or embargo is None:  # as nearly always: everything asks for this
            return published or embargo
        return max(published, embargo)

    @property
    def last_correction(self) -> datetime | None:
        """When readers were last told that something had been wrong."""
        if not self.corrections:
            return None
        substantive = [c.at.at for c in self.corrections if c.kind is CorrectionKind.CORRECTION]
        return max(substantive, default=None)

    @property
    def last_changed(self) -> Moment | None:
        """`updated`, else the newest correction of any kind."""
        return self.updated or max((c.at for c in self.corrections), default=None)

    @property
    def path(self) -> str:
        """The source file, relative to the newsroom."""
        return self.source.path

    def put_away(self, take_up: TakeUp) -> Self:
        """The same, whose text and tree are elsewhere until somebody asks for them."""
        body = self.body.put_away(take_up, leads(self.body), pictures(self.body))
        return replace(self, source=self.source.put_away(take_up), body=body)

    def is_like(self, other: "Document") -> bool:
        """Whether nothing tells the two apart but what `put_away` puts away."""
        return (
            type(self) is type(other)
            and replace(self, source=other.source, body=other.body) == other
            and self.source.is_like(other.source)
            and leads(self.body) == leads(other.body)
            and pictures(self.body) == pictures(other.body)
        )

    def kept_by(self, take_up: TakeUp) -> None:
        """Say where text and tree are, of a document that was put away and unpickled."""
        self.source.kept_by(take_up)
        self.body.kept_by(take_up)


class Release(Document, frozen=True):
    """A press release."""

    type: Annotated[Literal[Kind.RELEASE], term(Kind), Sv("typ")] = Kind.RELEASE


class Invitation(Document, frozen=True):
    """An invitation to the press."""

    type: Annotated[Literal[Kind.INVITATION], term(Kind), Sv("typ")] = Kind.INVITATION
    occasion: Annotated[Occasion | None, Sv("tillfälle")] = None


class News(Document, frozen=True):
    """A news item."""

    type: Annotated[Literal[Kind.NEWS], term(Kind), Sv("typ")] = Kind.NEWS


class Notice(Document, frozen=True):
    """A warning or other important notice, the source of the banner and of a CAP alert."""

    type: Annotated[Literal[Kind.NOTICE], term(Kind), Sv("typ")] = Kind.NOTICE
    event: Annotated[Text | None, Sv("händelse")] = None
    severity: Annotated[SeverityOfEvent | None, term(SeverityOfEvent), Sv("allvarlighetsgrad")] = (
        None
    )
    urgency: Annotated[Urgency, term(Urgency), Sv("brådska")] = Urgency.UNKNOWN
    certainty: Annotated[Certainty, term(Certainty), Sv("sannolikhet")] = Certainty.UNKNOWN
    cap_category: Annotated[CapCategory, term(CapCategory), Sv("cap-kategori")] = CapCategory.SAFETY
    effective: Annotated[Start | None, Sv("gäller från")] = None
    onset: Annotated[Start | None, Sv("börjar")] = None
    expires: Annotated[End | None, Sv("upphör")] = None
    review_by: Annotated[End | None, Sv("granskas senast")] = None
    instruction: Annotated[Text | None, Sv("uppmaning")] = None
    issuer: Annotated[Text | None, Sv("beslutad av")] = None
    web: Annotated[Web | None, Sv("läs mer")] = None
    dismissible: Annotated[Yes, Sv("kan stängas")] = True
    replaces: Annotated[Text | None, Sv("ersätter")] = None
    cancels: Annotated[Text | None, Sv("upphäver")] = None


class Page(Document, frozen=True):
    """A standing page. It has no date of its own and cannot be mailed."""

    type: Annotated[Literal[Kind.PAGE], term(Kind), Sv("typ")] = Kind.PAGE
    category: Annotated[Text | None, Sv("kategori")] = None
    owner: Annotated[Text | None, Sv("ägare")] = None
    reviewed: Annotated[Start | None, Sv("granskad")] = None
    review_by: Annotated[End | None, Sv("granskas senast")] = None
    projects: Annotated[tuple[Project, ...], Sv("projekt")] = ()


Mailable = Release | Invitation | News | Notice
AnyDocument = Mailable | Page

RECORDS: Mapping[Kind, type[Document]] = {
    Kind.RELEASE: Release,
    Kind.INVITATION: Invitation,
    Kind.NEWS: News,
    Kind.NOTICE: Notice,
    Kind.PAGE: Page,
}

NOT_WRITTEN = frozenset({"source", "body"})
"""Fields of Document that reading fills in, and no writer."""

NOT_INHERITED = frozenset(
    {"title", "lead", "id", "lang", "slug", "aliases", "corrections", "images", "attachments"}
)
"""What a translation never takes from its original; pictures it takes without their texts."""
