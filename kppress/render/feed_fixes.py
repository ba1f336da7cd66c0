"""Where feedgen errs or stops short, mended by its own extension mechanism.

feedgen 1.0 drops rel, type and length of an Atom entry's links (its issues 135 and 143), gives
Atom summaries no type, loses RSS authors that have no e-mail address, and knows neither archives
(RFC 5005) nor style sheets.
"""

from collections.abc import Mapping
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree
from msgspec import Struct

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
HISTORY = "http://purl.org/syndication/history/1.0"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class AtomLink(Struct, frozen=True, kw_only=True):
    """An Atom link (RFC 4287, 4.2.7)."""

    rel: str
    href: str
    type: str = ""
    hreflang: str = ""
    length: int | None = None
    title: str = ""

    def element(self, namespace: str = "") -> etree._Element:
        """The link as XML. feedgen's own Atom elements have no namespace object, only `xmlns`."""
        element = etree.Element(f"{namespace}link", rel=self.rel, href=self.href)
        for name in ("type", "hreflang", "length", "title"):
            value = getattr(self, name)
            if value not in ("", None):
                element.set(name, str(value))
        return element


class MediaContent(Struct, frozen=True, kw_only=True):
    """A picture with what is said of it (Media RSS 1.5.1)."""

    url: str
    type: str
    length: int
    width: int | None
    height: int | None
    alt: str
    caption: str
    credit: str
    licence: str

    def element(self) -> etree._Element:
        """The picture as XML."""
        element = etree.Element(f"{{{MEDIA}}}content", url=self.url, type=self.type, medium="image")
        for name, value in (
            ("fileSize", self.length),
            ("width", self.width),
            ("height", self.height),
        ):
            if value:
                element.set(name, str(value))
        for name, text, attributes in (
            ("title", self.caption, {"type": "plain"}),
            ("description", self.alt, {"type": "plain"}),
            ("credit", self.credit, {"role": "photographer"}),
            ("copyright", self.licence, {}),
        ):
            if text:
                etree.SubElement(element, f"{{{MEDIA}}}{name}", attributes).text = text
        return element


class ChannelFixes(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """For the feed as a whole."""

    namespaces: Mapping[str, str] = {}
    links: tuple[AtomLink, ...] = ()
    archive: bool = False

    def extend_ns(self) -> dict[str, str]:
        """The prefixes that stand at the root."""
        return dict(self.namespaces)

    def extend_rss(self, feed: Any) -> Any:
        """Links to itself and to the hub, as Atom's elements in the channel."""
        for link in reversed(self.links):
            feed[0].insert(3, link.element(ATOM))
        return feed

    def extend_atom(self, feed: Any) -> Any:
        """All links, with whatever they say, and the mark of an archive (RFC 5005, 4)."""
        for link in self.links:
            feed.append(link.element())
        if self.archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        return feed


class EntryFixes(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """For each item."""

    links: tuple[AtomLink, ...] = ()
    creator: str = ""
    pictures: tuple[MediaContent, ...] = ()
    updated: str = ""
    lang: str = ""
    """Where it is not the feed's."""

    def extend_atom(self, entry: Any) -> Any:
        """Links as they were meant, and the summary with its type."""
        for link in entry.findall("link"):
            entry.remove(link)
        for link in self.links:
            entry.append(link.element())
        for summary in entry.findall("summary"):
            summary.set("type", "text")
        if self.lang:
            entry.set(LANG, self.lang)
        return entry

    def extend_rss(self, item: Any) -> Any:
        """The author by name, as RSS's own element wants an e-mail address; pictures; the change.

        RSS has no moment of a change of its own, and readers take Atom's.
        """
        if self.creator:
            etree.SubElement(item, f"{{{DC}}}creator").text = self.creator
        if self.updated:
            etree.SubElement(item, f"{ATOM}updated").text = self.updated
        item.extend(picture.element() for picture in self.pictures)
        return item


def styled(xml: bytes, sheet: str) -> bytes:
    """The same with a style sheet for browsers, below the XML's first line.

    `sheet` is a path on the same host, to CSS: XSLT has left the browsers.
    """
    first, end, rest = xml.partition(b"?>\n")
    mark = f'<?xml-stylesheet type="text/css" href="{sheet}"?>\n'.encode()
    return first + end + mark + rest
