"""How long `kppress check` takes on 1,000 documents of 400 words.

    python -m benchmarks.check [--documents 1000] [--words 400] [--runs 5] [--spelling]

The newsroom is made in a temporary folder, the same each time; the command is run as a whole
process, without any cache. Prints the median in seconds, and what was found.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import NOW
from benchmarks.newsroom import write_newsroom
from benchmarks.tables import ROOT


def main() -> None:
    """Make the newsroom, run the command, say the median."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--spelling", action="store_true", help="with the extra, if installed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_newsroom(Path(folder), asked.documents, words=(asked.words, asked.words))
        if not asked.spelling:
            with (Path(folder) / "kppress.toml").open("a", encoding="utf-8") as settings:
                settings.write('\n[check]\nignore = ["KP390"]\n')
        times = []
        for _ in range(asked.runs):
            begun = time.perf_counter()
            done = check(Path(folder))
            times.append(time.perf_counter() - begun)
    print(done.stdout.splitlines()[-1])
    print(
        f"kppress check: {statistics.median(times):.2f} s (median of {asked.runs},"
        f" {min(times):.2f} to {max(times):.2f}), {asked.documents} documents of {asked.words}"
        f" words, {len(os.sched_getaffinity(0))} cores"
    )


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the command on a newsroom."""
    command = [
        sys.executable,
        "-m",
        "kppress",
        "--root",
        str(folder),
        "--now",
        f"{NOW:%Y-%m-%d %H:%M}",
    ]
    done = subprocess.run(
        [*command, "check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode > 1:
        raise SystemExit(done.stderr)
    return done


if __name__ == "__main__":
    main()
