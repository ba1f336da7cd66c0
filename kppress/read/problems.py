"""What the readers of TOML and of values complain about, in the words of press officers."""

import re
from collections.abc import Mapping
from typing import Any

from kppress.locale.words import LANGUAGES, table

# tomllib has no codes, so its sentences are known by their words.
_TOML = (
    ("Unterminated string", "string"),
    ("Expected \"'''\"", "string"),
    ('Expected \'"""\'', "string"),
    (r"Illegal character '\\n'", "string"),
    ("Illegal character", "character"),
    ("Cannot overwrite|Cannot declare|Duplicate|Cannot mutate|Cannot redefine", "twice"),
    ("Invalid value|Invalid date", "value"),
    ("end of a table declaration|end of an array declaration", "table"),
    ("Expected '='|Invalid statement|Invalid initial character", "equals"),
    ("Expected newline", "after"),
    ("Unescaped|escape", "escape"),
    ("Unclosed inline table", "inline"),
)
_VALUE = {
    "bool_parsing": "yes_or_no",
    "bool_type": "yes_or_no",
    "dict_type": "table",
    "empty": "empty",
    "greater_than_equal": "least",
    "int_from_float": "number",
    "int_parsing": "number",
    "int_type": "number",
    "kind_moment": "date",
    "less_than_equal": "most",
    "mapping_type": "table",
    "model_type": "table",
    "string_pattern_mismatch": "pattern",
    "string_type": "text",
    "tuple_type": "list",
    "words": "words",
}


def of_toml(complaint: str) -> tuple[str, str]:
    """A sentence of tomllib in Swedish and in English."""
    key = next((key for words, key in _TOML if re.search(words, complaint)), "other")
    return _told(f"toml.{key}", problem=complaint)


def of_value(kind: str, name: str, complaint: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """The same for one of pydantic's faults in the setting `name`."""
    key = "date" if kind.startswith("moment_") else _VALUE.get(kind, "other")
    last = name.rpartition(".")[2]
    if key == "pattern" and last in ("code", "content"):
        key = last
    limit = context.get("ge", context.get("le", ""))
    return _told(f"value.{key}", problem=complaint, limit=limit)


def _told(key: str, **values: object) -> tuple[str, str]:
    swedish, english = (table("problems", language)[key] for language in LANGUAGES)
    return swedish.format(**values), english.format(**values)
