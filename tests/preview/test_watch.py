"""The watch tells of each save, and of each once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from making import newsroom, release

from kppress.preview.watch import STANDS, Watch


async def told_of_one_save(root: Path) -> bool:
    """Whether one save as soon as the watch begins is told of once."""
    told = asyncio.Event()
    watch = Watch(root, told.set)
    running = asyncio.create_task(watch.run())
    assert not await happens(told, STANDS / 3)  # so the system's watch stands, and nobody is sure
    (root / "releases/a.md").write_text(release(1, body="En annan text."))
    once = await happens(told, 10)
    told.clear()
    twice = await happens(told, 3 * STANDS)
    watch.stop()
    await running
    return once and not twice


async def happens(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


def test_what_is_saved_while_the_watch_begins_is_told_of_once(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    with ThreadPoolExecutor(1) as thread:  # as the browser's own loop may run in this one
        assert thread.submit(asyncio.run, told_of_one_save(root)).result()
