"""`kppress list`: what is draft, waits, is public and expires."""

import time
from typing import TYPE_CHECKING

import click

from kppress.cli.group import Words
from kppress.cli.shared import Shared, shared
from kppress.locale.words import phrases

if TYPE_CHECKING:
    from kppress.model.listing import Row
    from kppress.press.remember import Recall


def command(language: str) -> click.Command:
    """The command, with help in the language of messages."""
    words = phrases("cli", language)
    return Words(
        "list",
        language=language,
        callback=_run,
        params=[
            click.Option(
                ["--format"],
                type=click.Choice(["text", "json"]),
                default="text",
                help=words["option.format"],
            )
        ],
    )


@click.pass_context
def _run(context: click.Context, format: str) -> int:
    from kppress.model.error import UsageFault
    from kppress.press.listing import rows
    from kppress.press.remember import remembering
    from kppress.read.folder import read_newsroom
    from kppress.report.listing import as_json

    call = shared(context)
    begun = time.time_ns()

    def look(recall: "Recall") -> "tuple[Row, ...]":
        newsroom = read_newsroom(call.root, memory=recall().memory).newsroom
        if newsroom is None:
            raise UsageFault("no_settings")
        return rows(newsroom, call.moment(newsroom.settings.zone))

    found = remembering(call.root, begun, look)
    if format == "json":
        click.echo(as_json(found))
    elif found:
        _show(call, found)
    else:
        call.say("list.empty")
    return 0


def _show(call: Shared, found: "tuple[Row, ...]") -> None:
    from kppress.report.listing import lines

    console = call.console()
    terminal = console.is_terminal
    for line in lines(found, call.language, console.width if terminal else None):
        if terminal:
            console.print(line, soft_wrap=True)
        else:  # where nothing is coloured or wrapped, which takes ten times as long
            click.echo(line.plain)
