"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 from feeds/*.toml.

One item has the same id, moment and title in all three; the id is the document's own and never
follows its address.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from markupsafe import escape

from kppress.locale.words import Phrases, phrases
from kppress.model.address import file_of
from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument
from kppress.model.edition import Edition, Media
from kppress.model.feed import Feed
from kppress.render.edition import Editor
from kppress.render.feed_fixes import AtomLink, ChannelFixes, EntryFixes

EMPTY = datetime(1970, 1, 1, tzinfo=UTC)
"""Atom wants a moment of every feed, also of one that has no item yet."""


def moved(document: AnyDocument) -> datetime:
    """What feeds sort by: the later of first public moment and last correction of substance."""
    moments = [m for m in (document.first_public, document.last_correction) if m is not None]
    return max(moments, default=EMPTY)


def feed_artifacts(feed: Feed, editor: Editor) -> Iterator[Artifact]:
    """The three files of a feed."""
    chosen = sorted(
        (d for d in editor.view.documents if feed.selects(d)),
        key=lambda d: (moved(d), d.id),
        reverse=True,
    )[: feed.limit]
    items = [Item(d, editor.edition(d), feed) for d in chosen]
    folder = editor.addresses.feed(feed.name)
    for name, content in (
        ("rss.xml", _rss(feed, items, editor)),
        ("atom.xml", _atom(feed, items, editor)),
        ("feed.json", _json(feed, items, editor)),
    ):
        yield Artifact(path=file_of(folder + name), content=content)


class Item:
    """A document as an item of a feed."""

    def __init__(self, document: AnyDocument, edition: Edition, feed: Feed) -> None:
        self.edition = edition
        self.published = document.first_public or EMPTY
        changed = document.last_changed
        self.updated = max(self.published, changed.at) if changed else self.published
        self.content = content_html(edition) if feed.full else ""


def content_html(edition: Edition) -> str:
    """The whole document as HTML: corrections first, and nothing that a reader must fetch."""
    words = phrases("terms", edition.lang)
    parts = [
        f"<p><strong>{escape(c.label)} {escape(c.at.text)}:</strong> {escape(c.note)}</p>"
        for c in edition.corrections
        if c.note
    ]
    parts += _notice_html(edition)
    if edition.lead:
        parts.append(f"<p><strong>{escape(edition.lead)}</strong></p>")
    if edition.lead_image:
        parts.append(_figure(edition.lead_image))
    parts.append(edition.body_html)
    parts += _occasion_html(edition)
    parts += [_figure(image) for image in edition.images[1:]]
    if edition.attachments:
        links = "".join(
            f'<li><a href="{escape(a.url)}">{escape(a.title)}</a> ({escape(a.size_text)})</li>'
            for a in edition.attachments
        )
        parts.append(f"<h2>{escape(words['feed.attachments'])}</h2><ul>{links}</ul>")
    parts += _contacts_html(edition, words)
    return "\n".join(part for part in parts if part)


def _figure(image: Media) -> str:
    shown = image.preview
    pixels = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
    said = " ".join(part for part in (image.caption, image.credit) if part)
    caption = f"<figcaption>{escape(said)}</figcaption>" if said else ""
    return (
        f'<figure><img src="{escape(shown.url)}" alt="{escape(image.alt)}"{pixels}>'
        f"{caption}</figure>"
    )


def _notice_html(edition: Edition) -> list[str]:
    notice = edition.notice
    if notice is None:
        return []
    said = [notice.severity_label, notice.validity, notice.instruction, notice.issuer]
    return [f"<p>{escape(text)}</p>" for text in said if text]


def _occasion_html(edition: Edition) -> list[str]:
    occasion = edition.occasion
    if occasion is None:
        return []
    said = [occasion.when, occasion.place, occasion.address, *occasion.programme]
    return ["<p>" + "<br>".join(str(escape(text)) for text in said if text) + "</p>"]


def _contacts_html(edition: Edition, words: Phrases) -> list[str]:
    parts = [f"<h2>{escape(words['feed.contacts'])}</h2>"] if edition.contacts else []
    for group in edition.contacts:
        if group.label:
            parts.append(f"<h3>{escape(group.label)}</h3>")
        people = []
        for person in group.people:
            said = [person.name, person.role, person.organisation, person.phone]
            lines = [str(escape(text)) for text in said if text]
            if person.email:
                address = escape(person.email)
                lines.append(f'<a href="mailto:{address}">{address}</a>')
            people.append(f"<li>{', '.join(lines)}</li>")
        parts.append(f"<ul>{''.join(people)}</ul>")
    return parts


def generator(feed: Feed, items: Sequence[Item], editor: Editor) -> Any:
    """What RSS and Atom share. Each format needs a generator of its own."""
    from feedgen.feed import FeedGenerator  # late: 80 ms

    made = FeedGenerator()
    made.register_extension("fixes", ChannelFixes, EntryFixes)
    made.id(feed.id)
    made.title(feed.title.in_language(feed.language))
    made.subtitle(_description(feed))
    made.description(_description(feed))
    made.language(feed.language)
    made.updated(max((item.updated for item in items), default=EMPTY))
    made.lastBuildDate(max((item.updated for item in items), default=EMPTY))
    made.generator("kppress")
    newsroom = editor.settings.newsroom
    author = {"name": newsroom.name.in_language(feed.language)}
    made.author({**author, "email": newsroom.email} if newsroom.email else author)
    made.managingEditor(None)
    return made


