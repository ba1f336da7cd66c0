"""Findings on the terminal."""

from kppress.cli.shared import Shared
from kppress.model.diagnostic import Severity
from kppress.press.check import Checked


def show(call: Shared, checked: Checked) -> None:
    """Every finding and a summary."""
    from kppress.report import text

    console = call.console()
    for line in text.lines(checked.found, checked.texts, call.language, console.width):
        console.print(line)
    if not call.quiet:
        documents = len(checked.newsroom.documents) if checked.newsroom else 0
        console.print(text.summary(checked.found, documents, call.language))


def show_errors(call: Shared, checked: Checked) -> None:
    """The errors, and how many warnings there are to look at."""
    from kppress.report import text

    console = call.console(error=True)
    errors = [d for d in checked.found if d.severity is Severity.ERROR]
    for line in text.lines(errors, checked.texts, call.language, console.width):
        console.print(line)
    warnings = sum(d.severity is Severity.WARNING for d in checked.found)
    if warnings:
        key = "build.warning" if warnings == 1 else "build.warnings"
        call.say(key, count=warnings)
