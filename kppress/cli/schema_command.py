"""`kppress schema`: what an editor needs to suggest and explain fields."""

import json
from pathlib import Path

import click

from kppress.cli.group import Words
from kppress.cli.shared import shared
from kppress.locale.words import phrases
from kppress.model.error import UsageFault


def command(language: str) -> click.Command:
    """The command, with help in the language of messages."""
    words = phrases("cli", language)
    return Words(
        "schema",
        language=language,
        callback=_run,
        params=[
            click.Argument(["name"], default="document", metavar=words["metavar.schema"]),
            click.Option(
                ["--output"], metavar=words["metavar.folder"], help=words["option.schema_output"]
            ),
        ],
    )


@click.pass_context
def _run(context: click.Context, name: str, output: str | None) -> int:
    from kppress.press.new import put
    from kppress.report.schema import NAMES, schema

    call = shared(context, newsroom=False)
    if name not in NAMES:
        raise UsageFault("no_schema", name=name, choices=", ".join(NAMES))

    def text(name: str) -> str:
        return json.dumps(schema(name, call.language), ensure_ascii=False, indent=2)

    if output is None:
        click.echo(text(name))
        return 0
    for each in NAMES:
        path = Path(output) / f"kppress-{each}.schema.json"
        put(path, f"{text(each)}\n".encode())
        call.say("schema.made", file=path)
    return 0
