"""A bar for long work: on a terminal only, on the error stream, and gone when the work is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kppress.cli.shared import Shared

PAUSE = 0.1
"""Seconds between two drawings."""


@contextmanager
def counting(call: Shared) -> Iterator[Callable[[], None]]:
    """A function to call once a file."""
    if call.quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn(call.words["build.bar"]),
        BarColumn(),
        TextColumn("{task.completed}"),
        TimeElapsedColumn(),
    )
    # It is drawn where a file is counted: by a thread of its own, as is usual, it would keep the
    # press to one core, since a process with threads cannot be forked.
    console = call.console(error=True)
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)
        drawn = bar.get_time()

        def count() -> None:
            nonlocal drawn
            bar.advance(task)
            if bar.get_time() - drawn > PAUSE:
                drawn = bar.get_time()
                bar.refresh()

        yield count
