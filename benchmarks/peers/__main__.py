"""kppress beside Hugo, Eleventy, Pelican and Astro, into README.md and docs/performance.md.

    python -m benchmarks.peers 1000 10000

Sets the peers up on first use, writes the same releases for each, builds in turn, and writes the
tables; with --print nothing but the terminal. docs/performance.md says what is measured.
"""

import argparse

from benchmarks import tables
from benchmarks.peers import report, tools
from benchmarks.peers.contestants import ALL, BASE, ROUNDS, Contestant
from benchmarks.peers.race import race


def main() -> None:
    """Measure, and write it down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10_000], metavar="SIZE")
    parser.add_argument("--runs", type=int, default=3, help="of Hugo, lean and whole (3)")
    parser.add_argument("--other-runs", type=int, default=1, help="of all others (1)")
    parser.add_argument(
        "--only", type=_chosen, default=_chosen(""), help="such as lean,whole; Hugo too"
    )
    parser.add_argument("--rounds", type=_rounds, default=ROUNDS, help=",".join(ROUNDS))
    parser.add_argument("--print", action="store_true", help="write into no document")
    asked = parser.parse_args()

    tools.set_up()
    measured = [
        measurement
        for size in asked.sizes
        for measurement in race(
            size, asked.only, rounds=asked.rounds, runs=asked.runs, other_runs=asked.other_runs
        )
    ]
    results = report.Results(measured)
    if asked.print:
        print(report.full(results), report.extras(results), sep="\n\n")
        return
    tables.put(tables.README, "peers", report.brief(results))
    tables.put(tables.PERFORMANCE, "peers", report.full(results))
    tables.put(tables.PERFORMANCE, "extras", report.extras(results))


def _chosen(text: str) -> list[Contestant]:
    keys = [key.strip() for key in text.split(",") if key.strip()]
    if unknown := set(keys) - {who.key for who in ALL}:
        raise argparse.ArgumentTypeError(f"no such contestant: {', '.join(unknown)}")
    return [who for who in ALL if not keys or who.key in keys or who is BASE]


def _rounds(text: str) -> list[str]:
    if unknown := set(text.split(",")) - set(ROUNDS):
        raise argparse.ArgumentTypeError(f"no such round: {', '.join(unknown)}")
    return [round for round in ROUNDS if round in text.split(",")]


if __name__ == "__main__":
    main()
