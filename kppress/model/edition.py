"""An edition: one document in one language, every string ready for any medium.

The names here are those that templates use, so they are a promise: see templates/README.md.
No medium formats a date, builds an address or looks up a name.
"""

from collections.abc import Mapping

from msgspec import Struct, field

from kppress.model.artifact import PictureOf
from kppress.model.body import Body


class Link(Struct, frozen=True, kw_only=True):
    """Something to follow: `url` is absolute, `path` is relative to the host."""

    title: str
    url: str
    path: str
    lang: str = ""
    count: int = 0
    key: str = ""
    """Of a link of the menu, the section that it leads to."""


class Names(Struct, frozen=True):
    """What is shown of documents and lists where something else names them."""

    related: tuple[Link, ...] = ()
    leads: Mapping[str, str] = field(default_factory=dict)
    """The targets of links that may lead into the site, as they are written, each with the address
    that it has; empty where it leads to nothing."""


NO_NAMES = Names()


class Stamp(Struct, frozen=True, kw_only=True):
    """A moment: for machines (`iso`, RFC 3339), and in the words of the language."""

    iso: str
    text: str
    """`7 maj 2018 kl. 09.00`, or without the time where none was given."""
    day: str
    """`7 maj 2018`."""
    short: str
    """`7 maj`, for lists within a year."""


class PersonCard(Struct, frozen=True, kw_only=True):
    """Someone to reach; `tel` is the RFC 3966 number behind the shown `phone`."""

    name: str
    role: str
    organisation: str
    phone: str
    tel: str
    email: str
    photo: "Media | None" = None


class ContactGroup(Struct, frozen=True, kw_only=True):
    """People to reach about one thing; `label` is empty for the document as a whole."""

    label: str
    people: tuple[PersonCard, ...]


class Rendition(Struct, frozen=True, kw_only=True):
    """A picture in one size and format; `width` and `height` are its true pixels."""

    url: str
    path: str
    file: str
    """The name under the document's address."""
    type: str
    width: int | None = None
    height: int | None = None
    order: PictureOf | None = None
    """How it is made; None for a copy of the source."""
    size: int = 0
    """Bytes; 0 while it has not been made, as in a preview."""


class SourceSet(Struct, frozen=True, kw_only=True):
    """The sizes of a picture in one format, for `<source>`: `type`, and `srcset` with widths."""

    type: str
    srcset: str


class Media(Struct, frozen=True, kw_only=True):
    """A picture or file that is published beside the page: `url` is the whole of it."""

    title: str
    url: str
    path: str
    file: str
    """The name under the document's address."""
    source: str
    type: str
    size: int
    size_text: str
    """`JPEG, 4,2 MB`."""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""
    width: int | None = None
    height: int | None = None
    whole: Rendition
    preview: Rendition
    """What a page, a mail or another site shows: about 1,200 pixels wide and read by every
    program. The file itself where it comes in no other size."""
    srcset: str = ""
    """The sizes in the format of `preview`, with paths and widths; empty where there is one."""
    sources: tuple[SourceSet, ...] = ()
    """The same in formats that make smaller files, the smallest first."""
    renditions: tuple[Rendition, ...] = ()
    """Every size in every format, to be made when the page is written."""


class CorrectionNote(Struct, frozen=True, kw_only=True):
    """What was wrong, and what is right."""

    at: Stamp
    label: str
    note: str
    substantive: bool


class OccasionView(Struct, frozen=True, kw_only=True):
    """What an invitation invites to. `when` says start and end in words."""

    when: str
    start: Stamp
    end: Stamp | None
    place: str
    address: str
    rsvp_by: str
    rsvp_to: str
    rsvp_url: str
    """`mailto:` or `https:`, empty where neither fits."""
    programme: tuple[str, ...]
    cancelled: bool
    calendar: Link | None = None
    """The same as a file for calendars (iCalendar), beside the page."""


class ProjectView(Struct, frozen=True, kw_only=True):
    """A partnership or project; `years` is `2013–2015` or `2006–`."""

    name: str
    partner: str
    country: str
    years: str
    state: str
    contacts: tuple[ContactGroup, ...]


class RegionView(Struct, frozen=True, kw_only=True):
    """A region that a notice concerns."""

    id: str
    name: str
    code: str


class NoticeStep(Struct, frozen=True, kw_only=True):
    """One of the notices about the same event: the first, an update or a cancellation."""

    link: Link
    at: Stamp | None
    label: str
    """`Uppdatering`."""
    here: bool
    """Whether it is the notice whose history this is."""


class NoticeView(Struct, frozen=True, kw_only=True):
    """What a notice says beyond title, lead and text."""

    event: str
    severity: str
    severity_label: str
    urgency: str
    certainty: str
    category: str
    effective: str
    onset: str | None
    expires: str | None
    review_by: str | None
    """RFC 3339."""
    validity: str
    """`Gäller till fredag 31 augusti kl. 18.00`."""
    unconfirmed: str
    """`Ej bekräftad sedan …`, where `review_by` has passed."""
    instruction: str
    issuer: str
    web: str
    dismissible: bool
    version: str
    """Moves when the notice changes in substance."""
    in_force: bool
    """Begun, not expired, neither replaced nor cancelled, and no cancellation itself."""
    listed: bool
    """In notices.json: as `in_force`, but perhaps yet to begin."""
    state: str
    """Empty, or `upphävd`, `ersatt`, `upphört` in words."""
    doubt: str = ""
    """The same words before that moment: the banner says them when it has come."""
    cancelling: bool = False
    """Whether it cancels another."""
    cancelled: bool = False
    """Whether another cancels it."""
    superseded_by: Link | None
    cancels: Link | None
    replaces: Link | None
    history: tuple[NoticeStep, ...] = ()
    """All notices about the event in their order, this one included; empty where it is alone."""
    cap: Link | None = None
    """The alert for other warning systems (CAP 1.2), one for all languages."""
    areas: tuple[RegionView, ...]


class Edition(Struct, frozen=True, kw_only=True):
    """One document in one language."""

    id: str
    kind: str
    """`release`, `invitation`, `news`, `notice` or `page`."""
    kind_label: str
    lang: str
    title: str
    lead: str
    url: str
    path: str
    folder: str
    """The folder of the page below the output, with a slash at its end."""
    published: Stamp | None
    """The first public moment."""
    updated: Stamp | None
    modified: str
    """RFC 3339: the last change, else the first public moment."""
    year: int
    body: Body
    body_html: str
    """Sanitised, with absolute addresses."""
    summary: str
    lead_image: Media | None
    images: tuple[Media, ...]
    attachments: tuple[Media, ...]
    inline_files: tuple[Media, ...]
    topics: tuple[Link, ...]
    regions: tuple[Link, ...]
    contacts: tuple[ContactGroup, ...]
    about_title: str
    about: tuple[str, ...]
    address: tuple[str, ...]
    organisation: str
    email: str
    translations: tuple[Link, ...]
    """The other languages."""
    related: tuple[Link, ...]
    corrections: tuple[CorrectionNote, ...]
    reference: str
    category: str
    owner: str
    reviewed: Stamp | None
    projects: tuple[ProjectView, ...]
    occasion: OccasionView | None
    notice: NoticeView | None
    embargo: str = ""
    """Said on top of a mail that is sent under embargo; empty for all that is public."""
