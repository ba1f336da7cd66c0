"""JSON Schemas (draft 2020-12) of what people write, from the records that it is read into.

An editor completes and explains fields by them. They are as lenient as reading is: names in both
languages and in any case, a single text where a list may stand, a field left empty.
"""

import re
from collections.abc import Mapping
from functools import cache
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from kppress.locale.words import spoken, table
from kppress.model.contact import Registered
from kppress.model.document import NOT_WRITTEN, RECORDS
from kppress.model.fields import (
    Alias,
    End,
    Many,
    RegionId,
    Several,
    Slug,
    Start,
    Text,
    TimeOnly,
    TopicId,
    Urn,
    Web,
    Year,
    Yes,
    folded,
    swedish_name,
)
from kppress.model.record import Limits, Record, fields_of
from kppress.model.settings import BaseUrl, Colour, FeedFile, Settings, Zone
from kppress.model.term import Term

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAMES = ("document", "settings", "feed")
"""What there are schemas of: the fields of a document, kppress.toml, and feeds/<name>.toml."""

Schema = dict[str, Any]

_DAY = r"^\s*\d{4}-\d{2}-\d{2}"
_CLOCK = (
    r"(?:\s*[Tt]\s*|\s*,?\s+(?:kl\.?\s*)?)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?"
    r"\s*(?:[Zz]|[+-]\d{2}:?\d{2})?"
)
_STRING: Schema = {"type": "string"}
_MOMENT: Schema = {"type": "string", "pattern": f"{_DAY}(?:{_CLOCK})?\\s*$"}
_TEXT = r"\S"
_PLAIN = {str: "string", int: "integer", bool: "boolean"}
_URN = r"^\s*urn:uuid:[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\s*$"

# YAML takes `2018` for a number and `ja` for a text; reading takes every scalar as it was written.
_SCALAR: Schema = {"type": ["string", "number", "boolean"], "pattern": _TEXT}
_YES = ("ja", "nej", "true", "false", "yes", "no")


def schema(name: str, language: str) -> Schema:
    """The schema of that name of NAMES, its descriptions in `language` first."""
    writer = _Writer(language, yaml=name == "document")
    if name == "document":
        kinds = [writer.reference(record) for record in RECORDS.values()]
        top: Schema = {"title": "kppress: document", "anyOf": kinds}
    else:
        record = Settings if name == "settings" else FeedFile
        top = {"title": f"kppress: {name}", **writer.reference(record)}
    return {"$schema": DIALECT, **top, "$defs": dict(sorted(writer.definitions.items()))}


def description(record: type[Record], name: str, language: str) -> str:
    """What a field means, in the language asked for and then in the other."""
    own = spoken(language)
    both = (table("fields", own), table("fields", "en" if own == "sv" else "sv"))
    for owner in record.__mro__:
        if told := [texts[key] for texts in both if (key := f"{owner.__name__}.{name}") in texts]:
            return "\n\n".join(told)
    return ""


