"""`kppress preview`: the site on this machine alone, reloaded at each save."""

import time
import webbrowser

import click

from kppress.cli.group import Words
from kppress.cli.shared import shared, will_stay
from kppress.locale.words import phrases


def command(language: str) -> click.Command:
    """The command, with help in the language of messages."""
    words = phrases("cli", language)
    return Words(
        "preview",
        language=language,
        callback=_run,
        params=[
            click.Option(
                ["--port"],
                type=click.IntRange(0, 65535),
                metavar=words["metavar.port"],
                help=words["option.port"],
            ),
            click.Option(["--open"], is_flag=True, help=words["option.open"]),
        ],
    )


@click.pass_context
def _run(context: click.Context, port: int | None, open: bool) -> int:
    from kppress.preview.server import serve, sockets

    will_stay()
    call = shared(context)
    listening, number = sockets(port)
    address = f"http://127.0.0.1:{number}/"
    # Said also with --quiet: without the address the command is of no use.
    click.echo(call.words["preview.at"].format(address=address))
    call.say("preview.end")
    if open:
        webbrowser.open(address)
    serve(call.root, listening, call.moment, call.language, begun=time.time_ns())
    return 0
