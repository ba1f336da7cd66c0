"""The watch over the folder: which saves concern the newsroom."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from watchfiles import Change, awatch

from kppress.cache.marks import of_folders

OWN_FILE = "kppress.toml"
FOLDERS = ("releases", "feeds", "templates")
PICTURES = (".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp")
"""Endings of what may be a logo or an icon in the newsroom's own folder."""

STEP, SETTLED = 20, 120
"""Milliseconds: how often the watch looks, and how long it gathers what is saved together."""

PATIENCE = 0.5
"""Seconds until a folder that cannot be watched is tried again."""

STANDS = 0.3
"""Seconds until a watch that was begun is sure to stand."""


class Watch:
    """Calls `changed` after each save below `root`, until it is stopped."""

    def __init__(self, root: Path, changed: Callable[[], None]) -> None:
        self._root = root.resolve()
        self._changed = changed
        self._stopped = False
        self._round = asyncio.Event()
        self._polls: bool | None = None
        self._told = ""
        """The marks of the sources when a save was last told of."""

    def stop(self) -> None:
        """End `run`, within a step."""
        self._stopped = True
        self._round.set()

    async def run(self) -> None:
        """Watch; folders may come and go meanwhile, and the system may refuse for a while."""
        self._told = self._marks()
        while not self._stopped:
            self._round = asyncio.Event()
            folders = self._present()
            # Below the newsroom's own folder may lie a hundred thousand files that are none of it.
            tasks = [self._files([self._root], self._is_own, recursive=False), self._missed()]
            tasks += [self._files(folders, _is_source, recursive=True)] if folders else []
            try:
                await asyncio.gather(*tasks)
            except (OSError, RuntimeError):
                # Too many folders for the system's own watch, a network disk, or no folder at all.
                self._polls = True
                self._round.set()
                await asyncio.sleep(PATIENCE)
            if not self._stopped:
                self._tell()

    def _tell(self) -> None:
        self._told = self._marks()  # first: what is saved meanwhile is told of once more
        self._changed()

    async def _missed(self) -> None:
        """What was saved before the system's watch stood, and not told of, is told of then."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._round.wait(), STANDS)
        if self._marks() != self._told:
            self._round.set()

    def _marks(self) -> str:
        return of_folders(str(self._root))[0]

    def _present(self) -> list[Path]:
        return [self._root / name for name in FOLDERS if (self._root / name).is_dir()]

    async def _files(
        self, paths: list[Path], concerns: Callable[[Change, str], bool], *, recursive: bool
    ) -> None:
        before = self._present()
        async for _ in awatch(
            *paths,
            watch_filter=concerns,
            step=STEP,
            debounce=SETTLED,
            recursive=recursive,
            stop_event=self._round,
            force_polling=self._polls,
            ignore_permission_denied=True,
        ):
            self._tell()
            if before != self._present():
                self._round.set()

    def _is_own(self, _: Change, path: str) -> bool:
        file = Path(path)
        return file.name in (OWN_FILE, *FOLDERS) or file.suffix.lower() in PICTURES


def _is_source(_: Change, path: str) -> bool:
    """All but what editors leave beside a file while they save it."""
    name = Path(path).name
    return not name.startswith(".") and not name.endswith(("~", ".swp", ".tmp"))
