"""The feed of alerts: Atom, each entry with the CAP file of a notice.

Unlike the feeds of feeds/*.toml it needs no definition, and readers of a language are also told of
the notices that have no edition in it.
"""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from msgspec.structs import replace

from kppress.locale.words import phrases
from kppress.model.address import file_of
from kppress.model.artifact import Artifact
from kppress.model.document import Notice
from kppress.model.feed import REMEMBERED, Feed
from kppress.model.term import Kind
from kppress.model.view import Tombstone
from kppress.model.words import Words
from kppress.render.cap import MEDIA_TYPE, sent
from kppress.render.edition import Editor
from kppress.render.feed_fixes import AtomLink
from kppress.render.feed_item import Item, item_of, item_of_tombstone
from kppress.render.feed_xml import ATOM, again, atom, atom_entry, entry_links, newest

NAME = "atom.xml"
LIMIT = 50


def alerts_path(editor: Editor, language: str) -> str:
    """`/meddelanden/atom.xml`, `/en/notices/atom.xml`."""
    return editor.addresses.section("notice", language) + NAME


def alerts_feed(editor: Editor, language: str) -> Artifact:
    """Every notice, newest first: updates, cancellations, and what was withdrawn of late."""
    view = editor.view
    told: list[tuple[datetime, str, Notice | Tombstone]] = [
        (moment, document.id, document)
        for document in view.told_in(language)
        if isinstance(document, Notice) and (moment := sent(document, editor))
    ]
    told += [
        (stone.at.at, stone.id, stone)
        for stone in view.withdrawn_in(language)
        if stone.at.at + REMEMBERED > view.now
    ]
    told.sort(key=lambda one: one[:2], reverse=True)
    feed = _feed(editor, language)
    items = [_item(one, moment, editor) for moment, _, one in told[:LIMIT]]
    path = alerts_path(editor, language)
    address = editor.addresses.absolute
    links = (
        AtomLink(rel="self", href=address(path), type=ATOM),
        AtomLink(rel="alternate", href=address(path.removesuffix(NAME)), type="text/html"),
        *([AtomLink(rel="hub", href=feed.hub)] if feed.hub else []),
    )
    entries = (atom_entry(item, feed, links=_links(item), categories=False) for item in items)
    content = atom(feed, entries, newest(items), editor, links).content
    return Artifact(path=file_of(path), content=content)


def _item(told: Notice | Tombstone, moment: datetime, editor: Editor) -> Item:
    if isinstance(told, Tombstone):
        return item_of_tombstone(told, editor)
    return _alert(told, moment, editor)


def _alert(notice: Notice, moment: datetime, editor: Editor) -> Item:
    """A notice as an entry: it moves when its alert does."""
    item = item_of(notice, editor)
    view = editor.edition(notice).notice
    assert view is not None
    summary = " ".join(text for text in (item.summary, view.instruction) if text)
    return replace(item, updated=moment, summary=summary)


def _links(item: Item) -> tuple[AtomLink, ...]:
    """The page, the alert and the translations; a warning system takes no enclosures."""
    page, *others = (link for link in entry_links(item) if link.rel == "alternate" and link.type)
    cap = item.edition.notice.cap if item.edition and item.edition.notice else None
    if cap:
        others.insert(0, AtomLink(rel="alternate", href=cap.url, type=MEDIA_TYPE, title=cap.title))
    return (page, *others, *again(item, others))


def alerts_title(editor: Editor, language: str) -> str:
    """`Viktiga meddelanden – Växjö kommun`."""
    title = phrases("terms", language)["page.page_of_notices"]
    return f"{title} – {editor.settings.newsroom.name.in_language(language)}"


def _feed(editor: Editor, language: str) -> Feed:
    told = Words(((language, alerts_title(editor, language)),))
    key = f"{editor.settings.identity}|alerts|{language}"
    return Feed(
        name="",
        id=f"urn:uuid:{uuid5(NAMESPACE_URL, key)}",
        title=told,
        description=told,
        language=language,
        kinds=(Kind.NOTICE,),
        limit=LIMIT,
        full=False,
        hub=editor.settings.feeds.hub or "",
    )
