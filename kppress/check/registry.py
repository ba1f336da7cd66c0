"""All rules, and the checking of a newsroom by them."""

from collections.abc import Container, Iterator, Mapping
from datetime import datetime

from kppress.check import (
    contacts,
    embargo,
    feeds,
    headline,
    identity,
    links,
    notices,
    pictures,
    policy,
    structure,
)
from kppress.check.catalogue import Catalogue
from kppress.check.outline import outline_of
from kppress.check.rule import REGISTERED, Check
from kppress.model.diagnostic import Diagnostic, Rule, Scope
from kppress.model.document import RECORDS, AnyDocument, Document
from kppress.model.newsroom import Newsroom

FAMILIES = (embargo, identity, headline, structure, links, pictures, contacts, notices, feeds)
"""The modules whose import defines the rules."""

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (*(check.rule for check in REGISTERED.values()), *policy.RULES), key=lambda rule: rule.id
    )
)
"""Every rule of checking, by id; those of reading are its own."""


def check(
    newsroom: Newsroom, now: datetime, only: Container[str] | None = None
) -> tuple[Diagnostic, ...]:
    """Everything that the rules find, document by document and rule by rule.

    With `only`, documents at other paths are not asked on their own.
    What the newsroom made of its rules (`allow`, `[check]`) is applied by `policy.settle`.
    """
    catalogue = Catalogue(newsroom)
    by_kind = {kind: tuple(_about(kind)) for kind in RECORDS.values()}
    given: dict[str, object] = {"newsroom": newsroom, "catalogue": catalogue, "now": now}
    found: list[Diagnostic] = []
    asked = (d for d in newsroom.documents if only is None or d.path in only)
    for document in asked:
        found += _of_document(document, by_kind[type(document)], given, catalogue, now)
    for check in _sorted():
        if check.rule.scope is not Scope.DOCUMENT:
            found += check.diagnostics(given)
    return tuple(found)


def _of_document(
    document: AnyDocument,
    checks: tuple[Check, ...],
    given: Mapping[str, object],
    catalogue: Catalogue,
    now: datetime,
) -> Iterator[Diagnostic]:
    withdrawn = catalogue.is_withdrawn(document, now)
    here = {**given, "document": document, "outline": outline_of(document)}
    for check in checks:
        if check.of_withdrawn or not withdrawn:
            yield from check.diagnostics(here)


def _about(kind: type[Document]) -> Iterator[Check]:
    return (check for check in _sorted() if kind in check.kinds)


def _sorted() -> list[Check]:
    return sorted(REGISTERED.values(), key=lambda check: check.rule.id)
