"""What each stage of a build costs on one core: reading, checking, each medium, writing, the cache.

    python -m benchmarks.stages 1000 10000 [--lean] [--runs 3] [--print] [--profile check]

Milliseconds of processor time a document, medians of the runs, into docs/performance.md; with
--print onto the terminal alone. A build shares its work between the cores, so that its time is not
the sum. --profile says instead which functions take the time of one stage.
"""

import argparse
import cProfile
import gc
import pstats
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import corpus, newsroom, tables
from kppress.cache.store import stamp_of_now
from kppress.check.registry import check_documents, check_whole
from kppress.model.address import file_of
from kppress.model.artifact import Artifact
from kppress.model.newsroom import Newsroom
from kppress.model.site import PublicSite
from kppress.press.check import check_newsroom
from kppress.press.known import known
from kppress.press.templates import statics, templates
from kppress.read.folder import read_newsroom
from kppress.render.site import public_site
from kppress.write.folder import write

BESIDE = {
    "e-post.html": "mails in the browser",
    "index.txt": "texts for pasting",
    "index.json": "ninjs",
}
"""What stands beside the page of a document, by its name."""
REST = "everything else"
AGAIN = "write the same again"
TAKEN_OUT = "cache: take them out again"
LATER = frozenset({AGAIN, TAKEN_OUT})
"""What the next build does, and a cold one does not."""


@dataclass(slots=True)
class Room:
    """A newsroom on the disk, and what the stages before made of it."""

    root: Path
    newsroom: Newsroom | None = None
    artifacts: tuple[Artifact, ...] = ()


Spent = Iterator[tuple[str, float]]
"""Parts of a stage, each with its seconds of processor time."""


def main() -> None:
    """Make the newsrooms, run the stages, write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stages", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10_000], metavar="SIZE")
    parser.add_argument("--lean", action="store_true", help="without mail, ninjs and text")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--print", action="store_true", help="write into no document")
    parser.add_argument("--profile", choices=STAGES, help="the functions of one stage instead")
    asked = parser.parse_args()
    gc.set_threshold(400_000, 20, 20)  # as the command has it
    making = newsroom.LEAN if asked.lean else newsroom.WHOLE
    measured: dict[int, Mapping[str, float]] = {}
    for size in asked.sizes:
        with TemporaryDirectory() as folder:
            newsroom.write_newsroom(Path(folder), size, making=making)
            if asked.profile:
                print_functions(Path(folder), asked.profile)
            else:
                measured[size] = per_document(Path(folder), size, asked.runs)
    if asked.profile:
        return
    text = table(measured, asked.runs, "lean" if asked.lean else "whole")
    if asked.print:
        print(text)
    else:
        tables.put(tables.PERFORMANCE, "stages", text)


def table(measured: Mapping[int, Mapping[str, float]], runs: int, making: str) -> str:
    """For each size the milliseconds a document, and the share of a cold build."""
    header = ["stage"]
    for size in measured:
        header += [f"{size:,}: ms a document", "share"]
    rows = []
    for part in dict.fromkeys(part for parts in measured.values() for part in parts):
        cells = []
        for parts in measured.values():
            spent = parts.get(part, 0.0)
            cold = sum(seconds for name, seconds in parts.items() if name not in LATER)
            share = "–" if part in LATER else f"{spent / cold:.0%}"
            cells += [tables.figure(spent * 1000), share]
        rows.append([part, *cells])
    about = f"kppress, {making}; {tables.of_runs(runs)}; {tables.circumstances()}."
    return f"{tables.table(header, rows)}\n\n{about}"


def per_document(root: Path, size: int, runs: int) -> Mapping[str, float]:
    """Seconds a document of each part of each stage."""
    spent: dict[str, list[float]] = defaultdict(list)
    for _ in range(runs):
        room = Room(root)
        for stage in STAGES.values():
            gc.collect()  # each stage tidies up after itself alone
            for part, seconds in stage(room):
                spent[part].append(seconds / size)
    return {part: median(all_runs) for part, all_runs in spent.items()}


def print_functions(root: Path, wanted: str) -> None:
    """The functions that take most of the time of one stage."""
    room = Room(root)
    for name, stage in STAGES.items():
        if name == wanted:
            with cProfile.Profile() as profile:
                for _ in stage(room):
                    pass
            pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(25)
            return
        for _ in stage(room):
            pass


def read(room: Room) -> Spent:
    """Files to documents."""
    begun = time.process_time()
    room.newsroom = read_newsroom(room.root).newsroom
    yield "read", time.process_time() - begun


def check(room: Room) -> Spent:
    """Every rule but those of spelling and of finished mails."""
    assert room.newsroom is not None
    begun = time.process_time()
    check_documents(room.newsroom, corpus.NOW)
    check_whole(room.newsroom, corpus.NOW)
    yield "check", time.process_time() - begun


def render(room: Room) -> Spent:
    """Documents to files. What passes until a file is there counts as of its kind."""
    assert room.newsroom is not None
    view = room.newsroom.public_at(corpus.NOW)
    folders = {file_of(view.addresses.document(d)) for d in view.documents}
    spent: defaultdict[str, float] = defaultdict(float)
    begun = time.process_time()
    made = []
    for artifact in public_site(view, templates(room.root), statics(room.root)).artifacts:
        now = time.process_time()
        spent[f"render: {_kind(artifact.path, folders)}"] += now - begun
        made.append(artifact)
        begun = time.process_time()
    room.artifacts = tuple(made)
    rest = spent.pop(f"render: {REST}", 0.0)
    yield from spent.items()
    yield f"render: {REST}", rest


def _kind(path: str, of_documents: set[str]) -> str:
    name = path.rpartition("/")[2]
    if path in of_documents:
        return "pages, with what all media share"
    if name in BESIDE:
        return BESIDE[name]
    if path.startswith("feeds/"):
        return "feeds"
    return "lists" if name == "index.html" else REST


def write_out(room: Room) -> Spent:
    """Files into a folder that is empty, and into one where they stand already."""
    site = PublicSite(artifacts=room.artifacts)
    with TemporaryDirectory() as folder:
        for part in ("write", AGAIN):
            begun = time.process_time()
            write(site, Path(folder) / "public", room.root)
            yield part, time.process_time() - begun


def cache(room: Room) -> Spent:
    """What was read and found: kept for the next build, and taken out again."""
    shutil.rmtree(room.root / ".kppress", ignore_errors=True)
    with known(room.root, stamp_of_now(), keep=True) as kept:
        check_newsroom(room.root, corpus.NOW, known=kept)
        begun = time.process_time()
    yield "cache: keep the small parts of documents", time.process_time() - begun
    begun = time.process_time()
    with known(room.root, stamp_of_now(), keep=False):
        yield TAKEN_OUT, time.process_time() - begun


STAGES: Mapping[str, Callable[[Room], Spent]] = {
    "read": read,
    "check": check,
    "render": render,
    "write": write_out,
    "cache": cache,
}

if __name__ == "__main__":
    main()
