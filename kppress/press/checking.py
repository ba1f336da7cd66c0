"""Reading and checking side by side: a newsroom, and what is found in it when somebody asks."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from kppress.check.alone import Alone
from kppress.check.numbering import is_said, said
from kppress.model.diagnostic import Diagnostic
from kppress.model.newsroom import Newsroom
from kppress.press.checked import Checked
from kppress.press.known import Known
from kppress.press.share import is_worth_it, meanwhile
from kppress.read.files import AS_IT_IS
from kppress.read.folder import read_newsroom


class _Looked(NamedTuple):
    """What somebody found who looked for faults."""

    found: tuple[Diagnostic, ...]
    later: datetime | None
    """As `Checked.later`."""
    alone: Mapping[str, Alone]
    """As `Known.looked`."""
    numbers: Mapping[str, str]
    """As `check.numbering.said`."""


@contextmanager
def checking(
    root: Path, now: datetime, known: Known
) -> Iterator[tuple[Newsroom | None, Callable[[], Checked]]]:
    """As `check.check_newsroom`: what was read as soon as it is; what is found, when asked for.

    With the latter comes what time may change of it. Where little was read anew, another core
    looks for both until then, and imports the rules, which nobody else needs.
    """
    known.now = now
    read = read_newsroom(root, AS_IT_IS, known.memory)
    newsroom = read.newsroom
    if newsroom is None:
        nothing = Checked(newsroom=None, found=read.found, texts=read.texts)
        yield None, lambda: nothing
        return
    documents, fresh = len(newsroom.documents), len(known.memory.fresh)
    aside = is_worth_it(documents) and fresh < documents // 2

    def look() -> _Looked:
        from kppress.press.check import found_in  # late: as above

        found = found_in(read, newsroom, root, now, known)
        return _Looked(found, newsroom.next_moment(now), known.looked, said())

    def checked() -> Checked:
        found, later, alone, numbers = looked()
        known.learn(alone)
        is_said(numbers)
        return Checked(newsroom=newsroom, found=found, texts=read.texts, later=later)

    with meanwhile(look, aside=aside) as looked:
        yield newsroom, checked
