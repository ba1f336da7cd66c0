"""Findings for machines: the contract of FORMAT.md, whose names never change."""

import json
from collections import Counter
from collections.abc import Sequence

from kppress.locale.findings import sentence
from kppress.model.diagnostic import Diagnostic, Severity

VERSION = 1


def document(found: Sequence[Diagnostic], language: str, **more: object) -> str:
    """The findings and what `more` holds as one JSON object, without a line break at its end."""
    return json.dumps({**as_data(found, language), **more}, ensure_ascii=False, indent=2)


def as_data(found: Sequence[Diagnostic], language: str) -> dict[str, object]:
    """The same before it is text, for outcomes that hold findings beside other things."""
    counts = Counter(diagnostic.severity for diagnostic in found)
    return {
        "version": VERSION,
        "findings": [_finding(diagnostic, language) for diagnostic in found],
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "infos": counts[Severity.INFO],
    }


def _finding(diagnostic: Diagnostic, language: str) -> dict[str, object]:
    message, hint = sentence(diagnostic, language)
    place = diagnostic.place
    return {
        "rule": diagnostic.rule,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "message": message,
        "hint": hint,
        "fixable": bool(diagnostic.fix),
    }
