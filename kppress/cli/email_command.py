"""`kppress email`: a document as e-mail."""

import sys
import time
from pathlib import Path
from typing import Any

import click

from kppress.cli.group import Words
from kppress.cli.shared import moment_in, shared, zone_of
from kppress.locale.words import phrases
from kppress.model.error import UsageFault


def command(language: str) -> click.Command:
    """The command, with help in the language of messages."""
    words = phrases("cli", language)

    def option(name: str, text: str, metavar: str) -> click.Option:
        return click.Option(
            [f"--{name}"], default="", metavar=metavar, help=words[f"option.{text}"]
        )

    formats = click.Choice(["eml", "html", "txt"])
    return Words(
        "email",
        language=language,
        callback=_run,
        params=[
            click.Argument(["document"], metavar=words["metavar.document"], required=False),
            option("digest", "digest", words["metavar.feed"]),
            option("since", "since", words["metavar.time"]),
            click.Option(
                ["--format"], type=formats, default="eml", help=words["option.email_format"]
            ),
            option("edition", "edition", words["metavar.language"]),
            option("output", "email_output", words["metavar.file"]),
            option("to", "to", words["metavar.address"]),
            option("list-unsubscribe", "list_unsubscribe", "URL"),
            click.Option(["--embargoed"], is_flag=True, help=words["option.embargoed"]),
        ],
    )


@click.pass_context
def _run(
    context: click.Context,
    /,
    document: str | None,
    digest: str,
    since: str,
    edition: str,
    embargoed: bool,
    output: str,
    **manner: Any,
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
    begun = time.time_ns()
    zone = zone_of(call.root)
    now = call.moment(zone)
    if document:
        mailed = email.email(
            call.root, document, now, edition=edition, embargoed=embargoed, begun=begun, **manner
        )
    else:
        begins = moment_in(since, zone) if since else None
        mailed = email.digest(call.root, digest, now, since=begins, begun=begun, **manner)
    if mailed.content is None:
        show_errors(call, mailed.checked)
        click.echo(call.words["error.document_faulty"], err=True)
        return mailed.checked.exit_code
    if output:
        put(Path(output), mailed.content)
    else:
        sys.stdout.buffer.write(mailed.content)
    return 0
