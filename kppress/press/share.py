"""Many documents are checked by all cores: each takes its share."""

import os
import sys
import threading
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection

from kppress.check.registry import check, check_documents, check_whole
from kppress.check.spelling import Speller
from kppress.model.diagnostic import Diagnostic
from kppress.model.newsroom import Newsroom

FROM = 200
"""Documents. Below that, starting a process takes longer than it saves."""


def check_shared(
    newsroom: Newsroom, now: datetime, speller: Speller | None
) -> tuple[Diagnostic, ...]:
    """Everything that the rules find, as `check` finds it; by several processes where it pays."""
    cores = _cores()
    if cores == 1 or len(newsroom.documents) < FROM:
        return check(newsroom, now, speller)
    context = get_context("fork")
    others = []
    for number in range(1, cores):
        part = slice(number, None, cores)
        receiver, sender = context.Pipe(duplex=False)
        # A forked process has the newsroom already; only findings go through the pipe.
        given = (sender, newsroom, now, speller, part)
        process = context.Process(target=_work, args=given, daemon=True)
        process.start()
        sender.close()
        others.append((part, receiver, process))
    own = check_documents(newsroom, now, speller, slice(0, None, cores))
    found = [*own, *check_whole(newsroom, now)]
    for part, receiver, process in others:
        try:
            found += receiver.recv()
        except EOFError:  # it was ended; if by a fault of ours, that is raised here
            found += check_documents(newsroom, now, speller, part)
        process.join()
    return tuple(found)


def _work(
    sender: Connection, newsroom: Newsroom, now: datetime, speller: Speller | None, part: slice
) -> None:
    with sender:
        sender.send(check_documents(newsroom, now, speller, part))


def _cores() -> int:
    """How many processes to use. Only Linux forks safely, and only where there are no threads."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))
