"""A feed in one format, and where in its bytes each item stands.

So an item can be put in the place of an earlier one without making the others anew.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

type_spans = tuple[tuple[int, int], ...]


class FeedFile(NamedTuple):
    """The bytes of a feed; `spans` are the start and end of each item, in their order."""

    content: bytes
    spans: type_spans


def in_a_row(before: bytes, items: Iterable[bytes], after: bytes, between: bytes = b"") -> FeedFile:
    """A feed whose items follow one another."""
    parts = [*items]
    steps = (len(part) + len(between) for part in parts)
    starts = accumulate(steps, initial=len(before))
    spans = tuple((start, end - len(between)) for start, end in pairwise(starts))
    rows = [row for part in parts for row in (between, part)][1:]
    return FeedFile(b"".join((before, *rows, after)), spans)


def cut_out(made: FeedFile) -> Sequence[bytes]:
    """The items of a feed, as they stand there."""
    return [made.content[start:end] for start, end in made.spans]
