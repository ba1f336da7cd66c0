"""`kppress new`: a draft with the fields that its type needs."""

import os
from pathlib import Path

import click

from kppress.cli.group import Words
from kppress.cli.shared import shared, zone_of
from kppress.locale.words import phrases


def command(language: str) -> click.Command:
    """The command, with help in the language of messages."""
    words = phrases("cli", language)
    return Words(
        "new",
        language=language,
        callback=_run,
        params=[
            click.Argument(["kind"], metavar=words["metavar.type"]),
            click.Argument(["title"], metavar=words["metavar.title"]),
        ],
    )


@click.pass_context
def _run(context: click.Context, kind: str, title: str) -> int:
    from kppress.press.new import new_document

    call = shared(context)
    path = new_document(call.root, kind, title, call.moment(zone_of(call.root)))
    call.say("new.made", file=_from_here(path))
    return 0


def _from_here(path: Path) -> str:
    try:
        return os.path.relpath(path)
    except OSError:  # the folder one stands in is gone
        return str(path)
