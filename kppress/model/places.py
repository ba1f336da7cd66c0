"""What stands on the site, so that a link into it is kept only where it leads to something."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from posixpath import normpath
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from kppress.model.address import Addresses
from kppress.model.document import AnyDocument, Notice, Page
from kppress.model.feed import Feed
from kppress.model.media import OWN_FILES, published_name
from kppress.model.named import named_files
from kppress.model.settings import Settings

FILES = frozenset({"notices.js", "robots.txt", "sitemap.xml", "sitemap-news.xml"})
"""What stands once, at the top of the site."""
FILES_OF_FRONT = frozenset({"404.html", "notices.json", "notices-now.js"})
"""What stands beside the front page of each language."""
SHARED = ("/static/", "/pagefind/")
"""Folders of what all pages share."""

# Browsers pass over what is invisible and take `\` for `/` (WHATWG URL, 4.4).
_INVISIBLE = re.compile("^[\x00-\x20]+|[\x00-\x20]+$|[\t\n\r]")
_ELSEWHERE = re.compile(r"(?P<scheme>https?):[/\\]*|[/\\]{2,}", re.IGNORECASE)


_PLAIN_HOST = re.compile(r"https?://[a-z0-9.-]+(?=[/?#]|\Z)")


class Own(NamedTuple):
    """The place on the site that a link means."""

    path: str
    """Decoded and without detours; `/` is the front."""
    more: str
    """The query and the fragment, as written."""


def own_place(target: str, settings: Settings) -> Own | None:
    """Where an absolute link leads on this site, however it is spelled; None for all others.

    Both the address of this build and the one in kppress.toml are the site's.
    """
    plain = _PLAIN_HOST.match(target)
    if plain and _is_elsewhere(plain[0], settings.base_url, settings.identity):
        return None  # as nearly all are: the rest of this takes its time
    written = _INVISIBLE.sub("", target)
    elsewhere = _ELSEWHERE.match(written)
    if elsewhere is None:
        if not written.startswith(("/", "\\")):
            return None
        host, rest = _host(settings.identity), written
    else:
        scheme = (elsewhere["scheme"] or "https").lower()
        whole = f"{scheme}://{written[elsewhere.end() :]}"
        authority = re.split(r"[/\\?#]", whole[len(scheme) + 3 :], maxsplit=1)[0]
        host, rest = _host(f"{scheme}://{authority}"), whole[len(scheme) + 3 + len(authority) :]
    bases = [base for base in (settings.base_url, settings.identity) if host == _host(base)]
    if not host or not bases:
        return None
    found = re.match(r"[^?#]*", rest)
    bare = found[0] if found else ""
    path = _plain(bare.replace("\\", "/"))
    for base in bases:
        below = _below(path, _plain(urlsplit(base).path))
        if below is not None:
            return Own(below, rest[len(bare) :])
    return None


@lru_cache(maxsize=1024)  # documents name the same few hosts
def _is_elsewhere(url: str, *own: str) -> bool:
    return _host(url) not in map(_host, own)


@lru_cache(maxsize=1024)  # documents name the same few hosts
def _host(url: str) -> str:
    """Host and port in one spelling; http and https lead to the same site."""
    try:
        parts = urlsplit(url)
        name, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    try:
        name = unquote(name).rstrip(".").encode("idna").decode()
    except UnicodeError:
        return ""
    return f"{name.lower()}:{port}" if port not in (None, 80, 443) else name.lower()


def _plain(path: str) -> str:
    """The path with every sign decoded, without `..` and doubled slashes; `/x/` keeps its last."""
    decoded = normalize("NFC", unquote(path))
    plain = "/" + normpath(f"/{decoded}").lstrip("/")
    return plain if plain == "/" or not decoded.endswith(("/", "/.", "/..")) else f"{plain}/"


def _below(path: str, base: str) -> str | None:
    base = base.rstrip("/")
    if path == base:
        return "/"
    return path[len(base) :] if path.startswith(f"{base}/") else None


class Places:
    """Every address of a site with these documents, `stones` being those of tombstones."""

    def __init__(
        self,
        settings: Settings,
        documents: Iterable[AnyDocument],
        feeds: Iterable[Feed],
        files: Iterable[str],
        stones: Iterable[str] = (),
    ) -> None:
        self._settings = settings
        self._addresses = Addresses(settings)
        self._documents = tuple(documents)
        self._feeds = tuple(feeds)
        self._sources = files
        self._stones = tuple(stones)

    def find(self, path: str) -> str:
        """The address at which `path` answers, with the slash of a page; empty for none.

        `/x`, `/x/` and `/x/index.html` are one page.
        """
        page = f"{path.removesuffix('index.html').rstrip('/')}/"
        if page in self.pages:
            return page
        file = path.rstrip("/")
        return file if file in self._files or self._in_a_folder(file) else ""

    @cached_property
    def _by_address(self) -> Mapping[str, AnyDocument]:
        return {self._addresses.document(document): document for document in self._documents}

    @cached_property
    def pages(self) -> frozenset[str]:
        """Every address that ends in a slash."""
        return frozenset(
            {
                *self._by_address,
                *self._stones,
                *self._lists(),
                *(page for page in self._aliases if page.endswith("/")),
                *(self._addresses.feed(feed.name) for feed in self._feeds),
            }
        )

    @cached_property
    def _aliases(self) -> frozenset[str]:
        """Old addresses; those without a dot in their last part are pages."""
        made = set()
        for document in self._documents:
            for alias in document.aliases:
                path = normalize("NFC", alias).rstrip("/")
                made.add(path if "." in path.rpartition("/")[2] else f"{path}/")
                if alias.endswith("/"):
                    made.add(f"{path}/")
        return frozenset(made)

    @cached_property
    def _files(self) -> frozenset[str]:
        at = self._addresses
        languages = self._settings.languages
        fronts = [at.front(language) for language in languages]
        return frozenset(
            {
                *(f"/{name}" for name in FILES),
                *(f"{front}{name}" for front in fronts for name in FILES_OF_FRONT),
                *(f"{at.section('notice', language)}atom.xml" for language in languages),
                *(alias for alias in self._aliases if not alias.endswith("/")),
            }
        )

    def _lists(self) -> Iterator[str]:
        at = self._addresses
        for language in self._settings.languages:
            yield at.front(language)
            for name in ("release", "notice", "topics", "regions"):
                yield at.section(name, language)
            for name in ("archive", "contact", "subscribe", "search"):
                yield at.section(name, language)
        listed: set[tuple[str, str, str, int | None]] = set()  # far fewer than documents
        for document in self._documents:
            terms = [("topics", key) for key in document.topics]
            terms += [("regions", key) for key in document.regions]
            if not isinstance(document, Page | Notice):
                terms += [("archive", ""), (document.type.value, "")]
            year = None if isinstance(document, Page) else at.year(document)
            for name, key in terms:
                listed.add((name, document.lang, key, None))
                listed.add((name, document.lang, key, year))
        yield from (at.listing(*one) for one in listed)

    def _in_a_folder(self, path: str) -> bool:
        """Whether it is a file beside a document, of a feed, or of what all pages share."""
        folder, _, name = path.rpartition("/")
        if path.startswith(SHARED):
            return True
        if folder == "/feeds" or any(folder == f"/feeds/{feed.name}" for feed in self._feeds):
            return "." in name
        if folder.endswith("/media"):
            return f"{folder.removesuffix('media')}" in self._by_address
        document = self._by_address.get(f"{folder}/")
        return document is not None and (name in OWN_FILES or name in self._beside(document))

    def _beside(self, document: AnyDocument) -> frozenset[str]:
        """The names of the files that are published beside a document."""
        named = named_files(document, self._settings.contacts)
        return frozenset(published_name(one.source) for one in named if one.source in self._sources)
