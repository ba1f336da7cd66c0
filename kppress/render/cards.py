"""Documents as lists show them: cards, by year."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import overload

from markupsafe import Markup

from kppress.locale.dates import stamp
from kppress.locale.words import phrases
from kppress.model.artifact import Part
from kppress.model.document import AnyDocument, Notice
from kppress.model.page import Card, YearOfCards
from kppress.render.edition import Editor


def card_of(document: AnyDocument, editor: Editor) -> Card:
    """A document as a list shows it: less than an edition, which would take far longer to make."""
    here, public = editor.link_to(document), document.first_public_moment
    notice = editor.notice(document) if isinstance(document, Notice) else None
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


class _Made(Sequence[Card]):
    """Cards that are made when somebody looks at them, as a template of somebody's own may."""

    def __init__(
        self, documents: Sequence[AnyDocument], make: Callable[[AnyDocument], Card]
    ) -> None:
        self._documents = documents
        self._make = make

    @overload
    def __getitem__(self, at: int) -> Card: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Card]: ...
    def __getitem__(self, at: int | slice) -> Card | Sequence[Card]:
        if isinstance(at, slice):
            return _Made(self._documents[at], self._make)
        return self._make(self._documents[at])

    def __len__(self) -> int:
        return len(self._documents)


class Cards:
    """The cards of one view; each is made once. `row` makes a row of one, as HTML."""

    def __init__(self, editor: Editor, row: Callable[[Card], str]) -> None:
        self._editor = editor
        self._made: dict[str, Card] = {}
        self._row = row
        self._year = 0
        self._rows: dict[str, str] = {}
        """Those of one year, by the paths of documents: they are the same in every list."""

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

    def all_of(self, year: int, documents: Sequence[AnyDocument]) -> YearOfCards:
        """The cards of documents of a year, with their rows."""
        known, rows = self._rows_of(year), []
        for document in documents:
            row = known.get(document.path)
            if row is None:
                row = known[document.path] = self._row(card_of(document, self._editor))
            rows.append(row)
        cards = _Made(documents, self.card)
        return YearOfCards(year=year, cards=cards, rows=Markup("").join(map(Markup, rows)))

    def take(self, year: int, rows: Mapping[str, bytes]) -> None:
        """Know rows of a year as an earlier page had them."""
        known = self._rows_of(year)
        for path, row in rows.items():
            known.setdefault(path, row.decode())

    def parts(self, year: int, documents: Iterable[AnyDocument], content: bytes) -> Iterator[Part]:
        """Where the rows stand in a page that was made of `all_of`."""
        known, end = self._rows_of(year), 0
        for document in documents:
            row = known[document.path].encode()
            start = content.find(row, end)
            if start < 0:  # a template of somebody's own has other rows
                return
            end = start + len(row)
            yield Part(document.path, start, end)

    def _rows_of(self, year: int) -> dict[str, str]:
        """The rows of a year, kept as long as pages of the same are made."""
        if year != self._year:
            self._year, self._rows = year, {}
        return self._rows
