"""People: their personal numbers, which no release may hold, and what they are called."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import cycle

from kppress.check.catalogue import Catalogue
from kppress.check.expression import expression
from kppress.check.outline import people_of, told_apart
from kppress.check.passage import Passage, Spot
from kppress.check.prose import Prose
from kppress.check.rule import Hits, hit, rule
from kppress.model.contact import Person
from kppress.model.diagnostic import Scope, Severity
from kppress.model.document import AnyDocument
from kppress.model.newsroom import Newsroom
from kppress.model.source import type_path

E, I = Severity.ERROR, Severity.INFO  # noqa: E741 # the levels' own letters, as E and W elsewhere


@rule("KP319", "personal-number", E)
def personal_number(document: AnyDocument, prose: Prose) -> Hits:
    """The text holds a personal identity number.

    It may be published only where that is clearly justified (Dataskyddslagen 2018:218, 3 kap. 10
    §), and what a feed has once carried cannot be taken back.

    Bad::

        Maja Exempel (850709-9805) får årets kulturstipendium.

    Good::

        Maja Exempel får årets kulturstipendium.
    """
    for found in prose.spots("KP319"):
        yield hit(found.place)


_SIX = expression(r"\d\d{5}")
_PERSONAL = expression(
    r"(?<![\d-])(?:(?:18|19|20)(?=\d{6}))?(\d\d)(\d\d)(\d\d)"
    r"([ \u00a0]?[-–‑+][ \u00a0]?|)(\d{4})(?![\d]|-\d)"
)


def personal_numbers(passage: Passage) -> Iterator[Spot]:
    """Personal and co-ordination numbers, also in code, whose check digit is right."""
    if not _SIX.search(passage.raw):
        return
    for match in _PERSONAL.finditer(passage.raw):
        month, day = int(match[2]), int(match[3])
        # A co-ordination number has 60 added to its day.
        if not 1 <= month <= 12 or not 1 <= day - 60 * (day > 60) <= 31:
            continue
        if _luhn(match[1] + match[2] + match[3] + match[5]):
            yield Spot("KP319", *match.span())


def _luhn(digits: str) -> bool:
    """Whether the last of ten digits checks the others (ISO/IEC 7812-1, annex B)."""
    doubled = (int(d) * weight for d, weight in zip(digits, cycle((2, 1)), strict=False))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


@rule("KP321", "name-and-title-differ", I, scope=Scope.NEWSROOM)
def name_and_title_differ(newsroom: Newsroom, catalogue: Catalogue) -> Hits:
    """One person has another title here than in another document, or another name.

    People change posts; where nobody did, readers wonder which of the two is right.

    Bad::

        - namn: Maja Exempel
          titel: ekonomichef   (elsewhere: finanschef)

    Good::

        - namn: Maja Exempel
          titel: finanschef
    """
    by_name: dict[tuple[str, ...], list[tuple[AnyDocument, type_path, str]]] = defaultdict(list)
    by_reach: dict[tuple[str, ...], list[tuple[AnyDocument, type_path, str]]] = defaultdict(list)
    for document, person, path in _written(newsroom, catalogue):
        name, role, called, reached = told_apart(person, document.lang)
        if role:
            by_name[called].append((document, (*path, "role"), role))
        if reached:
            by_reach[reached].append((document, (*path, "name"), name))
    for variant in ("", "name"):
        for group in (by_name if variant == "" else by_reach).values():
            first, _, told = group[0]
            for document, path, other in group[1:]:
                if other.casefold() != told.casefold() and document is not first:
                    place = document.source.place(*path)
                    yield hit(place, variant, here=other, there=told, other=first.path)


def _written(
    newsroom: Newsroom, catalogue: Catalogue
) -> Iterator[tuple[AnyDocument, Person, tuple[str | int, ...]]]:
    """People who stand in the documents themselves; those of the register are called alike."""
    documents = sorted(newsroom.documents, key=lambda d: (d.source.original or d.path, d.path))
    for document in documents:
        for contact, path in people_of(document):
            if isinstance(contact, Person) and not catalogue.inherits(document, str(path[0])):
                yield document, contact, path
