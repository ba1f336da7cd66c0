"""Who takes part: kppress with several settings, and the peers, each with its site and command."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import corpus, newsroom
from benchmarks.peers import dialects, tools
from benchmarks.peers.dialects import Dialect

ROUNDS = ("cold", "same", "one", "new", "notice", "memory")
"""In this order: each but the first and the last goes on from what the one before left."""
FEW = frozenset({"cold", "one", "memory"})
"""For peers that remember nothing from one build to the next: the others cost what `one` does."""
EXTRA = frozenset({"cold", "same", "one", "new"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """A program with its settings."""

    key: str
    name: str
    dialect: Dialect
    prepare: Callable[[Path, int], None]
    """Writes its site with this number of releases into a folder that is not there yet."""
    command: Callable[[Path, Path], Sequence[str]]
    """Builds the site in the first folder, where it is started, into the second."""
    caches: tuple[str, ...] = ()
    """What it remembers builds by, in its site; gone before a cold one."""
    rounds: frozenset[str] = frozenset(ROUNDS)
    is_kppress: bool = False


def _kppress(
    key: str,
    making: Mapping[str, bool],
    rounds: frozenset[str] = frozenset(ROUNDS),
    *,
    pictures: bool = False,
    links: bool = False,
) -> Contestant:
    def prepare(site: Path, size: int) -> None:
        newsroom.write_newsroom(site, size, making=making, pictures=pictures, links=links)

    def command(_: Path, out: Path) -> Sequence[str]:
        return [*tools.kppress(), "--quiet", "build", "--output", str(out)]

    return Contestant(
        key=key,
        name=f"kppress {key}",
        dialect=dialects.LINKED if links else dialects.KPPRESS,
        prepare=prepare,
        command=command,
        caches=(".kppress",),
        rounds=rounds,
        is_kppress=True,
    )


def _peer(
    key: str,
    dialect: Dialect,
    command: Callable[[Path, Path], Sequence[str]],
    *,
    caches: tuple[str, ...] = (),
    rounds: frozenset[str] = FEW,
    runs_on_node: bool = False,
) -> Contestant:
    def prepare(site: Path, size: int) -> None:
        shutil.copytree(tools.HERE / "sites" / key, site)
        if runs_on_node:
            shutil.copy(tools.HERE / "package.json", site)
            (site / "node_modules").symlink_to(tools.NODE_MODULES)
        for release in corpus.releases(size):
            newsroom.write(site / dialect.file(release), dialect.text(release))

    return Contestant(
        key=key,
        name=key.capitalize(),
        dialect=dialect,
        prepare=prepare,
        command=command,
        caches=caches,
        rounds=rounds,
    )


def _hugo(_: Path, out: Path) -> Sequence[str]:
    return [str(tools.hugo()), "--quiet", "-d", str(out)]


def _eleventy(site: Path, out: Path) -> Sequence[str]:
    target = out.relative_to(site.parent)  # it takes no absolute folder
    return [
        tools.node(),
        "node_modules/@11ty/eleventy/cmd.cjs",
        "--quiet",
        f"--output=../{target}",
    ]


def _pelican(_: Path, out: Path) -> Sequence[str]:
    return [str(tools.pelican()), "-q", "-o", str(out)]


def _astro(_: Path, out: Path) -> Sequence[str]:
    return [tools.node(), "node_modules/astro/bin/astro.mjs", "build", "--outDir", str(out)]


BASE = _peer("hugo", dialects.HUGO, _hugo, rounds=frozenset(ROUNDS))
"""Ratios are to this one."""
OTHERS = (
    _peer("eleventy", dialects.ELEVENTY, _eleventy, runs_on_node=True),
    _peer("pelican", dialects.PELICAN, _pelican, caches=("cache",)),
    _peer("astro", dialects.ASTRO, _astro, caches=(".astro", ".cache"), runs_on_node=True),
)
LEAN = _kppress("lean", newsroom.LEAN)
WHOLE = _kppress("whole", newsroom.WHOLE)
EXTRAS = (
    _kppress("lean and mail", newsroom.MAIL, EXTRA),
    _kppress("whole and search", newsroom.SEARCH, EXTRA),
    _kppress("whole and pictures", newsroom.WHOLE, EXTRA, pictures=True),
    _kppress("whole and links", newsroom.WHOLE, EXTRA, links=True),
)
ALL = (BASE, LEAN, WHOLE, *EXTRAS, *OTHERS)
