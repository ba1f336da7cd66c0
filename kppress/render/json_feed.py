"""JSON Feed 1.1 (jsonfeed.org), which forbids nulls and empty values."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from kppress.model.feed import Feed
from kppress.render.edition import Editor
from kppress.render.feed_file import FeedFile, in_a_row
from kppress.render.feed_item import Enclosure, Item, Piece
from kppress.render.feed_xml import description

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, pieces: Iterable[Piece], _: datetime, editor: Editor) -> FeedFile:
    """The feed, an item a line."""
    addresses = editor.addresses
    front = addresses.absolute(addresses.front(feed.language))
    name = editor.settings.newsroom.name.in_language(feed.language)
    head: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title.in_language(feed.language),
        "home_page_url": front,
        "feed_url": addresses.absolute(addresses.feed(feed.name) + "feed.json"),
        "description": description(feed),
        "language": feed.language,
        "authors": [{"name": name, "url": front}],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub else [],
    }
    lines = (
        piece if isinstance(piece, bytes) else _compact(_item(piece, full=feed.full)).encode()
        for piece in pieces
    )
    before = f'{_compact(head)[:-1]},"items":[\n'.encode()
    return in_a_row(before, lines, b"\n]}\n", between=b",\n")


def _compact(values: Mapping[str, Any]) -> str:
    """Without what is empty. Without indents, since only then json's fast encoder is used."""
    told = {key: value for key, value in values.items() if value}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _item(item: Item, *, full: bool) -> dict[str, Any]:
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html if full else "",
        "content_text": item.text if full else item.summary or item.title,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "language": item.lang,
        "authors": [{"name": item.creator}],
        "tags": list(dict.fromkeys(category.label for category in item.categories)),
        "image": item.picture.url if item.picture else "",
        "attachments": [_attachment(file) for file in item.files],
    }


def _attachment(file: Enclosure) -> dict[str, Any]:
    return {
        "url": file.url,
        "mime_type": file.type,
        "title": file.title,
        "size_in_bytes": file.length,
    }
