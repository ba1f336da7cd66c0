"""All feeds in one file that readers take in at once: OPML 2.0 (opml.org)."""

from collections.abc import Mapping

from lxml import etree

from kppress.model.artifact import Artifact
from kppress.render.alerts import alerts_path, alerts_title
from kppress.render.edition import Editor
from kppress.render.feed_xml import description

PATH = "/feeds/opml.xml"


def opml(editor: Editor) -> Artifact:
    """The feeds of feeds/*.toml in the newsroom's order of languages, then those of the notices."""
    settings, addresses = editor.settings, editor.addresses
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    title = settings.newsroom.title.in_language(settings.language)
    etree.SubElement(head, "title").text = title
    body = etree.SubElement(root, "body")
    for language in settings.languages:
        front = addresses.absolute(addresses.front(language))
        for feed in editor.view.feeds:
            if feed.language == language:
                address = addresses.absolute(addresses.feed(feed.name) + "rss.xml")
                told = {"description": description(feed), "version": "RSS2"}
                _outline(body, feed.title.in_language(language), address, front, language, told)
        address = addresses.absolute(alerts_path(editor, language))
        _outline(body, alerts_title(editor, language), address, front, language, {})
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Artifact(path=PATH.lstrip("/"), content=content)


def _outline(
    body: etree._Element,
    title: str,
    address: str,
    front: str,
    language: str,
    told: Mapping[str, str],
) -> None:
    """A subscription list's outline: `type`, `text` and `xmlUrl` are required.

    `version` knows no Atom and is left out there.
    """
    outline = etree.SubElement(body, "outline", type="rss", text=title, title=title)
    for name, value in {**told, "language": language}.items():
        outline.set(name, value)
    outline.set("xmlUrl", address)
    outline.set("htmlUrl", front)
