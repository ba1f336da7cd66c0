"""Where feedgen errs, mended by its own extension mechanism.

feedgen 1.0 drops rel, type and length of an Atom entry's links (its issues 135 and 143), gives
Atom summaries no type, and loses RSS authors that have no e-mail address.
"""

from dataclasses import dataclass
from typing import Any

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "http://purl.org/dc/elements/1.1/"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomLink:
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


class ChannelFixes(BaseExtension):  # type: ignore[misc] # feedgen has no types
    """For the feed as a whole."""

    links: tuple[AtomLink, ...] = ()

    def extend_ns(self) -> dict[str, str]:
        """Dublin Core names the authors of RSS items."""
        return {"dc": DC}

    def extend_rss(self, feed: Any) -> Any:
        """Links to itself and to the hub, as Atom's elements in the channel."""
        for link in reversed(self.links):
            feed[0].insert(3, link.element(ATOM))
        return feed

    def extend_atom(self, feed: Any) -> Any:
        """All links, with whatever they say."""
        for link in self.links:
            feed.append(link.element())
        return feed


class EntryFixes(BaseEntryExtension):  # type: ignore[misc] # feedgen has no types
    """For each item."""

    links: tuple[AtomLink, ...] = ()
    creator: str = ""

    def extend_atom(self, entry: Any) -> Any:
        """Links as they were meant, and the summary with its type."""
        for link in entry.findall("link"):
            entry.remove(link)
        for link in self.links:
            entry.append(link.element())
        for summary in entry.findall("summary"):
            summary.set("type", "text")
        return entry

    def extend_rss(self, item: Any) -> Any:
        """The author by name: RSS's own element wants an e-mail address."""
        if self.creator:
            etree.SubElement(item, f"{{{DC}}}creator").text = self.creator
        return item
