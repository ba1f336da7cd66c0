"""Tables in Markdown, and their places in README.md and docs/.

A place is what stands between `<!-- benchmarks: NAME -->` and `<!-- /benchmarks: NAME -->`; only
the commands of this package write there.
"""

import os
import platform
import time
from collections.abc import Sequence
from pathlib import Path

import kppress

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PERFORMANCE = ROOT / "docs" / "performance.md"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column is text and whose others are figures."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def put(file: Path, place: str, text: str) -> None:
    """Write `text` into a place of a document, instead of what stood there."""
    file.write_text(placed(file.read_text("utf-8"), place, text), "utf-8")


def placed(document: str, place: str, text: str) -> str:
    """The document with `text` in its place. Raises ValueError where there is no such place."""
    begin, end = f"<!-- benchmarks: {place} -->", f"<!-- /benchmarks: {place} -->"
    before, found, rest = document.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"the document has no place {begin} … {end}")
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def figure(value: float) -> str:
    """Two digits that count, without exponent; whole from ten on."""
    if value >= 9.95:
        return f"{value:,.0f}"
    if value == 0:
        return "0"
    places = 1
    while round(value, places) < 10 ** (1 - places) and places < 6:
        places += 1
    return f"{value:.{places}f}"


def of_runs(runs: int) -> str:
    """Of how many runs a figure is told."""
    return "one run" if runs == 1 else f"medians of {runs} runs"


def circumstances() -> str:
    """What a figure should not be read without: when, what and on which kind of machine."""
    cores = len(os.sched_getaffinity(0))
    return (
        f"{time.strftime('%Y-%m-%d')}, kppress {kppress.__version__}, {cores} cores,"
        f" {platform.system()}, Python {platform.python_version()}"
    )
