"""What no two documents may have, kept so that a new one can be held against it without the others.

It is kept as check sums. Two names of one sum make a build look at all there is, and no more.
"""

from array import array
from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

from kppress.check.outline import people_of, told_apart
from kppress.model.address import file_of_alias
from kppress.model.contact import Person
from kppress.model.document import AnyDocument


class Taken(NamedTuple):
    """What documents took."""

    names: bytes
    """Ids and slugs, by which they can be meant, and the parts of their old addresses: each 4."""
    people: bytes
    """Who somebody is, and what they are called: 8, the former above the latter."""
    allows: tuple[str, ...]
    """The rules that they allow to be broken, as they call them."""


NOTHING = Taken(b"", b"", ())


def taken_by(document: AnyDocument) -> Taken:
    """What a document takes."""
    parts = (part for alias in document.aliases for part in file_of_alias(alias).split("/"))
    names = (document.id.lower(), document.slug, *parts)
    people: set[int] = set()
    for contact, _ in people_of(document):
        if isinstance(contact, Person):
            name, role, called, reached = told_apart(contact, document.lang)
            if role:
                people.add(_sum(*called) << 32 | _sum(role.casefold()))
            if reached:
                people.add(_sum(*reached) << 32 | _sum(name.casefold()))
    return Taken(
        array("I", {_sum(name) for name in names}).tobytes(),
        array("Q", people).tobytes(),
        document.allow,
    )


def together(taken: Iterable[Taken]) -> Taken:
    """What all of these took."""
    some = [*taken]
    allows = {allowed for one in some for allowed in one.allows}
    return Taken(
        b"".join(one.names for one in some),
        b"".join(one.people for one in some),
        tuple(sorted(allows)),
    )


def is_free(new: Taken, taken: Taken) -> bool:
    """Whether a document shares no name with others, and calls people as all others do.

    Raises ValueError for bytes that are none.
    """
    names, people = _numbers("I", new.names), _numbers("Q", new.people)
    if not {*names}.isdisjoint(_numbers("I", taken.names)):
        return False
    called = {number >> 32: number for number in people}
    others = (n for n in _numbers("Q", taken.people) if n >> 32 in called)
    return len(called) == len(people) and all(called[n >> 32] == n for n in others)


def _numbers(kind: str, content: bytes) -> "array[int]":
    numbers = array(kind)
    numbers.frombytes(content)
    return numbers


def _sum(*words: str) -> int:
    return crc32("\0".join(words).encode("utf-8", "surrogatepass"))
