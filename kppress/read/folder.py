"""The folder: the only file that opens sources. From disk to a Newsroom, and all that is wrong."""

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from functools import partial
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from msgspec import Struct, field
from msgspec.structs import replace

from kppress.model.diagnostic import Diagnostic, Place, finding
from kppress.model.feed import Feed
from kppress.model.newsroom import Newsroom
from kppress.model.settings import Settings
from kppress.model.view import FileFacts
from kppress.read import faults
from kppress.read.document import decode
from kppress.read.family import Reader, families
from kppress.read.files import AS_IT_IS, Instead, open_source, size_of, text_of
from kppress.read.memory import Memory, Remembered
from kppress.read.pictures import facts_of
from kppress.read.settings import place_in, read_feed, read_settings, zone_of
from kppress.read.tree import Tree, stored, tree_of, why_no_picture

SETTINGS_FILE = "kppress.toml"


class Read(Struct, frozen=True, kw_only=True):
    """What came out of a folder. `newsroom` is None where the settings could not be read."""

    newsroom: Newsroom | None
    found: tuple[Diagnostic, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    """Every source text that could be decoded, for showing the lines of findings."""


class Texts(Mapping[str, str]):
    """Source texts by path. Those of documents are taken up when somebody asks for them."""

    def __init__(self, others: Mapping[str, str], read: Mapping[str, Remembered]) -> None:
        self._others = others
        self._read = read

    def __getitem__(self, path: str) -> str:
        if (text := self._others.get(path)) is not None:
            return text
        one = self._read[path]
        if one.document is not None:
            return one.document.source.text
        if one.content is None:
            raise KeyError(path)
        return one.content

    def __iter__(self) -> Iterator[str]:
        yield from self._others
        yield from (
            path for path, one in self._read.items() if one.document or one.content is not None
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)


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
    feeds, in_feeds = read_feeds(root, settings, texts, instead)
    read = _documents(root, tree, settings, instead, memory)
    files, refused = _files(root, tree, settings, read.values(), memory)
    unread = {path for path in tree.refused if path.endswith(".md")}
    unread.update(path for path, one in read.items() if one.document is None)
    newsroom = Newsroom(
        settings=settings,
        documents=tuple(one.document for one in read.values() if one.document),
        feeds=feeds,
        files=files,
        refused=refused,
        unread=frozenset(unread),
        settings_text=text,
    )
    in_documents = (diagnostic for one in read.values() for diagnostic in one.found)
    return Read(
        newsroom=newsroom,
        found=(*found, *tree.found, *in_feeds, *in_documents),
        texts=Texts(texts, read),
    )


def zone_in(root: Path) -> tzinfo:
    """The zone of the newsroom in `root`."""
    content, _ = open_source(root, SETTINGS_FILE, SETTINGS_FILE, AS_IT_IS)
    text = decode(SETTINGS_FILE, content)[0] if content is not None else None
    return zone_of(SETTINGS_FILE, text or "")


def read_settings_of(
    root: Path, instead: Instead = AS_IT_IS
) -> tuple[Settings | None, str, tuple[Diagnostic, ...]]:
    """The settings of the newsroom in `root`, their text, and what is wrong with them."""
    content, found = open_source(root, SETTINGS_FILE, SETTINGS_FILE, instead)
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
    shows = replace(
        settings, theme=replace(settings.theme, **theme), mail=replace(settings.mail, **mail)
    )
    return shows, found


def read_feeds(
    root: Path, settings: Settings, texts: dict[str, str], instead: Instead = AS_IT_IS
) -> tuple[tuple[Feed, ...], list[Diagnostic]]:
    """The feeds of the newsroom in `root`, and what is wrong there; their texts go to `texts`."""
    tree = tree_of(root, "feeds", ".toml")
    feeds: list[Feed] = []
    taken: dict[str, str] = {}
    found = [*tree.found]
    for path in tree.sources(".toml"):
        text, faulty = text_of(root, path, tree.stored[path], instead)
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
    instead: Instead,
    memory: Memory,
) -> Mapping[str, Remembered]:
    """What became of each text, by path."""
    registers = settings.registers()
    reader = Reader(root, tree.stored, settings, registers, instead, memory)
    sought = [*families(tree.sources(".md"))]
    unknown = [paths for paths in sought if not reader.known(paths)]
    makes = [partial(reader.read, paths) for paths in unknown]
    for family in memory.work(makes, settings):
        memory.take(family)
    memory.seen.update(path for paths in sought for path in paths)
    return {path: memory.read[path] for path in sorted(memory.seen)}


def _files(
    root: Path,
    tree: Tree,
    settings: Settings,
    documents: Iterable[Remembered],
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
        named.update(document.named)
    refused = dict(tree.refused)
    for path in tree.others(".md"):
        source = tree.stored[path]
        if path not in named and unquote(path) not in named:
            files[path] = FileFacts(path=path, size=size_of(root / source), stored=source)
        elif not os.access(root / source, os.R_OK):
            refused[path] = "unreadable"
        else:
            facts = memory.facts(root, source, partial(_facts, root, source))
            files[path] = replace(facts, path=path)
    # A name may be written as it is, or as an address has it: `100%20.pdf` in a field is both.
    spelled = {unquote(path): facts for path, facts in files.items() if "%" in path}
    return {**spelled, **files}, refused


def _facts(root: Path, source: str) -> FileFacts:
    return replace(facts_of(root, source, size_of(root / source)), stored=source)
