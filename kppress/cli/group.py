"""The group of commands: each is imported when it is called, its help in Swedish or English."""

import importlib
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from difflib import get_close_matches
from typing import Any

import click

from kppress.cli.shared import META, language_of, options, sentence_of, told
from kppress.cli.streams import (
    CUT_OFF,
    CutOff,
    as_cut_off,
    leave_stderr,
    leave_stdout,
    open_streams,
)
from kppress.locale.words import Phrases, phrases
from kppress.model.error import KppressError, UsageFault

COMMANDS = ("init", "new", "list", "check", "preview", "build", "email", "rule", "schema")


class Words(click.Command):
    """A command whose headings are in the language of messages."""

    def __init__(self, name: str, **more: Any) -> None:
        language = more.pop("language")
        self.words = phrases("cli", language)
        more["params"] = [*more.get("params", []), *options(language)]
        more.setdefault("options_metavar", self.words["metavar.options"])
        super().__init__(name, help=self.words[f"help.{name.replace('-', '_')}"], **more)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """`Användning: kppress build …`."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=self.words["heading.usage"] + " ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command's own options first, then those that all commands share."""
        common = {f"--{name}" for name in _SHARED}
        own: list[tuple[str, str]] = []
        others: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                shared_one = bool(common.intersection(parameter.opts))
                (others if shared_one else own).append(record)
        if own:
            with formatter.section(self.words["heading.options"]):
                formatter.write_dl(own)
        with formatter.section(self.words["heading.shared"]):
            formatter.write_dl(others)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`, in words of the language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self.words["option.help"]
        return option


_SHARED = ("root", "now", "language", "quiet", "no-color", "version", "help")


class Group(Words, click.Group):
    """The commands, listed from the locale without importing them."""

    def __init__(self, language: str) -> None:
        self.language = language
        super().__init__(
            "kppress",
            language=language,
            subcommand_metavar=f"{phrases('cli', language)['metavar.command']} …",
            context_settings={"max_content_width": 100},
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A command that does not exist is answered with the nearest that does."""
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            close = get_close_matches(args[0], COMMANDS, n=1)
            key = "no_such_command_guess" if close else "no_such_command"
            raise UsageFault(key, name=args[0], guess="".join(close), all=", ".join(COMMANDS))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """The language was decided before click began; commands find it in the context."""
        ctx.meta[META + "spoken"] = self.language
        with as_cut_off():
            return super().invoke(ctx)

    def make_context(self, *arguments: Any, **more: Any) -> click.Context:
        """Help and version are said here already."""
        with as_cut_off():
            return super().make_context(*arguments, **more)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and make the command."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kppress.cli.{cmd_name}_command")
        made = module.command(self.language)
        return made if isinstance(made, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Name and one line each."""
        with formatter.section(self.words["heading.commands"]):
            formatter.write_dl([(name, self.words[f"short.{name}"]) for name in COMMANDS])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Commands first: they are what one looks for."""
        self.format_commands(ctx, formatter)
        Words.format_options(self, ctx, formatter)


def run(arguments: Sequence[str], **extra: Any) -> int:
    """Run a command line and say how it went: the exit codes of FORMAT.md."""
    given = list(arguments)
    language = language_of(given)
    words = phrases("cli", language)
    open_streams()
    try:
        try:
            return _command(Group(language), given, words, **extra)
        except KppressError as fault:
            return _say(words, sentence_of(fault, words), fault.exit_code)
        except click.UsageError as fault:
            return _usage(fault, words)
    except (click.Abort, KeyboardInterrupt):
        return 130
    except CutOff:
        leave_stdout()
        return CUT_OFF
    except OSError as fault:
        leave_stdout()
        return _failed(fault, words)


def _command(group: Group, given: list[str], words: Phrases, **extra: Any) -> int:
    result = group.main(
        given or ["--help"], prog_name="kppress", standalone_mode=False, obj=given, **extra
    )
    with as_cut_off():
        sys.stdout.flush()  # what cannot be written is to be known before the exit code is
    return result if isinstance(result, int) else 0


def _failed(fault: OSError, words: Phrases) -> int:
    """What the machine did not do, and nobody nearer to it had a sentence for."""
    key = "machine_file" if fault.filename else "machine"
    reason = fault.strerror or fault
    text = words[f"error.{key}"].format(file=told(str(fault.filename)), reason=reason)
    return _say(words, text, 4)


def _say(words: Phrases, text: str, code: int) -> int:
    try:
        click.echo(f"{words['error.prefix']}: {text}", err=True)
    except OSError:  # nobody can be told; the exit code says it
        leave_stderr()
    return code


_USAGE: Mapping[type[click.UsageError], str] = {
    click.NoSuchOption: "no_such_option",
    click.MissingParameter: "missing_parameter",
    click.BadParameter: "bad_parameter",
}


def _usage(fault: click.UsageError, words: Phrases) -> int:
    """Click's complaint in the language of messages, as far as we have words for it."""
    key = _USAGE.get(type(fault), "usage")
    message = fault.format_message()
    name = getattr(fault, "option_name", "")
    parameter = getattr(fault, "param", None)
    if parameter is not None:
        name = (
            parameter.make_metavar(fault.ctx)
            if parameter.param_type_name == "argument"
            else parameter.opts[0]
        )
    possible = ", ".join(getattr(fault, "possibilities", None) or ())
    text = words[f"error.{key}"].format(message=told(message), name=told(str(name)))
    if possible:
        text += " " + words["error.did_you_mean"].format(possible=possible)
    code = _say(words, text, 2)
    if fault.ctx is not None:
        with suppress(OSError):
            click.echo(words["error.try_help"].format(command=fault.ctx.command_path), err=True)
    return code
