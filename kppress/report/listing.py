"""The list of documents, for people and machines."""

import json
from collections.abc import Sequence
from datetime import datetime

from rich.table import Table
from rich.text import Text

from kppress.locale.words import phrases
from kppress.model.listing import Row
from kppress.model.moment import iso

_STYLES = {"faulty": "red", "draft": "dim", "embargoed": "yellow", "in_force": "bold"}


def _minute(at: datetime | None) -> str:
    """`2018-07-09 06:00`: what one types into a file. A page may have been there always."""
    return f"{at:%Y-%m-%d %H:%M}" if at is not None and at.year > 1 else ""


def table(rows: Sequence[Row], language: str, width: int) -> Table:
    """State, when, headline and file, in the columns of a terminal."""
    words = phrases("cli", language)
    grid = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0), width=width)
    grid.add_column(no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for row in rows:
        state = Text(words[f"list.{row.state}"], style=_STYLES.get(row.state, ""))
        what = Text(row.document.title or row.document.slug)
        if row.until:
            what.append(f" ({words['list.until'].format(moment=_minute(row.until))})")
        what.append(f"\n{row.document.path}", style="dim")
        grid.add_row(state, Text(_minute(row.moment)), what)
    return grid


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
