"""Front matter: the fields between two lines of `---`, with the place of every name and value.

The YAML is read as events from libyaml, so that nothing is constructed: scalars stay text as
written, depth is bounded, and aliases, tags and duplicate names are refused where they stand.
"""

import re
from collections.abc import Callable
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler

from kppress.model.diagnostic import Diagnostic, Place, Rule, finding
from kppress.model.fields import folded
from kppress.read import faults
from kppress.read.nodes import Fields, Node, Scalar, Sequence, as_plain

MAX_DEPTH = 12
"""Deeper than any field of FORMAT.md, which go to five."""

_FENCE = re.compile(r"^---[ \t]*(?:\n|\r\n|\Z)", re.MULTILINE)


class FrontMatterHandler(BaseHandler):
    """The handler that makes python-frontmatter read as kppress does: every scalar as text."""

    FM_BOUNDARY = _FENCE
    START_DELIMITER = END_DELIMITER = "---"

    def split(self, text: str) -> tuple[str, str]:
        """The text between the fences and the text after them; ValueError where unclosed."""
        start, end, body = fences(text)
        return text[start:end], text[body:]

    def load(self, fm: str) -> dict[str, object]:
        """The fields as text, lists and dicts; empty where the YAML cannot be read."""
        node, _ = parse("", fm, 0, len(fm))
        plain = as_plain(node) if node else {}
        return plain if isinstance(plain, dict) else {}


def fences(text: str) -> tuple[int, int, int]:
    """Where the fields begin and end, and where the body begins. ValueError where unclosed."""
    opening = _FENCE.match(text)
    if opening is None:
        raise ValueError("no front matter")
    closing = _FENCE.search(text, opening.end())
    if closing is None:
        raise ValueError("unclosed front matter")
    return opening.end(), closing.start(), closing.end()


def read_front_matter(path: str, text: str) -> tuple[Fields | None, int, tuple[Diagnostic, ...]]:
    """The fields of a document's text, where its body begins, and what is wrong.

    Fields are None where they cannot be read at all; then there is exactly one finding.
    """
    if not text.strip():
        return None, 0, (finding(faults.EMPTY_FILE, Place(file=path)),)
    try:
        start, end, body = fences(text)
    except ValueError as fault:
        if str(fault).startswith("no"):
            return None, 0, (_no_front_matter(path, text),)
        # The finding stands where the fields seem to stop: at the first empty line.
        return None, 0, (finding(faults.UNCLOSED, Place.within(path, text, 0, 3)),)
    node, found = parse(path, text, start, end)
    if node is None and not found:
        node = Fields(start, end)
    if node is not None and not isinstance(node, Fields):
        place = Place.within(path, text, node.start, _line_end(text, node.start))
        return None, body, (finding(faults.SYNTAX, place, "not_fields"),)
    return node, body, found


def _no_front_matter(path: str, text: str) -> Diagnostic:
    later = _FENCE.search(text)
    if later and not text[: later.start()].strip():
        return finding(faults.NO_FRONT_MATTER, Place.within(path, text, 0, later.end()), "late")
    return finding(faults.NO_FRONT_MATTER, Place.within(path, text, 0, _line_end(text, 0)))


class _Refused(Exception):
    def __init__(self, rule: Rule, start: int, end: int, variant: str) -> None:
        super().__init__(rule.id)
        self.rule, self.span, self.variant = rule, (start, end), variant


