"""A bar for long work: on a terminal only, on the error stream, and gone when the work is."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kppress.cli.shared import Shared


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
    with Progress(*columns, console=call.console(error=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda: bar.advance(task)
