"""Other processes of a build, which make what they are ordered to."""

import gc
import os
import pickle
import select
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from struct import Struct
from typing import TYPE_CHECKING, Any, NoReturn

from kppress.cache.ahead import Hand, end

if TYPE_CHECKING:
    from kppress.press.shelf import Shelf

ROOM = 1 << 20
"""Bytes that a pipe is to hold, so that what was made is handed over before somebody takes it: what
Linux allows to anyone."""
AHEAD = 2
"""Orders that a process may carry out before their turn: as few as let none wait for more."""
_HEAD = Struct("=Q?Q")
"""Before what is sent: its bytes, whether they follow, and where on the shelf they are if not."""


class Other:
    """Another process, which makes what it is ordered to, in that order.

    Nothing is taken from one that ended: a fault of ours is raised when the same is done here.
    """

    def __init__(
        self, process: int, orders: int, made: int, shelves: "Sequence[Shelf]" = ()
    ) -> None:
        """Its number, and the ends of the pipes that lead to it and back.

        `shelves` are where it puts in turn what comes of an order, if it has such.
        """
        self.orders: deque[Any] = deque()
        """What was ordered and not yet taken."""
        self._process = process
        self._orders: int | None = orders
        self._made = made
        self._shelves = deque(shelves)
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

    def take(self) -> tuple[Any, ...]:
        """The next thing that came of its first order; nothing if it ended before."""
        try:
            return (_received(self._made, self._shelves[0] if self._shelves else None),)
        except (EOFError, OSError):  # it ended, in the midst of a message perhaps
            return ()

    def is_done(self) -> None:
        """Its first order: all that came of it was taken, and may be thrown away."""
        self.orders.popleft()
        self._shelves.rotate(-1)

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
def started(
    count: int, make: Callable[[Any], Iterable[Any]], *, aside: bool = False
) -> Iterator[Sequence[Other]]:
    """So many other processes, or as many as there can be. Each has what this one has already.

    What `make` makes of an order is handed over thing by thing. With `aside` that of `AHEAD` orders
    has room until somebody takes it; else no more than a pipe holds.

    By the system's own fork: what Python has for it takes a tenth of a quick build to import.
    """
    others: list[Other] = []
    ours: list[int] = []
    if count:
        gc.freeze()  # what is there already is shared with the others as long as nobody touches it
    try:
        with ExitStack() as after:
            for _ in range(count):
                shelves = ready_shelves(after) if aside else ()
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
                    _work(make, orders, made, ours, shelves)
                os.close(orders)
                os.close(made)
                others.append(Other(process, order, take, shelves))
            yield others
    finally:
        if count:
            gc.unfreeze()
        for other in others:
            other.end()


def ready_shelves(after: ExitStack) -> "Sequence[Shelf]":
    """A shelf for each order that is made ahead, or none where that cannot be; closed `after`."""
    from kppress.press.shelf import shelves  # late: tempfile takes long to import

    made = [after.enter_context(shelf) for shelf in shelves(AHEAD)]
    return made if len(made) == AHEAD else ()


def serve(orders: int, made: int) -> None:
    """Be a hand, whom `beside` tells at first what steps to do, until nobody orders any more."""
    at_it: Generator[Any, Any, None] | None = None

    def make(value: Any) -> Iterable[Any]:
        nonlocal at_it
        if at_it is None:
            at_it, value = value(), None
        return [at_it.send(value)]

    _serve(make, orders, made, ())


def _serve(
    make: Callable[[Any], Iterable[Any]], orders: int, made: int, shelves: "Sequence[Shelf]"
) -> None:
    turns = deque(shelves)
    with suppress(EOFError):
        while True:
            asked = _received(orders)
            if turns:
                turns[0].clear()
            for thing in make(asked):
                _send(made, thing, turns[0] if turns else None)
            turns.rotate(-1)


def _work(
    make: Callable[[Any], Iterable[Any]],
    orders: int,
    made: int,
    theirs: Sequence[int],
    shelves: "Sequence[Shelf]",
) -> NoReturn:
    """Be another process, until nobody orders anything any more."""
    status = 1
    try:
        for pipe in theirs:  # held open here, it would hide from us that who orders was killed
            os.close(pipe)
        _serve(make, orders, made, shelves)
        status = 0
    finally:  # whatever it was is told where the same is done again
        os._exit(status)


def _send(pipe: int, value: object, shelf: "Shelf | None" = None) -> None:
    """Send a value, or where on the shelf it is."""
    content = pickle.dumps(value, protocol=5)
    start = shelf.put(content) if shelf else None
    rest = memoryview(_HEAD.pack(len(content), start is None, start or 0))
    if start is None:
        rest = memoryview(bytes(rest) + content)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _received(pipe: int, shelf: "Shelf | None" = None) -> Any:
    """What was sent. Raises EOFError where the other end was closed before it was."""
    size, is_here, start = _HEAD.unpack(_read(pipe, _HEAD.size))
    content = _read(pipe, size) if is_here or not shelf else shelf.take(start, size)
    return pickle.loads(content)  # noqa: S301 # our own


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
