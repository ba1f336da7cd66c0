"""What a build says of itself. Without click, which a quick build goes without."""

from pathlib import Path

from msgspec.structs import replace

from kppress.cli.manner import Manner
from kppress.model.diagnostic import Severity
from kppress.press.built import Built
from kppress.press.checked import Checked


def lines_of(
    manner: Manner, built: Built, target: Path, dry_run: bool = False, wait: bool = False
) -> list[str]:
    """What a build that was not stopped says of itself; `target` as its caller named it."""
    receipt, words = built.receipt, manner.words
    if manner.quiet or receipt is None:
        return []
    counts = {
        "total": receipt.total,
        "added": len(receipt.added),
        "changed": len(receipt.changed),
        "removed": len(receipt.removed),
        "folder": target,
    }
    lines = [words["build.would" if dry_run else "build.done"].format(**counts)]
    if receipt.foreign:
        key = "build.foreign_one" if len(receipt.foreign) == 1 else "build.foreign"
        count, example = len(receipt.foreign), receipt.foreign[0]
        lines.append(words[key].format(count=count, example=example))
    if built.lacks_search:
        lines.append(words["build.lacks_search"])
    if built.next_change and not wait:
        from kppress.locale.dates import moment_in_words

        moment = moment_in_words(built.next_change, manner.language)
        lines.append(words["build.next"].format(moment=moment))
    return lines


def warnings_in(manner: Manner, checked: Checked) -> list[str]:
    """A line on how many warnings there are, which `--quiet` leaves out."""
    warnings = sum(d.severity is Severity.WARNING for d in checked.found)
    if manner.quiet or not warnings:
        return []
    key = "build.warning" if warnings == 1 else "build.warnings"
    return [manner.words[key].format(count=warnings)]


def said_again(manner: Manner, built: Built, target: Path) -> list[str]:
    """What the same build says once more, which finds everything in its place."""
    if built.receipt is not None:
        built = replace(built, receipt=built.receipt.again())
    return [*warnings_in(manner, built.checked), *lines_of(manner, built, target)]


def elsewhere(built: Built) -> tuple[str, ...]:
    """The sources that stand in no folder of their own."""
    newsroom = built.checked.newsroom
    if newsroom is None:
        return ()
    theme, mail = newsroom.settings.theme, newsroom.settings.mail
    return tuple(filter(None, (theme.logo, theme.favicon, mail.logo)))
