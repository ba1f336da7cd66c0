"""The parts in which a newsroom is kept, and whether bytes that may be a stranger's are such."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple, TypeGuard

from kppress.check.alone import Alone
from kppress.model.diagnostic import Diagnostic
from kppress.model.document import Document
from kppress.model.feed import Feed
from kppress.model.settings import Settings
from kppress.model.site import Shown, Survey
from kppress.model.source import Bulk
from kppress.model.view import FileFacts, Tombstone
from kppress.press.taken import Taken
from kppress.read.document import Written
from kppress.read.memory import Remembered, type_facts

SETTINGS, FILES, FRAME, LAST, NUMBERS = "settings", "files", "frame", "last", "numbers"
SURVEY, TAKEN = "survey", "taken"
"""The names of values that are kept with the small parts of documents, whose names are paths."""


class Put(NamedTuple):
    """The large part of a document."""

    key: bytes
    """That of the small part which it belongs to."""
    bulk: Bulk
    written: Written


class Small(NamedTuple):
    """The small part, and what can be said of the document when it is looked at alone."""

    read: Remembered
    alone: Alone | None
    mail: int
    """Bytes that its mail may come to, by an estimate."""
    taken: Taken
    """What no other may have."""


class Frame(NamedTuple):
    """What stands around the documents: settings and feeds, as they were read."""

    settings: Settings
    feeds: tuple[Feed, ...]
    footer: Mapping[str, str]
    """As `PublicSite.footer`."""


class Last(NamedTuple):
    """What the last build found in the whole newsroom, and what time will change."""

    since: float
    """Its moment, in seconds since 1970."""
    found: tuple[Diagnostic, ...]
    next_change: datetime | None
    until: datetime | None
    lacks_search: bool


def files_in(value: object) -> dict[str, type_facts]:
    """The facts of files in a value of the name FILES, whatever that is."""
    found: dict[str, type_facts] = {}
    for path, facts in value.items() if isinstance(value, dict) else ():
        match path, facts:
            case str(), (tuple(), FileFacts()):
                found[path] = facts
            case _:
                pass
    return found


def numbers_in(value: object) -> dict[str, str]:
    """What was said of telephone numbers in a value of the name NUMBERS, whatever that is."""
    items = value.items() if isinstance(value, dict) else ()
    return {number: said for number, said in items if isinstance(said, str)}


def is_last(last: object) -> TypeGuard[Last]:
    """As `is_small`."""
    if not (isinstance(last, Last) and isinstance(last.since, float)):
        return False
    times = (last.next_change, last.until)
    return _are_all(Diagnostic, last.found) and all(at is None or _is_aware(at) for at in times)


def is_frame(frame: object) -> TypeGuard[Frame]:
    """As `is_small`."""
    return (
        isinstance(frame, Frame)
        and isinstance(frame.settings, Settings)
        and _are_all(Feed, frame.feeds)
        and isinstance(frame.footer, dict)
    )


def _is_aware(at: object) -> bool:
    return isinstance(at, datetime) and at.tzinfo is not None


def is_small(small: object) -> TypeGuard[Small]:
    """Whether a stranger's bytes are at least of the right make."""
    return (
        isinstance(small, Small)
        and isinstance(small.read, Remembered)
        and isinstance(small.read.path, str)
        and _are_all(str, small.read.named)
        and _are_all(Diagnostic, small.read.found)
        and isinstance(small.read.document, Document | None)
        and isinstance(small.alone, Alone | None)
        and (small.alone is None or _are_all(Diagnostic, small.alone.found))
        and isinstance(small.mail, int)
        and is_taken(small.taken)
    )


def is_taken(taken: object) -> TypeGuard[Taken]:
    """As `is_small`."""
    return (
        isinstance(taken, Taken)
        and isinstance(taken.names, bytes)
        and isinstance(taken.people, bytes)
        and _are_all(str, taken.allows)
    )


def is_survey(survey: object) -> TypeGuard[Survey]:
    """As `is_small`."""
    return (
        isinstance(survey, Survey)
        and all(isinstance(found, dict) for found in (survey.lists, survey.feeds))
        and all(map(_is_shown, (*survey.lists.values(), *survey.feeds.values())))
        and all(map(_are_strings, (survey.newest, survey.notices, survey.past, *survey.events)))
        and _are_all(Tombstone, survey.tombstones)
    )


def _is_shown(shown: object) -> bool:
    if not (isinstance(shown, Shown) and isinstance(shown.total, int)):
        return False
    return _are_all(str, shown.newest) and _are_all(tuple, shown.years)


def _are_strings(values: object) -> bool:
    return _are_all(str, values)


def _are_all(kind: type, values: object) -> bool:
    return isinstance(values, tuple) and all(isinstance(value, kind) for value in values)
