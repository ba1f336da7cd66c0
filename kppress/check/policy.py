"""What counts of what was found: `allow`, `[check]`, old documents, drafts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from kppress.model.diagnostic import Diagnostic, Place, Rule, Scope, Severity, finding
from kppress.model.document import RECORDS, Document, Notice, Page
from kppress.model.fields import folded, spellings
from kppress.model.newsroom import Newsroom
from kppress.model.opening import ALWAYS, DECIDING
from kppress.model.term import Status

SILENCES_NOTHING = Rule(
    id="KP901",
    name="silences-nothing",
    severity=Severity.INFO,
    scope=Scope.DOCUMENT,
    why=(
        "A rule is allowed or ignored, and there is nothing of it to silence, or it cannot be"
        " silenced. The exception has done its duty and would hide what comes later."
    ),
    bad="tillåt: [KP504]   (every picture has its photographer)",
    good="tillåt: []",
)
UNKNOWN_RULE = Rule(
    id="KP902",
    name="unknown-rule",
    severity=Severity.WARNING,
    scope=Scope.SETTINGS,
    why=(
        "No rule has this id or name, or no severity is called so, and the line does nothing."
        " `kppress rule` lists all rules."
    ),
    bad="tillåt: [no-credits]",
    good="tillåt: [no-credit]",
)
RULES = (SILENCES_NOTHING, UNKNOWN_RULE)

NEVER_SILENT = frozenset(
    f"KP{number}"
    for number in (
        *("001", "003", "004", "005", "006", "007", "008", "009", "012", "013", "014"),
        *("101", "102", "104", "110"),
    )
)
"""Faults of reading after which kppress cannot know what the writer meant, or has no document."""

VITAL: Mapping[type[Document], frozenset[str]] = {
    kind: DECIDING | {"severity", "regions", "effective", "onset", "expires", "review_by"}
    if kind is Notice
    else DECIDING
    for kind in RECORDS.values()
}
"""Fields that say whether a document is public, or a notice in force: a fault in one is told."""

SETTINGS_FILE = "kppress.toml"
_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class _Names:
    """The rules by id and by name."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._ids: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        for rule in rules:
            for name in (rule.id, rule.name):
                self._ids[folded(name)] = rule.id
                self._spelled[folded(name)] = name

    def id_of(self, name: str) -> str:
        """The id of the rule that is called so; empty where none is."""
        return self._ids.get(folded(name), "")

    def nearest(self, name: str) -> str:
        """The name that was probably meant, or nothing."""
        from difflib import get_close_matches  # late: few names are wrong

        close = get_close_matches(folded(name), self._spelled, n=1, cutoff=0.7)
        return self._spelled[close[0]] if close else ""

    def unknown(self, place: Place, name: str, variant: str) -> Diagnostic:
        """The finding that no rule is called so."""
        guess = self.nearest(name)
        variant += "_guess" if guess else ""
        return finding(UNKNOWN_RULE, place, variant.lstrip("_"), name=name, guess=guess)


def settle(
    found: Iterable[Diagnostic], newsroom: Newsroom, rules: Collection[Rule]
) -> tuple[Diagnostic, ...]:
    """The findings that count, in the order of files and lines, each once.

    In this order: what a document allows, what the newsroom ignores and thinks of severities,
    errors of documents older than `since`, and of drafts. `rules` are all that there are.
    """
    names = _Names(rules)
    documents = {document.path: document for document in newsroom.documents}
    kept = _allowed([*found], documents, names)
    kept += _of_settings(newsroom, names)
    ignored = {names.id_of(word) for word in newsroom.settings.check.ignore}
    kept = [
        d for d in kept if d.rule not in ignored or is_never_silent(d, documents.get(d.place.file))
    ]
    levels = _levels(newsroom, names)
    kept = [_with_severity(d, levels, documents) for d in kept]
    kept = [*_lenient(kept, newsroom, documents)]
    return tuple(sorted(dict.fromkeys(kept), key=order))


def is_never_silent(diagnostic: Diagnostic, document: Document | None) -> bool:
    """Whether the finding is a fault of reading that must be told, whatever anyone allows."""
    if not diagnostic.rule.startswith(("KP0", "KP1")):
        return False
    if diagnostic.rule in NEVER_SILENT or document is None:
        return True
    vital = VITAL[type(document)]
    named = dict(diagnostic.values).get("name", "")
    if spellings(type(document)).get(folded(named)) in vital:
        return True
    return any(_stands_in(diagnostic.place, document, field) for field in vital)


