"""`kppress check`: what is wrong, where, and what to do."""

from pathlib import Path

import click

from kppress.cli.group import Words
from kppress.cli.shared import shared, zone_of
from kppress.locale.words import phrases
from kppress.model.error import UsageFault


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
                type=click.Choice(["text", "json"]),
                default="text",
                help=words["option.format"],
            ),
        ],
    )


@click.pass_context
def _run(context: click.Context, paths: tuple[str, ...], format: str) -> int:
    from kppress.press.check import check_newsroom

    call = shared(context)
    wanted = [_within(path, call.root) for path in paths]
    checked = check_newsroom(call.root, call.moment(zone_of(call.root))).within(wanted)
    if format == "json":
        from kppress.report import json

        click.echo(json.document(checked.found, call.language))
    else:
        from kppress.cli.findings import show

        show(call, checked)
    return checked.exit_code


def _within(path: str, root: Path) -> str:
    """A path as the user gave it, relative to the newsroom."""
    for candidate in (Path(path), root / path):
        if candidate.exists():
            try:
                return candidate.resolve().relative_to(root.resolve()).as_posix()
            except ValueError:
                raise UsageFault("outside", file=path, folder=root) from None
    raise UsageFault("no_file", file=path)