def _links(feed: Feed, editor: Editor, name: str, type: str) -> tuple[AtomLink, ...]:
    address = editor.addresses.feed(feed.name)
    own = AtomLink(rel="self", href=editor.addresses.absolute(address + name), type=type)
    hub = editor.settings.feeds.hub
    return (own, AtomLink(rel="hub", href=hub)) if hub else (own,)


def _front(feed: Feed, editor: Editor) -> str:
    return editor.addresses.absolute(editor.addresses.front(feed.language))


def _description(feed: Feed) -> str:
    return feed.description.in_language(feed.language) or feed.title.in_language(feed.language)


def _rss(feed: Feed, items: list[Item], editor: Editor) -> bytes:
    made = generator(feed, items, editor)
    made.link(href=_front(feed, editor), rel="alternate")
    made.fixes.links = _links(feed, editor, "rss.xml", "application/rss+xml")
    for item in items:
        edition = item.edition
        entry = made.add_entry(order="append")
        entry.guid(edition.id, permalink=False)
        entry.title(edition.title)
        entry.link(href=edition.url)
        entry.published(item.published)
        entry.description(edition.summary)
        if item.content:
            entry.content(item.content.replace("]]>", "]]&gt;"), type="CDATA")
        entry.fixes.creator = edition.organisation
        for topic, key in _topics(edition):
            # feedgen takes an RSS category's text from the label.
            entry.category(term=key, scheme=topic.url, label=topic.title)
        if image := edition.lead_image:
            entry.enclosure(image.url, str(image.size), image.type)
    return bytes(made.rss_str(pretty=True))


def _atom(feed: Feed, items: list[Item], editor: Editor) -> bytes:
    made = generator(feed, items, editor)
    made.fixes.links = (
        *_links(feed, editor, "atom.xml", "application/atom+xml"),
        AtomLink(rel="alternate", href=_front(feed, editor), type="text/html"),
    )
    for item in items:
        edition = item.edition
        entry = made.add_entry(order="append")
        entry.id(edition.id)
        entry.title(edition.title)
        entry.published(item.published)
        entry.updated(item.updated)
        entry.link(href=edition.url, rel="alternate")
        entry.summary(edition.summary)
        if item.content:
            entry.content(item.content, type="html")
        for topic, key in _topics(edition):
            entry.category(term=key, scheme=_front(feed, editor), label=topic.title)
        entry.fixes.links = entry_links(edition)
    return bytes(made.atom_str(pretty=True))


def entry_links(edition: Edition) -> tuple[AtomLink, ...]:
    """An entry's page, its translations and its files."""
    own = AtomLink(rel="alternate", href=edition.url, type="text/html", hreflang=edition.lang)
    translated = (
        AtomLink(rel="alternate", href=link.url, type="text/html", hreflang=link.lang)
        for link in edition.translations
    )
    files = (
        AtomLink(rel="enclosure", href=m.url, type=m.type, length=m.size, title=m.title)
        for m in (*edition.images[:1], *edition.attachments)
    )
    return (own, *translated, *files)


def _topics(edition: Edition) -> Iterator[tuple[Any, str]]:
    """The topics, each with its id, which its address ends with."""
    for topic in edition.topics:
        yield topic, topic.path.rstrip("/").rpartition("/")[2]


def _json(feed: Feed, items: list[Item], editor: Editor) -> bytes:
    folder = editor.addresses.feed(feed.name)
    newsroom = editor.settings.newsroom
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title.in_language(feed.language),
        "home_page_url": _front(feed, editor),
        "feed_url": editor.addresses.absolute(folder + "feed.json"),
        "description": _description(feed),
        "language": feed.language,
        "authors": [
            {"name": newsroom.name.in_language(feed.language), "url": _front(feed, editor)}
        ],
        "items": [_json_item(item) for item in items],
    }
    if hub := editor.settings.feeds.hub:
        data["hubs"] = [{"type": "WebSub", "url": hub}]
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(item: Item) -> dict[str, Any]:
    edition = item.edition
    found: dict[str, Any] = {
        "id": edition.id,
        "url": edition.url,
        "title": edition.title,
        "summary": edition.summary,
        "content_html": item.content,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "language": edition.lang,
        "authors": [{"name": edition.organisation}],
        "tags": [topic.title for topic in edition.topics],
        "image": edition.lead_image.preview.url if edition.lead_image else "",
        "attachments": [
            {"url": m.url, "mime_type": m.type, "title": m.title, "size_in_bytes": m.size}
            for m in (*edition.images[:1], *edition.attachments)
        ],
    }
    if not item.content:
        found["content_text"] = edition.summary
    return {key: value for key, value in found.items() if value}  # the format forbids empty ones
