"""Sitemaps (sitemaps.org 0.9), with translations and news, and robots.txt."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from lxml import etree
from markupsafe import escape

from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument, Page
from kppress.model.edition import Link
from kppress.model.opening import FRESH
from kppress.render.changes import modified
from kppress.render.edition import Editor

MOST = 50_000
"""Addresses of one file; beyond that an index names several."""
LARGEST = 50 * 1024 * 1024 - 10_000
"""Bytes of one file, less what stands around the addresses."""
MOST_NEWS = 1_000
"""Of the news sitemap, by Google's rules."""

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_HTML = "http://www.w3.org/1999/xhtml"
_TOP = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="{_MAP}" xmlns:xhtml="{_HTML}">
""".encode()
_LAST = b"</urlset>\n"


def sitemaps(editor: Editor, most: int = MOST) -> Iterator[Artifact]:
    """`sitemap.xml`: the front pages and every document's own address, oldest first.

    With more than `most` addresses it is the index of `sitemap-1.xml` and on, of which a new
    document changes the last alone.
    """
    parts = list(_parted(_entries(editor), most))
    if len(parts) <= 1:
        yield _file("sitemap.xml", [entry for part in parts for entry, _ in part])
        return
    index = etree.Element(f"{{{_MAP}}}sitemapindex", nsmap={None: _MAP})
    for number, part in zip(count(1), parts, strict=False):
        name = f"sitemap-{number}.xml"
        yield _file(name, [entry for entry, _ in part])
        below = etree.SubElement(index, f"{{{_MAP}}}sitemap")
        etree.SubElement(below, f"{{{_MAP}}}loc").text = editor.addresses.absolute(f"/{name}")
        if latest := max(last for _, last in part):
            etree.SubElement(below, f"{{{_MAP}}}lastmod").text = latest
    yield Artifact(path="sitemap.xml", content=_bytes(index))


def news_sitemap(editor: Editor) -> Artifact:
    """What became public within two days. Without news it is empty, and stays where it is."""
    view, newsroom = editor.view, editor.settings.newsroom
    fresh = (
        document
        for document in view.documents
        if not isinstance(document, Page)
        and document.first_public
        and document.first_public <= view.now < document.first_public + FRESH
    )
    root = etree.Element(f"{{{_MAP}}}urlset", nsmap={None: _MAP, "news": _NEWS})
    for document, _ in zip(fresh, range(MOST_NEWS), strict=False):
        assert document.first_public is not None
        entry = etree.SubElement(root, f"{{{_MAP}}}url")
        etree.SubElement(entry, f"{{{_MAP}}}loc").text = _url(document, editor)
        news = etree.SubElement(entry, f"{{{_NEWS}}}news")
        publication = etree.SubElement(news, f"{{{_NEWS}}}publication")
        title = newsroom.title.in_language(document.lang)
        etree.SubElement(publication, f"{{{_NEWS}}}name").text = title
        language = document.lang.partition("-")[0]  # ISO 639, without a country
        etree.SubElement(publication, f"{{{_NEWS}}}language").text = language
        date = document.first_public.isoformat()
        etree.SubElement(news, f"{{{_NEWS}}}publication_date").text = date
        etree.SubElement(news, f"{{{_NEWS}}}title").text = document.title
    return Artifact(path="sitemap-news.xml", content=_bytes(root))


def with_document(
    content: bytes, document: AnyDocument, newer: AnyDocument | None, editor: Editor
) -> bytes | None:
    """`sitemap.xml` with one document more: before that which is `newer`, or else the last.

    None where that takes more: an index, a file that is full or one of somebody else.
    """
    entry, _ = _entry_of(document, editor)
    before = _start(_url(newer, editor)).encode() if newer else _LAST
    at = content.rfind(before)
    full = content.count(b"<url>") >= MOST or len(content) + len(entry) > LARGEST
    if full or at < 0 or not content.startswith(_TOP) or not content.endswith(_LAST):
        return None
    return content[:at] + entry + content[at:]


def _entries(editor: Editor) -> Iterator[tuple[bytes, str]]:
    """Each address as XML, and when it last changed."""
    addresses, languages = editor.addresses, editor.settings.languages
    fronts = [editor.link("", addresses.front(language), language) for language in languages]
    for link in fronts:
        yield _entry(link.url, "", fronts if len(fronts) > 1 else ()), ""
    for document in reversed(editor.view.documents):
        yield _entry_of(document, editor)


def _entry_of(document: AnyDocument, editor: Editor) -> tuple[bytes, str]:
    last, others = modified(document), editor.translations(document)
    # Its own language included, as each has to name all (Google, localized versions).
    alternates = (editor.link_to(document), *others) if others else ()
    return _entry(_url(document, editor), last, alternates), last


def _url(document: AnyDocument, editor: Editor) -> str:
    return editor.addresses.absolute(editor.address(document))


def _entry(url: str, changed: str, alternates: Iterable[Link]) -> bytes:
    # As text, since tens of thousands may share the prefix that the file's first element declares.
    last = f"<lastmod>{escape(changed)}</lastmod>" if changed else ""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{escape(link.lang)}" href="{escape(link.url)}"/>'
        for link in alternates
    )
    return f"{_start(url)}{last}{others}</url>\n".encode()


def _start(url: str) -> str:
    return f"<url><loc>{escape(url)}</loc>"


def _parted(entries: Iterable[tuple[bytes, str]], most: int) -> Iterator[list[tuple[bytes, str]]]:
    part: list[tuple[bytes, str]] = []
    size = 0
    for entry in entries:
        if part and (len(part) >= most or size + len(entry[0]) > LARGEST):
            yield part
            part, size = [], 0
        part.append(entry)
        size += len(entry[0])
    if part:
        yield part


def _file(name: str, entries: Iterable[bytes]) -> Artifact:
    return Artifact(path=name, content=b"".join((_TOP, *entries, _LAST)))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def robots(editor: Editor) -> Artifact:
    """Everyone is welcome, and told of the sitemaps."""
    maps: Mapping[str, str] = {
        name: editor.addresses.absolute(f"/{name}") for name in ("sitemap.xml", "sitemap-news.xml")
    }
    lines = "".join(f"Sitemap: {url}\n" for url in maps.values())
    return Artifact(path="robots.txt", content=f"User-agent: *\nAllow: /\n\n{lines}".encode())
