"""How a field's text becomes its value: the types that the documents and settings are built of.

Every type reads text as the writer left it and raises `Refused`, whose kind names the
sentence in the locale and whose values fill it.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, time, tzinfo
from functools import cache, lru_cache, partial
from typing import Annotated, Any, TypeVar
from unicodedata import normalize
from urllib.parse import urlsplit

from msgspec import Struct, field

from kppress.model.moment import (
    FIRST_MINUTE,
    LAST_MINUTE,
    BadMoment,
    Moment,
    moment_of,
)
from kppress.model.record import InstanceOf, Reads, Record, Refused, fields_of
from kppress.model.term import Term
from kppress.model.words import Words, words_of

T = TypeVar("T", bound=Term)
V = TypeVar("V")


class Sv(Struct, frozen=True):
    """The Swedish spelling of a field."""

    name: str


class Registers(Struct, frozen=True, kw_only=True):
    """What a field's reading may need of the newsroom: its zone and the names that it knows."""

    zone: tzinfo
    topics: Mapping[str, str] = field(default_factory=dict)
    """Every accepted spelling, folded, to the topic's id."""
    regions: Mapping[str, str] = field(default_factory=dict)
    contacts: Collection[str] = ()
    abouts: Collection[str] = ()
    languages: Collection[str] = ()
    """The newsroom's languages; none given, any will do."""


@lru_cache(maxsize=4096)  # a newsroom writes the same few names in every document
def folded(name: str) -> str:
    """The form in which names compare: NFC, without case; space, hyphen, underscore the same."""
    return re.sub(r"[\s_-]+", "_", normalize("NFC", name).strip().casefold())


@cache
def spellings(record: type[Record]) -> Mapping[str, str]:
    """Every folded spelling of a record's fields, to the field's English name."""
    names = {}
    for name in fields_of(record):
        names[folded(name)] = name
        names[folded(swedish_name(record, name))] = name
    return names


@cache
def swedish_name(record: type[Record], name: str) -> str:
    """The Swedish spelling of the field `name`."""
    told = fields_of(record).get(name)
    for mark in told.marks if told else ():
        if isinstance(mark, Sv):
            return mark.name
    return name


CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What XML 1.0, 2.2 forbids: it comes in by escapes such as `\\x01`, since raw ones are told of."""


def _text(value: object) -> object:
    if not isinstance(value, str):
        return value  # pydantic says what kind was wanted
    plain = CONTROL.sub(" ", normalize("NFC", value))
    text = re.sub(r"[ \t]*\r?\n[ \t]*", " ", plain.strip())
    if not text:
        raise Refused("empty")
    return text


def _words(value: object) -> Words:
    try:
        given = words_of(value)
    except TypeError:
        raise Refused("words") from None
    words = Words(tuple((lang, CONTROL.sub(" ", text)) for lang, text in given.by_language))
    if not words or not all(text.strip() for _, text in words.by_language):
        raise Refused("empty")
    return words


def _moment(value: object, registers: Registers, *, date_alone: time | None) -> object:
    if isinstance(value, Moment) or value is None:
        return value
    if isinstance(value, date):  # TOML knows dates and times, which need no quotation marks
        value = str(value)
    if not isinstance(value, str):
        raise Refused("kind_moment")
    try:
        return moment_of(value, registers.zone, date_alone=date_alone)
    except BadMoment as bad:
        raise Refused(f"moment_{bad.reason}", value=value) from None


def term_of(terms: type[T], value: str) -> T | None:
    """The term that `value` spells, in English or Swedish."""
    wanted = folded(value)
    for term in terms:
        if wanted in (folded(term.value), folded(term.sv)):
            return term
    return None


def _term(value: object, *, terms: type[T]) -> object:
    if isinstance(value, terms):
        return value
    if not isinstance(value, str):
        raise Refused("kind_text")
    term = term_of(terms, value)
    if term is None:
        english = ", ".join(t.value for t in terms)
        swedish = ", ".join(t.sv for t in terms)
        raise Refused("choice", value=value, choices_en=english, choices_sv=swedish)
    return term


def _yes(value: object) -> object:
    if isinstance(value, bool):
        return value
    answer = {"ja": True, "true": True, "yes": True, "nej": False, "false": False, "no": False}
    if not isinstance(value, str) or folded(value) not in answer:
        raise Refused("yes_or_no", value=str(value))
    return answer[folded(value)]


def _known(value: object, registers: Registers, *, register: str) -> object:
    if not isinstance(value, str):
        raise Refused("kind_text")
    names: Mapping[str, str] = getattr(registers, register)
    if folded(value) not in names:
        raise Refused(f"unknown_{register}", value=value, known="\n".join(sorted({*names})))
    return names[folded(value)]


def _language(value: object, registers: Registers) -> object:
    known = registers.languages
    value = _matching(value, pattern=_BCP_47, kind="language")
    if isinstance(value, str) and known and value not in known:
        choices = ", ".join(known)
        raise Refused("choice", value=value, choices_en=choices, choices_sv=choices)
    return value


def _one_or_many(value: object) -> object:
    """A single text where a list of texts is wanted is a list of one."""
    return [value] if isinstance(value, str) else value


def is_site(url: str) -> bool:
    """Whether a site can stand at this address: a host, and perhaps a port and a path."""
    if not re.fullmatch(r"https?://[^\s/?#<>\"]+(/[^\s?#<>\"]*)?", url.strip()):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0  # the port is read when it is asked for
    except ValueError:
        return False


def _site(value: object) -> object:
    if isinstance(value, str) and (CONTROL.search(value) or not is_site(value)):
        raise Refused("web", value=value)
    return value.strip() if isinstance(value, str) else value


def _matching(value: object, *, pattern: str, kind: str) -> object:
    if isinstance(value, str) and (
        CONTROL.search(value) or not re.fullmatch(pattern, value.strip())
    ):
        raise Refused(kind, value=value)
    return value.strip() if isinstance(value, str) else value


_BCP_47 = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""What of BCP 47 a newsroom needs: `sv`, `en-GB`. It stands in addresses."""


