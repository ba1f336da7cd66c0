"""Fields to values: names in both languages, nested records, and every fault at its place."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from kppress.model.contact import Group, Person
from kppress.model.diagnostic import Diagnostic, Place, Rule, finding
from kppress.model.document import (
    NOT_WRITTEN,
    RECORDS,
    Attachment,
    Correction,
    Document,
    Image,
    Occasion,
    Project,
    Withdrawal,
)
from kppress.model.fields import Registers, folded, spellings, swedish_name
from kppress.model.record import Record, fields_of
from kppress.model.source import type_path
from kppress.read import faults
from kppress.read.nodes import Fields, Node, Scalar, Sequence
from kppress.read.validate import validated

_NESTED: Mapping[str, type[Record]] = MappingProxyType(
    {
        "contacts": Person,
        "people": Person,
        "images": Image,
        "attachments": Attachment,
        "corrections": Correction,
        "withdrawn": Withdrawal,
        "occasion": Occasion,
        "projects": Project,
    }
)
_NEVER_EMPTY = frozenset({"status", "embargo_until", "withdrawn"})
"""Left empty, they would say the opposite of what their writer had in mind."""
_BY_LANGUAGE = frozenset({"name", "role", "organisation", "label"})
"""Fields of people and groups that may hold a text for each language."""


class Reading(Struct):
    """The fields of one file on their way to values."""

    path: str
    text: str
    swedish: bool
    data: dict[str, Any] = field(default_factory=dict)
    spans: dict[type_path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[type_path, tuple[int, int]] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)

    def place(self, span: tuple[int, int]) -> Place:
        """The place of the characters `span`."""
        return Place.within(self.path, self.text, *span)

    def place_of(self, path: type_path) -> Place:
        """The place of a value, else of its name, else of the nearest that holds it."""
        for length in range(len(path), 0, -1):
            span = self.spans.get(path[:length]) or self.keys.get(path[:length])
            if span:
                return self.place(span)
        return self.place((0, 3)) if self.text.startswith("---") else Place(file=self.path)

    def add(self, rule: Rule, place: Place, variant: str = "", **values: object) -> None:
        """Note a finding."""
        self.found.append(finding(rule, place, variant, fix=(), **values))


def writes_swedish(node: Fields, default: bool) -> bool:
    """Whether the writer spells the fields in Swedish; `default` where nothing tells."""
    swedish = english = 0
    for key, _ in node.entries:
        for record in RECORDS.values():
            name = spellings(record).get(folded(key.text))
            if name and swedish_name(record, name) != name:
                if folded(key.text) == folded(name):
                    english += 1
                else:
                    swedish += 1
                break
    return swedish > english or (swedish == english and default)


def take_fields(reading: Reading, node: Fields, record: type[Record], path: type_path = ()) -> Any:
    """The fields under their English names; unknown and twofold ones are findings."""
    names = spellings(record)
    taken: dict[str, Any] = {}
    spelled: dict[str, str] = {}
    for key, value in node.entries:
        name = names.get(folded(key.text))
        if name is None or (not path and name in NOT_WRITTEN):
            _unknown(reading, key, record, top=not path)
            continue
        if name in spelled:
            reading.add(
                faults.BOTH_SPELLINGS,
                reading.place((key.start, key.end)),
                first=spelled[name],
                second=key.text,
            )
            continue
        spelled[name] = key.text
        here = (*path, name)
        reading.keys[here] = (key.start, key.end)
        empty = isinstance(value, Scalar) and not value.text.strip() and value.plain
        if empty and not (record_is_document(record) and name in _NEVER_EMPTY):
            continue  # `ingress:` with nothing behind it is a field yet to be filled in
        if isinstance(value, Scalar):
            _swallowed(reading, value)
        taken[name] = _value(reading, value, name, here)
    return taken


def record_is_document(record: type[Record]) -> bool:
    """Whether the fields are a document's own, and not those of something within it."""
    return issubclass(record, Document)


def _value(reading: Reading, node: Node, name: str, path: type_path) -> Any:
    reading.spans[path] = (node.start, _trimmed_end(reading.text, node))
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [
            _value(reading, item, name, (*path, index)) for index, item in enumerate(node.items)
        ]
    if name in _BY_LANGUAGE:
        return {
            key.text: _value(reading, below, "", (*path, key.text)) for key, below in node.entries
        }
    record = _NESTED.get(name)
    if record is None:
        return {key.text: None for key, _ in node.entries}
    if name == "contacts" and _is_group(node):
        record = Group
    return take_fields(reading, node, record, path)


def _is_group(node: Fields) -> bool:
    names = {folded(key.text) for key, _ in node.entries}
    return not names.isdisjoint({"label", "rubrik", "people", "personer"})


def _trimmed_end(text: str, node: Node) -> int:
    """Libyaml ends a block at the start of the next token: leave out the white space between."""
    return node.start + len(text[node.start : node.end].rstrip())


