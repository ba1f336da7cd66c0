"""Closed vocabularies that a writer may spell in English or Swedish."""

from enum import Enum
from typing import Self


class Term(str, Enum):
    """A value with its English spelling (which it is) and its Swedish one."""

    sv: str

    def __new__(cls, value: str, sv: str) -> Self:
        """A term of its English spelling, which knows its Swedish one."""
        term = str.__new__(cls, value)
        term._value_ = value
        term.sv = sv
        return term

    def __str__(self) -> str:
        return str.__str__(self)

    def __reduce_ex__(self, _: object) -> tuple[type[Self], tuple[str]]:
        """By its value: Python 3.11.0 to 3.11.3 would by `getattr`, which a cache may not call."""
        return type(self), (self._value_,)


class Kind(Term):
    """The types of document, in the order in which lists show them."""

    RELEASE = "release", "pressmeddelande"
    INVITATION = "invitation", "pressinbjudan"
    NEWS = "news", "nyhet"
    NOTICE = "notice", "viktigt meddelande"
    PAGE = "page", "sida"


class Status(Term):
    """A draft is never public."""

    DRAFT = "draft", "utkast"
    READY = "ready", "klar"


class CorrectionKind(Term):
    """A minor correction mends spelling; a correction mends what readers were told."""

    MINOR = "minor", "mindre"
    CORRECTION = "correction", "rättelse"


class SeverityOfEvent(Term):
    """CAP 1.2, 3.2.2 `severity`, gravest first."""

    EXTREME = "extreme", "extrem"
    SEVERE = "severe", "allvarlig"
    MODERATE = "moderate", "måttlig"
    MINOR = "minor", "lindrig"
    UNKNOWN = "unknown", "okänd"


class Urgency(Term):
    """CAP 1.2, 3.2.2 `urgency`."""

    IMMEDIATE = "immediate", "omedelbar"
    EXPECTED = "expected", "väntad"
    FUTURE = "future", "framtida"
    PAST = "past", "förbi"
    UNKNOWN = "unknown", "okänd"


class Certainty(Term):
    """CAP 1.2, 3.2.2 `certainty`."""

    OBSERVED = "observed", "observerad"
    LIKELY = "likely", "trolig"
    POSSIBLE = "possible", "möjlig"
    UNLIKELY = "unlikely", "osannolik"
    UNKNOWN = "unknown", "okänd"


class CapCategory(Term):
    """CAP 1.2, 3.2.2 `category`, in lower case."""

    GEO = "geo", "geologi"
    MET = "met", "väder"
    SAFETY = "safety", "säkerhet"
    SECURITY = "security", "ordning"
    RESCUE = "rescue", "räddning"
    FIRE = "fire", "brand"
    HEALTH = "health", "hälsa"
    ENV = "env", "miljö"
    TRANSPORT = "transport", "trafik"
    INFRA = "infra", "infrastruktur"
    CBRNE = "cbrne", "cbrne"
    OTHER = "other", "annat"


class ProjectState(Term):
    """Where a project of a page stands."""

    PLANNED = "planned", "planerat"
    ONGOING = "ongoing", "pågående"
    FINISHED = "finished", "avslutat"
