"""How long an officer waits for `check`, `list` and `email`, into docs/performance.md.

    python -m benchmarks.commands 1000 10000 [--runs 3] [--print]

Each command is run as a whole process: in a newsroom where nothing was ever built, and after a
build, where it takes what that left. Documents name one another, and words are looked up where the
extra is installed.
"""

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import corpus, newsroom, tables
from benchmarks.peers import tools

COMMANDS = ("check", "list", "email")
SETTLED = 2.5
"""Seconds after which the disk tells a save from a later one."""


def main() -> None:
    """Measure, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.commands", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10_000], metavar="SIZE")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--print", action="store_true", help="write into no document")
    asked = parser.parse_args()
    header = ["documents"]
    for command in COMMANDS:
        header += [f"{command}, at first", f"{command}, after a build"]
    header.append("check, after an edit")
    took = {size: _took(size, asked.runs) for size in asked.sizes}
    rows = [[f"{s:,}", *(f"{tables.figure(one)} s" for one in took[s])] for s in took]
    told = f"kppress, {tables.of_runs(asked.runs)}; {tables.circumstances()}."
    text = f"{tables.table(header, rows)}\n\n{told}"
    if asked.print:
        print(text)
    else:
        tables.put(tables.PERFORMANCE, "commands", text)


def _took(size: int, runs: int) -> Sequence[float]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "newsroom"
        newsroom.write_newsroom(root, size, links=True)
        document = newsroom.file_of(corpus.release_of(7))
        words = {"check": ["check"], "list": ["list"], "email": ["email", document]}
        first = {name: _median(root, words[name], runs, cold=True) for name in COMMANDS}
        time.sleep(SETTLED)
        _run(root, ["build"])
        _run(root, ["check"])  # by which words are known
        later = {name: _median(root, words[name], runs) for name in COMMANDS}
        edited = []
        for number in range(runs):
            with (root / document).open("a", encoding="utf-8") as text:
                text.write(f"\nSenare ändrat, omgång {number}.\n")
            edited.append(_median(root, words["check"], 1))
    each = [took for name in COMMANDS for took in (first[name], later[name])]
    return [*each, statistics.median(edited)]


def _median(root: Path, words: Sequence[str], runs: int, *, cold: bool = False) -> float:
    times = []
    for _ in range(runs):
        if cold:
            shutil.rmtree(root / ".kppress", ignore_errors=True)
        begun = time.perf_counter()
        _run(root, words)
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def _run(root: Path, words: Sequence[str]) -> None:
    command = [*tools.kppress(), "--root", str(root), "--quiet", *words]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # our own


if __name__ == "__main__":
    main()
