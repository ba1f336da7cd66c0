"""Many documents are checked by all cores: each takes its share."""

import gc
import os
import sys
import threading
from datetime import datetime
from typing import TYPE_CHECKING

from kppress.check.registry import check_documents, check_whole
from kppress.check.spelling import Speller
from kppress.model.diagnostic import Diagnostic
from kppress.model.newsroom import Newsroom
from kppress.press.known import Known

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

FROM = 200
"""Documents. Below that, starting a process takes longer than it saves."""


def check_shared(
    newsroom: Newsroom, now: datetime, speller: Speller | None, known: Known
) -> tuple[Diagnostic, ...]:
    """Everything that the rules find, as `check` finds it; by several processes where it pays.

    What is `known` already is not looked for, and what is found is known then.
    """
    cores = _cores()
    unknown = sum(not known.knows(document) for document in newsroom.documents)
    if cores == 1 or unknown < FROM:
        own = check_documents(newsroom, now, speller, alone=known.alone)
        return (*own, *check_whole(newsroom, now))
    from multiprocessing import get_context  # late: a build with one change needs none

    context = get_context("fork")
    gc.freeze()  # what is there already is shared with the others as long as nobody touches it
    others = []
    for number in range(1, cores):
        part = slice(number, None, cores)
        receiver, sender = context.Pipe(duplex=False)
        # A forked process has the newsroom already; only findings go through the pipe.
        given = (sender, newsroom, now, speller, part, known)
        process = context.Process(target=_work, args=given, daemon=True)
        process.start()
        sender.close()
        others.append((part, receiver, process))
    own = check_documents(newsroom, now, speller, slice(0, None, cores), alone=known.alone)
    found = [*own, *check_whole(newsroom, now)]
    for part, receiver, process in others:
        try:
            theirs, learned = receiver.recv()
            found += theirs
            known.learn(learned)
        except EOFError:  # it was ended; if by a fault of ours, that is raised here
            found += check_documents(newsroom, now, speller, part, alone=known.alone)
        process.join()
    return tuple(found)


def _work(
    sender: "Connection",
    newsroom: Newsroom,
    now: datetime,
    speller: Speller | None,
    part: slice,
    known: Known,
) -> None:
    with sender:
        found = check_documents(newsroom, now, speller, part, alone=known.alone)
        sender.send((found, known.fresh))


def _cores() -> int:
    """How many processes to use. Only Linux forks safely, and only where there are no threads."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))
