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

from collections.abc import Generator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kppress.cache.edited import Edits
from kppress.check.alone import Alone
from kppress.check.family import Family
from kppress.check.numbering import said
from kppress.check.outline import what_it_names
from kppress.model.diagnostic import Diagnostic, Severity
from kppress.model.document import AnyDocument, Notice
from kppress.model.newsroom import Newsroom
from kppress.press.built import Built, Files, Made
from kppress.press.checked import Checked
from kppress.press.few import Asked, Few, NotKnown, begin, family_of, last_of, sure
from kppress.press.known import Damaged
from kppress.press.mails import PERHAPS_HEAVY
from kppress.press.parts import Last, Small, is_small
from kppress.press.share import meanwhile


def retouch(
    root: Path, output: Path, now: datetime, edits: Edits, base_url: str, begun: int
) -> Generator[Made | None, Files, None]:
    """Build a newsroom anew, of which the lock is held: make, and keep what was made then.

    First comes what is to be written, or None where that takes a whole build: then nothing was
    done. Who sends what was written is answered with None when it is kept for the next build.
    """
    try:
        few = begin(Asked(root, output, now, edits, base_url, begun))
        last = last_of(few.drawers, few.asked)
        edited = _read(few)
        with meanwhile(partial(_found, edited, last), aside=True) as found:
            from kppress.press.remake import made  # late: meanwhile somebody asks the rules

            patches = made(edited)
            told, alone, numbers = found()
    except (NotKnown, Damaged, OSError):  # which a whole build has words for
        yield None
        return
    built = Built(
        checked=Checked(newsroom=replace(edited.newsroom, documents=()), found=told, texts={}),
        receipt=None,
        next_change=last.next_change,
        until=last.until,
        lacks_search=last.lacks_search,
        retouched=True,
    )
    written = yield Made(patches.contents, built)
    put: dict[str, object] = {
        path: few.known.small(path)._replace(alone=alone[path]) for path in edited.keys
    }
    few.keep(put, numbers, last._replace(since=few.asked.now.timestamp(), found=told))
    patches.save(written)
    yield None


class Edited(Struct, frozen=True):
    """The documents that were edited, with their translations, as if there were no others."""

    few: Few
    newsroom: Newsroom
    keys: Mapping[str, bytes]
    """By path, the keys that they had before."""
    heads: Mapping[str, bytes]
    """The same of all but their bodies."""


def _read(few: Few) -> Edited:
    asked = few.asked
    several = sorted({tuple(family_of(asked.root, path)) for path in asked.edits.documents})
    before = {path: _before(path, few) for paths in several for path in paths}
    few.read(several)
    newsroom = few.newsroom(tuple(_after(path, few, *before[path]) for path in before))
    known = {path: small.read for path, (small, _) in before.items()}
    keys, heads = ({p: r.key for p, r in known.items()}, {p: r.head for p, r in known.items()})
    return Edited(few, newsroom, keys, heads)


def _before(path: str, few: Few) -> tuple[Small, object]:
    """What was known of a document, and what it named in its text."""
    small = few.drawers.get(path)
    if not is_small(small):
        raise NotKnown
    few.known.take(small)
    document, alone = small.read.document, small.alone
    if document is None or alone is None or isinstance(document, Notice) or document.allow:
        raise NotKnown
    sure(small.mail < PERHAPS_HEAVY)
    return small, what_it_names(document) if alone.names_something else None


def _after(path: str, few: Few, before: Small, named: object) -> AnyDocument:
    """The document as it is now, if only its own files can tell it from that before."""
    after = few.known.small(path)
    document, then = after.read.document, before.read.document
    if document is None or then is None or not document.is_like(then):
        raise NotKnown
    sure(after.read.named == before.read.named and after.mail < PERHAPS_HEAVY)
    sure(named is None or what_it_names(document) == named)
    return document


def _found(
    edited: Edited, last: Last
) -> tuple[tuple[Diagnostic, ...], Mapping[str, Alone], Mapping[str, str]]:
    """What is found in the whole newsroom: in others what was, in these what their own texts say.

    What other rules found in these has a line, which may be another now. With it comes what is to
    be kept of each of these, and of telephone numbers.
    """
    from kppress.check.policy import order, settle
    from kppress.check.registry import check_alone
    from kppress.check.rule import REGISTERED
    from kppress.press.rules import all_rules

    newsroom, settings = edited.newsroom, edited.newsroom.settings
    family, now = Family(newsroom.documents, frozenset(), settings), edited.few.asked.now
    alone = {d.path: check_alone(d, family, settings, now) for d in newsroom.documents}
    told = [d for path in alone for d in edited.few.known.memory.read[path].found]
    told += [d for one in alone.values() for d in one.found]
    settled = settle(told, newsroom, all_rules())
    here = [d for d in settled if d.place.file in alone]
    sure(all(d.severity is not Severity.ERROR for d in here))
    others = [d for d in last.found if d.place.file not in alone]
    rules = {d.rule for d in last.found if d.place.file in alone}
    sure(all(id not in REGISTERED or REGISTERED[id].alone for id in rules))
    return tuple(sorted((*others, *here), key=order)), alone, said()
