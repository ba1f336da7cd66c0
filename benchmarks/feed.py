"""How long one feed of 50 full items takes.

    python benchmarks/feed.py [--items 50] [--words 400] [--runs 9]

The editions, which pages and mails need too, are made before; libraries are loaded. Prints the
median in milliseconds of the processor: RSS, Atom and JSON Feed together, then ninjs.
"""

import argparse
import statistics
import sys
import time
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import check  # noqa: E402 # after the path; the corpus of the benchmark beside this one

from kppress.model.view import PublicNewsroom  # noqa: E402 # as above
from kppress.read.folder import read_newsroom  # noqa: E402 # as above
from kppress.render.edition import Editor  # noqa: E402 # as above
from kppress.render.feed import Feeds  # noqa: E402 # as above

NOW = datetime(2018, 7, 5, 9, tzinfo=ZoneInfo("Europe/Stockholm"))


def main() -> None:
    """Make the newsroom, then time the feed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--items", type=int, default=50)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        check.write_newsroom(root, asked.items, asked.words)
        (root / "feeds").mkdir(exist_ok=True)
        (root / "feeds" / "alla.toml").write_text(f'title = "Alla"\nlimit = {asked.items}\n')
        newsroom = read_newsroom(root).newsroom
        assert newsroom is not None
        view = newsroom.public_at(NOW)
        for names in (("rss.xml", "atom.xml", "feed.json"), ("ninjs.json",)):
            spent = _median(view, names, asked.runs)
            print(f"{', '.join(names)}: {spent:.1f} ms for {asked.items} items")


def _median(view: PublicNewsroom, names: tuple[str, ...], runs: int) -> float:
    times = []
    for _ in range(runs + 1):  # the first loads libraries
        editor = Editor(view)
        for document in view.documents:
            editor.edition(document)
        started = time.process_time()
        made = list(Feeds(editor, lambda path: path.endswith(names)).artifacts())
        times.append((time.process_time() - started) * 1000)
        assert len(made) == len(names)
    return statistics.median(times[1:])


if __name__ == "__main__":
    main()
