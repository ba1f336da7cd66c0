"""What all commands share: the options that stand before or after the command's name."""

import gc
import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, tzinfo
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

import kppress
from kppress.cli.manner import Manner
from kppress.locale.words import LANGUAGES, Phrases, phrases, spoken
from kppress.model.error import KppressError, UsageFault

if TYPE_CHECKING:
    from rich.console import Console

F = TypeVar("F", bound=Callable[..., Any])
META = "kppress."
SETTINGS_FILE = "kppress.toml"
NARROWEST = 40
"""Columns, whatever a terminal or COLUMNS says: in fewer nothing can be read."""
LONGEST = 300
"""Characters of a value that a message quotes."""


def will_stay() -> None:
    """Look for garbage from now on, as a command that ends soon does not."""
    gc.enable()


class Shared(Manner, frozen=True, kw_only=True):
    """The shared options of one call."""

    root: Path
    now: str | None
    color: bool

    def moment(self, zone: tzinfo) -> datetime:
        """`--now`, else the present."""
        if self.now is None:
            return datetime.now(zone)  # noqa: TID251 # the shell is where the clock is asked
        return moment_in(self.now, zone)

    def console(self, *, error: bool = False) -> "Console":
        """A console that colours only a terminal. Text is never wrapped in a pipe."""
        from rich.console import Console

        stream = sys.stderr if error else sys.stdout
        made = Console(
            file=stream,
            no_color=not self.color,
            highlight=False,
            markup=False,
            emoji=False,
            soft_wrap=not stream.isatty(),
        )
        made.width = max(made.width, NARROWEST)
        return made

    def say(self, key: str, **values: object) -> None:
        """A line of ordinary news, which `--quiet` leaves out."""
        if not self.quiet:
            click.echo(self.words[key].format(**values))


def moment_in(text: str, zone: tzinfo) -> datetime:
    """The moment that an option names. Raises UsageFault for what is none."""
    from kppress.model.moment import BadMoment, moment_of

    try:
        return moment_of(text, zone).at
    except BadMoment:
        raise UsageFault("bad_now", value=text) from None


def language_of(arguments: list[str]) -> str:
    """The language of messages: asked for, else the newsroom's, else the system's."""
    if asked := _value_of("--language", arguments):
        return spoken(asked)
    for folder in _folders(_value_of("--root", arguments)):
        try:
            text = (folder / SETTINGS_FILE).read_text("utf-8", errors="replace")
        except (OSError, ValueError):
            continue
        found = re.search(r'^language\s*=\s*["\'](\w+)', text, re.MULTILINE)
        return spoken(found[1] if found else "sv")
    system = next(
        (os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), ""
    )
    return spoken(system.partition("_")[0] or "en")


def _value_of(option: str, arguments: list[str]) -> str:
    """What is given to an option, as `--root DIR` or `--root=DIR`; the last counts, as for click.

    Click reads the options later, and by then it is known in which language it is to complain.
    """
    value = ""
    for first, second in pairwise([*arguments, ""]):
        if first == "--":
            break
        if first == option:
            value = second
        elif first.startswith(f"{option}="):
            value = first.partition("=")[2]
    return value


def _folders(given: str) -> tuple[Path, ...]:
    """Where kppress.toml is looked for: the folder that was given, else here and upwards."""
    if given:
        return (Path(given),)
    try:
        here = Path.cwd()
    except OSError:
        return ()
    return (here, *here.parents)


def root_of(given: str | None) -> Path:
    """The newsroom's folder: `--root`, else the nearest upwards that has kppress.toml."""
    folders = _folders(given or "")
    for folder in folders:
        with suppress(OSError, ValueError):
            if (folder / SETTINGS_FILE).is_file():
                return folder
    if not folders:
        raise UsageFault("gone")
    raise UsageFault("no_newsroom_in" if given else "no_newsroom", folder=folders[0])


def sentence_of(fault: KppressError, words: Phrases) -> str:
    """What went wrong, with its values fit for a terminal."""
    values = {name: told(value) for name, value in fault.values.items()}
    return words[f"error.{fault.key}"].format(**values)


def told(value: str) -> str:
    """A value as a sentence may quote it: cut, and without what a terminal would obey."""
    shown = value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in shown)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    """Keep an option under a name that both the group and the command see."""
    if value not in (None, False):
        context.meta[META + str(parameter.name)] = value


def _version(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"kppress {kppress.__version__}")
        context.exit()


def options(language: str) -> list[click.Option]:
    """The shared options, with help in the language of messages."""
    words = phrases("cli", language)

    def option(name: str, **more: Any) -> click.Option:
        text = words[f"option.{name}"]
        more.setdefault("callback", _keep)
        return click.Option([f"--{name}"], help=text, expose_value=False, **more)

    return [
        option("root", metavar=words["metavar.folder"]),
        option("now", metavar=words["metavar.time"]),
        option("language", type=click.Choice(LANGUAGES)),
        option("quiet", is_flag=True),
        option("no-color", is_flag=True),
        option("version", is_flag=True, is_eager=True, callback=_version),
    ]


def shared(context: click.Context, *, newsroom: bool = True) -> Shared:
    """The shared options of this call. `init` alone works without a newsroom."""
    meta = context.meta
    given = meta.get(META + "root")
    root = root_of(given) if newsroom else Path(given or ".")
    return Shared(
        root=root,
        now=meta.get(META + "now"),
        language=meta[META + "spoken"],
        quiet=bool(meta.get(META + "quiet")),
        color=not (meta.get(META + "no_color") or os.environ.get("NO_COLOR")),
    )


def zone_of(root: Path) -> tzinfo:
    """The newsroom's zone, or Sweden's where its settings say none that there is."""
    from kppress.read.folder import zone_in

    return zone_in(root)
