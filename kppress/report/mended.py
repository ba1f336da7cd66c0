"""What was mended, in words."""

from collections.abc import Iterator, Sequence

from kppress.locale.findings import sentence
from kppress.locale.words import phrases
from kppress.model.diagnostic import Diagnostic
from kppress.report.text import visible, where


def lines(mended: Sequence[Diagnostic], language: str) -> Iterator[str]:
    """A line for each thing that was mended, with the place at which it stood."""
    words = phrases("report", language)
    for diagnostic in mended:
        message, _ = sentence(diagnostic, language)
        yield words["mended.line"].format(
            where=where(diagnostic.place), rule=diagnostic.rule, message=visible(message)
        )


def summary(count: int, files: int, language: str, *, done: bool) -> str:
    """`Rättade 5 saker i 2 filer.`, or what would be mended."""
    words = phrases("report", language)
    if not count:
        return words["mended.nothing"]
    key = "one" if count == 1 else "many"
    told = words["mended.file" if files == 1 else "mended.files"].format(count=files)
    return words[f"mended.{key if done else f'would_{key}'}"].format(count=count, files=told)
