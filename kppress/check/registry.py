"""All rules, and the checking of a newsroom by them."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial

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
from kppress.check.outline import Outline
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


type_found = tuple[Diagnostic, ...]
Alone = Callable[[AnyDocument, bool, Callable[[], type_found]], type_found]
"""Says what the rules find that look at one document alone, and whether that was withdrawn; or
lets them look."""


def look_anew(_: AnyDocument, __: bool, look: Callable[[], type_found]) -> type_found:
    """Nothing is known of any document."""
    return look()


def check_documents(
    newsroom: Newsroom,
    now: datetime,
    speller: Speller | None = None,
    part: slice = slice(None),
    only: Container[str] | None = None,
    alone: Alone = look_anew,
) -> tuple[Diagnostic, ...]:
    """What the rules about a document find in those of `part`, which may be one core's share."""
    catalogue = Catalogue(newsroom)
    asking = {
        (kind, withdrawn): _to_ask(kind, speller, withdrawn=withdrawn)
        for kind in RECORDS.values()
        for withdrawn in (False, True)
    }
    given = {"newsroom": newsroom, "catalogue": catalogue, "now": now, "speller": speller}
    found: list[Diagnostic] = []
    asked = (d for d in newsroom.documents[part] if only is None or d.path in only)
    for document in asked:
        withdrawn = catalogue.is_withdrawn(document, now)
        of_one, of_all = asking[type(document), withdrawn]
        here = _Here(given, document, catalogue, withdrawn=withdrawn)
        found += alone(document, withdrawn, partial(_ask, of_one, here))
        found += _ask(of_all, here)
    return tuple(found)


def _to_ask(
    kind: type[Document], speller: Speller | None, *, withdrawn: bool
) -> tuple[list[Check], list[Check]]:
    """The rules for documents of a kind: those that look at one alone, and the others."""
    checks = [
        check
        for check in _about(kind)
        if (check.of_withdrawn or not withdrawn) and (speller or "speller" not in check.wants)
    ]
    return [c for c in checks if c.alone], [c for c in checks if not c.alone]


def _ask(checks: Iterable[Check], here: Mapping[str, object]) -> tuple[Diagnostic, ...]:
    return tuple(diagnostic for check in checks for diagnostic in check.diagnostics(here))


class _Here(dict[str, object]):
    """What rules are given of one document; what none of them asks for is not made."""

    def __init__(
        self,
        given: Mapping[str, object],
        document: AnyDocument,
        catalogue: Catalogue,
        *,
        withdrawn: bool,
    ) -> None:
        super().__init__(given, document=document)
        self._make: Mapping[str, Callable[[], object]] = {
            "outline": lambda: Outline(document),
            "prose": lambda: Prose(document) if withdrawn else Prose(document, ORDER),
            "people": lambda: catalogue.people(document),
        }

    def __missing__(self, name: str) -> object:
        made = self[name] = self._make[name]()
        return made


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


def _about(kind: type[Document]) -> Iterator[Check]:
    of_documents = (check for check in _sorted() if check.rule.scope is Scope.DOCUMENT)
    return (check for check in of_documents if kind in check.kinds)


def _sorted() -> list[Check]:
    return sorted(REGISTERED.values(), key=lambda check: check.rule.id)
