"""A process that is begun before it is known what there is to do.

While the first one finds out what happened since the last build, it gets ready to build an edit:
with a thousand documents that is half of what such a build takes. Where more happened it is ended.
As `unchanged`, without what takes long to import.
"""

import os
import sys
from _collections_abc import Callable  # without all of collections

SIGKILL = 9
"""As in `signal`, which need not be imported for it."""


class Hand:
    """The process: its number, and the ends of the pipes that lead to it and back."""

    __slots__ = ("_first", "_lock", "_made", "_orders", "_process")

    def __init__(
        self, process: int, orders: int, made: int, first: bytes | None, lock: int
    ) -> None:
        self._lock: int | None = lock
        self._process = process
        self._orders = orders
        self._made = made
        self._first = first

    def first(self) -> bool | None:
        """What the first thing that it was to do came to; None if it ended before."""
        if self._first is None:
            self._first = os.read(self._made, 1)
        return self._first == b"y" if self._first else None

    def hand_over(self) -> tuple[int, int, int] | None:
        """Its number and the pipes, for who goes on with it; None if somebody has it already."""
        self.first()  # which comes out of the pipe before all else
        process, self._process = self._process, 0
        return (process, self._orders, self._made) if process else None

    def take_lock(self) -> int | None:
        """The open file of the build's lock: whoever locks it has it as long as either is there."""
        lock, self._lock = self._lock, None
        return lock

    def end(self) -> None:
        """Let it go when it has done the first thing, unless it was handed over."""
        self.first()
        if (lock := self.take_lock()) is not None:
            os.close(lock)
        if process := self._process:
            self._process = 0
            end(process)
            os.close(self._orders)
            os.close(self._made)


def end(process: int) -> None:
    """End a process that we started."""
    try:
        os.kill(process, SIGKILL)
        os.waitpid(process, 0)
    except (ProcessLookupError, ChildProcessError):
        # Where SIGCHLD is ignored, as by whoever started us, nobody is told that it ended.
        return


def start(
    first: Callable[[], bool] | None, then: Callable[[int, int], None], lock: str
) -> Hand | None:
    """Start the process, which does `first` if there is such; None where none can be.

    `lock` is the file of the build's lock, which is opened before, so that both will hold it.
    `then` does what else there is to do, given the pipe from which it is ordered and that into
    which goes what it made.
    """
    # Only Linux forks safely. There are no threads yet.
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1:
        return None
    try:
        held = os.open(lock, os.O_RDWR)
    except OSError:  # a newsroom that may only be read
        return None
    (orders, order), (take, made) = os.pipe(), os.pipe()
    try:
        process = os.fork()
    except OSError:  # so many may be, and no more
        for file in (orders, order, take, made, held):
            os.close(file)
        return None
    if process == 0:
        status = 1
        try:
            os.close(order)  # held open here, it would hide from us that the first one was killed
            os.close(take)
            if first:
                os.write(made, b"y" if first() else b"n")
            then(orders, made)
            status = 0
        finally:  # whatever it was is told where the same is done again
            os._exit(status)
    os.close(orders)
    os.close(made)
    return Hand(process, order, take, None if first else b"", held)
