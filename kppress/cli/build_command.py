"""`kppress build`: the site, whole or not at all."""

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kppress.cli.again import Kept
from kppress.cli.group import Words
from kppress.cli.shared import Shared, shared, zone_of
from kppress.locale.words import phrases
from kppress.model.error import UsageFault

if TYPE_CHECKING:
    from kppress.model.receipt import Mark
    from kppress.press.built import Built


def command(language: str) -> click.Command:
    """The command, with help in the language of messages."""
    words = phrases("cli", language)
    return Words(
        "build",
        language=language,
        callback=_run,
        params=[
            click.Option(
                ["--output"], metavar=words["metavar.folder"], help=words["option.output"]
            ),
            click.Option(["--base-url"], metavar="URL", default="", help=words["option.base_url"]),
            click.Option(["--force"], is_flag=True, help=words["option.force"]),
            click.Option(["--dry-run"], is_flag=True, help=words["option.dry_run"]),
            click.Option(["--wait"], is_flag=True, help=words["option.wait"]),
            click.Option(
                ["--format"],
                type=click.Choice(["text", "json"]),
                default="text",
                help=words["option.format"],
            ),
        ],
    )


@click.pass_context
def _run(
    context: click.Context,
    output: str | None,
    base_url: str,
    force: bool,
    dry_run: bool,
    wait: bool,
    format: str,
) -> int:
    from kppress.press.build import OUTPUT

    call = shared(context)
    target = Path(output) if output else call.root / OUTPUT

    plain = not (call.now or dry_run or force or format == "json")
    kept = Kept(context.obj) if plain and not wait else None

    def once(now: datetime) -> "Built":
        in_place = kept.in_place if kept else dict
        built = _build(call, target, now, base_url, force, dry_run, in_place)
        if format == "json":
            click.echo(_json(call, built, now, target, dry_run))
        else:
            _tell(call, built, target, dry_run, wait)
        return built

    if wait:
        if call.now or dry_run or force:
            raise UsageFault("wait_with")
        from kppress.cli.staying import stay_and_build

        return stay_and_build(call, lambda now: once(now).next_change)

    now = call.moment(zone_of(call.root))
    built = once(now)
    if kept and built.receipt:
        kept.keep(call, built, built.receipt, now, target, base_url)
    return built.checked.exit_code


def _build(
    call: Shared,
    target: Path,
    now: datetime,
    base_url: str,
    force: bool,
    dry_run: bool,
    in_place: "Callable[[], Mapping[str, Mark]]",
) -> "Built":
    from kppress.cli.progress import counting
    from kppress.press.build import build

    with counting(call) as progress:
        return build(
            call.root,
            target,
            now,
            base_url=base_url,
            dry_run=dry_run,
            force=force,
            begun=time.time_ns(),
            in_place=in_place,
            waiting=lambda: call.say("build.waiting"),
            progress=progress,
        )


def _json(call: Shared, built: "Built", now: datetime, target: Path, dry_run: bool) -> str:
    from kppress.report.build import as_json

    return as_json(
        built.receipt,
        built.checked.found,
        built.next_change,
        now,
        target.as_posix(),
        dry_run,
        call.language,
    )


def _tell(call: Shared, built: "Built", target: Path, dry_run: bool, wait: bool) -> None:
    from kppress.cli.findings import show_errors
    from kppress.cli.telling import lines_of

    show_errors(call, built.checked)
    receipt = built.receipt
    if receipt is None:
        click.echo(call.words["build.stopped"], err=True)
        return
    if dry_run and not call.quiet:
        for mark, paths in (("+", receipt.added), ("~", receipt.changed), ("-", receipt.removed)):
            for path in paths:
                click.echo(f"{mark} {path}")
    for line in lines_of(call, built, target, dry_run, wait):
        click.echo(line)
