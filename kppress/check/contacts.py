"""Someone to reach: the people behind a document, their numbers and addresses."""

import re
from functools import lru_cache

from kppress.check.expression import expression
from kppress.check.family import Family
from kppress.check.numbering import is_possible
from kppress.check.outline import people_of
from kppress.check.prose import Prose
from kppress.check.rule import Hits, hit, rule
from kppress.model.contact import Person
from kppress.model.diagnostic import Place, Severity
from kppress.model.document import AnyDocument, Document, Invitation, News, Release
from kppress.model.source import type_path

E, W = Severity.ERROR, Severity.WARNING

_SEVERAL = expression(r"\s*(?:[,;/]|\beller\b|\boch\b|\bor\b|\band\b)\s*")
_NUMBER = expression(r"\+?\(?\d[\d\s().\u00ad\u2010-\u2015\u2212-]*")
# Freephone, shared cost and mass-call series: a plan of their own, in which lengths differ.
_SPECIAL = expression(r"020|0200|077\d")
# Short numbers: 112, 1177, 114 14, 113 13, 116 000 and the like.
_SHORT = expression(r"11\d{1,4}|90\d{3,4}|118\d{3}")

SHORT_EMAIL = 63
"""Signs in which no part of an address is too long (RFC 1035, 2.3.1)."""
PLAIN_EMAIL = expression(
    r"[a-z0-9]+(?:[._-][a-z0-9]+)*"
    r"@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+(?:se|nu|eu|com|org|net|example)"
)
"""What is right beyond doubt, if it is short."""


People = tuple[tuple[Person, type_path], ...]
"""The people whom a file names, each with the path of its field."""


@rule("KP601", "no-contact", E)
def no_contact(document: Release | Invitation, family: Family) -> Hits:
    """There is no one to reach.

    A release is an invitation to ask; a journalist who cannot ask lets it lie.

    Bad::

        kontakter: []

    Good::

        kontakter:
          - namn: Maja Exempel
            titel: pressansvarig
            telefon: 070-174 06 05
            e-post: press@vaxjo.example
    """
    source = document.source
    if family.inherits(document, "contacts") or "contacts" in source.faulty:
        return
    if not any(family.person(contact) for contact, _ in people_of(document)):
        yield hit(source.place("contacts"))


@rule("KP602", "no-full-contact", W)
def no_full_contact(document: Release | Invitation | News, people: People) -> Hits:
    """No contact has both a telephone number and an e-mail address.

    Some questions need an answer at once, others one in writing.

    Bad::

        kontakter:
          - namn: Maja Exempel
            telefon: 070-174 06 05

    Good::

        kontakter:
          - namn: Maja Exempel
            telefon: 070-174 06 05
            e-post: press@vaxjo.example
    """
    if people and not any(person.phone and person.email for person, _ in people):
        yield hit(_field_name(document, "contacts"))


def _field_name(document: Document, field: str) -> Place:
    """The field's name: its value may be half the file."""
    source = document.source
    span = source.keys.get((field,))
    return Place.within(source.path, source.text, *span) if span else source.place(field)


@rule("KP603", "contact-without-means", E)
def contact_without_means(document: AnyDocument, people: People) -> Hits:
    """A contact has neither telephone number nor e-mail address.

    A name alone cannot be reached.

    Bad::

        kontakter:
          - namn: Maja Exempel

    Good::

        kontakter:
          - namn: Maja Exempel
            telefon: 070-174 06 05
    """
    for person, path in people:
        if not person.phone and not person.email:
            yield hit(document.source.place(*path, "name"), name=_name(document, person))


def _name(document: Document, person: Person) -> str:
    return person.name.in_language(document.lang)


@rule("KP604", "bad-email", E)
def bad_email(document: AnyDocument, people: People) -> Hits:
    """No mail can reach this address: a sign is missing or in the wrong place (RFC 5321).

    Bad::

        e-post: press@vaxjo

    Good::

        e-post: press@vaxjo.example
    """
    for person, path in people:
        if person.email and not _is_email(person.email):
            place = document.source.place(*path, "email")
            yield hit(place, email=person.email, name=_name(document, person))
    if not isinstance(document, Invitation) or not document.source.has("occasion"):
        return  # what a translation inherits is its original's
    answer = document.occasion.rsvp_to if document.occasion else None
    if answer and "@" in answer and " " not in answer and not _is_email(answer):
        yield hit(document.source.place("occasion", "rsvp_to"), "rsvp", email=answer)


@lru_cache(maxsize=4096)
def _is_email(address: str) -> bool:
    if len(address) <= SHORT_EMAIL and PLAIN_EMAIL.fullmatch(address):
        return True  # as nearly all are, so that a build seldom needs the library
    from email_validator import EmailNotValidError, validate_email  # late: takes 20 ms

    try:
        validate_email(address.removeprefix("mailto:"), check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


@rule("KP605", "bad-phone", E)
def bad_phone(document: AnyDocument, people: People, prose: Prose) -> Hits:
    """The number cannot exist: it has too few or too many digits, or no area code.

    A journalist in a hurry calls once.

    Bad::

        telefon: 0470-79

    Good::

        telefon: 0470-79 67 20
    """
    for person, path in people:
        if person.phone and not _is_phone(person.phone):
            place = document.source.place(*path, "phone")
            yield hit(place, phone=person.phone, name=_name(document, person))
    for found in prose.spots("KP605", "body"):
        yield hit(found.place, "body", phone=found.values["phone"])


@lru_cache(maxsize=4096)
def _is_phone(written: str) -> bool:
    """Whether everything that looks like a number could be one, and something does."""
    numbers = [m[0] for part in _SEVERAL.split(written) if (m := _NUMBER.search(part))]
    return bool(numbers) and all(_could_exist(number) for number in numbers)


def _could_exist(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    if _SPECIAL.match(digits) or _SHORT.fullmatch(digits):
        return True
    return is_possible(number.replace("(0)", ""), strictly=True)
