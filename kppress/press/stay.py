"""Staying: build now, and again whenever time or a save changes what there is to see."""

from collections.abc import Callable, Hashable
from datetime import datetime
from enum import StrEnum

from kppress.model.error import KppressError

LONGEST = 60.0
"""Seconds of one rest. Timers stand still while a machine sleeps, so that the clock is asked anew
each minute; and no saved file waits longer."""


class Reason(StrEnum):
    """Why a build is made."""

    START = "start"
    TIME = "time"
    SAVED = "saved"
    FAILED = "failed"


def stay(
    *,
    build: Callable[[datetime, Reason], datetime | None],
    state: Callable[[], Hashable],
    clock: Callable[[], datetime],
    rest: Callable[[float], bool],
    failed: Callable[[KppressError], None],
) -> None:
    """Build until `rest` says that it is time to end.

    `build` returns the next moment at which time alone changes its output; `state` is another one
    when a source was saved; `rest` waits at most so many seconds and says whether to end.
    What the machine could not do is told to `failed` and tried again after a rest, but for the
    first build, whose KppressError is raised: then something is wrong with the call.
    """
    reason: Reason | None = Reason.START
    due: datetime | None = None
    seen: Hashable = None
    broke = False
    while True:
        if reason is not None:
            # Before the build: what is saved during it is seen after the next rest.
            seen = state()
            try:
                due, broke = build(clock(), reason), False
            except KppressError as fault:
                if reason is Reason.START:
                    raise
                failed(fault)
                due, broke = None, True
        if rest(_seconds(due, clock())):
            return
        reason = _reason(due, clock(), saved=state() != seen, broke=broke)


def _seconds(due: datetime | None, now: datetime) -> float:
    if due is None:
        return LONGEST
    return min(LONGEST, max(0.0, (due - now).total_seconds()))


def _reason(due: datetime | None, now: datetime, *, saved: bool, broke: bool) -> Reason | None:
    if due is not None and now >= due:
        return Reason.TIME
    if saved:
        return Reason.SAVED
    return Reason.FAILED if broke else None
