"""The feed of alerts: Atom, each entry with the CAP file of a notice.

Unlike the feeds of feeds/*.toml it needs no definition, and readers of a language are also told of
the notices that have no edition in it.
"""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from kppress.locale.words import phrases
from kppress.model.address import file_of
from kppress.model.artifact import Artifact
from kppress.model.document import Notice
from kppress.model.feed import Feed
from kppress.model.term import Kind
from kppress.model.words import Words
from kppress.render.cap import MEDIA_TYPE, sent
from kppress.render.edition import Editor
from kppress.render.feed import Item, entry_links, generator
from kppress.render.feed_fixes import AtomLink

NAME = "atom.xml"
LIMIT = 50


def alerts_path(editor: Editor, language: str) -> str:
    """`/meddelanden/atom.xml`, `/en/notices/atom.xml`."""
    return editor.addresses.section("notice", language) + NAME


def alerts_feed(editor: Editor, language: str) -> Artifact:
    """Every notice, newest first, updates and cancellations included."""
    told = [
        (moment, document)
        for document in editor.view.told_in(language)
        if isinstance(document, Notice) and (moment := sent(document, editor))
    ]
    told.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    feed = _feed(editor, language)
    items = [_Alert(document, moment, editor, feed) for moment, document in told[:LIMIT]]
    path = alerts_path(editor, language)
    address = editor.addresses.absolute
    made = generator(feed, items, editor)
    made.fixes.links = (
        AtomLink(rel="self", href=address(path), type="application/atom+xml"),
        AtomLink(rel="alternate", href=address(path.removesuffix(NAME)), type="text/html"),
        *([AtomLink(rel="hub", href=hub)] if (hub := editor.settings.feeds.hub) else []),
    )
    for item in items:
        edition = item.edition
        entry = made.add_entry(order="append")
        entry.id(edition.id)
        entry.title(edition.title)
        entry.published(item.published)
        entry.updated(item.updated)
        entry.summary(item.summary)
        # feedgen wants a link here; what stands in the feed are those of the extension.
        entry.link(href=edition.url, rel="alternate")
        entry.fixes.links = item.links
    return Artifact(path=file_of(path), content=bytes(made.atom_str(pretty=True)))


class _Alert(Item):
    """A notice as an entry: it moves when its alert does."""

    def __init__(self, notice: Notice, moment: datetime, editor: Editor, feed: Feed) -> None:
        super().__init__(notice, editor.edition(notice), feed)
        self.updated = moment
        view = self.edition.notice
        assert view is not None
        self.summary = " ".join(text for text in (self.edition.summary, view.instruction) if text)
        alert = (
            AtomLink(rel="alternate", href=view.cap.url, type=MEDIA_TYPE, title=view.cap.title)
            if view.cap
            else None
        )
        page, *others = (link for link in entry_links(self.edition) if link.rel == "alternate")
        self.links = (page, *([alert] if alert else []), *others)


def _feed(editor: Editor, language: str) -> Feed:
    title = phrases("terms", language)["page.page_of_notices"]
    name = editor.settings.newsroom.name.in_language(language)
    told = Words(((language, f"{title} – {name}"),))
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
    )
