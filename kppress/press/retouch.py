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
from datetime import datetime
from functools import partial
from pathlib import Path
from unicodedata import normalize

from jinja2 import TemplateError
from msgspec import Struct
from msgspec.structs import replace

from kppress.cache.compiled import compiled
from kppress.cache.drawers import Drawers
from kppress.cache.edited import Edits
from kppress.cache.store import Store, stamp_of_now
from kppress.check.outline import what_it_names
from kppress.check.policy import order, settle
from kppress.check.rule import REGISTERED
from kppress.model.diagnostic import Diagnostic, Severity
from kppress.model.document import AnyDocument, Notice
from kppress.model.newsroom import Newsroom
from kppress.press import known
from kppress.press.built import Built
from kppress.press.check import Checked, all_rules
from kppress.press.known import Known, Last, Small, is_frame, is_last, is_small
from kppress.press.mails import PERHAPS_HEAVY, has_templates
from kppress.press.patches import Patches
from kppress.press.pictures import Pictures, wanted
from kppress.press.search import lacks_search, without_search
from kppress.press.share import meanwhile
from kppress.press.templates import statics, templates
from kppress.read.family import Reader, families
from kppress.read.files import AS_IT_IS
from kppress.render.site import Works
from kppress.render.templating import environment
from kppress.write.folder import amend, look, look_at_spare
from kppress.write.standing import Standing

ASIDE_FROM = 4_000
"""Files. Below that, to start another process takes as long as to look through the folder."""


SPARE = Path(".kppress/site")
"""Where the site before the last one stands."""


class NotKnown(Exception):
    """What only a whole build can tell."""


def _sure(holds: object) -> None:
    if not holds:
        raise NotKnown


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
    aside = len(edits.files) >= ASIDE_FROM
    try:
        drawers = Drawers(Store(root / known.FILE, stamp_of_now()))
        last = _last(drawers, edits, now)
        with meanwhile(partial(look, output), aside=aside) as looked:
            read = _read(root, now, edits, base_url, begun, drawers)
            found = _found(last, edits, read)
            seen = look_at_spare(root / SPARE)
            return _made(root, now, edits, read, found, last, drawers, (looked(), seen), progress)
    except (NotKnown, OSError, TemplateError):  # which a whole build has words for
        return None


def _last(drawers: Drawers, edits: Edits, now: datetime) -> Last:
    """What was kept of the build that the edits are since, while time alone changes nothing."""
    last = drawers.get(known.LAST)
    if not is_last(last) or not last.since == edits.since <= now.timestamp():
        raise NotKnown
    if last.until and last.until <= now:
        raise NotKnown
    return last


class Few(Struct, frozen=True, kw_only=True):
    """The documents that were edited, as if there were no others."""

    newsroom: Newsroom
    known: Known
    texts: Store
    """Where their large parts are put away."""
    keys: Mapping[str, bytes]
    """By path, the keys that they had before."""


def _read(
    root: Path, now: datetime, edits: Edits, base_url: str, begun: int, drawers: Drawers
) -> Few:
    text, frame = drawers.get(known.SETTINGS), drawers.get(known.FRAME)
    if not isinstance(text, str) or not is_frame(frame) or has_templates(root):
        raise NotKnown
    settings = frame.settings
    texts = Store(root / known.TEXTS, stamp_of_now())
    knows = Known(texts, begun, keep=True)
    memory = knows.memory
    memory.settings, memory.files = text, known.files_in(drawers.get(known.FILES))
    memory.settle(text)
    knows.now = now
    before = {path: _before(root, path, drawers, knows) for path in edits.documents}
    stored = {path: path for path in before}
    reader = Reader(root, stored, settings, settings.registers(), AS_IT_IS, memory)
    documents = tuple(_after(reader, path, knows, *before[path]) for path in before)
    memory.seen.update(before)
    files = {path: replace(facts, path=path) for path, (_, facts) in memory.files.items()}
    newsroom = Newsroom(
        settings=settings.at_address(base_url) if base_url else settings,
        documents=documents,
        feeds=frame.feeds,
        files=files,
        settings_text=text,
    )
    if lacks_search(newsroom):
        newsroom = without_search(newsroom)
    _sure(not newsroom.settings.build.search)  # whose index is made of all texts
    keys = {path: small.read.key for path, (small, _) in before.items()}
    return Few(newsroom=newsroom, known=knows, texts=texts, keys=keys)


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
    _sure(small.mail < PERHAPS_HEAVY)
    return small, what_it_names(document) if alone.names_something else None


def _after(reader: Reader, path: str, knows: Known, before: Small, named: object) -> AnyDocument:
    """The document as it is now, if only its own files can tell it from that before."""
    for family in knows.memory.work([partial(reader.read, [path])], reader.settings):
        knows.memory.take(family)
    after = knows.small(path)
    document, then = after.read.document, before.read.document
    if document is None or then is None or not document.is_like(then):
        raise NotKnown
    _sure(after.read.named == before.read.named and after.mail < PERHAPS_HEAVY)
    _sure(named is None or what_it_names(document) == named)
    return document


def _found(last: Last, edits: Edits, few: Few) -> tuple[Diagnostic, ...]:
    """What is found in the whole newsroom: in others what was, in these what their own texts say.

    What other rules found in these has a line, which may be another now.
    """
    smalls = [few.known.small(path) for path in edits.documents]
    told = [d for one in smalls for d in (*one.read.found, *(one.alone.found if one.alone else ()))]
    settled = settle(told, few.newsroom, all_rules())
    here = [d for d in settled if d.place.file in edits.documents]
    _sure(all(d.severity is not Severity.ERROR for d in here))
    others = [d for d in last.found if d.place.file not in edits.documents]
    rules = {d.rule for d in last.found if d.place.file in edits.documents}
    _sure(all(id not in REGISTERED or REGISTERED[id].alone for id in rules))
    return tuple(sorted((*others, *here), key=order))


def _made(
    root: Path,
    now: datetime,
    edits: Edits,
    few: Few,
    found: tuple[Diagnostic, ...],
    last: Last,
    drawers: Drawers,
    folders: tuple[Standing, Standing | None],
    progress: Callable[[], None],
) -> Built:
    standing, seen = folders
    _sure(all(standing.marks.get(path) == mark for path, mark in edits.files.items()))
    stamp, marks = stamp_of_now(), few.known.memory.marks
    developed = Pictures(root, stamp).room.develop(tuple(wanted(few.newsroom, now)))
    _sure(not developed.faults)
    made_with, weights = templates(root), developed.weights
    jinja = environment(made_with, compiled())
    works = Works(few.newsroom.public_at(now), jinja, statics(root), weights=weights)
    before = works.depends({**marks, **few.keys}, made_with)
    patches = Patches(root, stamp, standing, before, works.depends(marks, made_with))
    for group in works.of_each():
        _sure(patches.make(group))
    for entry in works.entries():
        _sure(patches.put(entry))
    receipt = amend(patches.contents, standing, spare=root / SPARE, seen=seen, progress=progress)
    few.known.put_away(few.texts)
    put: dict[str, object] = {path: few.known.small(path) for path in edits.documents}
    put[known.LAST] = last = last._replace(since=now.timestamp(), found=found)
    drawers.change(put, frozenset())
    patches.save(receipt)
    return Built(
        checked=Checked(newsroom=few.newsroom, found=found, texts={}),
        receipt=receipt,
        next_change=last.next_change,
        until=last.until,
        lacks_search=last.lacks_search,
        retouched=True,
    )
