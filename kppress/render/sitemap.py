"""The sitemap (sitemaps.org 0.9) and robots.txt."""

from collections.abc import Iterable

from lxml import etree

from kppress.model.artifact import Artifact
from kppress.model.edition import Edition
from kppress.render.edition import Editor

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(editions: Iterable[Edition], fronts: Iterable[str]) -> Artifact:
    """Every document's own address, and the front pages. `fronts` are URLs."""
    root = etree.Element(f"{{{_NAMESPACE}}}urlset", nsmap={None: _NAMESPACE})
    for url in fronts:
        _entry(root, url, "")
    for edition in editions:
        _entry(root, edition.url, edition.modified)
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Artifact(path="sitemap.xml", content=text)


def _entry(root: etree._Element, url: str, modified: str) -> None:
    entry = etree.SubElement(root, f"{{{_NAMESPACE}}}url")
    etree.SubElement(entry, f"{{{_NAMESPACE}}}loc").text = url
    if modified:
        etree.SubElement(entry, f"{{{_NAMESPACE}}}lastmod").text = modified


def robots(editor: Editor) -> Artifact:
    """Everyone is welcome, and told of the sitemap."""
    text = f"User-agent: *\nAllow: /\n\nSitemap: {editor.addresses.absolute('/sitemap.xml')}\n"
    return Artifact(path="robots.txt", content=text.encode())
