"""A build after nothing was done but to add documents.

A new document shows on its own page, in its lists and feeds, and in what counts them. Nothing else
can tell that it is there, if it names none of the others and none of them can mean it, which is
known without them (`taken`). So those alone are taken up that its lists and feeds show (`adding`).

As in `retouch`, whatever this cannot vouch for is left to a whole build; and of the lists as they
were before, the digests must come out that the last build noted.
"""

from collections.abc import Generator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kppress.cache.edited import Edits
from kppress.check.alone import Alone
from kppress.check.family import Family
from kppress.check.numbering import said
from kppress.check.outline import names_something
from kppress.model.address import Addresses, file_of, lists_of
from kppress.model.diagnostic import Diagnostic, Severity
from kppress.model.document import AnyDocument, Page
from kppress.model.fields import folded
from kppress.model.newsroom import Newsroom
from kppress.model.site import NONE_SHOWN, Shown, Survey
from kppress.press import parts
from kppress.press.built import Built, Files, Made
from kppress.press.checked import Checked
from kppress.press.few import Asked, Few, NotKnown, begin, family_of, last_of, sure
from kppress.press.known import Damaged
from kppress.press.mails import PERHAPS_HEAVY
from kppress.press.parts import Last, Small, is_survey, is_taken
from kppress.press.share import meanwhile
from kppress.press.taken import Taken, is_free, together
from kppress.read.tree import is_plain

STEADY = frozenset(
    {
        *("KP321", "KP801"),  # it calls people as all do, and its feeds have something
        "KP408",  # what is named is there, and it is called otherwise
        *("KP505", "KP506", "KP507", "KP509", "KP510"),  # it names no files
        "KP703",  # it replaces no notice
    }
)
"""Rules that look at more than one document, and find the same of others when there is a new one.
"""


New = tuple[tuple[Small, bytes], ...]
"""Documents as `Known.whole` has them."""


def read(
    root: Path, output: Path, now: datetime, edits: Edits, base_url: str, begun: int
) -> New | None:
    """Read what was added, for `addition`, which has much to import; None as there."""
    try:
        sure(not edits.documents)
        few = begin(Asked(root, output, now, edits, base_url, begun))
        last_of(few.drawers, few.asked)
        sure(all(is_plain(root, path) for path in edits.added))
        sure(all(family_of(root, path) == [path] for path in edits.added))
        few.read([(path,) for path in edits.added])
        new = tuple(few.known.whole(path) for path in edits.added)
        newsroom = few.newsroom(tuple(_document(small, few) for small, _ in new))
        sure(len(newsroom.public_at(few.asked.now).documents) == len(new))
        counted(survey_of(few), newsroom)
        _refuse_taken(few, new)
    except (NotKnown, OSError, KeyError, ValueError):
        return None
    return new


def addition(
    root: Path, output: Path, now: datetime, edits: Edits, base_url: str, begun: int
) -> Generator[Made | None, Any, None]:
    """As `retouch`, where documents were added and nothing else was done.

    First it gets ready, and wants what was `read` then.
    """
    try:
        few = begin(Asked(root, output, now, edits, base_url, begun))
        last = last_of(few.drawers, few.asked)
        from kppress.press.adding import Workshop  # late: meanwhile somebody reads

        workshop = Workshop(few)
        new: New = yield None
        added = _added(few, new)
        with meanwhile(partial(_found, added, last), aside=True) as found:
            site = workshop.made(added)
            told, alone, numbers = found()
    except (NotKnown, Damaged, OSError, ValueError):  # which a whole build has words for
        yield None
        yield None
        return
    next_change = _first(last.next_change, site.next_change)
    until = _first(last.until, next_change, added.newsroom.next_moment(few.asked.now))
    built = Built(
        checked=Checked(newsroom=replace(added.newsroom, documents=()), found=told, texts={}),
        receipt=None,
        next_change=next_change,
        until=until,
        lacks_search=last.lacks_search,
        retouched=True,
    )
    written: Files = yield Made(site.files.contents, built)
    put: dict[str, object] = {
        path: few.known.small(path)._replace(alone=alone[path]) for path in edits.added
    }
    put |= {parts.SURVEY: site.survey, parts.TAKEN: added.taken}
    since = few.asked.now.timestamp()
    last = last._replace(since=since, found=told, next_change=next_change, until=until)
    few.keep(put, numbers, last)
    site.files.save(written)
    yield None


