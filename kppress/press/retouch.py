"""A build after nothing was done but to edit the texts of documents.

What lists, other documents and most rules see of a document is its small part (`known`). While
that is the same, a new text shows in the document's own files and in its entries in feeds, and
nowhere else: those are made, and all other files stay without being asked for one by one.

Whatever this cannot vouch for is left to a whole build. Nor is it taken for granted that what
little is looked at here makes the same as the whole did: of the text as it was before, the digests
must come out that the last build noted of what it made the files of.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from unicodedata import normalize

from kppress.cache.compiled import compiled
from kppress.cache.drawers import Drawers
from kppress.cache.edited import Edits
from kppress.cache.store import Store, stamp_of_now
from kppress.check.outline import what_it_names
from kppress.model.document import AnyDocument, Notice
from kppress.model.newsroom import Newsroom
from kppress.press import known
from kppress.press.built import Built
from kppress.press.check import Checked
from kppress.press.known import Known, Last, Small, is_small
from kppress.press.mails import PERHAPS_HEAVY, has_templates
from kppress.press.patches import Patches
from kppress.press.pictures import CACHE, Pictures, wanted
from kppress.press.search import lacks_search, without_search
from kppress.press.templates import statics, templates
from kppress.read.family import Reader, families
from kppress.read.files import AS_IT_IS
from kppress.read.folder import read_feeds, read_settings_of
from kppress.render.site import Works
from kppress.render.templating import environment
from kppress.write.folder import amend, look


class NotKnown(Exception):
    """What only a whole build can tell."""


def retouch(
    root: Path,
    output: Path,
    now: datetime,
    edits: Edits,
    base_url: str,
    begun: int,
    progress: Callable[[], None],
) -> Built | None:
    """Build the newsroom in `root` into `output` anew; None where that takes a whole build.

    The parameters are those of `build`, which has the lock.
    """
    try:
        return _retouched(root, output, now, edits, base_url, begun, progress)
    except NotKnown:
        return None


def _retouched(
    root: Path,
    output: Path,
    now: datetime,
    edits: Edits,
    base_url: str,
    begun: int,
    progress: Callable[[], None],
) -> Built:
    stamp = stamp_of_now()
    drawers = Drawers(Store(root / known.FILE, stamp))
    last = _last(drawers, edits, now)
    texts = Store(root / known.TEXTS, stamp)
    knows = Known(texts, begun, keep=True)
    newsroom, keys = _newsroom(root, now, edits, drawers, knows)
    if base_url:
        newsroom = replace(newsroom, settings=newsroom.settings.at_address(base_url))
    if last.lacks_search and lacks_search(newsroom):
        newsroom = without_search(newsroom)
    _sure(not newsroom.settings.build.search)  # whose index is made of all texts
    public = newsroom.public_at(now)
    developed = Pictures(root, stamp).room.develop(tuple(wanted(newsroom, now)))
    _sure(not developed.faults)
    standing = look(output)
    _sure(all(standing.marks.get(path) == mark for path, mark in edits.files.items()))
    made_with = templates(root)
    works = Works(
        public, environment(made_with, compiled()), statics(root), weights=developed.weights
    )
    marks = knows.memory.marks
    before = works.depends({**marks, **keys}, made_with)
    patches = Patches(root, stamp, standing, before, works.depends(marks, made_with))
    for group in works.of_each():
        _sure(patches.make(group))
    for entry in works.entries():
        _sure(patches.put(entry))
    receipt = amend(patches.contents, standing, spare=root / CACHE / "site", progress=progress)
    small = {path: knows.small(path) for path in edits.documents}
    knows.put_away(texts)
    drawers.change({**small, known.LAST: last._replace(since=now.timestamp())}, frozenset())
    patches.save(receipt)
    return Built(
        checked=Checked(newsroom=newsroom, found=last.found, texts={}),
        receipt=receipt,
        next_change=last.next_change,
        until=last.until,
        lacks_search=last.lacks_search,
        retouched=True,
    )


def _sure(holds: object) -> None:
    if not holds:
        raise NotKnown


def _last(drawers: Drawers, edits: Edits, now: datetime) -> Last:
    """What was kept of the build that the edits are since, while time alone changes nothing."""
    last = drawers.get(known.LAST)
    if not isinstance(last, Last) or not last.since == edits.since <= now.timestamp():
        raise NotKnown
    if last.until and last.until <= now:
        raise NotKnown
    # A finding in a text has its line, which may be another now.
    _sure({*edits.documents}.isdisjoint(found.place.file for found in last.found))
    return last


def _newsroom(
    root: Path, now: datetime, edits: Edits, drawers: Drawers, knows: Known
) -> tuple[Newsroom, Mapping[str, bytes]]:
    """A newsroom of the documents that were edited alone, and the keys that they had before."""
    settings, text, _ = read_settings_of(root)
    if settings is None or text != drawers.get(known.SETTINGS) or has_templates(root):
        raise NotKnown
    memory = knows.memory
    memory.settings, memory.files = text, known.files_in(drawers.get(known.FILES))
    memory.settle(text)
    knows.now = now
    before = {path: _before(root, path, drawers, knows) for path in edits.documents}
    stored = {path: path for path in before}
    reader = Reader(root, stored, settings, settings.registers(), AS_IT_IS, memory)
    documents = tuple(_read(reader, path, knows, *before[path]) for path in before)
    memory.seen.update(before)
    feeds, _ = read_feeds(root, settings, {})
    files = {path: replace(facts, path=path) for path, (_, facts) in memory.files.items()}
    newsroom = Newsroom(
        settings=settings, documents=documents, feeds=feeds, files=files, settings_text=text
    )
    return newsroom, {path: small.read.key for path, (small, _) in before.items()}


def _before(root: Path, path: str, drawers: Drawers, knows: Known) -> tuple[Small, object]:
    """What was known of a document that stands alone, and what it named in its text."""
    small = drawers.get(path)
    if not is_small(small) or path != normalize("NFC", path):
        raise NotKnown
    folder = path.rpartition("/")[0]
    texts = (entry.name for entry in os.scandir(root / folder) if entry.name.endswith(".md"))
    if [path] not in families(f"{folder}/{name}" for name in texts):
        raise NotKnown
    knows.take(small)
    document, alone = small.read.document, small.alone
    if document is None or alone is None or isinstance(document, Notice) or document.allow:
        raise NotKnown
    _sure(not (small.read.found or alone.found or small.mail >= PERHAPS_HEAVY))
    return small, what_it_names(document) if alone.names_something else None


def _read(reader: Reader, path: str, knows: Known, before: Small, named: object) -> AnyDocument:
    """The document as it is now, if only its own files can tell it from that before."""
    for family in knows.memory.work([partial(reader.read, [path])], reader.settings):
        knows.memory.take(family)
    after = knows.small(path)
    document, then = after.read.document, before.read.document
    if document is None or then is None or not document.is_like(then):
        raise NotKnown
    _sure(after.alone == before.alone and after.read.named == before.read.named)
    _sure(not after.read.found and after.mail < PERHAPS_HEAVY)
    _sure(named is None or what_it_names(document) == named)
    return document
