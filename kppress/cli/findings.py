"""Findings on the terminal and for machines."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

import kppress
from kppress.cli.shared import Shared
from kppress.cli.telling import warnings_in
from kppress.locale.words import phrases
from kppress.model.diagnostic import Severity
from kppress.press.checked import Checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kppress.press.fix import Mended
    from kppress.report.stats import Measure


def show(call: Shared, checked: Checked, measures: "Sequence[Measure] | None" = None) -> None:
    """Every finding, how the documents read where that was asked for, and a summary."""
    from kppress.report import text
    from kppress.report.stats import lines

    console = call.console()
    for line in text.lines(checked.found, checked.texts, call.language, console.width):
        console.print(line)
    if measures is not None:
        for line in lines(measures, call.language, console.width):
            console.print(line)
    if not call.quiet:
        documents = len(checked.newsroom.documents) if checked.newsroom else 0
        console.print(text.summary(checked.found, documents, call.language))


def for_machines(
    call: Shared, checked: Checked, format: str, measures: "Sequence[Measure] | None" = None
) -> str:
    """The findings in a format that programs read."""
    from kppress.report import github, json, sarif
    from kppress.report.stats import as_data

    folder = _in_repository(call.root)
    if format == "github":
        return "\n".join(github.lines(checked.found, call.language, folder))
    if format == "sarif":
        from kppress.press.rules import all_rules  # late: a build that tells of none has no rules

        rules, version = all_rules(), kppress.__version__
        found, texts = checked.found, checked.texts
        return sarif.document(found, rules, texts, call.language, version, folder)
    more = {"documents": as_data(measures)} if measures is not None else {}
    return json.document(checked.found, call.language, **more)


def _in_repository(root: Path) -> str:
    """The newsroom's folder as its repository names it; empty where it is the whole of it.

    GitHub says where the repository is; elsewhere it is where the command was called.
    """
    try:
        repository = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()
    except OSError:  # the folder one stands in is gone
        return ""
    here = root.resolve()
    if here == repository or repository not in here.parents:
        return ""
    return here.relative_to(repository).as_posix()


def show_mended(call: Shared, mended: "Mended", *, quiet: bool) -> None:
    """What was mended. What machines read is not disturbed by it."""
    from kppress.report import mended as report

    for path in mended.passed_over:
        words = phrases("report", call.language)
        click.echo(words["mended.passed_over"].format(file=path), err=True)
    if call.quiet:
        return
    if not quiet:
        for line in report.lines(mended.mended, call.language):
            click.echo(line)
    files = len(mended.changes)
    click.echo(report.summary(len(mended.mended), files, call.language, done=True), err=quiet)
    if mended.remains.found and not quiet:
        click.echo()


def show_diff(call: Shared, mended: "Mended") -> None:
    """What mending would change, and how much that is."""
    from kppress.press.fix import texts_of
    from kppress.report import diff
    from kppress.report import mended as report

    for line in diff.lines(texts_of(mended.changes)):
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[0]) if call.color else None
        click.echo(click.style(line, fg=colour), nl=False)
    if not call.quiet:
        files = len(mended.changes)
        told = report.summary(len(mended.mended), files, call.language, done=False)
        click.echo(told, err=True)


def show_errors(call: Shared, checked: Checked) -> None:
    """The errors, and how many warnings there are to look at."""
    if errors := [d for d in checked.found if d.severity is Severity.ERROR]:
        from kppress.report import text  # late: rich takes 20 ms, and most builds have no errors

        console = call.console(error=True)
        for line in text.lines(errors, checked.texts, call.language, console.width):
            console.print(line)
    for news in warnings_in(call, checked):
        click.echo(news)
