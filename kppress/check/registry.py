"""All rules, and the checking of a newsroom by them."""

from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import datetime

from kppress.check import (
    aliases,
    contacts,
    dates,
    embargo,
    feeds,
    files,
    headline,
    identity,
    language,
    links,
    mail,
    notices,
    numbers,
    official,
    people,
    phones,
    pictures,
    policy,
    quotations,
    spelling,
    structure,
    typography,
)
from kppress.check.catalogue import Catalogue
from kppress.check.outline import outline_of
from kppress.check.precedence import ORDER
from kppress.check.prose import Prose
from kppress.check.rule import REGISTERED, Check
from kppress.check.settings_text import in_settings
from kppress.check.spelling import Speller
from kppress.model.diagnostic import Diagnostic, Rule, Scope
from kppress.model.document import RECORDS, AnyDocument, Document
from kppress.model.mailing import Mailing
from kppress.model.newsroom import Newsroom

FAMILIES = (
    *(embargo, identity, aliases, quotations, typography, numbers, dates, phones, language, people),
    *(official, headline, structure, links, files, pictures, contacts, notices, feeds, mail),
    spelling,
)
"""The modules whose import defines the rules."""

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*(check.rule for check in REGISTERED.values()), *policy.RULES), key=lambda rule: rule.id
    )
)
"""Every rule of checking, by id; those of reading are its own."""


def check(
    newsroom: Newsroom,
    now: datetime,
    speller: Speller | None = None,
    only: Container[str] | None = None,
) -> tuple[Diagnostic, ...]:
    """Everything that the rules find, document by document and rule by rule.

    With `only`, documents at other paths are not asked on their own.
    What the newsroom made of its rules (`allow`, `[check]`) is applied by `policy.settle`.
    """
    return (*check_documents(newsroom, now, speller, only=only), *check_whole(newsroom, now))


def check_documents(
    newsroom: Newsroom,
    now: datetime,
    speller: Speller | None = None,
    part: slice = slice(None),
    only: Container[str] | None = None,
) -> tuple[Diagnostic, ...]:
    """What the rules about a document find in those of `part`, which may be one core's share."""
    catalogue = Catalogue(newsroom)
    by_kind = {kind: tuple(_about(kind)) for kind in RECORDS.values()}
    given: dict[str, object] = {
        "newsroom": newsroom,
        "catalogue": catalogue,
        "now": now,
        "speller": speller,
    }
    found: list[Diagnostic] = []
    asked = (d for d in newsroom.documents[part] if only is None or d.path in only)
    for document in asked:
        found += _of_document(document, by_kind[type(document)], given, catalogue, now)
    return tuple(found)


def check_whole(newsroom: Newsroom, now: datetime) -> tuple[Diagnostic, ...]:
    """What the rules about the newsroom as a whole find."""
    given: dict[str, object] = {
        "newsroom": newsroom,
        "catalogue": Catalogue(newsroom),
        "now": now,
    }
    found: list[Diagnostic] = []
    for check in _sorted():
        if check.rule.scope not in (Scope.DOCUMENT, Scope.MAIL):
            found += check.diagnostics(given)
    found += in_settings(newsroom, {rule.id: rule for rule in RULES})
    return tuple(found)


def check_mails(mails: Iterable[tuple[AnyDocument, Mailing]]) -> tuple[Diagnostic, ...]:
    """What the rules about finished mails find. The press renders them and hands them back."""
    checks = [check for check in _sorted() if check.rule.scope is Scope.MAIL]
    return tuple(
        diagnostic
        for document, mail in mails
        for check in checks
        for diagnostic in check.diagnostics({"document": document, "mail": mail})
    )


def _of_document(
    document: AnyDocument,
    checks: tuple[Check, ...],
    given: Mapping[str, object],
    catalogue: Catalogue,
    now: datetime,
) -> Iterator[Diagnostic]:
    withdrawn = catalogue.is_withdrawn(document, now)
    prose = Prose(document) if withdrawn else Prose(document, ORDER)
    here = {**given, "document": document, "outline": outline_of(document), "prose": prose}
    for check in checks:
        if check.of_withdrawn or not withdrawn:
            yield from check.diagnostics(here)


def _about(kind: type[Document]) -> Iterator[Check]:
    of_documents = (check for check in _sorted() if check.rule.scope is Scope.DOCUMENT)
    return (check for check in of_documents if kind in check.kinds)


def _sorted() -> list[Check]:
    return sorted(REGISTERED.values(), key=lambda check: check.rule.id)
