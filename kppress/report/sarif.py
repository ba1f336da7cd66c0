"""Findings as SARIF 2.1.0 (OASIS standard with errata 01), for code scanning and editors."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from kppress.locale.findings import sentence, why
from kppress.locale.words import phrases
from kppress.model.diagnostic import Diagnostic, Edit, Place, Rule, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "NEWSROOM"
"""The name of the folder that files are relative to (3.14.14); who reads it knows where it is."""

_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def document(
    found: Sequence[Diagnostic],
    rules: Sequence[Rule],
    texts: Mapping[str, str],
    language: str,
    version: str,
    folder: str = "",
) -> str:
    """One log of one run. `texts` turn the characters of a fix into lines and columns.

    `folder` is that of the newsroom in its repository.
    """
    index = {rule.id: number for number, rule in enumerate(rules)}
    driver = {
        "name": "kppress",
        "version": version,
        "semanticVersion": version,
        "language": language,
        "rules": [_rule(rule, language) for rule in rules],
    }
    results = [_result(d, index, texts, language, folder) for d in found]
    run = {
        "tool": {"driver": driver},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that is checked."}}},
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(rule: Rule, language: str) -> dict[str, Any]:
    words = phrases("cli", language)
    reason = why(rule, language)
    plain, marked = [reason], [reason]
    for key, example in (("rule.bad", rule.bad), ("rule.good", rule.good)):
        if example:
            plain.append(f"{words[key]}\n{example}")
            marked.append(f"{words[key]}\n\n```markdown\n{example}\n```")
    first, stop, _ = reason.partition(". ")
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": first + stop.strip()},
        "fullDescription": {"text": reason},
        "help": {"text": "\n\n".join(plain), "markdown": "\n\n".join(marked)},
        "defaultConfiguration": {"level": _LEVEL[rule.severity]},
    }


def _result(
    diagnostic: Diagnostic,
    index: Mapping[str, int],
    texts: Mapping[str, str],
    language: str,
    folder: str,
) -> dict[str, Any]:
    message, hint = sentence(diagnostic, language)
    place = diagnostic.place
    artifact = _artifact(place.file, folder)
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if place.line is not None:
        physical["region"] = _region(place)
    result: dict[str, Any] = {
        "ruleId": diagnostic.rule,
        "level": _LEVEL[diagnostic.severity],
        "message": {"text": f"{message} ({hint})" if hint else message},
        "locations": [{"physicalLocation": physical}],
    }
    if diagnostic.rule in index:
        result["ruleIndex"] = index[diagnostic.rule]
    replacements = [*_replacements(diagnostic.fix, place.file, texts.get(place.file))]
    # A fix is whole or none; a byte order mark has no column that could be deleted.
    if replacements and len(replacements) == len(diagnostic.fix):
        change = {"artifactLocation": artifact, "replacements": replacements}
        result["fixes"] = [{"description": {"text": hint or message}, "artifactChanges": [change]}]
    return result


def _artifact(file: str, folder: str) -> dict[str, str]:
    path = f"{folder}/{file}" if folder else file
    return {"uri": quote(path), "uriBaseId": ROOT}


def _region(place: Place) -> dict[str, int]:
    parts = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    return {name: number for name, number in parts.items() if number is not None}


def _replacements(fix: Sequence[Edit], file: str, text: str | None) -> Iterable[dict[str, Any]]:
    for edit in fix:
        if text is not None and edit.start >= 0:
            region = _region(Place.within(file, text, edit.start, edit.end))
            yield {"deletedRegion": region, "insertedContent": {"text": edit.text}}
