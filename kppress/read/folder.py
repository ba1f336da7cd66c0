"""The folder: the only file that opens sources. From disk to a Newsroom, and all that is wrong."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType

from kppress.model.diagnostic import Diagnostic, Place, finding
from kppress.model.document import AnyDocument
from kppress.model.feed import Feed
from kppress.model.named import named_files
from kppress.model.newsroom import Newsroom
from kppress.model.settings import Settings
from kppress.model.view import FileFacts
from kppress.read import faults
from kppress.read.document import (
    MAX_SIZE,
    Written,
    decode,
    original_path,
    read_document,
    read_fields,
)
from kppress.read.memory import Memory
from kppress.read.pictures import facts_of
from kppress.read.settings import place_in, read_feed, read_settings

SETTINGS_FILE = "kppress.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came out of a folder. `newsroom` is None where the settings could not be read."""

    newsroom: Newsroom | None
    found: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    """Every source text that could be decoded, for showing the lines of findings."""


Instead = Mapping[str, bytes]
"""What some files would hold, by path: read in place of what is on the disk."""
AS_IT_IS: Instead = MappingProxyType({})


def read_newsroom(root: Path, instead: Instead = AS_IT_IS, memory: Memory | None = None) -> Read:
    """Read a whole newsroom. Never raises for what a writer wrote.

    With the `memory` of the last reading of the same folder, only what changed is parsed.
    """
    memory = memory or Memory()
    settings, text, found = read_settings_of(root, instead)
    texts = {SETTINGS_FILE: text}
    if settings is None:
        return Read(newsroom=None, found=found, texts=texts)
    settings = memory.settled(settings)
    feeds, in_feeds = _feeds(root, settings, texts, instead)
    documents, unread, in_documents = _documents(root, settings, texts, instead, memory)
    newsroom = Newsroom(
        settings=settings,
        documents=documents,
        feeds=feeds,
        files=_files(root, settings, documents, memory),
        unread=unread,
        settings_text=text,
    )
    return Read(newsroom=newsroom, found=(*found, *in_feeds, *in_documents), texts=texts)


def read_settings_of(
    root: Path, instead: Instead = AS_IT_IS
) -> tuple[Settings | None, str, tuple[Diagnostic, ...]]:
    """The settings of the newsroom in `root`, their text, and what is wrong with them."""
    content, found = _open(root, SETTINGS_FILE, instead)
    if content is None:
        return None, "", found
    text, found = decode(SETTINGS_FILE, content)
    if text is None:
        return None, "", found
    settings, faulty = read_settings(SETTINGS_FILE, text)
    missing = _missing_files(root, settings, text) if settings else ()
    return settings, text, (*found, *faulty, *missing)


def _missing_files(root: Path, settings: Settings, text: str) -> Iterator[Diagnostic]:
    """Logo and icon, which stand relative to the newsroom."""
    theme, mail = settings.theme, settings.mail
    for table, key, path in (
        ("theme", "logo", theme.logo),
        ("theme", "favicon", theme.favicon),
        ("mail", "logo", mail.logo),
    ):
        if path and not (root / path).is_file():
            place = place_in(SETTINGS_FILE, text, (table, key), path)
            yield finding(faults.SETTINGS, place, "no_file", name=f"{table}.{key}", value=path)


def source_paths(root: Path, folder: str, suffix: str) -> tuple[str, ...]:
    """The files of a kind in a folder, sorted, relative to the newsroom, without hidden ones."""
    return tuple(p for p in _walk(root, folder) if p.endswith(suffix))


