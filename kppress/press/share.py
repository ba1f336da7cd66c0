"""Work on many documents is done by all cores: each takes its share."""

import gc
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeVar

from kppress.cache.ahead import Hand
from kppress.press.process import AHEAD, Other, cores, handed_over, ready_shelves, started

if TYPE_CHECKING:
    from kppress.press.shelf import Shelf

FROM = 50
"""Documents. Below that, starting a process takes longer than it saves."""
WORTH = 500
"""Documents. What is done to all of them, and is little for each, takes longer from here on than to
start a process that does it beside."""
CHUNK = 25
"""What a process makes before it hands it over: so little that what waits for its turn does not
grow with the newsroom."""
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
    count = cores() - 1 if many else 0
    words = together or [""] * len(makes)
    if count:  # what the first one loads and compiles is there for all, and in memory once
        yield makes[0]()
        makes, words = makes[1:], words[1:]
    chunks = [*_chunks(makes, words, size)]
    rest = iter(range(len(chunks)))
    mine: dict[int, Iterator[T]] = {}

    def make(number: int) -> Iterator[T]:
        return (make() for make in chunks[number])

    with ExitStack() as after, started(count, make, aside=True) as others:
        shelves = deque(ready_shelves(after) if others else ())
        for number, chunk in enumerate(chunks):
            _order(others, rest)
            other, taken = next((other for other in others if number in other.orders), None), 0
            while other and taken < len(chunk):
                while not other.is_ready() and len(mine) < AHEAD:
                    if (ahead := next(rest, None)) is None:
                        break
                    mine[ahead] = _put_aside(make(ahead), shelves)
                    _order(others, rest)
                yield from (things := other.take())
                if not things:
                    break  # it ended
                taken += 1
            if other:
                other.is_done()
            elif number not in mine:
                next(rest)
            yield from mine.pop(number, None) or (make_one() for make_one in chunk[taken:])


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
    steps: Callable[[], Generator[Any, Any, None]], *, aside: bool, hand: Hand | None = None
) -> Generator[Callable[..., Callable[[], Any]], None, None]:
    """Work in steps, each of which yields what it made; with `aside` another core does it.

    What is yielded lets it go on, being given what the step is to know (None the first), and tells
    what it made to who asks, step after step; after the one that is said to be the last it ends. If
    the other core's process ends before, all steps are done again here. A `hand` is who does them,
    if there is one; then `steps` can be pickled.
    """
    at_it, given, here = steps(), list[Any](), 0

    def do(value: Any) -> Any:
        nonlocal here
        here += 1
        return at_it.send(value)

    with (
        handed_over(hand) as ready,
        started(int(aside and not ready and cores() > 1), lambda value: [do(value)]) as begun,
    ):
        others = ready or begun

        def go_on(value: Any, last: bool = False) -> Callable[[], Any]:
            number = len(given)
            given.append(value)
            for other in others:
                other.order(steps if ready and not number else value)
                if last:
                    other.let_go()
            made: list[Any] | None = None

            def asked() -> Any:
                nonlocal made
                if made is None and others and not here:
                    made = [*others[0].take()] or None
                    others[0].is_done()
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


def _put_aside(things: Iterator[T], shelves: "deque[Shelf]") -> Iterator[T]:
    """Make these now, each to be taken in its turn."""
    if not shelves:
        return iter([*things])
    shelf = shelves[0]
    shelves.rotate(-1)
    shelf.clear()
    kept = [shelf.kept(thing) for thing in things]
    return (thing() for thing in kept)


def _order(others: Sequence[Other], rest: Iterator[int]) -> None:
    """Let the others make what nobody makes yet."""
    for other in others:
        while len(other.orders) < AHEAD and (number := next(rest, None)) is not None:
            other.order(number)
