"""The documents: what a press officer writes, read and typed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Discriminator, Field, InstanceOf, Tag, ValidationInfo
from pydantic_core import PydanticCustomError

from kppress.model.body import EMPTY_BODY, Body
from kppress.model.diagnostic import Place
from kppress.model.fields import (
    Alias,
    End,
    Many,
    Record,
    RegionId,
    Registers,
    Several,
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
    swedish_name,
    term,
)
from kppress.model.moment import Moment
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
from kppress.model.words import Words

type_path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a document was read from, and where in the text its fields stand."""

    path: str
    """Relative to the newsroom, with `/`."""
    text: str = ""
    body_start: int = 0
    spans: Mapping[type_path, tuple[int, int]] = field(default_factory=dict)
    """A field's path, as `("contacts", 0, "phone")`, to the characters of its value."""
    keys: Mapping[type_path, tuple[int, int]] = field(default_factory=dict)
    """A field's path to the characters of its name."""
    faulty: frozenset[str] = frozenset()
    """Fields that were left out because they could not be read."""
    swedish: bool = True
    """Whether the writer spells the fields in Swedish."""
    original: str | None = None
    """The path of the edition that this one translates."""

    def place(self, *path: str | int) -> Place:
        """The place of a field's value; of its name, its parent or the file where it has none."""
        for length in range(len(path), 0, -1):
            span = self.spans.get(path[:length]) or self.keys.get(path[:length])
            if span is not None:
                return Place.within(self.path, self.text, *span)
        if self.body_start and self.text.startswith("---"):
            return Place.within(self.path, self.text, 0, 3)
        return Place(file=self.path)

    def spelling(self, record: type[Record], name: str) -> str:
        """The field's name as this writer would spell it."""
        return swedish_name(record, name) if self.swedish else name

    def body_place(self, start: int, end: int) -> Place:
        """The place of the bytes `start` to `end` of the body."""
        return Place.within(self.path, self.text, *self.body_span(start, end))

    def body_span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the file that the bytes `start` to `end` of the body are."""
        body = self.text[self.body_start :].encode()
        first = len(body[:start].decode(errors="ignore"))
        length = len(body[start:end].decode(errors="ignore"))
        return self.body_start + first, self.body_start + first + length


class Person(Record):
    """Someone to reach. Names, roles and organisations may differ by language."""

    name: Annotated[Several, Sv("namn")]
    role: Annotated[Several, Sv("titel")] = Words()
    organisation: Annotated[Several, Sv("organisation")] = Words()
    phone: Annotated[Text | None, Sv("telefon")] = None
    email: Annotated[Text | None, Sv("e-post")] = None
    photo: Annotated[Text | None, Sv("porträtt")] = None


@dataclass(frozen=True, slots=True)
class ContactId:
    """The id of a person in the newsroom's register."""

    id: str


def _contact_id(value: object, info: ValidationInfo) -> object:
    if isinstance(value, ContactId) or not isinstance(value, str):
        return value
    known = info.context.contacts if isinstance(info.context, Registers) else ()
    by_fold = {folded(name): name for name in known}
    if folded(value) not in by_fold:
        raise PydanticCustomError(
            "unknown_contact", "unknown", {"value": value, "known": "\n".join(sorted(known))}
        )
    return ContactId(by_fold[folded(value)])


def _shape_of_contact(value: object) -> str:
    if isinstance(value, Group) or (
        isinstance(value, dict) and ("people" in value or "label" in value)
    ):
        return GROUP
    return PERSON if isinstance(value, dict | Person) else REGISTERED


# Tags of the shapes of a contact. They come into the paths of faults, hence the angles, which
# no field's name has.
REGISTERED, PERSON, GROUP = "<id>", "<person>", "<group>"

Registered = Annotated[InstanceOf[ContactId], BeforeValidator(_contact_id), Tag(REGISTERED)]
Someone = Annotated[Registered | Annotated[Person, Tag(PERSON)], Discriminator(_shape_of_contact)]


class Group(Record):
    """People to reach about one thing."""

    label: Annotated[Several, Sv("rubrik")]
    people: Annotated[tuple[Someone, ...], Many, Sv("personer")]


Contact = Annotated[
    Registered | Annotated[Person, Tag(PERSON)] | Annotated[Group, Tag(GROUP)],
    Discriminator(_shape_of_contact),
]


class Image(Record):
    """A picture. `alt` may be missing here; the checks insist."""

    file: Annotated[Text, Sv("fil")]
    alt: Annotated[Text | None, Sv("alt-text")] = None
    caption: Annotated[Text | None, Sv("bildtext")] = None
    credit: Annotated[Text | None, Sv("fotograf")] = None
    licence: Annotated[Text | None, Sv("licens")] = None


class Attachment(Record):
    """A file to download."""

    file: Annotated[Text, Sv("fil")]
    title: Annotated[Text | None, Sv("rubrik")] = None


class Correction(Record):
    """What was wrong, and what is right."""

    at: Annotated[Start, Sv("när")]
    kind: Annotated[CorrectionKind, term(CorrectionKind), Sv("slag")] = CorrectionKind.CORRECTION
    note: Annotated[Text | None, Sv("text")] = None


