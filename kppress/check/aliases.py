"""Old addresses: whether they can lead on, and hide nothing that there is."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from posixpath import dirname
from unicodedata import category

from kppress.check.catalogue import Catalogue
from kppress.check.identity import LONGEST, counts
from kppress.check.rule import Hits, hit, rule
from kppress.model.address import Addresses, file_of, file_of_alias
from kppress.model.diagnostic import Scope, Severity
from kppress.model.document import AnyDocument
from kppress.model.media import OWN_FILES, published_name
from kppress.model.named import named_files
from kppress.model.newsroom import Newsroom
from kppress.model.settings import Settings
from kppress.model.term import Kind

WHOLE = 900
"""Bytes of an address. Disks take some thousand, the output folder included."""

_STRAY = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode's control characters, halves of characters and ends of lines."""

_Owners = Mapping[str, list[tuple[AnyDocument, int]]]


@rule("KP207", "duplicate-alias", Severity.ERROR, scope=Scope.NEWSROOM)
def duplicate_alias(newsroom: Newsroom, catalogue: Catalogue) -> Hits:
    """An old address cannot lead on.

    It belongs to two documents, or is one that the site has today, or could not be a file of any
    site. Nobody can know where it should lead.

    Bad::

        tidigare adresser: [/pressmeddelanden/]

    Good::

        tidigare adresser: [/nyhetsarkiv/2009/sydafrika.html]
    """
    owners: dict[str, list[tuple[AnyDocument, int]]] = defaultdict(list)
    for document in newsroom.documents:
        for index, alias in enumerate(document.aliases):
            file = file_of_alias(alias)
            if _is_odd(file) or _is_long(file):
                place = document.source.place("aliases", index)
                yield hit(place, "odd" if _is_odd(file) else "long", alias=alias)
            else:
                owners[file].append((document, index))
    if not owners:
        return
    taken = {file_of(path).lstrip("/"): docs for path, docs in catalogue.addresses.items()}
    own = _own_files(newsroom)
    folders = {folder: file for file in owners for folder in _above(file)}
    for file, named in owners.items():
        for document, index in named:
            place, alias = document.source.place("aliases", index), document.aliases[index]
            holder = next((d for d in taken.get(file, ()) if counts(document, d)), None)
            other = next((d for d, _ in named if d is not document and counts(document, d)), None)
            if any(own.fullmatch(path) for path in (file, *_above(file))):
                yield hit(place, "reserved", alias=alias)
            elif holder is document:
                yield hit(place, "own", alias=alias)
            elif holder:
                yield hit(place, "address", alias=alias, other=holder.path)
            elif other:
                yield hit(place, alias=alias, other=other.path)
            elif beside := _holds(file, document, newsroom, catalogue):
                yield hit(place, "file", alias=alias, other=beside.path)
            elif crossing := _crossing(file, document, owners, folders):
                yield hit(place, "inside", alias=alias, other=crossing)


def _is_odd(file: str) -> bool:
    """Whether no site has a file by that name."""
    strays = {".", ".."}.intersection(file.split("/"))
    return bool(strays) or any(c in "\\\ufffd" or category(c) in _STRAY for c in file)


def _is_long(file: str) -> bool:
    parts = file.split("/")
    return len(file.encode()) > WHOLE or any(len(part.encode()) > LONGEST for part in parts)


def _own_files(newsroom: Newsroom) -> re.Pattern[str]:
    """Matches the files of the site itself, whatever day it is, and the folders that it keeps."""
    feeds = _one_of(feed.name for feed in newsroom.feeds)
    settings = newsroom.settings
    return re.compile(
        r"(?:.*/)?\..*"  # hidden from visitors, as the manifest is
        r"|(?:static|pagefind)/.*"
        r"|robots\.txt|sitemap(?:-news|-\d+)?\.xml|notices\.js|feeds/(?:index\.html|opml\.xml)"
        rf"|feeds/{feeds}/(?:index\.html|(?:rss|atom|\d{{4}})\.xml|(?:feed|ninjs)\.json)"
        + "".join(f"|{pattern}" for language in settings.languages
                  for pattern in _of_language(settings, language))
    )  # fmt: skip


def _of_language(settings: Settings, language: str) -> Iterator[str]:
    addresses = Addresses(settings)
    yield re.escape(addresses.front(language).lstrip("/")) + r"(?:index|404)\.html"
    yield re.escape(addresses.front(language).lstrip("/")) + r"notices(?:\.json|-now\.js)"
    registers = {"topics": settings.topics, "regions": settings.regions}
    for name in (*(kind for kind in Kind if kind is not Kind.PAGE), *registers, "archive"):
        section = re.escape(addresses.section(name, language).lstrip("/"))
        keys = f"{_one_of(registers[name])}/" if name in registers else ""
        yield rf"{section}(?:{keys}(?:\d{{4}}/)?)?index\.html"
        if name == Kind.NOTICE:
            yield section + r"atom\.xml"
    for name in ("contact", "subscribe", "search"):
        yield re.escape(addresses.section(name, language).lstrip("/")) + r"index\.html"


def _one_of(names: Iterator[str] | Mapping[str, object]) -> str:
    return f"(?:{'|'.join(map(re.escape, names)) or '(?!)'})"


def _above(file: str) -> Iterator[str]:
    """The folders that a file stands in, from the nearest."""
    while file := dirname(file):
        yield file


def _holds(
    file: str, document: AnyDocument, newsroom: Newsroom, catalogue: Catalogue
) -> AnyDocument | None:
    """The document beside whose page a file of that name stands."""
    for folder in _above(file):
        name = file[len(folder) + 1 :].partition("/")[0]
        for holder in catalogue.addresses.get(f"/{folder}/", ()):
            sources = (n.source for n in named_files(holder, newsroom.settings.contacts))
            beside = {published_name(source) for source in sources if source in newsroom.files}
            if counts(document, holder) and name in OWN_FILES | beside:
                return holder
    return None


def _crossing(file: str, document: AnyDocument, owners: _Owners, folders: Mapping[str, str]) -> str:
    """The old address that would be a folder where this is a file, or the other way round."""
    for other in (folders.get(file, ""), *_above(file)):
        for owner, index in owners.get(other, ()):
            if counts(document, owner):
                return owner.aliases[index]
    return ""
