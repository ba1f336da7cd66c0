"""One build of a newsroom at a time: a second one waits for the first."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kppress.model.error import KppressError

_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def locked(
    folder: Path,
    *,
    waiting: Callable[[], None] = lambda: None,
    dry: bool = False,
    opened: int | None = None,
) -> Iterator[None]:
    """Hold the lock in `folder`; `waiting` is called once if somebody else has it.

    The system lets go of it when a process ends, however it ends, and all that were forked while it
    was open. With `dry` nothing is written: the lock is held if there is one. `opened` is its file,
    if somebody opened it already.
    """
    handle = opened
    if handle is None:
        handle = _existing(folder) if dry else _made(folder)
    try:
        if handle is not None:
            _take(handle, waiting)
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _made(folder: Path) -> int | None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as fault:
        if fault.errno not in _READ_ONLY:
            raise KppressError("disk", file=folder, reason=fault.strerror or fault) from fault
    # A newsroom that may only be read can be built elsewhere: its folder is the lock then.
    with suppress(OSError):
        return _existing(folder) or os.open(folder.parent, os.O_RDONLY)
    return None


def _existing(folder: Path) -> int | None:
    with suppress(OSError):
        return os.open(folder / "lock", os.O_RDONLY)
    return None


def _take(handle: int, waiting: Callable[[], None]) -> None:
    try:
        import fcntl
    except ImportError:  # Windows has no advisory locks of this kind; builds there do not wait
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waiting()
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:  # a disk that locks only what may be written to: then nobody waits
        return
