"""`kppress init`: a new newsroom to start from."""

from pathlib import Path
from zoneinfo import ZoneInfo

import click

from kppress.cli.group import Words
from kppress.cli.shared import shared
from kppress.locale.words import phrases


def command(language: str) -> click.Command:
    """The command, with help in the language of messages."""
    words = phrases("cli", language)
    return Words(
        "init",
        language=language,
        callback=_run,
        params=[click.Argument(["folder"], metavar=words["metavar.folder"])],
    )


@click.pass_context
def _run(context: click.Context, folder: str) -> int:
    from kppress.press.new import new_newsroom

    call = shared(context, newsroom=False)
    new_newsroom(Path(folder), call.language, call.moment(ZoneInfo("Europe/Stockholm")))
    call.say("init.made", folder=folder)
    return 0
