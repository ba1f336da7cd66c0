"""Files without names, where what was made waits for its turn: in memory it would be much."""

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from tempfile import TemporaryFile
from typing import Any, Self


class Shelf:
    """One of them. A process that is forked has it, too."""

    def __init__(self) -> None:
        """Raises OSError where there can be none."""
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 # closed by `__exit__`
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, content: bytes) -> int | None:
        """Where it is put; None where there is no room."""
        start, rest = self._end, memoryview(content)
        with suppress(OSError):
            while rest:
                written = os.pwrite(self._file.fileno(), rest, self._end)
                self._end, rest = self._end + written, rest[written:]
        return None if rest else start

    def take(self, start: int, size: int) -> bytes:
        """What was put there."""
        file, parts = self._file.fileno(), list[bytes]()
        while size and (part := os.pread(file, size, start)):  # no more than 2 GB at once
            parts.append(part)
            start, size = start + len(part), size - len(part)
        return b"".join(parts)

    def kept(self, value: Any) -> Callable[[], Any]:
        """Put a value there, to be asked for."""
        content = pickle.dumps(value, protocol=5)
        start = self.put(content)
        return (lambda: value) if start is None else partial(self._value, start, len(content))

    def _value(self, start: int, size: int) -> Any:
        return pickle.loads(self.take(start, size))  # noqa: S301 # our own

    def clear(self) -> None:
        """Make room. What is gone again so soon is seldom written to the disk."""
        os.ftruncate(self._file.fileno(), 0)
        self._end = 0


def shelves(count: int) -> Iterator[Shelf]:
    """So many; none where there can be none."""
    with suppress(OSError):
        for _ in range(count):
            yield Shelf()
