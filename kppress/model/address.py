"""Where everything stands on the site: the addresses of FORMAT.md, in one place.

Paths are relative to the site, begin with `/` and end with one where they name a page.
"""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, normpath
from unicodedata import normalize
from urllib.parse import quote, unquote

from msgspec import Struct

from kppress.model.document import Document, Notice, Page
from kppress.model.settings import Settings
from kppress.model.term import Kind

_SWEDISH: Mapping[str, str] = {
    Kind.RELEASE: "pressmeddelanden",
    Kind.INVITATION: "inbjudningar",
    Kind.NEWS: "nyheter",
    Kind.NOTICE: "meddelanden",
    "topics": "amnen",
    "regions": "regioner",
    "archive": "arkiv",
    "contact": "kontakt",
    "subscribe": "prenumerera",
    "search": "sok",
}
_ENGLISH: Mapping[str, str] = {
    Kind.RELEASE: "press-releases",
    Kind.INVITATION: "invitations",
    Kind.NEWS: "news",
    Kind.NOTICE: "notices",
    "topics": "topics",
    "regions": "regions",
    "archive": "archive",
    "contact": "contact",
    "subscribe": "subscribe",
    "search": "search",
}
NAVIGATION = (
    ("kinds.release", "release"),
    ("page.topics", "topics"),
    ("page.contact", "contact"),
    ("page.subscribe", "subscribe"),
)
"""The phrase and the section of each link of the menu, in its order."""


_PLAIN = re.compile(r"[A-Za-z0-9/~!$&'()*+,;=:@._-]*")


def lists_of(document: Document) -> Iterator[tuple[str, str]]:
    """The name and the key of each list by year that has a document with a date."""
    if not isinstance(document, Notice):
        yield from (("archive", ""), (document.type.value, ""))
    yield from (("topics", key) for key in dict.fromkeys(document.topics))
    yield from (("regions", key) for key in dict.fromkeys(document.regions))


class Addresses(Struct, frozen=True):
    """The addresses of one newsroom."""

    settings: Settings

    def front(self, language: str) -> str:
        """The front page: `/`, and `/en/` for every other language."""
        return "/" if language == self.settings.language else f"/{language.lower()}/"

    def section(self, name: str, language: str) -> str:
        """`/amnen/`, `/en/topics/` …; `name` is a key of the tables above."""
        words = _SWEDISH if language.partition("-")[0] == "sv" else _ENGLISH
        return f"{self.front(language)}{words[name]}/"

    def listing(self, name: str, language: str, key: str = "", year: int | None = None) -> str:
        """`/amnen/skola/`, `/amnen/skola/2018/`, `/arkiv/2018/`."""
        path = self.section(name, language)
        path += f"{key}/" if key else ""
        return path + (f"{year}/" if year else "")

    def document(self, document: Document) -> str:
        """The address of a document: by type and year, or directly below the front for pages."""
        if isinstance(document, Page):
            return f"{self.front(document.lang)}{document.slug}/"
        section = self.section(document.type, document.lang)
        return f"{section}{self.year(document)}/{document.slug}/"

    def year(self, document: Document) -> int:
        """The year, in the newsroom's zone, of a document's first public moment."""
        public = document.first_public
        return public.astimezone(self.settings.zone).year if public else 0

    def feed(self, name: str) -> str:
        """The page of a feed, below which its files stand."""
        return f"/feeds/{name}/"

    def feed_archive(self, name: str, year: int) -> str:
        """A year of a feed, in Atom."""
        return f"{self.feed(name)}{year}.xml"

    def reserved(self) -> frozenset[str]:
        """Addresses that no page may take."""
        languages = self.settings.languages
        sections = {self.section(name, language) for language in languages for name in _ENGLISH}
        fronts = {self.front(language) for language in languages}
        return frozenset(sections | fronts | {"/feeds/", "/static/", "/pagefind/"})

    def absolute(self, path: str) -> str:
        """The whole URL of a path, percent-encoded (RFC 3986)."""
        # Most paths are asked for several times, and have nothing to encode.
        plain = _PLAIN.fullmatch(path)
        return self.settings.base_url + (path if plain else quote(path, safe="/~!$&'()*+,;=:@-._"))


def source_target(source: str, target: str) -> str:
    """The path in the newsroom that a relative `target` in the file `source` means.

    Targets are addresses (CommonMark), so a blank in a file's name may be written `%20`. The path
    is in NFC, as those of `kppress.read.tree` are.
    """
    return normalize("NFC", normpath(f"{dirname(source)}/{unquote(target)}"))


def origin_and_path(url: str) -> tuple[str, str]:
    """`https://x.se/press` gives `https://x.se` and `/press`."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host}", f"{slash}{path}".rstrip("/")


def file_of_alias(alias: str) -> str:
    """The file in the output folder that answers to an old address: `/x/`, `/x` and `/x.html` do.

    Hosts take percent-encoding out of an address before they look for a file (RFC 3986, 2.4).
    """
    path = normalize("NFC", unquote(alias))
    parts = [part for part in path.split("/") if part]
    if path.endswith("/") or not parts or "." not in parts[-1]:
        parts.append("index.html")
    return "/".join(parts)


def file_of(path: str) -> str:
    """The file in the output folder that answers to a path."""
    relative = path.lstrip("/")
    return f"{relative}index.html" if path.endswith("/") else relative
