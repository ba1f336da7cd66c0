"""kppress.toml and feeds/*.toml to settings; every fault with its line."""

import re
import tomllib
from collections.abc import Mapping
from datetime import tzinfo
from functools import lru_cache
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from kppress.model.diagnostic import Diagnostic, Place, finding
from kppress.model.feed import Feed
from kppress.model.fields import Registers, folded, term_of
from kppress.model.record import Record, fields_of, record_in
from kppress.model.settings import FeedFile, Settings
from kppress.model.source import type_path
from kppress.model.term import Kind
from kppress.read import faults, problems
from kppress.read.validate import validated

FED = tuple(kind for kind in Kind if kind is not Kind.PAGE)
"""What a feed may hold: pages are no news."""

SWEDEN = "Europe/Stockholm"

R = TypeVar("R", bound=Record)

_OWN_WORDS = ("timezone", "colour", "web", "language", "key", "target", "mailbox")
"""Faults whose sentence names the value; of the others pydantic tells the problem."""

_KEY = re.compile(r"^\s*(?P<key>[A-Za-z0-9_\-\"'.]+(?:\s*\.\s*[A-Za-z0-9_\-\"']+)*)\s*=")
_TABLE = re.compile(r"^\s*\[\[?\s*(?P<key>[^\]]+?)\s*\]\]?")
_POSITION = re.compile(r"\(at line (\d+), column (\d+)\)")


@lru_cache(maxsize=1)  # a command asks for the zone, and then for all
@lru_cache(maxsize=1)  # a command asks for the zone, and then for all
def read_settings(path: str, text: str) -> tuple[Settings | None, tuple[Diagnostic, ...]]:
    """The settings of a newsroom; None where a fault leaves no settings to work with."""
    values, found = _toml(path, text)
    if values is None:
        return None, found
    # `[check] since` needs the zone before there are settings.
    settings, found = _validated(Settings, path, text, values, Registers(zone=_zone(values)))
    return settings, found


def zone_of(path: str, text: str) -> tzinfo:
    """The zone that settings name, before anybody asks what else is in them."""
    values, _ = _toml(path, text)
    return _zone(values or {})


def _zone(values: Mapping[str, Any]) -> tzinfo:
    newsroom = values.get("newsroom")
    name = newsroom.get("timezone") if isinstance(newsroom, dict) else None
    try:
        return ZoneInfo(str(name or SWEDEN))
    except (KeyError, ValueError, OSError):
        return ZoneInfo(SWEDEN)


def read_feed(
    path: str, name: str, text: str, settings: Settings
) -> tuple[Feed | None, tuple[Diagnostic, ...]]:
    """A feed's definition, with types, topics and regions resolved to ids."""
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        return None, (finding(faults.SETTINGS, Place(file=path), "feed_name", name=name),)
    values, found = _toml(path, text)
    if values is None:
        return None, found
    written, found = _validated(FeedFile, path, text, values, settings.registers())
    if written is None:
        return None, found
    registers = settings.registers()
    faulty: list[Diagnostic] = []

    def known(key: str, names: Mapping[str, str], written: tuple[str, ...]) -> tuple[str, ...]:
        ids = []
        for word in written:
            if folded(word) in names:
                ids.append(names[folded(word)])
            else:
                guess = _near(word, [*names])
                variant = key + ("_guess" if guess else "")
                place = place_in(path, text, (key,), word)
                faulty.append(finding(faults.UNKNOWN_NAME, place, variant, value=word, guess=guess))
        return tuple(ids)

    kinds = []
    for word in written.types:
        kind = term_of(Kind, word)
        if kind is None or kind is Kind.PAGE:
            place = place_in(path, text, ("types",), word)
            guess = _near(word, [name for k in FED for name in (k.value, k.sv)])
            faulty.append(
                finding(
                    faults.SETTINGS,
                    place,
                    "choice_guess" if guess else "choice",
                    name=word,
                    guess=guess,
                    choices=", ".join(k.value for k in FED),
                )
            )
        else:
            kinds.append(kind)
    feed = Feed(
        name=name,
        id=f"urn:uuid:{uuid5(NAMESPACE_URL, f'{settings.base_url}|feed|{name}')}",
        title=written.title,
        description=written.description,
        language=written.language or settings.language,
        kinds=tuple(kinds),
        topics=known("topics", registers.topics, written.topics),
        regions=known("regions", registers.regions, written.regions),
        limit=written.limit,
        full=written.content == "full",
        hub=written.hub or settings.feeds.hub or "",
    )
    if feed.language not in settings.languages:
        place = place_in(path, text, ("language",), feed.language)
        choices = ", ".join(settings.languages)
        faulty.append(
            finding(faults.SETTINGS, place, "choice", name=feed.language, choices=choices)
        )
    return (None if faulty else feed), tuple(faulty)


