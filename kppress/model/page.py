"""What a page of the site is made of, besides the editions: the names that templates use."""

from collections.abc import Sequence

from msgspec import Struct, field

from kppress.model.edition import ContactGroup, Edition, Link, Media, Stamp


class Site(Struct, frozen=True, kw_only=True):
    """What all pages of one language share."""

    name: str
    """The organisation."""
    title: str
    """`Växjö kommuns nyhetsrum`."""
    language: str
    base_url: str
    """Without a slash at its end."""
    root: str
    """The path of the site on its host: empty, or `/press`. Put before `/static/…`."""
    front: Link
    nav: tuple[Link, ...]
    """Releases, topics, contact, subscribe: four at most."""
    notices: Link
    """The page of current and past notices."""
    alerts: Link
    """The Atom feed of notices, with their CAP files."""
    subscribe: Link
    archive: Link
    feeds: tuple[Link, ...]
    """The feeds of this language, for discovery and the footer."""
    footer: tuple[Link, ...]
    languages: tuple[Link, ...]
    """The front pages of the other languages, titled by their own names."""
    email: str
    address: tuple[str, ...]
    style: str
    """The path of the style sheet."""
    script: str
    """The path of notices.js."""
    notices_json: str
    notices_now: str
    """The path of notices-now.js: what notices.json says, for the first paint."""
    favicon: str
    """The path of the icon: the newsroom's own, else ours."""
    search: Link | None = None
    """Where the site can be searched; None where it has no search."""
    logo: Media | None = None
    mail_logo: Media | None = None
    """A logo that mail programs show: PNG, JPEG or GIF."""


class Head(Struct, frozen=True, kw_only=True):
    """What a page says of itself to machines."""

    title: str
    """Unique on the site, with the newsroom's name."""
    description: str
    canonical: str
    lang: str
    alternates: tuple[Link, ...] = ()
    """hreflang, itself included, where there is more than one."""
    feeds: tuple[Link, ...] = ()
    kind: str = "website"
    """og:type."""
    image: Media | None = None
    published: str = ""
    modified: str = ""
    indexable: bool = True
    json_ld: str = ""
    """Script data with `<` escaped, ready to stand in its element."""


class Card(Struct, frozen=True, kw_only=True):
    """A document in a list."""

    title: str
    lead: str
    path: str
    url: str
    kind: str
    kind_label: str
    date: Stamp | None
    image: Media | None = None
    severity: str = ""
    state: str = ""
    """Of a notice: `upphävd`, `upphört`; of a withdrawn document `tillbakadragen`."""


class YearOfCards(Struct, frozen=True, kw_only=True):
    """The part of a list that one year holds."""

    year: int
    cards: Sequence[Card]
    rows: str = ""
    """HTML: all of them as rows, where the page is of this year alone."""


class Front(Struct, frozen=True, kw_only=True):
    """The front page: the newest, current notices, topics, press contact."""

    lead: Card | None
    cards: tuple[Card, ...]
    notices: tuple[Edition, ...]
    """In force, gravest first."""
    topics: tuple[Link, ...]
    contacts: tuple[ContactGroup, ...]
    years: tuple[Link, ...]


class Listing(Struct, frozen=True, kw_only=True):
    """A list by type, topic, region or year."""

    label: str
    """`Ämne`, `Region`, `Arkiv`: what the list is by."""
    title: str
    years: tuple[YearOfCards, ...]
    archive: tuple[Link, ...] = ()
    """The years of the same list, with counts; on the page of a year those beside it."""
    terms: tuple[Link, ...] = ()
    """Where the page lists topics, regions or years themselves, with counts."""
    pages: tuple[Card, ...] = ()
    """Standing pages of a topic or region; they have no date and so stand in no year."""
    year: int | None = None
    up: Link | None = None
    total: int = 0


class NoticesPage(Struct, frozen=True, kw_only=True):
    """Notices, current and past."""

    current: tuple[Edition, ...]
    coming: tuple[Edition, ...]
    past: tuple[YearOfCards, ...]


class FeedPage(Struct, frozen=True, kw_only=True):
    """A feed, explained to people."""

    title: str
    description: str
    rss: str
    atom: str
    json: str
    """Absolute URLs."""
    language: str
    path: str
    cards: tuple[Card, ...] = ()
    readers: tuple[Link, ...] = ()
    """Where well-known readers subscribe to it."""
    holds: tuple[str, ...] = ()
    """What it selects, in words: types, topics, regions."""
    archive: tuple[Link, ...] = ()
    """Its years in Atom, with counts, the newest first."""
    ninjs: str = ""
    """Empty where none is made."""


class Withdrawn(Struct, frozen=True, kw_only=True):
    """The page of a withdrawn document."""

    title: str
    kind_label: str
    published: Stamp
    at: Stamp
    reason: str


class ContactPage(Struct, frozen=True, kw_only=True):
    """Press contacts."""

    groups: tuple[ContactGroup, ...]


class SubscribePage(Struct, frozen=True, kw_only=True):
    """The feeds, explained; `opml` holds them all, for readers that take it in."""

    feeds: tuple[FeedPage, ...] = field(default_factory=tuple)
    opml: str = ""
