"""How long 10,000 mails take: HTML, text part and message of each, on one core.

    python -m benchmarks.mail [--mails 10000]

The mails are those of this repository's newsroom, one after the other and again. Reading, checking
and the editions, which the site is made of as well, are not counted; the frame, which is made once
for each kind and language, is. Prints milliseconds of processor time.
"""

import argparse
import statistics
import time
from datetime import UTC, datetime

from benchmarks.tables import ROOT
from kppress.model.document import Page
from kppress.press.check import check_newsroom
from kppress.press.post import Post
from kppress.render.message import eml

NOW = datetime(2018, 12, 1, tzinfo=UTC)


def main() -> None:
    """Make the mails, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=10_000)
    asked = parser.parse_args()

    newsroom = check_newsroom(ROOT, NOW).newsroom
    assert newsroom is not None
    view = newsroom.public_at(NOW)
    post = Post(view, ROOT)
    documents = [document for document in view.documents if not isinstance(document, Page)]
    first = time.process_time()
    for document in documents:
        eml(post.mail(document))
    began = time.process_time()
    taken = []
    size = 0
    for number in range(asked.mails):
        start = time.process_time()
        size += len(eml(post.mail(documents[number % len(documents)])))
        taken.append((time.process_time() - start) * 1000)
    print(f"{len(documents)} documents, first time, editions and frames included: "
          f"{(began - first) * 1000:.0f} ms")  # fmt: skip
    print(f"{asked.mails} mails of {size // asked.mails / 1000:.0f} kB: "
          f"median {statistics.median(taken):.3f} ms, mean {statistics.fmean(taken):.3f} ms, "
          f"slowest of twenty {statistics.quantiles(taken, n=20)[-1]:.3f} ms")  # fmt: skip


if __name__ == "__main__":
    main()