def _toml(path: str, text: str) -> tuple[dict[str, Any] | None, tuple[Diagnostic, ...]]:
    try:
        return tomllib.loads(text), ()
    except tomllib.TOMLDecodeError as fault:
        where = _POSITION.search(str(fault))
        problem = _POSITION.sub("", str(fault)).strip()
        if where is None:
            lines = text.splitlines() or [""]
            place = Place(file=path, line=len(lines), column=len(lines[-1]) + 1)
        else:
            place = Place(file=path, line=int(where[1]), column=int(where[2]))
        sv, en = problems.of_toml(problem)
        return None, (finding(faults.SETTINGS, place, "toml", problem_sv=sv, problem_en=en),)


def _validated(
    model: type[R], path: str, text: str, values: Mapping[str, Any], context: Registers
) -> tuple[R | None, tuple[Diagnostic, ...]]:
    made, errors = validated(model, values, context)
    found = []
    for fault in errors:
        parts = tuple(
            p
            for p in fault["loc"]
            if not (isinstance(p, str) and p.startswith(("<", "function", "[key")))
        )
        name = ".".join(str(p) for p in parts)
        kind = fault["type"]
        if kind == "extra_forbidden":
            guess = _near(str(parts[-1]), _siblings(model, parts[:-1]))
            variant = "unknown_guess" if guess else "unknown"
            found.append(
                finding(
                    faults.SETTINGS, place_in(path, text, parts), variant, name=name, guess=guess
                )
            )
        elif kind == "missing":
            place = place_in(path, text, parts[:-1])
            found.append(finding(faults.SETTINGS, place, "missing", name=name))
        else:
            context_values = fault.get("ctx") or {}
            sv, en = problems.of_value(kind, name, fault["msg"], context_values)
            reason = str(kind).removeprefix("moment_")
            variant = reason if reason in _OWN_WORDS else "value"
            found.append(
                finding(
                    faults.SETTINGS,
                    place_in(path, text, parts),
                    variant,
                    name=name,
                    value=str(context_values.get("value", "")),
                    problem_sv=sv,
                    problem_en=en,
                )
            )
    return made, tuple(found)


def _siblings(record: type[Record], path: type_path) -> list[str]:
    """The keys that could stand where the path ends."""
    here: type[Record] | None = record
    for part in path:
        told = fields_of(here).get(str(part)) if here else None
        # A key of a table is no field's name: what it holds is told by the table.
        here = record_in(told.annotation) if told else here
    return [told.written for told in fields_of(here).values()] if here else []


def _near(word: str, offered: list[str]) -> str:
    from difflib import get_close_matches  # late: as in `fields`

    close = get_close_matches(word.casefold(), offered, n=1, cutoff=0.6)
    return close[0] if close else ""


def place_in(path: str, text: str, parts: type_path, value: str | None = None) -> Place:
    """The line of a key in TOML, whether in its table, dotted or inline; tomllib keeps none."""
    wanted = tuple(str(p) for p in parts if not isinstance(p, int))
    best: tuple[int, Place] | None = None
    table: tuple[str, ...] = ()
    offset = 0
    for line in text.splitlines(keepends=True):
        header = _TABLE.match(line)
        key = None if header else _KEY.match(line)
        match = header or key
        if match:
            names = tuple(part.strip().strip("\"'") for part in match["key"].split("."))
            here = names if header else (*table, *names)
            table = names if header else table
            shared = len(here) if wanted[: len(here)] == here else 0
            if shared and (best is None or shared > best[0]):
                start, end = match.span("key")
                rest = wanted[shared:]
                inside = re.search(rf"\b{re.escape(rest[0])}\b", line[end:]) if rest else None
                if value is not None and value in line[end:]:
                    start = line.index(value, end)
                    end = start + len(value)
                elif inside:
                    start, end = end + inside.start(), end + inside.end()
                best = (shared, Place.within(path, text, offset + start, offset + end))
        offset += len(line)
    return best[1] if best else Place(file=path, line=1, column=1)