class _Writer:
    """One schema in the making: YAML with the names of both languages, or TOML."""

    def __init__(self, language: str, *, yaml: bool) -> None:
        self.definitions: dict[str, Schema] = {}
        self._language = language
        self._yaml = yaml
        text = _SCALAR if yaml else {"type": "string", "pattern": _TEXT}
        by_language: Schema = {"type": "object", "additionalProperties": text, "minProperties": 1}
        self._known: tuple[tuple[Any, Schema], ...] = (
            (Text, text),
            (Start, _MOMENT),
            (End, _MOMENT),
            (TimeOnly, {"type": "string", "pattern": f"{_DAY}{_CLOCK}\\s*$"}),
            (Yes, _either({"type": "boolean"}, _spelled(_YES))),
            (Several, {"anyOf": [text, by_language]}),
            (Urn, {"type": "string", "pattern": _URN}),
            (Slug, {"type": ["string", "integer"], "pattern": r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$"}),
            (Web, {"type": "string", "pattern": r"^\s*https?://[^\s<>\"]+\.[^\s<>\"]+\s*$"}),
            (Alias, {"type": "string", "pattern": r"^\s*/(?!/)[^\s?#\\<>\"]*\s*$"}),
            (Year, {"type": ["integer", "string"], "pattern": r"^\s*\d{4}\s*$"}),
            (TopicId, text),
            (RegionId, text),
            (Registered, text),
            (BaseUrl, {"type": "string", "pattern": r"^\s*https?://[^\s<>\"]+\.[^\s<>\"]+\s*$"}),
            (Zone, _STRING),
            (Colour, {"type": "string", "pattern": "^#*[0-9a-fA-F]{6}$"}),
        )

    def reference(self, record: type[Record]) -> Schema:
        """A reference to a record's definition, which is made the first time."""
        name = record.__name__
        if name not in self.definitions:
            self.definitions[name] = {}  # a record that holds itself would otherwise never end
            self.definitions[name] = self._object(record)
        return {"$ref": f"#/$defs/{name}"}

    def _object(self, record: type[Record]) -> Schema:
        properties: dict[str, Schema] = {}
        patterns: dict[str, Schema] = {}
        rest: Schema | bool = False
        for name, told in fields_of(record).items():
            if name in NOT_WRITTEN and record in RECORDS.values():
                continue
            if name == "names":  # names by language stand beside the other keys
                rest = self._known[0][1]
                continue
            field = self._field(record, name, told.annotation)
            if self._yaml:
                properties |= {name: field, swedish_name(record, name): field}
                patterns[_pattern((name, swedish_name(record, name)))] = field
            else:
                properties[told.written] = field
        made: Schema = {"type": "object", "properties": properties, "additionalProperties": rest}
        if patterns:
            made["patternProperties"] = patterns
        required = [told.written for told in fields_of(record).values() if told.required]
        if not self._yaml and (required := [name for name in required if name != "names"]):
            made["required"] = required
        return made

    def _field(self, record: type[Record], name: str, annotation: Any) -> Schema:
        """A field's definition. Those that types of document share are defined once."""
        owner = next(c for c in record.__mro__ if name in get_annotations(c))
        key = f"{owner.__name__}.{name}"
        if key not in self.definitions:
            shape = self._shape(annotation)
            if self._yaml:  # `ingress:` with nothing behind it is a field yet to be filled in
                shape = _either(shape, {"type": "null"})
            told = description(record, name, self._language)
            self.definitions[key] = {"description": told, **shape}
        return {"$ref": f"#/$defs/{key}"}

    def _shape(self, annotation: Any) -> Schema:
        """What values an annotation takes."""
        if get_origin(annotation) is Annotated:
            return self._annotated(annotation)
        arguments = get_args(annotation)
        match get_origin(annotation):
            case origin if origin in (Union, UnionType):
                return _either(*(self._shape(part) for part in arguments))
            case origin if origin is Literal:
                return _spelled_terms(arguments)
            case origin if origin is tuple:
                return {"type": "array", "items": self._shape(arguments[0])}
            case origin if origin is not None and issubclass(origin, Mapping):
                return {"type": "object", "additionalProperties": self._shape(arguments[1])}
        if annotation is NoneType:
            return {"type": "null"}
        if issubclass(annotation, Record):
            return self.reference(annotation)
        if issubclass(annotation, Term):
            return _spelled_terms(tuple(annotation))
        if annotation is str and self._yaml:
            return _SCALAR
        return {"type": _PLAIN[annotation]}

    def _annotated(self, annotation: Any) -> Schema:
        base, *marks = get_args(annotation)
        for known, shape in self._known:
            known_base, *known_marks = get_args(known)
            if base == known_base and all(mark in marks for mark in known_marks):
                return shape
        shape = self._shape(base)
        if Many in marks:
            return _either(self._known[0][1], shape)
        limits: Schema = {}
        for mark in marks:
            if isinstance(mark, Limits):
                said = {"pattern": mark.pattern, "minimum": mark.least, "maximum": mark.most}
                limits |= {key: limit for key, limit in said.items() if limit is not None}
        return {**shape, **limits}


def _either(*shapes: Schema) -> Schema:
    """One of several shapes; said plainly where that is possible."""
    flat: list[Schema] = []
    for shape in shapes:
        parts = shape["anyOf"] if {*shape} == {"anyOf"} else [shape]
        flat += [part for part in parts if part not in flat]
    *others, last = flat
    if last == {"type": "null"} and len(others) == 1 and {*others[0]} <= {"type", "pattern"}:
        kinds = others[0]["type"]
        kinds = [kinds] if isinstance(kinds, str) else kinds
        return {**others[0], "type": list(dict.fromkeys([*kinds, "null"]))}
    return {"anyOf": flat} if len(flat) > 1 else flat[0]


def _spelled_terms(terms: tuple[Term, ...]) -> Schema:
    return _spelled(tuple(dict.fromkeys(word for t in terms for word in (t.sv, t.value))))


def _spelled(words: tuple[str, ...]) -> Schema:
    """These words, which an editor offers, and their other spellings, which reading takes too."""
    return {"anyOf": [{"enum": [*words]}, {"type": "string", "pattern": _pattern(words)}]}


@cache
def _pattern(words: tuple[str, ...]) -> str:
    """A regular expression for names that are the same once folded; ECMA 262 has no (?i) in it."""
    spelled = dict.fromkeys("".join(map(_letter, folded(word))) for word in words)
    return rf"^\s*(?:{'|'.join(spelled)})\s*$"


def _letter(character: str) -> str:
    if character == "_":
        return r"[\s_-]+"
    upper = character.upper()
    return f"[{character}{upper}]" if upper != character else re.escape(character)