def _first(*moments: datetime | None) -> datetime | None:
    return min(filter(None, moments), default=None)


def counted(survey: Survey, newsroom: Newsroom) -> Survey:
    """A survey with these documents counted, too."""
    lists, feeds = {**survey.lists}, {**survey.feeds}
    addresses = Addresses(newsroom.settings)
    for document in newsroom.documents:
        year = addresses.year(document)
        for name, key in lists_of(document):
            first = file_of(addresses.listing(name, document.lang, key))
            lists[first] = _with_one_more(lists.get(first, NONE_SHOWN), year)
        for feed in newsroom.feeds:
            if feed.selects(document):
                known = feeds[feed.name]
                sure(known.total)  # else there may be a finding that it is empty
                feeds[feed.name] = _with_one_more(known, year)
    return survey._replace(lists=lists, feeds=feeds)


def _with_one_more(shown: Shown, year: int) -> Shown:
    years = dict(shown.years)
    years[year] = years.get(year, 0) + 1
    return shown._replace(years=tuple(sorted(years.items(), reverse=True)), total=shown.total + 1)


class Added(Struct, frozen=True):
    """The documents that were added, as if there were no others."""

    few: Few
    newsroom: Newsroom
    taken: Taken
    """What these took and all others."""


def _added(few: Few, new: New) -> Added:
    """What was `read`, for who did not."""
    for small, large in new:
        few.known.take_whole(small, large)
        few.known.memory.seen.add(small.read.path)
    documents = tuple(_document(small, few) for small, _ in new)
    taken = together((_taken(few), *(small.taken for small, _ in new)))
    return Added(few, few.newsroom(documents), taken)


def _refuse_taken(few: Few, new: New) -> None:
    taken = _taken(few)
    for small, _ in new:
        sure(is_free(small.taken, taken))
        taken = together((taken, small.taken))


def _taken(few: Few) -> Taken:
    taken = few.drawers.get(parts.TAKEN)
    if not is_taken(taken):
        raise NotKnown
    return taken


def survey_of(few: Few) -> Survey:
    """What was kept of all that was public."""
    survey = few.drawers.get(parts.SURVEY)
    if not is_survey(survey):
        raise NotKnown
    return survey


def _document(small: Small, few: Few) -> AnyDocument:
    """The document, if only lists and feeds tell of it."""
    document = small.read.document
    if document is None or isinstance(document, Page):
        raise NotKnown
    sure(not (document.allow or document.aliases or document.withdrawn or document.source.original))
    sure(not (small.read.named or names_something(document, few.frame.settings)))
    sure(small.mail < PERHAPS_HEAVY)
    return document


def _found(
    added: Added, last: Last
) -> tuple[tuple[Diagnostic, ...], Mapping[str, Alone], Mapping[str, str]]:
    """What is found in the whole newsroom: in others what was, and what there is in these.

    With it comes what is to be kept of each of these, and of telephone numbers.
    """
    from kppress.check.policy import order, settle
    from kppress.check.registry import check_alone, check_documents, check_whole
    from kppress.press.rules import all_rules

    newsroom, settings, rules = added.newsroom, added.newsroom.settings, all_rules()
    ids = {folded(name): rule.id for rule in rules for name in (rule.id, rule.name)}
    silenced = (ids.get(folded(word)) for word in (*added.taken.allows, *settings.check.ignore))
    sure(all(map(_is_steady, (*filter(None, silenced), *(d.rule for d in last.found)))))
    family, now = Family(newsroom.documents, frozenset(), settings), added.few.asked.now
    alone = {d.path: check_alone(d, family, settings, now) for d in newsroom.documents}
    told = [d for path in alone for d in added.few.known.memory.read[path].found]
    told += check_documents(newsroom, now, known=lambda document, *_: alone[document.path])
    told += check_whole(newsroom, now)
    settled = settle(told, newsroom, rules)
    here = [d for d in settled if d.place.file in alone]
    sure(all(d.severity is not Severity.ERROR for d in here))
    return tuple(sorted((*last.found, *here), key=order)), alone, said()


def _is_steady(rule: str) -> bool:
    """Whether a rule finds the same of others when there is a new document."""
    from kppress.check.rule import ALONE, REGISTERED

    of_one = {*ALONE, "now", "mail", "speller"}
    return rule not in REGISTERED or rule in STEADY or of_one.issuperset(REGISTERED[rule].wants)
