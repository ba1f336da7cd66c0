"""Whom readers and newsdesks can reach."""

from collections.abc import Callable
from functools import lru_cache
from typing import Annotated

from msgspec import Struct
from msgspec.structs import astuple

from kppress.model.fields import Many, Registers, Several, Sv, Text, folded
from kppress.model.record import InstanceOf, OneOf, Reads, Record, Refused
from kppress.model.words import Words


class Person(Record, frozen=True):
    """Someone to reach. Names, roles and organisations may differ by language.

    Without `kw_only` as a `Document` is, which has several.
    """

    name: Annotated[Several, Sv("namn")]
    role: Annotated[Several, Sv("titel")] = Words()
    organisation: Annotated[Several, Sv("organisation")] = Words()
    phone: Annotated[Text | None, Sv("telefon")] = None
    email: Annotated[Text | None, Sv("e-post")] = None
    photo: Annotated[Text | None, Sv("porträtt")] = None

    def __reduce__(self) -> tuple[Callable[..., "Person"], tuple[object, ...]]:
        """As one object for all documents that name the same person, as many do."""
        return shared_person, astuple(self)


@lru_cache(maxsize=4096)
def shared_person(
    name: Words,
    role: Words,
    organisation: Words,
    phone: str | None,
    email: str | None,
    photo: str | None,
) -> Person:
    """The person of whom this is known."""
    return Person(name, role, organisation, phone, email, photo)


class ContactId(Struct, frozen=True):
    """The id of a person in the newsroom's register."""

    id: str


def _contact_id(value: object, registers: Registers) -> object:
    if isinstance(value, ContactId) or not isinstance(value, str):
        return value
    known = registers.contacts
    by_fold = {folded(name): name for name in known}
    if folded(value) not in by_fold:
        raise Refused("unknown_contact", value=value, known="\n".join(sorted(known)))
    return ContactId(by_fold[folded(value)])


def _shape_of_contact(value: object) -> str:
    if isinstance(value, Group) or (
        isinstance(value, dict) and ("people" in value or "label" in value)
    ):
        return GROUP
    return PERSON if isinstance(value, dict | Person) else REGISTERED


# The shapes of a contact. They come into the paths of faults, hence the angles, which no field's
# name has.
REGISTERED, PERSON, GROUP = "<id>", "<person>", "<group>"

Registered = Annotated[InstanceOf[ContactId], Reads(_contact_id, knows=True)]
_SOMEONE = {REGISTERED: Registered, PERSON: Person}
Someone = Annotated[Registered | Person, OneOf(_shape_of_contact, _SOMEONE)]


class Group(Record, frozen=True, kw_only=True):
    """People to reach about one thing."""

    label: Annotated[Several, Sv("rubrik")]
    people: Annotated[tuple[Someone, ...], Many, Sv("personer")]


Contact = Annotated[
    Registered | Person | Group, OneOf(_shape_of_contact, {**_SOMEONE, GROUP: Group})
]
