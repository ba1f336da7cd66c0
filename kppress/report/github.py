"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from collections.abc import Iterator, Sequence

from kppress.locale.findings import sentence
from kppress.model.diagnostic import Diagnostic, Severity

# docs.github.com, "Workflow commands for GitHub Actions"; the escapes are those of
# actions/toolkit, packages/core/src/command.ts.
_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MESSAGE = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_MESSAGE, (":", "%3A"), (",", "%2C"))


def lines(found: Sequence[Diagnostic], language: str, folder: str = "") -> Iterator[str]:
    """A command for each finding; `folder` is that of the newsroom in its repository."""
    for diagnostic in found:
        message, hint = sentence(diagnostic, language)
        place = diagnostic.place
        properties: dict[str, object] = {"file": f"{folder}/{place.file}" if folder else place.file}
        if place.line is not None:
            properties["line"] = place.line
            properties["endLine"] = place.end_line or place.line
            # GitHub takes columns only of places within one line.
            if place.column is not None and place.end_line in (None, place.line):
                properties["col"] = place.column
                properties["endColumn"] = place.end_column or place.column
        properties["title"] = f"{diagnostic.rule} {diagnostic.name}"
        told = ",".join(f"{key}={_escaped(value, _PROPERTY)}" for key, value in properties.items())
        text = f"{message}\n{hint}" if hint else message
        yield f"::{_COMMAND[diagnostic.severity]} {told}::{_escaped(text, _MESSAGE)}"


def _escaped(value: object, escapes: tuple[tuple[str, str], ...]) -> str:
    text = str(value)
    for character, escape in escapes:
        text = text.replace(character, escape)
    return text
