"""Documents as lists show them: cards, by year."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from kppress.locale.dates import stamp
from kppress.locale.words import phrases
from kppress.model.document import AnyDocument, Notice
from kppress.model.page import Card, YearOfCards
from kppress.render.edition import Editor
from kppress.render.notice import notice_view

type_counts = tuple[tuple[int, int], ...]
"""Years, the last first, each with how many documents are of it."""


def card_of(document: AnyDocument, editor: Editor) -> Card:
    """A document as a list shows it: less than an edition, which would take far longer to make."""
    here, public = editor.link_to(document), document.first_public_moment
    notice = notice_view(document, editor) if isinstance(document, Notice) else None
    return Card(
        title=here.title,
        lead=document.lead,
        path=here.path,
        url=here.url,
        kind=document.type.value,
        kind_label=phrases("terms", document.lang)[f"kind.{document.type.value}"],
        date=stamp(public, document.lang) if public else None,
        image=next(editor.images(document), None),
        severity=notice.severity if notice else "",
        state=notice.state if notice else "",
    )


class Cards:
    """The cards of one view; each is made once."""

    def __init__(self, editor: Editor) -> None:
        self._editor = editor
        self._made: dict[str, Card] = {}

    def card(self, document: AnyDocument) -> Card:
        """The card of a document."""
        made = self._made.get(document.path)
        if made is None:
            made = self._made[document.path] = card_of(document, self._editor)
        return made

    def by_year(self, documents: Iterable[AnyDocument]) -> tuple[YearOfCards, ...]:
        """The cards of documents that are in the order of time."""
        return tuple(
            YearOfCards(year=year, cards=tuple(map(self.card, group)))
            for year, group in groupby(documents, key=self._editor.year)
        )

    def counts(self, documents: Iterable[AnyDocument]) -> type_counts:
        """How many documents there are of each year."""
        return tuple(sorted(Counter(map(self._editor.year, documents)).items(), reverse=True))
