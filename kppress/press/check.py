"""Checking: read the folder, ask every rule, settle what counts."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

from msgspec.structs import replace

from kppress.check.catalogue import Catalogue
from kppress.check.policy import SILENCES_NOTHING, settle
from kppress.check.registry import check_documents, check_mails, check_whole
from kppress.check.rule import REGISTERED
from kppress.check.spelling import Speller
from kppress.model.diagnostic import Diagnostic
from kppress.model.fields import folded
from kppress.model.newsroom import Newsroom
from kppress.press.checked import Checked
from kppress.press.known import Known
from kppress.press.mails import mails_to_check
from kppress.press.rules import all_rules
from kppress.press.share import FROM, in_order
from kppress.press.spelled import Fresh, Spellings
from kppress.press.spelling import speller
from kppress.read.files import AS_IT_IS, Instead
from kppress.read.folder import SETTINGS_FILE, Read, read_newsroom
from kppress.read.settings import place_in

SHARES = 16
"""Parts of a newsroom whose words are looked up together."""

Broken = Mapping[str, str]
"""Pictures that could not be made, by `FileFacts.source`, and why: `FileFacts.fault`."""
NONE_BROKEN: Broken = MappingProxyType({})


def check_newsroom(
    root: Path,
    now: datetime,
    instead: Instead = AS_IT_IS,
    *,
    spelling: bool = False,
    broken: Broken = NONE_BROKEN,
    known: Known | None = None,
) -> Checked:
    """Read and check the newsroom in `root` as of `now`, with other contents of some files.

    With `spelling` words are looked up too, where a dictionary is installed and wanted. `broken`
    are pictures that turned out to be so when they were to be made; `known` is what need not be
    read and looked for again.
    """
    known = known or Known()
    known.now = now
    read = read_newsroom(root, instead, known.memory)
    if read.newsroom is None:
        return Checked(newsroom=None, found=read.found, texts=read.texts)
    newsroom = _without(read.newsroom, broken) if broken else read.newsroom
    found = found_in(read, newsroom, root, now, known, spelling=spelling)
    return Checked(newsroom=newsroom, found=found, texts=read.texts)


def found_in(
    read: Read,
    newsroom: Newsroom,
    root: Path,
    now: datetime,
    known: Known,
    *,
    spelling: bool = False,
) -> tuple[Diagnostic, ...]:
    """What was found by reading, and what the rules find in `newsroom`, settled."""
    wanted = spelling and not _ignored(newsroom)
    dictionary = speller() if wanted else None
    in_mails = check_mails(mails_to_check(newsroom, root, now, known.estimate))
    in_documents = _in_documents(newsroom, root, now, dictionary, known)
    found = (*read.found, *in_documents, *check_whole(newsroom, now), *in_mails)
    settings = read.texts[SETTINGS_FILE]
    return tuple(
        _placed(diagnostic, settings)
        for diagnostic in settle(found, newsroom, all_rules())
        if dictionary is not None or not _allows_spelling(diagnostic)
    )


def _in_documents(
    newsroom: Newsroom, root: Path, now: datetime, dictionary: Speller | None, known: Known
) -> Iterator[Diagnostic]:
    """What the rules about a document find. To look up each word takes all cores."""
    shares = SHARES if len(newsroom.documents) >= FROM else 1
    look = partial(check_documents, newsroom, now, known=known.alone, catalogue=Catalogue(newsroom))
    if dictionary is None:
        yield from look()
        return
    spellings = Spellings(root, known.memory.key, dictionary)

    def check(number: int) -> tuple[tuple[Diagnostic, ...], Fresh]:
        part = slice(number, None, shares)
        return look(spellings, part, spelled=spellings.of), spellings.taken()

    makes = [partial(check, number) for number in range(shares)]
    kept: list[Fresh] = []
    for found, fresh in in_order(makes, size=1, least=SHARES):
        kept.append(fresh)
        yield from found
    spellings.save(kept, {document.path for document in newsroom.documents})


def _without(newsroom: Newsroom, broken: Broken) -> Newsroom:
    marked = {
        path: replace(facts, fault=broken[facts.source])
        for path, facts in newsroom.files.items()
        if facts.source in broken
    }
    return replace(newsroom, files={**newsroom.files, **marked})


def _placed(diagnostic: Diagnostic, settings: str) -> Diagnostic:
    """A finding about `[check]` with its line: rules know the settings as values alone."""
    place = diagnostic.place
    if place.file != SETTINGS_FILE or place.line is not None:
        return diagnostic
    name = dict(diagnostic.values).get("name", "")
    if diagnostic.variant.startswith("ignore"):
        return replace(diagnostic, place=place_in(place.file, settings, ("check", "ignore"), name))
    if diagnostic.variant.startswith(("severity", "level")):
        path = ("check", "severity", name)
        return replace(diagnostic, place=place_in(place.file, settings, path))
    return diagnostic


def _ignored(newsroom: Newsroom) -> bool:
    """Whether the newsroom ignores the rule of spelling, so that no dictionary need be read."""
    return any(_is_spelling(word) for word in newsroom.settings.check.ignore)


def _allows_spelling(diagnostic: Diagnostic) -> bool:
    """Whether an exception is said to be of no use that could not be: no word was looked up."""
    name = dict(diagnostic.values).get("name", "")
    return diagnostic.rule == SILENCES_NOTHING.id and _is_spelling(name)


def _is_spelling(name: str) -> bool:
    rule = REGISTERED["KP390"].rule
    return folded(name) in (folded(rule.id), folded(rule.name))