def _stands_in(place: Place, document: Document, field: str) -> bool:
    """Whether the place lies in the lines of a field."""
    source = document.source
    key, value = source.keys.get((field,)), source.spans.get((field,))
    if place.line is None or key is None:
        return False
    area = Place.within(source.path, source.text, key[0], (value or key)[1])
    return (area.line or 0) <= place.line <= (area.end_line or 0)


def _allowed(
    found: list[Diagnostic], documents: Mapping[str, Document], names: _Names
) -> list[Diagnostic]:
    """What no document allows, and a finding for every exception that is of no use."""
    allowed = {
        path: {names.id_of(word) for word in document.allow}
        for path, document in documents.items()
        if document.allow
    }
    if not allowed:
        return found
    kept: list[Diagnostic] = []
    silenced: dict[str, set[str]] = defaultdict(set)
    refused: dict[str, set[str]] = defaultdict(set)
    for diagnostic in found:
        path = diagnostic.place.file
        if diagnostic.rule not in allowed.get(path, ()):
            kept.append(diagnostic)
            continue
        document = documents[path]
        # A translation inherits what its original allows: then that is of use there.
        own = document.source.has("allow")
        writer = path if own else (document.source.original or path)
        if is_never_silent(diagnostic, document):
            kept.append(diagnostic)
            refused[writer].add(diagnostic.rule)
        else:
            silenced[writer].add(diagnostic.rule)
    for path in allowed:
        if documents[path].source.has("allow"):
            kept += _useless(documents[path], names, silenced[path], refused[path])
    return kept


def _useless(
    document: Document, names: _Names, silenced: Collection[str], refused: Collection[str]
) -> Iterator[Diagnostic]:
    for index, word in enumerate(document.allow):
        place = document.source.place("allow", index)
        id = names.id_of(word)
        if not id:
            yield names.unknown(place, word, "")
        elif id not in silenced:
            variant = "refused" if id in refused else ""
            yield finding(SILENCES_NOTHING, place, variant, name=word)


def _of_settings(newsroom: Newsroom, names: _Names) -> Iterator[Diagnostic]:
    place = Place(file=SETTINGS_FILE)
    settings = newsroom.settings.check
    for word in settings.ignore:
        if not names.id_of(word):
            yield names.unknown(place, word, "ignore")
        elif names.id_of(word) in NEVER_SILENT:
            yield finding(SILENCES_NOTHING, place, "ignore", name=word)
    for word, level in settings.severity.items():
        if not names.id_of(word):
            yield names.unknown(place, word, "severity")
        elif level not in set(Severity):
            levels = ", ".join(Severity)
            yield finding(UNKNOWN_RULE, place, "level", name=word, level=level, levels=levels)


def _levels(newsroom: Newsroom, names: _Names) -> Mapping[str, Severity]:
    return {
        names.id_of(word): Severity(level)
        for word, level in newsroom.settings.check.severity.items()
        if level in set(Severity)
    }


def _with_severity(
    diagnostic: Diagnostic, levels: Mapping[str, Severity], documents: Mapping[str, Document]
) -> Diagnostic:
    level = levels.get(diagnostic.rule, diagnostic.severity)
    lowered = _RANK[level] < _RANK[diagnostic.severity]
    if lowered and is_never_silent(diagnostic, documents.get(diagnostic.place.file)):
        return diagnostic
    return replace(diagnostic, severity=level) if level != diagnostic.severity else diagnostic


def _lenient(
    found: Iterable[Diagnostic], newsroom: Newsroom, documents: Mapping[str, Document]
) -> Iterator[Diagnostic]:
    """Errors of old documents and of drafts as warnings: neither may stop a fire ban."""
    opening = newsroom.opening()
    since = newsroom.settings.check.since
    for diagnostic in found:
        document = documents.get(diagnostic.place.file)
        if diagnostic.severity is not Severity.ERROR or document is None:
            yield diagnostic
            continue
        opened = opening.of(document)
        if isinstance(document, Page) and opened == ALWAYS:
            last = document.reviewed or document.last_changed
            opened = last.at if last else None
        old = since is not None and opened is not None and opened < since.at
        # A misspelt embargo is what makes a document seem old: such faults are never softened.
        old = old and not is_never_silent(diagnostic, document)
        mild = old or document.status is Status.DRAFT
        yield replace(diagnostic, severity=Severity.WARNING) if mild else diagnostic


def order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    """By files and lines, what findings are told by."""
    place = diagnostic.place
    return (
        place.file,
        place.line or 0,
        place.column or 0,
        diagnostic.rule,
        diagnostic.variant,
    )
