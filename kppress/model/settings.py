"""kppress.toml: what the newsroom is called, knows and makes."""

from collections.abc import Mapping
from typing import Annotated
from zoneinfo import ZoneInfo

from msgspec import field
from msgspec.structs import replace

from kppress.model.contact import Person
from kppress.model.fields import (
    Key,
    Language,
    Mailbox,
    Registers,
    Several,
    Site,
    Start,
    Target,
    Text,
    Web,
    folded,
)
from kppress.model.media import SHOWN_IN_MAIL, media_type
from kppress.model.record import Limits, Reads, Record, Refused
from kppress.model.words import Words


def _zone(value: object) -> object:
    try:
        return ZoneInfo(str(value)).key
    except (KeyError, ValueError, OSError):
        raise Refused("timezone", value=str(value)) from None


def _base_url(value: object) -> object:
    return value.rstrip("/") if isinstance(value, str) else value


def _names(value: object) -> object:
    """`[topics.skola] sv = "Skola"` gives names by language beside other keys."""
    if not isinstance(value, dict):
        return value
    known = {"mediatopic", "code"}
    names = {k: v for k, v in value.items() if k not in known}
    return {"names": names, **{k: v for k, v in value.items() if k in known}}


def _hex_colour(value: object) -> object:
    digits = value.lstrip("#") if isinstance(value, str) else ""
    if len(digits) != 6 or not all(c in "0123456789abcdefABCDEF" for c in digits):
        raise Refused("colour", value=str(value))
    return f"#{digits.lower()}"


BaseUrl = Annotated[Site, Reads(_base_url)]
Zone = Annotated[str, Reads(_zone)]
"""The name of a zone that there is."""
Colour = Annotated[str, Reads(_hex_colour)]


class NewsroomSettings(Record, frozen=True, kw_only=True):
    """`[newsroom]`."""

    name: Several
    title: Several
    base_url: BaseUrl
    language: Language = "sv"
    languages: tuple[Language, ...] = ()
    timezone: Zone = "Europe/Stockholm"
    email: Text | None = None
    address: tuple[Text, ...] = ()


class About(Record, frozen=True, kw_only=True):
    """`[about.<id>]`: a boilerplate text."""

    title: Several
    text: Several


class Topic(Record, frozen=True, kw_only=True):
    """`[topics.<id>]`; `mediatopic` is IPTC's code."""

    names: Several
    mediatopic: Text | None = None


class Region(Record, frozen=True, kw_only=True):
    """`[regions.<id>]`; `code` is SCB's: two digits a county, four a municipality."""

    names: Several
    code: Annotated[str, Limits(pattern=r"^(\d{2}|\d{4})$")] | None = None


class Theme(Record, frozen=True, kw_only=True):
    """`[theme]`."""

    accent: Colour = "#0b5d43"
    logo: Text | None = None
    favicon: Text | None = None


class FooterLink(Record, frozen=True, kw_only=True):
    """A link of the footer."""

    title: Text
    url: Target


class FeedsSettings(Record, frozen=True, kw_only=True):
    """`[feeds]`; `hub` is a WebSub hub for all of them."""

    hub: Web | None = None


class CapSettings(Record, frozen=True, kw_only=True):
    """`[cap]`."""

    sender: Text | None = None


class MailSettings(Record, frozen=True, kw_only=True):
    """`[mail]`; `from` is a mailbox, `list_id` the newsletter's (RFC 2919).

    `logo` is the file that mails show where `[theme] logo` is of a kind that they cannot, as SVG.
    """

    sender: Mailbox | None = field(default=None, name="from")
    list_id: Text | None = None
    logo: Text | None = None


class CheckSettings(Record, frozen=True, kw_only=True):
    """`[check]`."""

    ignore: tuple[Text, ...] = ()
    severity: Mapping[str, Text] = {}
    words: tuple[Text, ...] = ()
    since: Start | None = None


class BuildSettings(Record, frozen=True, kw_only=True):
    """`[build]`: what to make."""

    mail: bool = True
    ninjs: bool = True
    text: bool = True
    search: bool = True
    pictures: bool = True


class Settings(Record, frozen=True, kw_only=True):
    """The whole of kppress.toml."""

    newsroom: NewsroomSettings
    about: Mapping[Key, About] = {}
    topics: Mapping[Key, Annotated[Topic, Reads(_names)]] = {}
    regions: Mapping[Key, Annotated[Region, Reads(_names)]] = {}
    contacts: Mapping[Key, Person] = {}
    theme: Theme = Theme()
    footer: Mapping[str, tuple[FooterLink, ...]] = {}
    feeds: FeedsSettings = FeedsSettings()
    cap: CapSettings = CapSettings()
    mail: MailSettings = MailSettings()
    check: CheckSettings = CheckSettings()
    build: BuildSettings = BuildSettings()

    _identity: str = ""
    """The address that kppress.toml gives, where the newsroom is built for another one."""

    @property
    def identity(self) -> str:
        """The address that kppress.toml gives, of which ids are made wherever the site stands."""
        return self._identity or self.base_url

    @property
    def language(self) -> str:
        """The newsroom's own language, whose addresses have no prefix."""
        return self.newsroom.language

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages, the newsroom's own first."""
        others = (lang for lang in self.newsroom.languages if lang != self.language)
        return (self.language, *others)

    @property
    def mail_logo(self) -> str:
        """The logo's file that mail programs show; empty where there is none."""
        named = (self.mail.logo, self.theme.logo)
        return next((path for path in named if path and media_type(path) in SHOWN_IN_MAIL), "")

    @property
    def base_url(self) -> str:
        """The address of the site, without a slash at its end."""
        return self.newsroom.base_url

    @property
    def zone(self) -> ZoneInfo:
        """The zone of every time that is given without offset."""
        return ZoneInfo(self.newsroom.timezone)

    def at_address(self, base_url: str) -> "Settings":
        """The same newsroom, built for another address. Ids do not change."""
        newsroom = replace(self.newsroom, base_url=base_url.rstrip("/"))
        return replace(self, newsroom=newsroom, _identity=self.identity)

    def registers(self) -> Registers:
        """What the reading of a document needs to know."""
        return Registers(
            zone=self.zone,
            topics=_spellings({key: topic.names for key, topic in self.topics.items()}),
            regions=_spellings(
                {key: region.names for key, region in self.regions.items()},
                {region.code: key for key, region in self.regions.items() if region.code},
            ),
            contacts=tuple(self.contacts),
            abouts=tuple(self.about),
            languages=self.languages,
        )


def _spellings(
    names: Mapping[str, Words], codes: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    spelled = {folded(text): key for key, words in names.items() for _, text in words.by_language}
    return {**spelled, **(codes or {}), **{folded(key): key for key in names}}


class FeedFile(Record, frozen=True, kw_only=True):
    """feeds/<name>.toml."""

    title: Several
    description: Several = Words()
    language: Text | None = None
    types: tuple[str, ...] = ("release", "invitation", "news")
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    limit: Annotated[int, Limits(least=1, most=1000)] = 50
    content: Annotated[str, Limits(pattern="^(full|summary)$")] = "full"
    hub: Web | None = None
