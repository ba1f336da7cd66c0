"""All rules, and the checking of a newsroom by them."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple

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
from kppress.check.alone import Alone, type_found
from kppress.check.catalogue import Catalogue
from kppress.check.family import Family
from kppress.check.outline import Outline, names_something
from kppress.check.precedence import ORDER
from kppress.check.prose import Prose
from kppress.check.rule import REGISTERED, Check
from kppress.check.settings_text import in_settings
from kppress.check.spelling import Speller
from kppress.model.diagnostic import Diagnostic, Rule, Scope
from kppress.model.document import AnyDocument, Document
from kppress.model.mailing import Mailing
from kppress.model.newsroom import Newsroom
from kppress.model.settings import Settings

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


Known = Callable[[AnyDocument, bool, Callable[[], Alone]], Alone]
"""Says what is known of a document, and whether that was withdrawn; or lets the rules look."""


def look_anew(_: AnyDocument, __: bool, look: Callable[[], Alone]) -> Alone:
    """Nothing is known of any document."""
    return look()


def check(
    newsroom: Newsroom,
    now: datetime,
    speller: Speller | None = None,
    only: Container[str] | None = None,
    known: Known = look_anew,
) -> tuple[Diagnostic, ...]:
    """Everything that the rules find, document by document and rule by rule.

    With `only`, documents at other paths are not asked on their own. What the newsroom made of its
    rules (`allow`, `[check]`) is applied by `policy.settle`.
    """
    in_documents = check_documents(newsroom, now, speller, only=only, known=known)
    return (*in_documents, *check_whole(newsroom, now))


FoundBefore = Callable[[AnyDocument, bool, Callable[[], type_found]], type_found]
"""The same of what a dictionary finds."""


def look_up(_: AnyDocument, __: bool, look: Callable[[], type_found]) -> type_found:
    """Nothing was looked up before."""
    return look()


def check_documents(
    newsroom: Newsroom,
    now: datetime,
    speller: Speller | None = None,
    part: slice = slice(None),
    only: Container[str] | None = None,
    known: Known = look_anew,
    spelled: FoundBefore = look_up,
    catalogue: Catalogue | None = None,
) -> type_found:
    """What the rules about a document find in those of `part`, which may be one core's share.

    `catalogue` is that of the newsroom, if somebody has it already.
    """
    catalogue = catalogue or Catalogue(newsroom)
    given = {"newsroom": newsroom, "catalogue": catalogue, "now": now, "speller": speller}
    found: list[Diagnostic] = []
    for document in newsroom.documents[part]:
        if only is not None and document.path not in only:
            continue
        withdrawn = catalogue.is_withdrawn(document, now)
        look = partial(check_alone, document, catalogue, newsroom.settings, now)
        alone = known(document, withdrawn, look)
        here = _Here(given, document, catalogue, withdrawn=withdrawn)
        rules = _rules(type(document), withdrawn)
        found += alone.found
        found += _ask(rules.others, here)
        if speller:
            found += spelled(document, withdrawn, partial(_ask, rules.spelling, here))
        if alone.names_something:
            # Nearly always what is named is there: only then does somebody ask where it is named.
            sketch = {**here, "outline": Outline(document, sketch=True)}
            if any(check.finds(sketch) for check in rules.looking_up):
                found += _ask(rules.looking_up, here)
    return tuple(found)


def check_alone(document: AnyDocument, family: Family, settings: Settings, now: datetime) -> Alone:
    """What the rules find that look at a document alone; `family` has what it translates."""
    withdrawn = family.is_withdrawn(document, now)
    here = _Here({}, document, family, withdrawn=withdrawn)
    found = _ask(_rules(type(document), withdrawn).alone, here)
    return Alone(withdrawn, found, names_something(document, settings))


class _Rules(NamedTuple):
    """The rules for documents of one kind."""

    alone: list[Check]
    """Those that look at one document alone."""
    looking_up: list[Check]
    """Those about what a document names, which few have to be asked."""
    spelling: list[Check]
    others: list[Check]


@cache
def _rules(kind: type[Document], withdrawn: bool) -> _Rules:
    """Those to ask of a document, or of what is left of one."""
    checks = [check for check in _about(kind) if check.of_withdrawn or not withdrawn]
    spelling = [c for c in checks if "speller" in c.wants]
    return _Rules(
        [c for c in checks if c.alone],
        [c for c in checks if c.looks_up],
        spelling,
        [c for c in checks if not (c.alone or c.looks_up or c in spelling)],
    )


def _ask(checks: Iterable[Check], here: Mapping[str, object]) -> type_found:
    found: list[Diagnostic] = []
    for check in checks:
        found += check.diagnostics(here)
    return tuple(found)


class _Here(dict[str, object]):
    """What rules are given of one document; what none of them asks for is not made."""

    def __init__(
        self,
        given: Mapping[str, object],
        document: AnyDocument,
        family: Family,
        *,
        withdrawn: bool,
    ) -> None:
        super().__init__(given, document=document, family=family)
        self._make: Mapping[str, Callable[[], object]] = {
            "outline": lambda: Outline(document),
            "prose": lambda: Prose(document) if withdrawn else Prose(document, ORDER),
            "people": lambda: family.people(document),
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
