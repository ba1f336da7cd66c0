"""Staying until SIGINT or SIGTERM: the clock, the rest and the words of `kppress build --wait`."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType

import click

from kppress.cache.marks import of_newsroom
from kppress.cli.shared import Shared, sentence_of, will_stay, zone_of
from kppress.locale.dates import moment_in_words
from kppress.model.error import KppressError
from kppress.press.stay import Reason, stay


def stay_and_build(call: Shared, build: Callable[[datetime], datetime | None]) -> int:
    """Build at once, at each next change and after each save; 0 when told to end."""
    will_stay()

    def clock() -> datetime:
        return call.moment(zone_of(call.root))

    def built(now: datetime, reason: Reason) -> datetime | None:
        if reason is not Reason.START:
            why = call.words[f"build.{reason.value}"]
            call.say("build.again", moment=moment_in_words(now, call.language), why=why)
        due = build(now)
        key = "build.stays_until" if due else "build.stays"
        call.say(key, moment=moment_in_words(due, call.language) if due else "")
        return due

    def failed(fault: KppressError) -> None:
        said = sentence_of(fault, call.words)
        click.echo(f"{call.words['error.prefix']}: {said}", err=True)
        call.say("build.tries_again")

    with _told_to_end() as end:
        stay(
            build=built,
            state=lambda: of_newsroom(str(call.root)),
            clock=clock,
            rest=end.wait,
            failed=failed,
        )
    call.say("build.ended")
    return 0


@contextmanager
def _told_to_end() -> Iterator[threading.Event]:
    """Set by the first SIGINT or SIGTERM, which lets a build end whole; the next interrupts it."""
    end = threading.Event()

    def told(_: int, __: FrameType | None) -> None:
        end.set()
        restore()

    before = {number: signal.signal(number, told) for number in (signal.SIGINT, signal.SIGTERM)}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    try:
        yield end
    finally:
        restore()
