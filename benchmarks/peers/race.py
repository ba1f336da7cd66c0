"""Builds in turn: in each round every contestant is started once, and then the next round comes.

So a drift of the machine meets all of them alike, and the ratio of two builds of the same round of
the same run says more than their times.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from benchmarks import corpus, newsroom
from benchmarks.peers import tools
from benchmarks.peers.contestants import ROUNDS, Contestant

NEWEST = datetime(2025, 1, 14, 9, tzinfo=corpus.ZONE)
"""When what is added on top is published."""
EDITED = 7
"""The number of the release that is edited. It has no picture."""
EVERY = 0.03
"""Seconds between two looks at the memory of a build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One build. In the round `memory`, `peak` alone is told."""

    size: int
    run: int
    round: str
    who: str
    wall: float = 0.0
    """Seconds."""
    cpu: float = 0.0
    """Seconds of processor time, of all its processes."""
    peak: float = 0.0
    """Megabytes: the largest sum of its processes' proportional memory (PSS)."""
    files: int = 0
    written: float = 0.0
    """Megabytes of the whole site; both after a cold build."""


def race(
    size: int,
    contestants: Sequence[Contestant],
    *,
    rounds: Sequence[str] = ROUNDS,
    runs: int = 3,
    other_runs: int | None = None,
    home: Path = tools.HOME,
) -> Iterator[Measurement]:
    """Each build of each round of each run with `size` releases, as it ends.

    Who takes part in some rounds alone does so in the first `other_runs` alone: most of them are
    slow. A build that fails ends it all. Sites are made in `home`, and are gone at the end.
    """
    home.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"race-{size}-", dir=home) as folder:
        place = Path(folder)
        for contestant in contestants:
            _say(f"{size} documents: writing those of {contestant.name}")
            contestant.prepare(place / contestant.key, size)
            _warm_up(place / f"{contestant.key}-first", contestant)
        for run in range(runs):
            taking = [
                who
                for who in contestants
                if other_runs is None or run < other_runs or who.rounds.issuperset(ROUNDS)
            ]
            yield from _run(place, size, run, taking, rounds)


def _warm_up(site: Path, who: Contestant) -> None:
    """What a program compiles of itself the first time it is started is not a part of a build."""
    who.prepare(site, 3)
    with (site.parent / "log").open("w+b") as log:
        _timed(who.command(site, site.parent / f"{site.name}-out"), site, log)


def _run(
    place: Path, size: int, run: int, contestants: Sequence[Contestant], rounds: Sequence[str]
) -> Iterator[Measurement]:
    outs: dict[str, Path] = {}
    for round in (round for round in ROUNDS if round in rounds):
        for who in contestants:
            if round not in who.rounds:
                continue
            site = place / who.key
            cold = round in ("cold", "memory")
            if cold or who.key not in outs:
                for cache in who.caches:
                    shutil.rmtree(site / cache, ignore_errors=True)
                outs[who.key] = place / f"out-{who.key}-{run}-{round}"
                if not cold:  # which was not asked for, and comes before all else
                    with (place / "log").open("w+b") as log:
                        _timed(who.command(site, outs[who.key]), site, log)
            change(round, who, site, size, run)
            os.sync()  # what was written before is not a part of this build
            command = who.command(site, outs[who.key])
            measured = Measurement(size=size, run=run, round=round, who=who.key)
            with (place / "log").open("w+b") as log:
                if round == "memory":
                    measured = replace(measured, peak=_peak(command, site, log))
                else:
                    wall, cpu = _timed(command, site, log)
                    measured = replace(measured, wall=wall, cpu=cpu)
            if round == "cold":
                files, written = _complete(outs[who.key], size)
                measured = replace(measured, files=files, written=written)
            _say(f"{size} documents, run {run + 1}, {round}: {who.name} {_figure(measured)}")
            yield measured
    # Not within a run: on some disks, writing is slow after many files were deleted.
    for folder in place.glob(f"out-*-{run}-*"):
        shutil.rmtree(folder)


def change(round: str, who: Contestant, site: Path, size: int, run: int) -> None:
    """What happens to the sources before this round."""
    release = corpus.release_of(EDITED)
    match round:
        case "notice" if who.is_kppress:
            path, text = newsroom.notice(run)
            newsroom.write(site / path, text)
        case "one" | "notice":  # the others have no notices: a second edit
            more = f"\nSenare ändrat, omgång {run} ({round}).\n"
            _put(who, site, replace(release, body=release.body + more))
        case "new":
            published = NEWEST + timedelta(minutes=run)
            _put(who, site, replace(corpus.release_of(size + run), published=published))
        case _:
            pass


def _put(who: Contestant, site: Path, release: corpus.Release) -> None:
    newsroom.write(site / who.dialect.file(release), who.dialect.text(release))


def _timed(command: Sequence[str], site: Path, log: IO[bytes]) -> tuple[float, float]:
    """Wall and processor time, as the kernel tells them of the child that ended."""
    begun = time.perf_counter()
    process = _started(command, site, log)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    _succeeded(process, log)
    return wall, used.ru_utime + used.ru_stime


def _peak(command: Sequence[str], site: Path, log: IO[bytes]) -> float:
    import psutil  # of the group benchmark

    process = _started(command, site, log)
    first = psutil.Process(process.pid)
    top = 0
    while process.poll() is None:
        shared = 0
        with suppress(psutil.NoSuchProcess):  # it ended since
            for one in (first, *first.children(recursive=True)):
                shared += one.memory_full_info().pss
        top = max(top, shared)
        time.sleep(EVERY)
    _succeeded(process, log)
    return top / 1e6


def _started(command: Sequence[str], site: Path, log: IO[bytes]) -> subprocess.Popen[bytes]:
    caches = {"ASTRO_TELEMETRY_DISABLED": "1", "HUGO_CACHEDIR": str(tools.HOME / "hugo-cache")}
    return subprocess.Popen(
        command,
        cwd=site,
        env={**os.environ, **caches},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )


def _succeeded(process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    if process.returncode:
        log.seek(0)
        raise SystemExit(f"{process.args!r} failed:\n{log.read().decode(errors='replace')}")


def _complete(out: Path, size: int) -> tuple[int, float]:
    """Number and megabytes of the files of a site.

    A build that says it went well and left pages out has not won anything.
    """
    files = [file for file in out.rglob("*") if file.is_file()]
    pages = sum(file.name == "index.html" for file in files)
    if pages < size:
        raise SystemExit(f"{out.name} has {pages} pages of {size} documents")
    return len(files), sum(file.stat().st_size for file in files) / 1e6


def _figure(measured: Measurement) -> str:
    return f"{measured.peak:.0f} MB" if measured.peak else f"{measured.wall:.2f} s"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
