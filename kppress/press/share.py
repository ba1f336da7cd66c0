"""Work on many documents is done by all cores: each takes its share."""

import gc
import os
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

FROM = 200
"""Documents. Below that, starting a process takes longer than it saves."""
CHUNK = 25
"""What a process makes before it hands it over: so little that what waits for its turn does not
grow with the newsroom."""

T = TypeVar("T")


def in_order(
    makes: Sequence[Callable[[], T]],
    *,
    together: Sequence[str] = (),
    size: int = CHUNK,
    least: int = FROM,
) -> Generator[T, None, None]:
    """What each of these makes, in their order; by several processes from `least` of them on.

    A process makes `size` of them in turn, or those that follow one another with the same word in
    `together`.
    """
    cores = _cores() if len(makes) >= least else 1
    chunks = [*_chunks(makes, together or [""] * len(makes), size)]

    def work(number: int, send: Callable[[list[T]], None]) -> None:
        for chunk in chunks[number::cores]:
            send([make() for make in chunk])

    with _others(cores, work) as others:
        for number, chunk in enumerate(chunks):
            made = others[number % cores - 1]() if number % cores else None
            if made is not None:
                yield from made
                continue
            for make in chunk:
                yield make()


@contextmanager
def meanwhile(make: Callable[[], T], *, aside: bool) -> Generator[Callable[[], T], None, None]:
    """What `make` makes, to be asked for; with `aside` another core makes it until then.

    What else changes by making it is lost with that one.
    """
    cores = min(_cores(), 2) if aside else 1

    def work(_: int, send: Callable[[list[T]], None]) -> None:
        send([make()])

    with _others(cores, work) as others:
        made: list[T] | None = None

        def asked() -> T:
            nonlocal made
            if made is None:
                made = (others[0]() if others else None) or [make()]
            return made[0]

        yield asked


def _chunks(makes: Sequence[T], together: Sequence[str], size: int) -> Iterator[list[T]]:
    for word, several in groupby(zip(makes, together, strict=True), key=itemgetter(1)):
        chunk = [make for make, _ in several]
        step = len(chunk) if word else size
        yield from (chunk[start : start + step] for start in range(0, len(chunk), step))


@contextmanager
def _others(
    cores: int, work: Callable[[int, Callable[[T], None]], None]
) -> Iterator[Sequence[Callable[[], T | None]]]:
    """Processes, one less than there are cores, that do `work` by their numbers from 1.

    Each has what this one has already; only what it sends goes through a pipe, and it waits until
    that is taken. Nothing is taken from one that ended: a fault of ours is raised when the same is
    done here.
    """
    if cores == 1:
        yield ()
        return
    from multiprocessing import get_context  # late: a build with one change needs none

    context = get_context("fork")
    gc.freeze()  # what is there already is shared with the others as long as nobody touches it
    processes: list[ForkProcess] = []
    takes: list[Callable[[], T | None]] = []
    for number in range(1, cores):
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(work, number, sender), daemon=True)
        process.start()
        sender.close()
        processes.append(process)
        takes.append(partial(_taken, receiver))
    try:
        yield takes
    finally:
        gc.unfreeze()
        for process in processes:
            process.terminate()
            process.join()


def _work(
    work: Callable[[int, Callable[[T], None]], None], number: int, sender: "Connection"
) -> None:
    try:
        with sender:
            work(number, sender.send)
    except BaseException:  # noqa: BLE001 # what it was is told where the same is done again
        os._exit(1)


def _taken(receiver: "Connection") -> Any:
    try:
        return receiver.recv()
    except (EOFError, OSError):  # it ended, in the midst of a message perhaps
        return None


def _cores() -> int:
    """How many processes to use. Only Linux forks safely, and only where there are no threads."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))
