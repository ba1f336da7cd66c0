"""How a field's text becomes its value: the types that the documents and settings are built of.

Every type reads text as the writer left it and raises a `PydanticCustomError` whose type names
the sentence in the locale and whose context fills it.
"""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, time, tzinfo
from functools import cache, lru_cache, partial
from typing import Annotated, Any, TypeVar
from unicodedata import normalize
from urllib.parse import urlsplit

from msgspec import Struct, field
from pydantic import BeforeValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from kppress.model.moment import (
    FIRST_MINUTE,
    LAST_MINUTE,
    BadMoment,
    Moment,
    moment_of,
)
from kppress.model.record import InstanceOf, Record
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
    for name in record.model_fields:
        names[folded(name)] = name
        names[folded(swedish_name(record, name))] = name
    return names


@cache
def swedish_name(record: type[Record], name: str) -> str:
    """The Swedish spelling of the field `name`."""
    info = record.model_fields.get(name)
    for mark in info.metadata if info else ():
        if isinstance(mark, Sv):
            return mark.name
    return name


def _registers(info: ValidationInfo) -> Registers:
    if not isinstance(info.context, Registers):
        raise TypeError("validate with context=Registers(...)")
    return info.context


CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""What XML 1.0, 2.2 forbids: it comes in by escapes such as `\\x01`, since raw ones are told of."""


def _text(value: object) -> object:
    if not isinstance(value, str):
        return value  # pydantic says what kind was wanted
    plain = CONTROL.sub(" ", normalize("NFC", value))
    text = re.sub(r"[ \t]*\r?\n[ \t]*", " ", plain.strip())
    if not text:
        raise PydanticCustomError("empty", "empty")
    return text


def _words(value: object) -> Words:
    try:
        given = words_of(value)
    except TypeError:
        raise PydanticCustomError("words", "text or text by language") from None
    words = Words(tuple((lang, CONTROL.sub(" ", text)) for lang, text in given.by_language))
    if not words or not all(text.strip() for _, text in words.by_language):
        raise PydanticCustomError("empty", "empty")
    return words


def _moment(value: object, info: ValidationInfo, *, date_alone: time | None) -> object:
    if isinstance(value, Moment) or value is None:
        return value
    if isinstance(value, date):  # TOML knows dates and times, which need no quotation marks
        value = str(value)
    if not isinstance(value, str):
        raise PydanticCustomError("kind_moment", "a date")
    try:
        return moment_of(value, _registers(info).zone, date_alone=date_alone)
    except BadMoment as fault:
        raise PydanticCustomError(
            f"moment_{fault.reason}",
            "bad moment",
            {"value": value},
        ) from None


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
        raise PydanticCustomError("kind_text", "text")
    term = term_of(terms, value)
    if term is None:
        raise PydanticCustomError(
            "choice",
            "wrong choice",
            {
                "value": value,
                "choices_en": ", ".join(t.value for t in terms),
                "choices_sv": ", ".join(t.sv for t in terms),
            },
        )
    return term


def _yes(value: object) -> object:
    if isinstance(value, bool):
        return value
    answer = {"ja": True, "true": True, "yes": True, "nej": False, "false": False, "no": False}
    if not isinstance(value, str) or folded(value) not in answer:
        raise PydanticCustomError("yes_or_no", "ja or nej", {"value": str(value)})
    return answer[folded(value)]


def _known(value: object, info: ValidationInfo, *, register: str) -> object:
    if not isinstance(value, str):
        raise PydanticCustomError("kind_text", "text")
    names: Mapping[str, str] = getattr(_registers(info), register)
    if folded(value) not in names:
        raise PydanticCustomError(
            f"unknown_{register}",
            "unknown",
            {"value": value, "known": "\n".join(sorted({*names}))},
        )
    return names[folded(value)]


def _language(value: object, info: ValidationInfo) -> object:
    known = info.context.languages if isinstance(info.context, Registers) else ()
    value = _matching(value, pattern=_BCP_47, fault="language")
    if isinstance(value, str) and known and value not in known:
        choices = ", ".join(known)
        raise PydanticCustomError(
            "choice", "wrong", {"value": value, "choices_en": choices, "choices_sv": choices}
        )
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
        raise PydanticCustomError("web", "wrong form", {"value": value})
    return value.strip() if isinstance(value, str) else value


def _matching(value: object, *, pattern: str, fault: str) -> object:
    if isinstance(value, str) and (
        CONTROL.search(value) or not re.fullmatch(pattern, value.strip())
    ):
        raise PydanticCustomError(fault, "wrong form", {"value": value})
    return value.strip() if isinstance(value, str) else value


_BCP_47 = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"
"""What of BCP 47 a newsroom needs: `sv`, `en-GB`. It stands in addresses."""


def _read(reader: Callable[..., Any], **options: Any) -> BeforeValidator:
    return BeforeValidator(partial(reader, **options) if options else reader)


# Types by the meaning of the field. A `Start` or `End` without time of day is the first or the
# last minute of its day; a `TimeOnly` must say the time.
Text = Annotated[str, _read(_text)]
Start = Annotated[InstanceOf[Moment], BeforeValidator(partial(_moment, date_alone=FIRST_MINUTE))]
End = Annotated[InstanceOf[Moment], BeforeValidator(partial(_moment, date_alone=LAST_MINUTE))]
TimeOnly = Annotated[InstanceOf[Moment], BeforeValidator(partial(_moment, date_alone=None))]
Yes = Annotated[bool, _read(_yes)]
Several = Annotated[InstanceOf[Words], _read(_words)]
Urn = Annotated[
    str,
    _read(
        _matching,
        pattern=r"urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
        fault="urn",
    ),
]
Slug = Annotated[str, _read(_matching, pattern=r"[a-z0-9]+(-[a-z0-9]+)*", fault="slug")]
Web = Annotated[str, _read(_matching, pattern=r"https?://[^\s<>\"]+\.[^\s<>\"]+", fault="web")]
Alias = Annotated[
    str,
    _read(_matching, pattern=r"/(?!/)(?!(?:.*/)?\.{1,2}(?:/|$))[^\s?#\\<>\"]*", fault="alias"),
]
Site = Annotated[str, BeforeValidator(_site)]
Target = Annotated[
    str, _read(_matching, pattern=r"(https?://|mailto:|tel:|/(?!/))[^\s<>\"]+", fault="target")
]
Mailbox = Annotated[
    str, _read(_matching, pattern=r"[^\x00-\x1f\x7f]*[^\s<>@]+@[^\s<>@]+>?", fault="mailbox")
]
Key = Annotated[str, _read(_matching, pattern=r"[a-z0-9]+([-_][a-z0-9]+)*", fault="key")]
Language = Annotated[str, BeforeValidator(_language)]
Year = Annotated[int, _read(_matching, pattern=r"\d{4}", fault="year")]
TopicId = Annotated[str, BeforeValidator(partial(_known, register="topics"))]
RegionId = Annotated[str, BeforeValidator(partial(_known, register="regions"))]
Many = BeforeValidator(_one_or_many)


def term(terms: type[T]) -> BeforeValidator:
    """The reading of a closed vocabulary."""
    return BeforeValidator(partial(_term, terms=terms))
