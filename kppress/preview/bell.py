"""The bell that rings at each save, and the browsers that listen."""

import asyncio
from collections.abc import AsyncIterator
from secrets import token_hex

ALIVE = 15.0
"""Seconds between two signs of life, by which a server learns that a browser has gone."""


class Bell:
    """Counts the saves. The word of another run of the server is never the same."""

    def __init__(self) -> None:
        self._run = token_hex(4)
        self._count = 0
        self._rung = asyncio.Event()
        self._closed = False

    @property
    def word(self) -> str:
        """What stands in a page, to be compared with what the bell says later."""
        return f"{self._run}-{self._count}"

    def ring(self) -> None:
        """Something was saved."""
        self._count += 1
        self._wake()

    def close(self) -> None:
        """The server ends: nobody waits any longer."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._rung.set()
        self._rung = asyncio.Event()

    async def listen(self) -> AsyncIterator[str]:
        """Server-sent events (WHATWG HTML, 9.2): the word at once, and at each ring."""
        yield "retry: 400\n\n"
        told = ""
        while not self._closed:
            rung = self._rung
            if told != self.word:
                told = self.word
                yield f"data: {told}\n\n"
            try:
                await asyncio.wait_for(rung.wait(), ALIVE)
            except TimeoutError:
                yield ": alive\n\n"
