"""`kppress rule`: all rules, or what one means."""

import click

from kppress.cli.group import Words
from kppress.cli.shared import META
from kppress.locale.words import phrases
from kppress.model.error import UsageFault


def command(language: str) -> click.Command:
    """The command, with help in the language of messages."""
    words = phrases("cli", language)
    return Words(
        "rule",
        language=language,
        callback=_run,
        params=[
            click.Argument(["rule"], required=False, metavar=words["metavar.rule"]),
            click.Option(
                ["--format"],
                type=click.Choice(["text", "markdown"]),
                default="text",
                help=words["option.rule_format"],
            ),
        ],
    )


@click.pass_context
def _run(context: click.Context, rule: str | None, format: str) -> int:
    from kppress.press.rules import all_rules
    from kppress.report.rules import explanation, markdown, overview

    language = context.meta[META + "spoken"]
    rules = all_rules()
    if rule is None:
        click.echo(markdown(rules) if format == "markdown" else overview(rules, language))
        return 0
    for known in rules:
        if rule.casefold() in (known.id.casefold(), known.name):
            click.echo(explanation(known, language))
            return 0
    raise UsageFault("no_rule", rule=rule)