def parse(path: str, text: str, start: int, end: int) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The YAML of `text[start:end]` as nodes. What cannot be read is one finding, and no node."""
    builder = _Builder(start)
    try:
        builder.read(text[start:end])
    except _Refused as refused:
        place = Place.within(path, text, *refused.span)
        return None, (finding(refused.rule, place, refused.variant),)
    except yaml.YAMLError as fault:
        return None, (_syntax(path, text, start, end, builder.reached, fault),)
    found = [
        finding(faults.DUPLICATE_FIELD, Place.within(path, text, key.start, key.end), name=key.text)
        for key in builder.duplicates
    ]
    return builder.root, tuple(found)


class _Builder:
    """Nodes from events, without recursion."""

    def __init__(self, offset: int) -> None:
        self.root: Node | None = None
        self.duplicates: list[Scalar] = []
        self.reached = offset
        """Where the last event ended, exclusive."""
        self._offset = offset
        self._open: list[Sequence | Fields] = []
        self._names: list[Scalar | None] = []
        self._seen: list[set[str]] = []

    def read(self, text: str) -> None:
        """Add all events of a text: some forty a document, so that each step here tells."""
        # As `yaml.parse`, which asks before each event whether there is one.
        next_event: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        for event in iter(next_event, None):
            start = self._offset + event.start_mark.index
            end = self._offset + event.end_mark.index
            self.reached = max(self.reached, end)
            if isinstance(event, yaml.ScalarEvent):  # as most are
                self._refuse_marks(event, start, end)
                plain = not event.style
                self._add(Scalar(event.value, start, max(start, end), plain))
            else:
                self._take(event, start, end)

    def _take(self, event: yaml.Event, start: int, end: int) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(faults.YAML_FEATURE, start, end, "alias")
        if isinstance(event, yaml.DocumentStartEvent):
            if self.root is not None or event.version or event.tags:
                raise _Refused(faults.YAML_FEATURE, start, end, "documents")
        elif isinstance(event, yaml.CollectionStartEvent):
            self._refuse_marks(event, start, end)
            self._begin(event, start)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._open.pop().end = end
            self._names.pop()
            self._seen.pop()

    def _refuse_marks(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, start: int, end: int
    ) -> None:
        if event.anchor is not None:
            raise _Refused(faults.YAML_FEATURE, start, end, "anchor")
        if event.tag is not None:
            raise _Refused(faults.YAML_FEATURE, start, end, "tag")

    def _begin(self, event: yaml.CollectionStartEvent, start: int) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _Refused(faults.TOO_DEEP, start, start + 1, "fields")
        node = Fields(start) if isinstance(event, yaml.MappingStartEvent) else Sequence(start)
        self._add(node)
        self._open.append(node)
        self._names.append(None)
        self._seen.append(set())

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        name = self._names[-1]
        if name is None:
            if not isinstance(node, Scalar):
                raise _Refused(faults.SYNTAX, node.start, node.start + 1, "name")
            self._names[-1] = node
            return
        self._names[-1] = None
        seen, spelled = self._seen[-1], folded(name.text)
        if spelled in seen:
            self.duplicates.append(name)
            return
        seen.add(spelled)
        parent.entries.append((name, node))


def _line_end(text: str, index: int) -> int:
    end = text.find("\n", index)
    return len(text.rstrip("\r\n")) if end < 0 else end - (text[end - 1] == "\r")


def _syntax(
    path: str, text: str, start: int, end: int, reached: int, fault: yaml.YAMLError
) -> Diagnostic:
    """Libyaml's fault as one finding in plain words, at the characters that caused it."""
    mark = getattr(fault, "problem_mark", None)
    index = min(start + mark.index, end) if mark else reached
    problem = str(getattr(fault, "problem", "") or "")
    context = str(getattr(fault, "context", "") or "")
    line = text.rfind("\n", 0, index) + 1
    tab = re.compile(r"[ ]*\t").match(text, line)
    if tab:
        return finding(faults.SYNTAX, Place.within(path, text, tab.end() - 1, tab.end()), "tab")
    if "escape" in problem or "hexdecimal" in problem:  # libyaml's own spelling
        slash = max(start, text.rfind("\\", start, index + 1))
        place = Place.within(path, text, slash, min(slash + 2, end))
        return finding(faults.SYNTAX, place, "escape", value=text[slash : slash + 2].strip())
    if "quoted scalar" in context:
        quote = re.compile(r"[\"']").search(text, reached, end)
        index = quote.start() if quote else reached
        place = Place.within(path, text, index, _line_end(text, index))
        return finding(faults.SYNTAX, place, "quote")
    if "mapping values" in problem:
        line = text.rfind("\n", 0, index) + 1
        first_colon = re.compile(r":[ \t]+").search(text, line, index)
        value = first_colon.end() if first_colon else line
        place = Place.within(path, text, value, _line_end(text, index))
        return finding(faults.SYNTAX, place, "colon", value=text[value : _line_end(text, index)])
    if "cannot start any token" in problem:
        character = text[index : index + 1]
        place = Place.within(path, text, index, index + 1)
        return finding(faults.SYNTAX, place, "character", value=character)
    if "flow sequence" in context or "flow mapping" in context:
        bracket = re.compile(r"[\[{]").search(text, max(start, reached - 1), end)
        opened = max(text.rfind("[", start, index), text.rfind("{", start, index))
        index = opened if opened >= 0 else (bracket.start() if bracket else index)
        place = Place.within(path, text, index, _line_end(text, index))
        return finding(faults.SYNTAX, place, "bracket")
    line = text.rfind("\n", 0, index) + 1
    if not text[line : _line_end(text, line)].strip() or index >= end:
        index = max(start, len(text[:index].rstrip()) - 1)
        line = text.rfind("\n", 0, index) + 1
    line += len(text[line:]) - len(text[line:].lstrip(" \t"))
    return finding(faults.SYNTAX, Place.within(path, text, line, _line_end(text, line)), "line")
