"""The streams that a call speaks to: they may be closed, full, or cut off by `| head`."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

CUT_OFF = 128 + 13
"""What a shell sees of a program that SIGPIPE ended, as it ends `cat` and `grep`."""


class CutOff(Exception):
    """Nobody reads on."""


@contextmanager
def as_cut_off() -> Iterator[None]:
    """CutOff in place of what click and rich make of a broken pipe, each in a way of its own."""
    try:
        yield
    except BrokenPipeError:
        raise CutOff from None
    except SystemExit as left:
        if isinstance(left.__context__, BrokenPipeError):
            raise CutOff from None
        raise


class _Closed(io.RawIOBase):
    """A stream that was closed before the program began (`>&-`): nothing can be written to it."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def open_streams() -> None:
    """å, ä and ö also where the system's language is C; and what was closed can be asked for."""
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(_Closed(), write_through=True)
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def leave_stdout() -> None:
    """Drop what still waits to be written and cannot: at the program's end it would fail again."""
    try:
        sys.stdout.flush()
    except OSError:
        sys.stdout = _nowhere()


def leave_stderr() -> None:
    """As `leave_stdout`."""
    sys.stderr = _nowhere()


class _Nowhere(io.RawIOBase):
    """A stream that nobody reads."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return len(data)


def _nowhere() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BufferedWriter(_Nowhere()), write_through=True)
