"""What a build costs against the number of documents, with its plot, in docs/performance.md.

    python -m benchmarks.growth [1000 3000 10000 30000] [--runs 1]
    python -m benchmarks.growth --memory 100000

kppress makes everything but the search; Hugo builds the same releases in turn, as a yardstick. With
--memory nothing is measured but the peak memory of all processes of a cold build of that size.
"""

import argparse
from statistics import median

from benchmarks import tables
from benchmarks.peers import tools
from benchmarks.peers.contestants import BASE, WHOLE
from benchmarks.peers.race import race
from benchmarks.peers.report import LABELS, Results
from benchmarks.plot import Line, plot

PICTURE = tables.ROOT / "docs" / "pictures" / "growth.svg"
ROUNDS = ("cold", "same", "one", "memory")


def main() -> None:
    """Measure, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    sizes = [1000, 3000, 10_000, 30_000]
    parser.add_argument("sizes", type=int, nargs="*", default=sizes, metavar="SIZE")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--memory", type=int, metavar="SIZE")
    parser.add_argument("--print", action="store_true", help="write into no document")
    asked = parser.parse_args()

    if asked.memory:
        results = Results(race(asked.memory, [WHOLE], rounds=["memory"], runs=asked.runs))
        place, text = "memory", memory(results)
    else:
        tools.set_up()
        results = Results(
            measurement
            for size in asked.sizes
            for measurement in race(size, [BASE, WHOLE], rounds=ROUNDS, runs=asked.runs)
        )
        place, text = "growth", growth(results)
    if asked.print:
        print(text)
        return
    tables.put(tables.PERFORMANCE, place, text)
    if place == "growth":
        PICTURE.write_text(drawn(results), "utf-8")


def growth(results: Results) -> str:
    """Seconds or megabytes by size and round, and in brackets the ratio to Hugo in the same run."""
    rows = []
    for size in results.sizes:
        cells = [f"{size:,}", f"{1000 * _of(results, size, 'cold') / size:.2f} ms"]
        for round in ROUNDS:
            unit = "MB" if round == "memory" else "s"
            ratio = results.ratio(size, round, WHOLE)
            of_base = f" ({tables.figure(ratio.middle)})" if ratio else ""
            cells.append(f"{tables.figure(_of(results, size, round))} {unit}{of_base}")
        rows.append(cells)
    header = ["documents", "cold, a document", *(LABELS[round] for round in ROUNDS)]
    about = f"In brackets: to {BASE.name} {tools.versions()[BASE.key]}, of the same run"
    runs = f"{tables.of_runs(results.runs)}; {tables.circumstances()}."
    shown = "![Time of a build against the number of documents](pictures/growth.svg)"
    return f"{shown}\n\n{tables.table(header, rows)}\n\n{about}; {runs}"


def memory(results: Results) -> str:
    """Megabytes of a cold build, in all and for a thousand documents."""
    size = results.sizes[0]
    peak = _of(results, size, "memory")
    return (
        f"{size:,} documents, cold: {peak:,.0f} MB at the peak, all processes together:"
        f" {peak / size * 1000:.1f} MB for a thousand; {tables.circumstances()}."
    )


def drawn(results: Results) -> str:
    """Time against size, each round a line, and Hugo's cold builds among them."""
    lines = [
        Line(f"kppress, {LABELS[round]}", [(n, _of(results, n, round)) for n in results.sizes])
        for round in ("cold", "one", "same")
    ]
    yardstick = [
        (size, median(amounts))
        for size in results.sizes
        if (amounts := results.amounts(size, "cold", BASE, "wall").values())
    ]
    lines.append(Line(f"{BASE.name}, cold", yardstick, dashed=True))
    return plot("What a build takes", lines, x_title="documents", unit="s")


def _of(results: Results, size: int, round: str) -> float:
    of = "peak" if round == "memory" else "wall"
    return median(results.amounts(size, round, WHOLE, of).values())


if __name__ == "__main__":
    main()
