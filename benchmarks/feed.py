"""How long one feed of 50 full items takes.

    python -m benchmarks.feed [--items 50] [--words 400] [--runs 9]

The editions, which pages and mails need too, are made before; libraries are loaded. Prints the
median in milliseconds of the processor: RSS, Atom and JSON Feed together, then ninjs.
"""

import argparse
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.corpus import NOW
from benchmarks.newsroom import write, write_newsroom
from kppress.model.view import PublicNewsroom
from kppress.read.folder import read_newsroom
from kppress.render.edition import Editor
from kppress.render.feed import Feeds


def main() -> None:
    """Make the newsroom, then time the feed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--items", type=int, default=50)
    parser.add_argument("--words", type=int, default=400)
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write_newsroom(root, asked.items, words=(asked.words, asked.words), topic_feeds=False)
        write(root / "feeds" / "alla.toml", f'title = "Alla"\nlimit = {asked.items}\n')
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
        groups = Feeds(editor, lambda path: path.endswith(names)).groups()
        made = [artifact for group in groups for artifact in group.make()]
        times.append((time.process_time() - started) * 1000)
        assert len(made) == len(names)
    return statistics.median(times[1:])


if __name__ == "__main__":
    main()