def _swallowed(reading: Reading, value: Scalar) -> None:
    if not value.plain:
        return
    rest = reading.text[value.end : reading.text.find("\n", value.end) % (len(reading.text) + 1)]
    lost = rest.strip()
    if rest[:1] in (" ", "\t") and lost.startswith("#") and lost[1:2].strip():
        start = value.end + rest.index("#")
        reading.add(faults.SWALLOWED, reading.place((start, start + len(lost))), lost=lost)


def _unknown(reading: Reading, key: Scalar, record: type[Record], *, top: bool) -> None:
    place = reading.place((key.start, key.end))
    wanted = folded(key.text)
    if top:
        for kind, other in RECORDS.items():
            if wanted in spellings(other) and spellings(other)[wanted] not in NOT_WRITTEN:
                reading.add(
                    faults.OTHER_TYPE,
                    place,
                    name=key.text,
                    kind_en=kind.value,
                    kind_sv=kind.sv,
                )
                return
    offered = [
        spelling
        for name in fields_of(record)
        if name not in NOT_WRITTEN
        for spelling in (
            (swedish_name(record, name), name)
            if reading.swedish
            else (name, swedish_name(record, name))
        )
    ]
    guess = nearest(key.text, offered)
    reading.add(faults.UNKNOWN_FIELD, place, "guess" if guess else "", name=key.text, guess=guess)


def nearest(word: str, offered: Iterable[str]) -> str:
    """The offered word that was probably meant, or nothing."""
    from difflib import get_close_matches  # late: few documents have a word that is wrong

    by_fold: dict[str, str] = {}
    for spelling in offered:
        by_fold.setdefault(folded(spelling), spelling)
    close = get_close_matches(folded(word), by_fold, n=1, cutoff=0.65)
    return by_fold[close[0]] if close else ""


def validate(
    reading: Reading, record: type[Document], data: Mapping[str, Any], registers: Registers
) -> tuple[Document, frozenset[str]]:
    """The document, and the fields that had to be left out. Every fault is in `reading.found`.

    Faults of fields that were inherited are not repeated: their original has them.
    """
    document, errors = validated(record, data, registers)
    if document is not None:
        return document, frozenset()
    left_out: set[str] = set()
    for fault in errors:
        path = tuple(part for part in fault["loc"] if not str(part).startswith("<"))
        left_out.add(str(path[0]))
        if path[:1] in reading.keys or path[:1] in reading.spans:
            _report(reading, record, path, fault["type"], fault.get("ctx") or {})
    kept = {name: value for name, value in data.items() if name not in left_out}
    document, errors = validated(record, kept, registers)
    if document is None:
        raise TypeError(errors)  # what is left cannot be wrong
    return document, frozenset(left_out)


_DATES = ("format", "date", "time", "skipped", "repeated", "needs_time")
_VALUES = ("language", "empty", "urn", "slug", "web", "alias", "year", "yes_or_no")
_KINDS = {
    "string_type": "text",
    "kind_text": "text",
    "words": "text",
    "tuple_type": "list",
    "is_instance_of": "text",
    "kind_moment": "date",
    "int_parsing": "text",
    "int_type": "text",
    "model_type": "fields",
    "model_attributes_type": "fields",
    "dict_type": "fields",
}


def _report(
    reading: Reading,
    record: type[Record],
    path: type_path,
    kind: str,
    context: Mapping[str, Any],
) -> None:
    """One of pydantic's faults as a finding in the writer's words."""
    place = reading.place_of(path)
    name = _spelling(reading, record, path)
    value = str(context.get("value", ""))
    if kind == "missing":
        parent = path[:-1]
        reading.add(faults.MISSING_FIELD, reading.place_of(parent), name=name)
    elif kind.removeprefix("moment_") in _DATES:
        variant = kind.removeprefix("moment_")
        reading.add(faults.BAD_DATE, place, variant, name=name, value=value)
    elif kind == "choice":
        choices = context["choices_sv" if reading.swedish else "choices_en"]
        both = [*choices.split(", "), *context["choices_en"].split(", ")]
        guess = nearest(value, both)
        variant = "choice_guess" if guess else "choice"
        reading.add(
            faults.WRONG_VALUE, place, variant, name=name, value=value, choices=choices, guess=guess
        )
    elif kind.startswith("unknown_"):
        known = str(context["known"]).splitlines()
        guess = nearest(value, known)
        variant = kind.removeprefix("unknown_") + ("_guess" if guess else "")
        reading.add(faults.UNKNOWN_NAME, place, variant, value=value, guess=guess)
    elif kind in _VALUES:
        reading.add(faults.WRONG_VALUE, place, kind, name=name, value=value)
    else:
        reading.add(faults.WRONG_KIND, place, _KINDS.get(kind, "text"), name=name)


def _spelling(reading: Reading, record: type[Record], path: type_path) -> str:
    """The name of the field at `path`, as its writer spells it."""
    key = reading.keys.get(path)
    if key:
        return reading.text[key[0] : key[1]].strip("\"'")
    for part in reversed(path):
        if isinstance(part, str):
            owner = _owner(record, path[: path.index(part)])
            return swedish_name(owner, part) if reading.swedish else part
    return ""


def _owner(record: type[Record], path: type_path) -> type[Record]:
    names = [part for part in path if isinstance(part, str)]
    return _NESTED.get(names[-1], record) if names else record