def _read(reader: Callable[..., Any], **options: Any) -> Reads:
    return Reads(partial(reader, **options) if options else reader)


# Types by the meaning of the field. A `Start` or `End` without time of day is the first or the
# last minute of its day; a `TimeOnly` must say the time.
Text = Annotated[str, _read(_text)]
Start = Annotated[InstanceOf[Moment], Reads(partial(_moment, date_alone=FIRST_MINUTE), knows=True)]
End = Annotated[InstanceOf[Moment], Reads(partial(_moment, date_alone=LAST_MINUTE), knows=True)]
TimeOnly = Annotated[InstanceOf[Moment], Reads(partial(_moment, date_alone=None), knows=True)]
Yes = Annotated[bool, _read(_yes)]
Several = Annotated[InstanceOf[Words], _read(_words)]
Urn = Annotated[
    str,
    _read(
        _matching,
        pattern=r"urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
        kind="urn",
    ),
]
Slug = Annotated[str, _read(_matching, pattern=r"[a-z0-9]+(-[a-z0-9]+)*", kind="slug")]
Web = Annotated[str, _read(_matching, pattern=r"https?://[^\s<>\"]+\.[^\s<>\"]+", kind="web")]
Alias = Annotated[
    str,
    _read(_matching, pattern=r"/(?!/)(?!(?:.*/)?\.{1,2}(?:/|$))[^\s?#\\<>\"]*", kind="alias"),
]
Site = Annotated[str, Reads(_site)]
Target = Annotated[
    str, _read(_matching, pattern=r"(https?://|mailto:|tel:|/(?!/))[^\s<>\"]+", kind="target")
]
Mailbox = Annotated[
    str, _read(_matching, pattern=r"[^\x00-\x1f\x7f]*[^\s<>@]+@[^\s<>@]+>?", kind="mailbox")
]
Key = Annotated[str, _read(_matching, pattern=r"[a-z0-9]+([-_][a-z0-9]+)*", kind="key")]
Language = Annotated[str, Reads(_language, knows=True)]
Year = Annotated[int, _read(_matching, pattern=r"\d{4}", kind="year")]
TopicId = Annotated[str, Reads(partial(_known, register="topics"), knows=True)]
RegionId = Annotated[str, Reads(partial(_known, register="regions"), knows=True)]
Many = Reads(_one_or_many)


def term(terms: type[T]) -> Reads:
    """The reading of a closed vocabulary."""
    return Reads(partial(_term, terms=terms))
