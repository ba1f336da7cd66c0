"""The folder: the only file that opens sources. From disk to a Newsroom, and all that is wrong."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from unicodedata import normalize
from urllib.parse import unquote

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
from kppress.read.tree import Tree, stored, tree_of, why_no_picture

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
    memory.settle(text)
    tree = tree_of(root, "releases", ".md")
    feeds, in_feeds = _feeds(root, settings, texts, instead)
    documents, unread, in_documents = _documents(root, tree, settings, texts, instead, memory)
    files, refused = _files(root, tree, settings, documents, memory)
    newsroom = Newsroom(
        settings=settings,
        documents=documents,
        feeds=feeds,
        files=files,
        refused=refused,
        unread=unread,
        settings_text=text,
    )
    return Read(
        newsroom=newsroom, found=(*found, *tree.found, *in_feeds, *in_documents), texts=texts
    )


def read_settings_of(
    root: Path, instead: Instead = AS_IT_IS
) -> tuple[Settings | None, str, tuple[Diagnostic, ...]]:
    """The settings of the newsroom in `root`, their text, and what is wrong with them."""
    content, found = _open(root, SETTINGS_FILE, SETTINGS_FILE, instead)
    if content is None:
        return None, "", found
    text, found = decode(SETTINGS_FILE, content)
    if text is None:
        return None, "", found
    settings, faulty = read_settings(SETTINGS_FILE, text)
    if settings is None:
        return None, text, (*found, *faulty)
    settings, unfit = _pictures(root, settings, text)
    return settings, text, (*found, *faulty, *unfit)


def _pictures(root: Path, settings: Settings, text: str) -> tuple[Settings, list[Diagnostic]]:
    """The settings with logos and icon as the disk spells them, without those not to be shown."""
    found: list[Diagnostic] = []

    def shown(table: str, key: str, path: str | None) -> str | None:
        if not path:
            return None
        file = stored(root, normalize("NFC", path))
        if why := why_no_picture(root, file):
            place = place_in(SETTINGS_FILE, text, (table, key), path)
            found.append(finding(faults.SETTINGS, place, why, name=f"{table}.{key}", value=path))
            return None
        return file.relative_to(root).as_posix()

    theme = {key: shown("theme", key, getattr(settings.theme, key)) for key in ("logo", "favicon")}
    mail = {"logo": shown("mail", "logo", settings.mail.logo)}
    update = {
        "theme": settings.theme.model_copy(update=theme),
        "mail": settings.mail.model_copy(update=mail),
    }
    return settings.model_copy(update=update), found


def _open(
    root: Path, path: str, source: str, instead: Instead
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    if path in instead:
        return instead[path], ()
    try:
        # Without waiting: a pipe that came to stand there would never have anything to say.
        handle = os.open(root / source, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            return file.read(MAX_SIZE + 1), ()
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        return None, (finding(faults.UNREADABLE, Place(file=path), reason=reason),)


def _text(
    root: Path, path: str, source: str, instead: Instead
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    size = _size(root / source)
    if size > MAX_SIZE:
        return None, (finding(faults.TOO_LARGE, Place(file=path), size=f"{size / 1_000_000:.1f}"),)
    content, found = _open(root, path, source, instead)
    return decode(path, content) if content is not None else (None, found)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _feeds(
    root: Path, settings: Settings, texts: dict[str, str], instead: Instead
) -> tuple[tuple[Feed, ...], list[Diagnostic]]:
    tree = tree_of(root, "feeds", ".toml")
    feeds: list[Feed] = []
    taken: dict[str, str] = {}
    found = [*tree.found]
    for path in tree.sources(".toml"):
        text, faulty = _text(root, path, tree.stored[path], instead)
        found += faulty
        if text is None:
            continue
        texts[path] = text
        feed, faulty = read_feed(path, Path(path).stem, text, settings)
        found += faulty
        if feed is None:
            continue
        if feed.name in taken:  # a file in a sub-folder
            place = Place(file=path)
            found.append(
                finding(
                    faults.SETTINGS, place, "feed_twice", name=feed.name, other=taken[feed.name]
                )
            )
            continue
        taken[feed.name] = path
        feeds.append(feed)
    return tuple(feeds), found


def _documents(
    root: Path,
    tree: Tree,
    settings: Settings,
    texts: dict[str, str],
    instead: Instead,
    memory: Memory,
) -> tuple[tuple[AnyDocument, ...], frozenset[str], list[Diagnostic]]:
    written: dict[str, Written] = {}
    unread = {path for path in tree.refused if path.endswith(".md")}
    found: list[Diagnostic] = []
    for path in _originals_first(tree.sources(".md")):
        text, faulty = _text(root, path, tree.stored[path], instead)
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
    root: Path,
    tree: Tree,
    settings: Settings,
    documents: Iterable[AnyDocument],
    memory: Memory,
) -> tuple[Mapping[str, FileFacts], Mapping[str, str]]:
    """What is known of the files beside the documents, and why others cannot be published.

    Those that no document names are not opened.
    """
    files: dict[str, FileFacts] = {}
    for source in filter(None, (settings.theme.logo, settings.mail.logo)):
        path = normalize("NFC", source)
        facts = memory.facts(root, source, partial(_facts, root, source))
        files[path] = replace(facts, path=path)
    named = set(files)
    for document in documents:
        named |= memory.named(document, partial(_named, document, settings))
    refused = dict(tree.refused)
    for path in tree.others(".md"):
        source = tree.stored[path]
        if path not in named and unquote(path) not in named:
            files[path] = FileFacts(path=path, size=_size(root / source), stored=source)
        elif not os.access(root / source, os.R_OK):
            refused[path] = "unreadable"
        else:
            facts = memory.facts(root, source, partial(_facts, root, source))
            files[path] = replace(facts, path=path)
    # A name may be written as it is, or as an address has it: `100%20.pdf` in a field is both.
    spelled = {unquote(path): facts for path, facts in files.items() if "%" in path}
    return {**spelled, **files}, refused


def _named(document: AnyDocument, settings: Settings) -> Iterator[str]:
    return (named.source for named in named_files(document, settings.contacts))


def _facts(root: Path, source: str) -> FileFacts:
    return replace(facts_of(root, source, _size(root / source)), stored=source)
