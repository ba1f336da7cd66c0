"""How long after a save `kppress preview` has told the browser and answers with the new page.

    python -m benchmarks.preview [--documents 1000] [--words 400] [--runs 20]

One document is saved again and again; each time the
clock runs from before the save until the event has arrived and the page, bar and findings included,
has been read with the new headline. Prints the median in milliseconds and the slowest.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from benchmarks.corpus import release_of
from benchmarks.newsroom import file_of, write_newsroom
from benchmarks.tables import ROOT


def main() -> None:
    """Make the newsroom, start the preview, save and wait, say the median."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--runs", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_newsroom(Path(folder), asked.documents, words=(asked.words, asked.words))
        told, shown = measure(Path(folder), asked.runs)
    print(
        f"kppress preview: event after {statistics.median(told):.0f} ms, page after"
        f" {statistics.median(shown):.0f} ms (median of {asked.runs}, slowest {max(shown):.0f} ms),"
        f" {asked.documents} documents of {asked.words} words,"
        f" {len(os.sched_getaffinity(0))} cores"
    )


def measure(room: Path, runs: int) -> tuple[list[float], list[float]]:
    """Milliseconds from each save until the event, and until the page."""
    saved = release_of(0)
    file = room / file_of(saved)
    text = file.read_text("utf-8")
    title = f"rubrik: {saved.title}"
    section = "nyheter" if saved.kind == "nyhet" else "pressmeddelanden"
    path = f"/{section}/{saved.published.year}/{saved.slug}/"
    command = [sys.executable, "-m", "kppress", "--root", str(room), "preview", "--port", "0"]
    told, shown = [], []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        address = running.stdout.readline().split()[-1].rstrip("/")
        urllib.request.urlopen(address + path).close()
        with urllib.request.urlopen(f"{address}/_kppress/events") as events:
            before = word(events)
            for run in range(runs):
                begun = time.perf_counter()
                file.write_text(text.replace(title, f"rubrik: Sparad {run} gånger"), "utf-8")
                while (said := word(events)) == before:
                    pass
                before = said
                told.append((time.perf_counter() - begun) * 1000)
                with urllib.request.urlopen(address + path) as answer:
                    page = answer.read().decode()
                shown.append((time.perf_counter() - begun) * 1000)
                if f"Sparad {run} gånger" not in page:
                    raise SystemExit("the page is older than the event")
        running.terminate()
    return told, shown


def word(events: object) -> str:
    """The next word of the bell."""
    for line in events:  # type: ignore[attr-defined] # an HTTPResponse is iterated by line
        if line.startswith(b"data: "):
            return str(line.decode().strip())
    raise SystemExit("the preview hung up")


if __name__ == "__main__":
    main()
