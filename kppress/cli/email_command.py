"""`kppress email`: a document as e-mail."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kppress.cli.group import Words
from kppress.cli.shared import moment_in, shared, zone_of
from kppress.locale.words import phrases
from kppress.model.error import UsageFault

if TYPE_CHECKING:
    from kppress.press.email import Format


def command(language: str) -> click.Command:
    """The command, with help in the language of messages."""
    words = phrases("cli", language)
    return Words(
        "email",
        language=language,
        callback=_run,
        params=[
            click.Argument(["document"], metavar=words["metavar.document"], required=False),
            click.Option(
                ["--digest"], default="", metavar=words["metavar.feed"], help=words["option.digest"]
            ),
            click.Option(
                ["--since"], default="", metavar=words["metavar.time"], help=words["option.since"]
            ),
            click.Option(
                ["--format"],
                type=click.Choice(["eml", "html", "txt"]),
                default="eml",
                help=words["option.email_format"],
            ),
            click.Option(
                ["--edition"],
                default="",
                metavar=words["metavar.language"],
                help=words["option.edition"],
            ),
            click.Option(
                ["--output"], metavar=words["metavar.file"], help=words["option.email_output"]
            ),
            click.Option(
                ["--to"], default="", metavar=words["metavar.address"], help=words["option.to"]
            ),
            click.Option(
                ["--list-unsubscribe"],
                default="",
                metavar="URL",
                help=words["option.list_unsubscribe"],
            ),
            click.Option(["--embargoed"], is_flag=True, help=words["option.embargoed"]),
        ],
    )


@click.pass_context
def _run(
    context: click.Context,
    document: str | None,
    format: "Format",
    digest: str,
    since: str,
    edition: str,
    output: str | None,
    to: str,
    list_unsubscribe: str,
    embargoed: bool,
) -> int:
    from kppress.cli.findings import show_errors
    from kppress.press import email
    from kppress.press.new import put

    call = shared(context)
    # A digest is of a feed, and a feed has its language and only what is public.
    if bool(document) == bool(digest) or (digest and (edition or embargoed)):
        raise UsageFault("digest_or_document")
    if since and not digest:
        raise UsageFault("since_without_digest")
    zone = zone_of(call.root)
    now = call.moment(zone)
    if document:
        mailed = email.email(
            call.root,
            document,
            now,
            format=format,
            edition=edition,
            to=to,
            list_unsubscribe=list_unsubscribe,
            embargoed=embargoed,
        )
    else:
        mailed = email.digest(
            call.root,
            digest,
            now,
            since=moment_in(since, zone) if since else None,
            format=format,
            to=to,
            list_unsubscribe=list_unsubscribe,
        )
    if mailed.content is None:
        show_errors(call, mailed.checked)
        click.echo(call.words["error.document_faulty"], err=True)
        return mailed.checked.exit_code
    if output:
        put(Path(output), mailed.content)
    else:
        sys.stdout.buffer.write(mailed.content)
    return 0
