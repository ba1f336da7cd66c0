"""A build after nothing was done but to edit the texts of documents.

What lists, other documents and most rules see of a document is its small part (`known`). While
that is the same, a new text shows in the document's own files and in its entries in feeds, and
nowhere else: those are made, and all other files stay without being asked for one by one.

Whatever this cannot vouch for is left to a whole build. Nor is it taken for granted that what
little is looked at here makes the same as the whole did: of the text as it was before, the digests
must come out that the last build noted of what it made the files of.

Three things are done side by side where there are cores: to look through the folders
(`build.build_edits`), to ask the rules, and to make the files (`remake`). What each of them takes
is imported by it alone, since with a thousand documents most of the time goes there.
"""

import os
from collections.abc import Generator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from kppress.cache.drawers import Drawers
from kppress.cache.edited import Edits
from kppress.cache.store import Store, stamp_of_now
from kppress.check.alone import Alone
from kppress.check.family import Family
from kppress.check.numbering import is_said, said
from kppress.check.outline import what_it_names
from kppress.model.diagnostic import Diagnostic, Severity
from kppress.model.document import AnyDocument, Notice
from kppress.model.newsroom import Newsroom
from kppress.press import known, parts
from kppress.press.built import Built, Files, Made
from kppress.press.checked import Checked
from kppress.press.known import Damaged, Known
from kppress.press.mails import PERHAPS_HEAVY
from kppress.press.parts import Frame, Last, Small, is_frame, is_last, is_small
from kppress.press.share import meanwhile
from kppress.read.family import Reader, families
from kppress.read.files import AS_IT_IS


class NotKnown(Exception):
    """What only a whole build can tell."""


def sure(holds: object) -> None:
    """Raises NotKnown where it does not hold."""
    if not holds:
        raise NotKnown


class Asked(Struct, frozen=True):
    """What was asked for: the parameters of `retouch`."""

    root: Path
    output: Path
    now: datetime
    edits: Edits
    base_url: str
    begun: int
    stamp: str
    """As in `Store`."""


def retouch(
    root: Path, output: Path, now: datetime, edits: Edits, base_url: str, begun: int
) -> Generator[Made | None, Files, None]:
    """Build a newsroom anew, of which the lock is held: make, and keep what was made then.

    First comes what is to be written, or None where that takes a whole build: then nothing was
    done. Who sends what was written is answered with None when it is kept for the next build.
    """
    asked = Asked(root, output, now, edits, base_url, begun, stamp_of_now())
    try:
        drawers = Drawers(Store(root / known.FILE, asked.stamp))
        last, frame = _last(drawers, asked), _frame(drawers)
        asked = replace(asked, now=now.astimezone(frame.settings.zone))
        few = _read(asked, drawers, frame)
        with meanwhile(partial(_found, asked, few, last), aside=True) as found:
            from kppress.press.remake import made  # late: meanwhile somebody asks the rules

            patches = made(asked, few)
            told, alone, numbers = found()
    except (NotKnown, Damaged, OSError):  # which a whole build has words for
        yield None
        return
    built = Built(
        checked=Checked(newsroom=replace(few.newsroom, documents=()), found=told, texts={}),
        receipt=None,
        next_change=last.next_change,
        until=last.until,
        lacks_search=last.lacks_search,
        retouched=True,
    )
    written = yield Made(patches.contents, built)
    few.known.put_away(few.texts)
    put: dict[str, object] = {
        path: few.known.small(path)._replace(alone=alone[path]) for path in few.keys
    }
    if numbers != said():
        put[parts.NUMBERS] = numbers
    put[parts.LAST] = last._replace(since=asked.now.timestamp(), found=told)
    drawers.change(put, frozenset())
    patches.save(written)
    yield None


def _last(drawers: Drawers, asked: Asked) -> Last:
    """What was kept of the build that the edits are since, while time alone changes nothing."""
    last = drawers.get(parts.LAST)
    if not is_last(last) or not last.since == asked.edits.since <= asked.now.timestamp():
        raise NotKnown
    if last.until and last.until <= asked.now:
        raise NotKnown
    return last


class Few(Struct, frozen=True, kw_only=True):
    """The documents that were edited, with their translations, as if there were no others."""

    newsroom: Newsroom
    known: Known
    texts: Store
    """Where their large parts are put away."""
    keys: Mapping[str, bytes]
    """By path, the keys that they had before."""
    footer: Mapping[str, str]
    """As in `Frame`."""


