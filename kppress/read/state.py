"""Whether anything in the folder was saved, without reading it."""

import os
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("releases", "feeds", "templates")


def state_of(root: Path) -> frozenset[tuple[str, int, int]]:
    """Name, size and time of every source; another state means that something was saved.

    Files in the newsroom's own folder count, such as kppress.toml and a logo; what lies below it
    elsewhere, as the built site, does not.
    """
    return frozenset(_states(root))


def _states(root: Path) -> Iterator[tuple[str, int, int]]:
    yield from _of_files(root, next(os.walk(root), ("", [], []))[2])
    for folder in FOLDERS:
        for here, below, names in os.walk(root / folder):
            below[:] = [name for name in below if not name.startswith(".")]
            yield from _of_files(Path(here), names)


def _of_files(folder: Path, names: list[str]) -> Iterator[tuple[str, int, int]]:
    for name in names:
        file = folder / name
        try:
            found = file.stat()
        except OSError:  # gone since it was listed: that, too, is another state
            continue
        yield str(file), found.st_size, found.st_mtime_ns
