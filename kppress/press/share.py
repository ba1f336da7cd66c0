"""Work on many documents is done by all cores: each takes its share."""

import gc
import os
import pickle
import select
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from operator import itemgetter
from typing import Any, NoReturn, TypeVar

FROM = 50
"""Documents. Below that, starting a process takes longer than it saves."""
WORTH = 500
"""Documents. What is done to all of them, and is little for each, takes longer from here on than to
start a process that does it beside."""
CHUNK = 25
"""What a process makes before it hands it over: so little that what waits for its turn does not
grow with the newsroom."""
AHEAD = 2
"""Chunks that a process may make before their turn: as few as let none wait for orders."""
SIGKILL = 9
"""As in `signal`, which need not be imported for it."""
ROOM = 1 << 20
"""Bytes that a pipe is to hold, so that what was made is handed over before somebody takes it: what
Linux allows to anyone."""

T = TypeVar("T")


def is_worth_it(documents: int) -> bool:
    """Whether another process is to do what is little for each of so many documents."""
    return documents >= WORTH


def in_order(
    makes: Sequence[Callable[[], T]],
    *,
    together: Sequence[str] = (),
    size: int = CHUNK,
    least: int = FROM,
) -> Generator[T, None, None]:
    """What each of these makes, in their order; by several processes from `least` of them on.

    A process makes `size` of them in turn, or those that follow one another with the same word in
    `together`. This one makes what time is left for: it has what is made to deal with, too.
    """
    many = len(makes) >= least
    if many:  # macros of templates refer to themselves: what a mail leaves is only found so
        gc.enable()
    cores = _cores() if many else 1
    words = together or [""] * len(makes)
    if cores > 1:  # what the first one loads and compiles is there for all, and in memory once
        yield makes[0]()
        makes, words = makes[1:], words[1:]
    chunks = [*_chunks(makes, words, size)]
    rest = iter(range(len(chunks)))
    mine: dict[int, list[T]] = {}

    def make(number: int) -> list[T]:
        return [make() for make in chunks[number]]

    with _others(cores, make) as others:
        for number, chunk in enumerate(chunks):
            _order(others, rest)
            other = next((other for other in others if number in other.orders), None)
            while other and not other.is_ready() and len(mine) < AHEAD:
                if (ahead := next(rest, None)) is None:
                    break
                mine[ahead] = make(ahead)
                _order(others, rest)
            if other and (made := other.take()) is not None:
                yield from made
            elif number in mine:
                yield from mine.pop(number)
            else:
                if not other:
                    next(rest)
                for make_one in chunk:
                    yield make_one()


@contextmanager
def meanwhile(make: Callable[[], T], *, aside: bool) -> Generator[Callable[[], T], None, None]:
    """What `make` makes, to be asked for; with `aside` another core makes it until then.

    What else changes by making it is lost with that one.
    """

    def steps() -> Generator[T, None, None]:
        yield make()

    with beside(steps, aside=aside) as go_on:
        yield go_on(None, last=True)


@contextmanager
def beside(
    steps: Callable[[], Generator[Any, Any, None]], *, aside: bool
) -> Generator[Callable[..., Callable[[], Any]], None, None]:
    """Work in steps, each of which yields what it made; with `aside` another core does it.

    What is yielded lets it go on, being given what the step is to know (None the first), and tells
    what it made to who asks, step after step; after the one that is said to be the last it ends. If
    the other core's process ends before, all steps are done again here.
    """
    at_it, given, here = steps(), list[Any](), 0

    def do(value: Any) -> Any:
        nonlocal here
        here += 1
        return at_it.send(value)

    with _others(min(_cores(), 2) if aside else 1, lambda value: [do(value)]) as others:

        def go_on(value: Any, last: bool = False) -> Callable[[], Any]:
            number = len(given)
            given.append(value)
            for other in others:
                other.order(value)
                if last:
                    other.let_go()
            made: list[Any] | None = None

            def asked() -> Any:
                nonlocal made
                if made is None and others and not here:
                    made = others[0].take()
                while made is None:
                    step = here
                    one = do(given[step])
                    made = [one] if step == number else None
                return made[0]

            return asked

        yield go_on


def _chunks(makes: Sequence[T], together: Sequence[str], size: int) -> Iterator[list[T]]:
    for word, several in groupby(zip(makes, together, strict=True), key=itemgetter(1)):
        chunk = [make for make, _ in several]
        step = len(chunk) if word else size
        yield from (chunk[start : start + step] for start in range(0, len(chunk), step))


class _Other:
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
        # Where SIGCHLD is ignored, as by whoever started us, nobody is told that it ended.
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._process, SIGKILL)
            os.waitpid(self._process, 0)
        self.let_go()
        os.close(self._made)


def _order(others: Sequence[_Other], rest: Iterator[int]) -> None:
    """Let the others make what nobody makes yet."""
    for other in others:
        while len(other.orders) < AHEAD and (number := next(rest, None)) is not None:
            other.order(number)


@contextmanager
def _others(cores: int, make: Callable[[Any], list[Any]]) -> Iterator[Sequence[_Other]]:
    """Processes, one less than there are cores. Each has what this one has already.

    By the system's own fork: what Python has for it takes a tenth of a quick build to import.
    """
    others: list[_Other] = []
    ours: list[int] = []
    if cores > 1:
        gc.freeze()  # what is there already is shared with the others as long as nobody touches it
    try:
        for _ in range(1, cores):
            (orders, order), (take, made) = os.pipe(), os.pipe()
            _widen(made)
            ours += [order, take]
            try:
                process = os.fork()
            except OSError:  # so many processes may be, and no more: those that are do it all
                for end in (orders, order, take, made):
                    os.close(end)
                break
            if not process:
                _work(make, orders, made, ours)
            os.close(orders)
            os.close(made)
            others.append(_Other(process, order, take))
        yield others
    finally:
        if cores > 1:
            gc.unfreeze()
        for other in others:
            other.end()


def _work(
    make: Callable[[Any], list[Any]], orders: int, made: int, theirs: Sequence[int]
) -> NoReturn:
    """Be another process, until nobody orders anything any more."""
    status = 1
    try:
        for end in theirs:  # held open here, it would hide from us that who orders was killed
            os.close(end)
        while True:
            _send(made, make(_received(orders)))
    except EOFError:
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


def _cores() -> int:
    """How many processes to use. Only Linux forks safely, and only where there are no threads."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))