class Withdrawal(Record):
    """From `at` on, address, title, date and reason are all that is left of the document."""

    at: Annotated[Start, Sv("när")]
    reason: Annotated[Text | None, Sv("skäl")] = None


class Occasion(Record):
    """What an invitation invites to."""

    start: Annotated[Start, Sv("börjar")]
    end: Annotated[End | None, Sv("slutar")] = None
    place: Annotated[Text | None, Sv("plats")] = None
    address: Annotated[Text | None, Sv("adress")] = None
    rsvp_by: Annotated[End | None, Sv("osa senast")] = None
    rsvp_to: Annotated[Text | None, Sv("osa till")] = None
    programme: Annotated[tuple[Text, ...], Many, Sv("program")] = ()
    cancelled: Annotated[Yes, Sv("inställt")] = False


class Project(Record):
    """A partnership or project that a page tells of."""

    name: Annotated[Text, Sv("namn")]
    partner: Annotated[Text | None, Sv("partner")] = None
    country: Annotated[Text | None, Sv("land")] = None
    start: Annotated[Year | None, Sv("från")] = None
    end: Annotated[Year | None, Sv("till")] = None
    state: Annotated[ProjectState | None, term(ProjectState), Sv("läge")] = None
    contacts: Annotated[tuple[Contact, ...], Many, Sv("kontakter")] = ()


def _about(value: object, info: ValidationInfo) -> object:
    if value is None or not isinstance(value, str):
        return value
    if folded(value) in ("none", "inget"):
        return None
    known = info.context.abouts if isinstance(info.context, Registers) else ()
    if value not in known:
        raise PydanticCustomError(
            "unknown_about", "unknown", {"value": value, "known": "\n".join(sorted(known))}
        )
    return value


class Document(Record):
    """The fields that every type of document has."""

    source: InstanceOf[Source] = Field(default=Source(path=""), repr=False)
    body: InstanceOf[Body] = Field(default=EMPTY_BODY, repr=False)

    type: Annotated[Kind, term(Kind), Sv("typ")]
    title: Annotated[Text, Sv("rubrik")] = ""
    lead: Annotated[Text, Sv("ingress")] = ""
    id: Annotated[Urn, Sv("id")] = ""
    slug: Annotated[Slug, Sv("adressnamn")] = ""
    aliases: Annotated[tuple[Alias, ...], Many, Sv("tidigare adresser")] = ()
    lang: Annotated[Text, Sv("språk")] = "sv"
    status: Annotated[Status, term(Status), Sv("status")] = Status.READY
    published: Annotated[Start | None, Sv("publicerad")] = None
    updated: Annotated[Start | None, Sv("uppdaterad")] = None
    embargo_until: Annotated[TimeOnly | None, Sv("embargo till")] = None
    topics: Annotated[tuple[TopicId, ...], Many, Sv("ämnen")] = ()
    regions: Annotated[tuple[RegionId, ...], Many, Sv("regioner")] = ()
    contacts: Annotated[tuple[Contact, ...], Many, Sv("kontakter")] = ()
    images: Annotated[tuple[Image, ...], Sv("bilder")] = ()
    attachments: Annotated[tuple[Attachment, ...], Sv("bilagor")] = ()
    boilerplate: Annotated[str | None, BeforeValidator(_about), Sv("om oss")] = "default"
    related: Annotated[tuple[Text, ...], Many, Sv("relaterat")] = ()
    corrections: Annotated[tuple[Correction, ...], Sv("rättelser")] = ()
    withdrawn: Annotated[Withdrawal | None, Sv("tillbakadragen")] = None
    reference: Annotated[Text | None, Sv("diarienummer")] = None
    allow: Annotated[tuple[Text, ...], Many, Sv("tillåt")] = ()

    @property
    def first_public(self) -> datetime | None:
        """The later of `published` and `embargo_until`: public from this moment on."""
        moments = [m.at for m in (self.published, self.embargo_until) if m is not None]
        return max(moments, default=None)

    @property
    def first_public_moment(self) -> Moment | None:
        """`first_public`, with whether the writer gave the time of day."""
        moments = [m for m in (self.published, self.embargo_until) if m is not None]
        return max(moments, default=None)

    @property
    def last_correction(self) -> datetime | None:
        """When readers were last told that something had been wrong."""
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


class Release(Document):
    """A press release."""

    type: Annotated[Literal[Kind.RELEASE], term(Kind), Sv("typ")] = Kind.RELEASE


class Invitation(Document):
    """An invitation to the press."""

    type: Annotated[Literal[Kind.INVITATION], term(Kind), Sv("typ")] = Kind.INVITATION
    occasion: Annotated[Occasion | None, Sv("tillfälle")] = None


class News(Document):
    """A news item."""

    type: Annotated[Literal[Kind.NEWS], term(Kind), Sv("typ")] = Kind.NEWS


class Notice(Document):
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


class Page(Document):
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

NOT_INHERITED = frozenset(
    {"title", "lead", "id", "lang", "slug", "aliases", "corrections", "images", "attachments"}
)
"""What a translation never takes from its original; pictures it takes without their texts."""
