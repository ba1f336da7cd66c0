"""The list of documents, for people and machines."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from textwrap import wrap

from rich.cells import cell_len
from rich.text import Text

from kppress.locale.words import phrases
from kppress.model.listing import Row
from kppress.model.moment import iso
from kppress.report.text import visible

_STYLES = {"faulty": "red", "draft": "dim", "embargoed": "yellow", "in_force": "bold"}

MOMENT = 16
"""Columns of `2018-07-09 06:00`."""
HEADLINE = 30
"""Columns in which a headline is still easy to read."""


def _minute(at: datetime | None) -> str:
    """`2018-07-09 06:00`: what one types into a file. A page may have been there always."""
    return f"{at:%Y-%m-%d %H:%M}" if at is not None and at.year > 1 else ""


def lines(rows: Sequence[Row], language: str, width: int | None) -> Iterator[Text]:
    """State, when and headline, and below it the file, which can be copied whole.

    `width` is that of the terminal, in columns; None never wraps. Where the headline would have
    too little room beside the rest it stands below it.
    """
    words = phrases("cli", language)
    states = {row.state: words[f"list.{row.state}"] for row in rows}
    first = max(map(cell_len, states.values()), default=0) + 2
    indent = first + MOMENT + 2
    if width is not None and width - indent < HEADLINE:
        indent = 2
    for row in rows:
        head = Text(states[row.state], style=_STYLES.get(row.state, ""))
        if moment := _minute(row.moment):
            head.append(f"{' ' * (first - head.cell_len)}{moment}", style="not dim not bold")
        title = row.document.title or row.document.slug
        if row.until:
            title += f" ({words['list.until'].format(moment=_minute(row.until))})"
        wrapped = wrap(title, width - indent) if width else [title]
        if indent > 2:
            head.append(f"{' ' * (indent - head.cell_len)}{wrapped[0]}", style="not dim not bold")
            del wrapped[0]
        yield head
        yield from (Text(f"{' ' * indent}{line}") for line in wrapped)
        path = visible(row.document.path)
        fits = width is None or indent + cell_len(path) <= width
        yield Text(f"{' ' * (indent if fits else 2)}{path}", style="dim")


def as_json(rows: Sequence[Row]) -> str:
    """One object a document."""
    documents = [
        {
            "state": row.state,
            "type": row.document.type.value,
            "language": row.document.lang,
            "title": row.document.title,
            "file": row.document.path,
            "id": row.document.id,
            "public": iso(row.moment) if row.moment and row.moment.year > 1 else None,
            "until": iso(row.until) if row.until else None,
        }
        for row in rows
    ]
    return json.dumps({"version": 1, "documents": documents}, ensure_ascii=False, indent=2)
