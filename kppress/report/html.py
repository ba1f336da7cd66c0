"""Findings for a page: the preview's drawer."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from kppress.locale.findings import sentence
from kppress.locale.words import phrases
from kppress.model.diagnostic import Diagnostic, Severity
from kppress.report.text import where

_ITEM = Markup(
    '<li class="{severity}">'
    '<p class="sentence"><strong>{label}</strong> <span class="rule">{rule}</span> {message}</p>'
    "{excerpt}{hint}"
    '<p class="place">{place}</p>'
    "</li>"
)
_EXCERPT = Markup(
    '<pre tabindex="0"><span class="line">{line}</span>{before}<mark>{marked}</mark>{after}</pre>'
)
_HINT = Markup('<p class="hint"><span>{label}:</span> {hint}</p>')


def findings(found: Sequence[Diagnostic], texts: Mapping[str, str], language: str) -> Markup:
    """A list of the findings, each with its line where `texts` has it; escaped throughout."""
    items = Markup().join(_items(found, texts, language))
    return Markup('<ol class="findings">{}</ol>').format(items) if found else Markup()


def _items(
    found: Sequence[Diagnostic], texts: Mapping[str, str], language: str
) -> Iterator[Markup]:
    words = phrases("report", language)
    for diagnostic in found:
        message, hint = sentence(diagnostic, language)
        yield _ITEM.format(
            severity=diagnostic.severity.value,
            label=words[diagnostic.severity.value],
            rule=diagnostic.rule,
            message=message,
            excerpt=_excerpt(diagnostic, texts.get(diagnostic.place.file, "")),
            hint=_HINT.format(label=words["hint"], hint=hint) if hint else "",
            place=where(diagnostic.place),
        )


def _excerpt(diagnostic: Diagnostic, text: str) -> Markup:
    place = diagnostic.place
    lines = text.split("\n")
    if place.line is None or place.column is None or not 0 < place.line <= len(lines):
        return Markup()
    line = lines[place.line - 1].rstrip("\r")
    start = min(place.column - 1, len(line))
    end = len(line)
    if place.end_line in (None, place.line):
        end = max(start, min((place.end_column or place.column) - 1, end))
    return _EXCERPT.format(
        line=place.line,
        before=line[:start],
        marked=line[start:end] or " ",
        after=line[end:],
    )


def counted(found: Sequence[Diagnostic], language: str) -> str:
    """`2 fel, 1 varning`; empty where nothing was found."""
    words = phrases("report", language)
    counts = Counter(diagnostic.severity for diagnostic in found)
    nouns = {s: words[f"{s.value}_one" if counts[s] == 1 else f"{s.value}_many"] for s in Severity}
    return ", ".join(f"{counts[s]} {nouns[s]}" for s in Severity if counts[s])