def _walk(root: Path, folder: str) -> tuple[str, ...]:
    paths = []
    for here, folders, names in os.walk(root / folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below = Path(here).relative_to(root).as_posix()
        paths += [f"{below}/{name}" for name in names if not name.startswith(".")]
    return tuple(sorted(paths))


def _open(root: Path, path: str, instead: Instead) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    if path in instead:
        return instead[path], ()
    try:
        with (root / path).open("rb") as file:
            return file.read(MAX_SIZE + 1), ()
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        return None, (finding(faults.UNREADABLE, Place(file=path), reason=reason),)


def _text(root: Path, path: str, instead: Instead) -> tuple[str | None, tuple[Diagnostic, ...]]:
    size = _size(root / path)
    if size > MAX_SIZE:
        return None, (finding(faults.TOO_LARGE, Place(file=path), size=f"{size / 1_000_000:.1f}"),)
    content, found = _open(root, path, instead)
    return decode(path, content) if content is not None else (None, found)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _feeds(
    root: Path, settings: Settings, texts: dict[str, str], instead: Instead
) -> tuple[tuple[Feed, ...], list[Diagnostic]]:
    feeds: list[Feed] = []
    found: list[Diagnostic] = []
    for path in source_paths(root, "feeds", ".toml"):
        text, faulty = _text(root, path, instead)
        found += faulty
        if text is None:
            continue
        texts[path] = text
        feed, faulty = read_feed(path, Path(path).stem, text, settings)
        found += faulty
        if feed:
            feeds.append(feed)
    return tuple(feeds), found


def _documents(
    root: Path,
    settings: Settings,
    texts: dict[str, str],
    instead: Instead,
    memory: Memory,
) -> tuple[tuple[AnyDocument, ...], frozenset[str], list[Diagnostic]]:
    written: dict[str, Written] = {}
    unread: set[str] = set()
    found: list[Diagnostic] = []
    for path in _originals_first(source_paths(root, "releases", ".md")):
        text, faulty = _text(root, path, instead)
        found += faulty
        if text is None:
            unread.add(path)
            continue
        texts[path] = text
        original = written.get(_stem(path) + ".md")
        fields, faulty = memory.fields(
            path,
            text,
            (original, written.get(_without_language(path))),
            partial(read_fields, path, text, settings, original),
        )
        found += faulty
        if fields is None:
            unread.add(path)
        else:
            written[path] = fields
    registers = settings.registers()
    documents = []
    for fields in written.values():
        original = written.get(original_path(fields) or "")
        document, faulty = memory.document(
            fields, partial(read_document, fields, original, settings, registers)
        )
        documents.append(document)
        found += faulty
    return tuple(sorted(documents, key=lambda d: d.path)), frozenset(unread), found


def _stem(path: str) -> str:
    """The path less `.md` and a language."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name.split('.')[0]}"


def _without_language(path: str) -> str:
    """`x.y.md` for `x.y.en.md`: what `original_path` makes of an edition."""
    folder, _, name = path.rpartition("/")
    parts = name.split(".")
    return f"{folder}/{'.'.join([*parts[:-2], parts[-1]])}"


def _originals_first(paths: Iterable[str]) -> Iterator[str]:
    """An edition is read after what it translates: `x.md` before `x.en.md`."""
    return iter(sorted(paths, key=lambda p: (p.rpartition("/")[2].count("."), p)))


def _files(
    root: Path, settings: Settings, documents: Iterable[AnyDocument], memory: Memory
) -> Mapping[str, FileFacts]:
    """What is known of the files beside the documents; those that none names are not opened."""
    logos = {path for path in (settings.theme.logo, settings.mail.logo) if path}
    named = {path for path in logos if (root / path).is_file()}
    paths = {*_walk(root, "releases"), *named}
    for document in documents:
        named |= memory.named(document, partial(_named, document, settings))
    return {
        path: memory.facts(root, path, partial(_facts, root, path))
        if path in named
        else FileFacts(path=path, size=_size(root / path))
        for path in sorted(paths)
        if not path.endswith(".md")
    }


def _named(document: AnyDocument, settings: Settings) -> Iterator[str]:
    return (named.source for named in named_files(document, settings.contacts))


def _facts(root: Path, path: str) -> FileFacts:
    return facts_of(root, path, _size(root / path))
