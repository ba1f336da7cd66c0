"""The same build once more, answered before click or anything else heavy is imported."""

import os
import sys
import time
from _collections_abc import Callable, Mapping, Sequence  # without all of collections

import kppress
from kppress.cache.ahead import Hand, start
from kppress.cache.unchanged import Before, Call, recall, remember

TYPE_CHECKING = False  # as `typing` has it, whose import would take longer than the answer
if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from kppress.cli.manner import Manner
    from kppress.model.receipt import Mark, Receipt
    from kppress.press.built import Built

SETTINGS_FILE = "kppress.toml"
LANGUAGES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that decide the language of messages."""


_asked: list[Call] = []
"""The call that was to be answered, so that what it looked at need not be looked at again."""


def answer(arguments: Sequence[str]) -> int | None:
    """Say what this build would say where it has nothing to do; None where it must be run."""
    call = call_of(arguments)
    if call is None:
        return None
    _asked[:] = [call]

    def begin(first: Callable[[], bool] | None) -> Hand | None:
        return start(first, _get_ready, os.path.join(os.path.dirname(call.file), "lock"))

    try:
        says = recall(call, time.time(), begin)
        if says is None and call.before:
            from kppress.cli.quick import after_edits

            says = after_edits(call, call.before, Kept(arguments))
    finally:
        if call.hand:
            call.hand.end()
    if says is None:
        return None
    text = "".join(f"{line}\n" for line in says)
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):  # nobody can hear it: let the build say so
        return None
    return 0


def _get_ready(orders: int, made: int) -> None:
    """Be ready to build an edit."""
    from kppress.press.remake import serve  # late: the first one goes without

    serve(orders, made)


def call_of(arguments: Sequence[str]) -> Call | None:
    """The call of `kppress build` that this is; None for other commands and without a newsroom."""
    if "build" not in arguments:
        return None
    try:
        here = os.getcwd()
    except OSError:
        return None
    root = _root(arguments, here)
    if root is None:
        return None
    around = (here, *(f"{name}={os.environ.get(name, '')}" for name in LANGUAGES))
    return Call((*arguments, *around), os.path.dirname(kppress.__file__), root)


def _root(arguments: Sequence[str], here: str) -> str | None:
    """As `shared.root_of`; where the words are read otherwise there, they do not match here."""
    for number, word in enumerate(arguments):
        if word == "--root" and number + 1 < len(arguments):
            return os.path.join(here, arguments[number + 1])
        if word.startswith("--root="):
            return os.path.join(here, word.removeprefix("--root="))
    while not os.path.isfile(os.path.join(here, SETTINGS_FILE)):
        above = os.path.dirname(here)
        if above == here:
            return None
        here = above
    return here


class Kept:
    """What a build keeps for the next one: made before the first source is read."""

    def __init__(self, arguments: Sequence[str]) -> None:
        call = self._call = call_of(arguments)
        self._before: Before | None = None
        if call:
            asked = (c for c in _asked if c.before and (c.words, c.root) == (call.words, call.root))
            call = self._call = next(asked, call)
            self._before = call.before or Before(call, time.time_ns())
            self._before.settle()

    def in_place(self) -> "Mapping[str, Mark]":
        """The marks of the files in the output folder, if this process looked at them."""
        from kppress.cache.edited import files_in_place

        return files_in_place(self._call) if self._call else {}

    def keep(
        self,
        manner: "Manner",
        built: "Built",
        receipt: "Receipt",
        now: "datetime",
        target: "Path",
        base_url: str,
    ) -> None:
        """Keep that all is in its place now, and what the same build says then.

        `target` and `base_url` are what the call says of where to, as its caller wrote it.
        """
        from kppress.cli.telling import elsewhere, said_again

        if self._call and self._before:
            remember(
                self._call,
                self._before,
                output=str(target),
                since=now.timestamp(),
                until=built.until.timestamp() if built.until else None,
                elsewhere=elsewhere(built),
                files=receipt.marks,
                says=said_again(manner, built, target),
                how=(str(target), base_url, manner.language, "quiet" if manner.quiet else ""),
            )
