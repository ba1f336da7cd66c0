"""Measurements to tables: how long, or how much, as a ratio to Hugo in the same run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.peers.contestants import ALL, BASE, EXTRA, EXTRAS, LEAN, OTHERS, WHOLE, Contestant
from benchmarks.peers.race import Measurement
from benchmarks.peers.tools import versions
from benchmarks.tables import circumstances, figure, of_runs, table

LABELS = {
    "cold": "cold",
    "same": "nothing changed",
    "one": "one body edited",
    "new": "one release added on top",
    "notice": "one notice published",
    "memory": "peak memory, cold",
}
FAST = "processor time, cold"
BESIDE = (LEAN, WHOLE, *OTHERS)


@dataclass(frozen=True, slots=True)
class Ratio:
    """Of one contestant to the base: the median of the runs' ratios, the least and the largest."""

    middle: float
    least: float
    most: float

    def __str__(self) -> str:
        if self.least == self.most:
            return figure(self.middle)
        return f"{figure(self.middle)} ({figure(self.least)}–{figure(self.most)})"


class Results:
    """What was measured, to be asked for by size, round and contestant."""

    def __init__(self, measured: Iterable[Measurement]) -> None:
        self._measured = {(m.size, m.round, m.who, m.run): m for m in measured}
        self.sizes = sorted({size for size, *_ in self._measured})
        self.rounds = [r for r in LABELS if any(key[1] == r for key in self._measured)]
        self.runs = 1 + max((run for *_, run in self._measured), default=-1)
        there = {who for _, _, who, _ in self._measured}
        self.contestants = tuple(who for who in ALL if who.key in there)

    def amounts(self, size: int, round: str, who: Contestant, of: str) -> dict[int, float]:
        """What a `Measurement` has under the name `of`, by run."""
        return {
            run: getattr(found, of)
            for run in range(self.runs)
            if (found := self._measured.get((size, round, who.key, run)))
        }

    def runs_of(self, who: Contestant) -> int:
        """In how many runs it took part."""
        return len({run for _, _, key, run in self._measured if key == who.key})

    def ratio(
        self, size: int, round: str, who: Contestant, base: Contestant = BASE, of: str = ""
    ) -> Ratio | None:
        """Paired by run; None where one of the two did not take part."""
        of = of or ("peak" if round == "memory" else "wall")
        ours, theirs = (self.amounts(size, round, one, of) for one in (who, base))
        pairs = [ours[run] / theirs[run] for run in ours if theirs.get(run)]
        return Ratio(median(pairs), min(pairs), max(pairs)) if pairs else None


def brief(results: Results) -> str:
    """For README: medians alone."""
    parts = [
        _ratios(results, size, BESIDE, results.rounds, middle_only=True) for size in results.sizes
    ]
    return "\n\n".join([*parts, _about(results, BESIDE)])


def full(results: Results) -> str:
    """For docs/performance.md: the range of the runs, and Hugo's own figures as an aside."""
    parts = []
    for size in results.sizes:
        parts += [_ratios(results, size, BESIDE, results.rounds)]
        parts += [f"{_aside(results, size)} {_written(results, size)}".rstrip()]
    return "\n\n".join([*parts, _about(results, BESIDE)])


def extras(results: Results) -> str:
    """Search, mail, pictures and links, each beside the same newsroom without."""
    rounds = [round for round in results.rounds if round in EXTRA]
    shown = (LEAN, EXTRAS[0], WHOLE, *EXTRAS[1:])
    parts = [_ratios(results, size, shown, rounds) for size in results.sizes]
    return "\n\n".join([*parts, _about(results, shown)])


def _ratios(
    results: Results,
    size: int,
    shown: Sequence[Contestant],
    rounds: Sequence[str],
    *,
    middle_only: bool = False,
) -> str:
    taking = [who for who in shown if who in results.contestants]
    asked = [(LABELS[round], round, "") for round in rounds]
    if "cold" in rounds and not middle_only:
        asked.insert(1, (FAST, "cold", "cpu"))
    rows = []
    for label, round, of in asked:
        ratios = [results.ratio(size, round, who, of=of) for who in taking]
        rows.append([label, *(_cell(ratio, middle_only) for ratio in ratios)])
    return table([f"{size:,} documents", *(who.name for who in taking)], rows)


def _cell(ratio: Ratio | None, middle_only: bool) -> str:
    if ratio is None:
        return "–"
    return figure(ratio.middle) if middle_only else str(ratio)


def _aside(results: Results, size: int) -> str:
    told = []
    for round in results.rounds:
        of, unit = ("peak", "MB") if round == "memory" else ("wall", "s")
        if amounts := results.amounts(size, round, BASE, of).values():
            told.append(f"{LABELS[round]} {figure(median(amounts))} {unit}")
    return f"{BASE.name} itself, on this machine: {', '.join(told)}."


def _written(results: Results, size: int) -> str:
    told = []
    for who in (BASE, *BESIDE):
        files, megabytes = (
            next(iter(results.amounts(size, "cold", who, of).values()), 0)
            for of in ("files", "written")
        )
        if files:
            told.append(f"{who.name} {files:,.0f} files, {figure(megabytes)} MB")
    return f"Written: {'; '.join(told)}." if told else ""


def _about(results: Results, shown: Sequence[Contestant]) -> str:
    taking = [who for who in (BASE, *shown) if who in results.contestants]
    peers = [who for who in taking if not who.is_kppress]
    programs = ", ".join(f"{who.name} {versions()[who.key]}" for who in peers)
    runs = _runs(results, taking)
    return f"Ratios to {BASE.name} in the same run, {runs}; {circumstances()}; {programs}."


def _runs(results: Results, taking: Sequence[Contestant]) -> str:
    few = [who for who in taking if results.runs_of(who) < results.runs]
    if not few:
        return of_runs(results.runs)
    names = ", ".join(who.name for who in few)
    return f"{of_runs(results.runs)} ({names}: {of_runs(results.runs_of(few[0]))})"
