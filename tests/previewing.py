"""A preview on loopback, for tests: the real server in a thread."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from email.message import Message
from pathlib import Path
from typing import NamedTuple

from making import NOW

from kppress.preview.server import serve, sockets


class Answer(NamedTuple):
    """What the preview said."""

    status: int
    headers: "Message[str, str]"  # generic for type checkers alone
    text: str


class Preview:
    """A running preview."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, path: str, *, method: str = "GET", **headers: str) -> Answer:
        """What it answers; redirects are followed."""
        asked = urllib.request.Request(self.address + path, headers=headers, method=method)
        try:
            with urllib.request.urlopen(asked) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode(errors="replace"))
        except urllib.error.HTTPError as fault:
            with fault:
                return Answer(fault.code, fault.headers, fault.read().decode())

    def marks(self) -> dict[str, str]:
        """The marks by address."""
        found: dict[str, str] = json.loads(self.get("/_kppress/marks.json").text)
        return found

    @contextmanager
    def save(self) -> Iterator[None]:
        """A save within, after which the server has heard of it: it says so to who listens."""
        with urllib.request.urlopen(self.address + "/_kppress/events") as events:
            before = _word(events.readline)
            yield
            assert _word(events.readline) != before


def _word(line: Callable[[], bytes]) -> str:
    """The next word of the bell."""
    while True:
        text = line().decode()
        assert text, "the preview hung up"
        if text.startswith("data: "):
            return text


@contextmanager
def previewing(root: Path, language: str = "sv", now: datetime = NOW) -> Iterator[Preview]:
    """The preview of a newsroom, until the block ends."""
    listening, port = sockets(0)
    ends: list[Callable[[], None]] = []
    ready = threading.Event()

    def started(end: Callable[[], None]) -> None:
        ends.append(end)
        ready.set()

    def clock(zone: tzinfo) -> datetime:
        return now.astimezone(zone)

    thread = threading.Thread(target=serve, args=(root, listening, clock, language, started))
    thread.start()
    ready.wait()
    try:
        yield Preview(f"http://127.0.0.1:{port}")
    finally:
        ends[0]()
        thread.join()
