"""Findings and rules in words: kind, exact, and in the language of whoever asks."""

import re
from collections.abc import Mapping

from kppress.locale.words import spoken, table
from kppress.model.diagnostic import Diagnostic, Rule

LONGEST = 80
"""Characters of a value, where a writer's whole paragraph may stand."""

_SPACE = re.compile(r"\s+")


class _Blanks(dict[str, str]):
    """What fills a sentence. A blank that nothing fills is left out, rather than the finding."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(diagnostic: Diagnostic, language: str) -> tuple[str, str]:
    """What is wrong, and what to do about it; the latter may be empty.

    A rule that the locale does not know, as one of a plug-in, is called by its name.
    """
    blanks = _Blanks(blanks_of(diagnostic.values, language))
    message = template(diagnostic.rule, "message", diagnostic.variant, language)
    hint = template(diagnostic.rule, "hint", diagnostic.variant, language)
    return (message or diagnostic.name).format_map(blanks), hint.format_map(blanks)


def template(rule: str, part: str, variant: str, language: str) -> str:
    """The sentence of a rule's variant, else of the rule itself, with its blanks."""
    sentences = table("findings", spoken(language))
    plain = sentences.get(f"{rule}.{part}", "")
    return sentences.get(f"{rule}.{part}_{variant}", plain) if variant else plain


def blanks_of(values: tuple[tuple[str, str], ...], language: str) -> Mapping[str, str]:
    """The values by blank: `at_sv` and `at_en` fill `at`, each in its language."""
    blanks = {name: _short(value) for name, value in values}
    ending = f"_{spoken(language)}"
    for name, value in values:
        if name.endswith(ending):
            blanks[name.removesuffix(ending)] = _short(value)
    if "size" in blanks and spoken(language) == "sv":
        blanks["size"] = blanks["size"].replace(".", ",")
    return blanks


def _short(value: str) -> str:
    value = _SPACE.sub(" ", value).strip()
    return value if len(value) <= LONGEST else value[: LONGEST - 1].rstrip() + "…"


def why(rule: Rule, language: str) -> str:
    """Why the rule is there."""
    if spoken(language) == "en":
        return rule.why
    return table("findings", "sv").get(f"{rule.id}.why", rule.why)
