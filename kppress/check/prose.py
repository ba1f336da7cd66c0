"""The prose of a document, and what was spotted in it: each sign by one rule at most.

Every rule looks with an expression of its own at the same flat strings. What is no prose (code,
addresses, file names, words marked as of another language) is masked, sign by sign, so that an
index in the flat string is always the index of the same sign.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kppress.check.passage import File, Found, Look, Order, Passage
from kppress.check.passages import passages_of
from kppress.model.document import Document
from kppress.model.stretch import Taken


class Prose:
    """The passages of one document and what was spotted in them."""

    def __init__(self, document: Document, order: Order | None = None) -> None:
        self.passages: tuple[Passage, ...] = tuple(passages_of(File(document)))
        self._spots: dict[tuple[str, str], list[Found]] = defaultdict(list)
        if order is not None:
            for passage in self.passages:
                self._look(passage, order.at(passage.text))

    def spots(self, rule: str, variant: str = "") -> Iterable[Found]:
        """What was spotted for a rule and one of its variants."""
        return self._spots.get((rule, variant), ())

    def all_spots(self) -> Iterator[tuple[tuple[str, str], Found]]:
        """Everything that was spotted, with its rule and variant."""
        for told, spots in self._spots.items():
            for found in spots:
                yield told, found

    def _look(self, passage: Passage, looks: Iterable[Look]) -> None:
        taken: Taken | None = None  # in most texts nothing is spotted
        for look in looks:
            for spot in look.spots(passage):
                core = spot.core or tuple(e[:2] for e in spot.edits) or ((spot.start, spot.end),)
                taken = taken or Taken(_meet)
                if any(map(taken.meets, core)):
                    continue
                for stretch in core:
                    taken.add(stretch)
                if spot.rule:
                    self._spots[spot.rule, spot.variant].append(passage.found(spot))


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches share a sign; an insertion meets what it stands within."""
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]
