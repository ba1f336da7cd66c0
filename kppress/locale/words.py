"""The phrases of kppress, one table a subject and language, as `web.sv.toml`."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")
_TABLES = Path(__file__).parent


class Phrases:
    """A table of phrases, read as attributes, so that a template may say `words.contacts`."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = dict(table)
        # Found without a call: a mail asks for fifty of them.
        self.__dict__.update(table)

    def __getattr__(self, key: str) -> str:
        raise AttributeError(f"no phrase is called {key}")

    def __getitem__(self, key: str) -> str:
        return self._table[key]

    def __reduce__(self) -> tuple[type["Phrases"], tuple[Mapping[str, str]]]:
        return Phrases, (self._table,)

    def keys(self) -> frozenset[str]:
        """The names of the phrases."""
        return frozenset(self._table)


def spoken(language: str) -> str:
    """The language in which kppress answers to `language`: Swedish, else English."""
    return "sv" if language.partition("-")[0].lower() == "sv" else "en"


@cache
def phrases(subject: str, language: str) -> Phrases:
    """The phrases of a subject, as `web`, `mail`, `terms` or `cli`."""
    return Phrases(table(subject, spoken(language)))


@cache
def table(subject: str, language: str) -> Mapping[str, str]:
    """The table <subject>.<language>.toml; its sub-tables become keys with a dot."""
    text = (_TABLES / f"{subject}.{language}.toml").read_text("utf-8")
    flat: dict[str, str] = {}
    for key, value in tomllib.loads(text).items():
        if isinstance(value, dict):
            flat.update({f"{key}.{below}": text for below, text in value.items()})
        else:
            flat[key] = value
    return flat


def own_name(language: str) -> str:
    """What a language calls itself; its code where we do not know."""
    names = table("terms", spoken(language))
    return names.get(f"language.{language.partition('-')[0]}", language)
