"""Other processes of a build, which make what they are ordered to."""

import gc
import os
import pickle
import select
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

from kppress.cache.ahead import Hand, end

ROOM = 1 << 20
"""Bytes that a pipe is to hold, so that what was made is handed over before somebody takes it: what
Linux allows to anyone."""


class Other:
    """Another process, which makes what it is ordered to, in that order.

    Nothing is taken from one that ended: a fault of ours is raised when the same is done here.
    """

    def __init__(self, process: int, orders: int, made: int) -> None:
        """Its number, and the ends of the pipes that lead to it and back."""
        self.orders: deque[Any] = deque()
        """What was ordered and not yet taken."""
        self._process = process
        self._orders: int | None = orders
        self._made = made
        self._poll = select.poll()  # which takes any number of a file, as select does not
        self._poll.register(made, select.POLLIN)

    def order(self, what: object) -> None:
        """Let it make something."""
        assert self._orders is not None
        self.orders.append(what)
        with suppress(OSError):  # it ended, which is seen when something is taken
            _send(self._orders, what)

    def let_go(self) -> None:
        """Let it end when it made what it is to make: to give its memory back takes a while."""
        if self._orders is not None:
            os.close(self._orders)
            self._orders = None

    def is_ready(self) -> bool:
        """Whether something is there to be taken."""
        return bool(self._poll.poll(0))

    def take(self) -> Any:
        """What it made first of what was not yet taken; None if it ended before."""
        self.orders.popleft()
        try:
            return _received(self._made)
        except (EOFError, OSError):  # it ended, in the midst of a message perhaps
            return None

    def end(self) -> None:
        """Let it go, whatever it is at."""
        end(self._process)
        self.let_go()
        os.close(self._made)


@contextmanager
def handed_over(hand: Hand | None) -> Iterator[Sequence[Other]]:
    """The process of a hand, if there is one that nobody has yet."""
    given = hand.hand_over() if hand else None
    others = [Other(*given)] if given else []
    if given:
        _widen(given[-1])
    try:
        yield others
    finally:
        for other in others:
            other.end()


@contextmanager
def started(count: int, make: Callable[[Any], list[Any]]) -> Iterator[Sequence[Other]]:
    """So many other processes, or as many as there can be. Each has what this one has already.

    By the system's own fork: what Python has for it takes a tenth of a quick build to import.
    """
    others: list[Other] = []
    ours: list[int] = []
    if count:
        gc.freeze()  # what is there already is shared with the others as long as nobody touches it
    try:
        for _ in range(count):
            (orders, order), (take, made) = os.pipe(), os.pipe()
            _widen(made)
            ours += [order, take]
            try:
                process = os.fork()
            except OSError:  # so many processes may be, and no more: those that are do it all
                for pipe in (orders, order, take, made):
                    os.close(pipe)
                break
            if not process:
                _work(make, orders, made, ours)
            os.close(orders)
            os.close(made)
            others.append(Other(process, order, take))
        yield others
    finally:
        if count:
            gc.unfreeze()
        for other in others:
            other.end()


def serve(orders: int, made: int) -> None:
    """Be a hand, whom `beside` tells at first what steps to do, until nobody orders any more."""
    at_it: Generator[Any, Any, None] | None = None

    def make(value: Any) -> list[Any]:
        nonlocal at_it
        if at_it is None:
            at_it, value = value(), None
        return [at_it.send(value)]

    _serve(make, orders, made)


def _serve(make: Callable[[Any], list[Any]], orders: int, made: int) -> None:
    with suppress(EOFError):
        while True:
            _send(made, make(_received(orders)))


def _work(
    make: Callable[[Any], list[Any]], orders: int, made: int, theirs: Sequence[int]
) -> NoReturn:
    """Be another process, until nobody orders anything any more."""
    status = 1
    try:
        for pipe in theirs:  # held open here, it would hide from us that who orders was killed
            os.close(pipe)
        _serve(make, orders, made)
        status = 0
    finally:  # whatever it was is told where the same is done again
        os._exit(status)


def _send(pipe: int, value: object) -> None:
    content = pickle.dumps(value, protocol=5)
    rest = memoryview(len(content).to_bytes(8, "big") + content)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _received(pipe: int) -> Any:
    """What was sent. Raises EOFError where the other end was closed before it was."""
    return pickle.loads(_read(pipe, int.from_bytes(_read(pipe, 8), "big")))  # noqa: S301 # our own


def _read(pipe: int, size: int) -> bytearray:
    content = bytearray(size)
    rest = memoryview(content)
    while rest:
        taken = os.readv(pipe, [rest])
        if not taken:
            raise EOFError
        rest = rest[taken:]
    return content


def _widen(pipe: int) -> None:
    """Let a pipe hold more, if the system allows it."""
    import fcntl  # late: there is none on Windows, where nothing is forked

    with suppress(AttributeError, OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, ROOM)


def cores() -> int:
    """How many processes to use. Only Linux forks safely, and only where there are no threads."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))