def _frame(drawers: Drawers) -> Frame:
    frame = drawers.get(parts.FRAME)
    if not is_frame(frame):
        raise NotKnown
    return frame


def _read(asked: Asked, drawers: Drawers, frame: Frame) -> Few:
    text = drawers.get(parts.SETTINGS)
    if not isinstance(text, str):
        raise NotKnown
    root, settings = asked.root, frame.settings
    texts = Store(root / known.TEXTS, asked.stamp)
    knows = Known(texts, asked.begun, keep=True)
    memory = knows.memory
    memory.settings, memory.files = text, parts.files_in(drawers.get(parts.FILES))
    memory.settle(text)
    is_said(parts.numbers_in(drawers.get(parts.NUMBERS)))
    several = sorted({tuple(_family(root, path)) for path in asked.edits.documents})
    before = {path: _before(path, drawers, knows) for paths in several for path in paths}
    stored = {path: path for path in before}
    reader = Reader(root, stored, settings, settings.registers(), AS_IT_IS, memory)
    for family in memory.work([partial(reader.read, [*paths]) for paths in several], settings):
        memory.take(family)
    documents = tuple(_after(path, knows, *before[path]) for path in before)
    memory.seen.update(before)
    files = {path: replace(facts, path=path) for path, (_, facts) in memory.files.items()}
    newsroom = Newsroom(
        settings=settings.at_address(asked.base_url) if asked.base_url else settings,
        documents=documents,
        feeds=frame.feeds,
        files=files,
        settings_text=text,
    )
    if newsroom.settings.build.search:
        from kppress.press.search import lacks_search, without_search

        sure(lacks_search(newsroom))  # else its index is made of all texts
        newsroom = without_search(newsroom)
    keys = {path: small.read.key for path, (small, _) in before.items()}
    return Few(newsroom=newsroom, known=knows, texts=texts, keys=keys, footer=frame.footer)


def _family(root: Path, path: str) -> list[str]:
    """The document at a path with its translations, originals first."""
    folder = path.rpartition("/")[0]
    texts = [entry.name for entry in os.scandir(root / folder) if entry.name.endswith(".md")]
    found = next((f for f in families(f"{folder}/{name}" for name in texts) if path in f), [])
    sure(found and all(path == normalize("NFC", path) for path in found))
    return found


def _before(path: str, drawers: Drawers, knows: Known) -> tuple[Small, object]:
    """What was known of a document, and what it named in its text."""
    small = drawers.get(path)
    if not is_small(small):
        raise NotKnown
    knows.take(small)
    document, alone = small.read.document, small.alone
    if document is None or alone is None or isinstance(document, Notice) or document.allow:
        raise NotKnown
    sure(small.mail < PERHAPS_HEAVY)
    return small, what_it_names(document) if alone.names_something else None


def _after(path: str, knows: Known, before: Small, named: object) -> AnyDocument:
    """The document as it is now, if only its own files can tell it from that before."""
    after = knows.small(path)
    document, then = after.read.document, before.read.document
    if document is None or then is None or not document.is_like(then):
        raise NotKnown
    sure(after.read.named == before.read.named and after.mail < PERHAPS_HEAVY)
    sure(named is None or what_it_names(document) == named)
    return document


def _found(
    asked: Asked, few: Few, last: Last
) -> tuple[tuple[Diagnostic, ...], Mapping[str, Alone], Mapping[str, str]]:
    """What is found in the whole newsroom: in others what was, in these what their own texts say.

    What other rules found in these has a line, which may be another now. With it comes what is to
    be kept of each of these, and of telephone numbers.
    """
    from kppress.check.policy import order, settle
    from kppress.check.registry import check_alone
    from kppress.check.rule import REGISTERED
    from kppress.press.rules import all_rules

    newsroom, settings = few.newsroom, few.newsroom.settings
    family = Family(newsroom.documents, frozenset(), settings)
    alone = {d.path: check_alone(d, family, settings, asked.now) for d in newsroom.documents}
    told = [d for path in alone for d in few.known.memory.read[path].found]
    told += [d for one in alone.values() for d in one.found]
    settled = settle(told, newsroom, all_rules())
    here = [d for d in settled if d.place.file in alone]
    sure(all(d.severity is not Severity.ERROR for d in here))
    others = [d for d in last.found if d.place.file not in alone]
    rules = {d.rule for d in last.found if d.place.file in alone}
    sure(all(id not in REGISTERED or REGISTERED[id].alone for id in rules))
    return tuple(sorted((*others, *here), key=order)), alone, said()
