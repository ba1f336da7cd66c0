"""`kppress check`: what is wrong, where, and what to do."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kppress.cli.group import Words
from kppress.cli.shared import shared, zone_of
from kppress.locale.words import phrases
from kppress.model.error import UsageFault

if TYPE_CHECKING:
    from kppress.press.checked import Checked
    from kppress.press.remember import Recall
    from kppress.report.stats import Measure

FORMATS = ("text", "json", "sarif", "github")


def command(language: str) -> click.Command:
    """The command, with help in the language of messages."""
    words = phrases("cli", language)
    return Words(
        "check",
        language=language,
        callback=_run,
        params=[
            click.Argument(["paths"], nargs=-1, metavar=words["metavar.paths"]),
            click.Option(
                ["--format"],
                type=click.Choice(FORMATS),
                default="text",
                help=words["option.check_format"],
            ),
            *(
                click.Option([f"--{name}"], is_flag=True, help=words[f"option.{name}"])
                for name in ("fix", "diff", "stats")
            ),
        ],
    )


@click.pass_context
def _run(
    context: click.Context, paths: tuple[str, ...], format: str, fix: bool, diff: bool, stats: bool
) -> int:
    from kppress.cli import findings
    from kppress.press.check import check_newsroom
    from kppress.press.fix import mend
    from kppress.press.remember import remembering
    from kppress.report.stats import measure

    call = shared(context)
    if diff and format != "text":
        raise UsageFault("diff_is_text", format=format)
    wanted = [_within(path, call.root) for path in paths]
    begun = time.time_ns()
    now = call.moment(zone_of(call.root))

    def look(recall: "Recall") -> "tuple[Checked, list[Measure] | None]":
        checked = check_newsroom(call.root, now, spelling=True, known=recall()).within(wanted)
        return checked.told(), [measure(d) for d in checked.documents] if stats else None

    if diff:
        mended = mend(call.root, now, wanted, write=False, begun=begun)
        findings.show_diff(call, mended)
        return mended.found.exit_code
    if fix:
        mended = mend(call.root, now, wanted, begun=begun)
        checked, measures = mended.remains, None
        findings.show_mended(call, mended, quiet=format != "text")
        if stats:
            _, measures = remembering(call.root, begun, look)
    else:
        checked, measures = remembering(call.root, begun, look)
    if format == "text":
        findings.show(call, checked, measures)
    else:
        click.echo(findings.for_machines(call, checked, format, measures))
    return checked.exit_code


def _within(path: str, root: Path) -> str:
    """A path as the user gave it, relative to the newsroom."""
    for candidate in (Path(path), root / path):
        try:
            whole = candidate.resolve(strict=True)
        except (OSError, RuntimeError, ValueError):  # there is none, or none can be called that
            continue
        if not whole.is_relative_to(root.resolve()):
            raise UsageFault("outside", file=path, folder=root)
        return whole.relative_to(root.resolve()).as_posix()
    raise UsageFault("no_file", file=path)
