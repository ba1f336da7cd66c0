"""The rules, explained to people."""

import re
import textwrap
from collections.abc import Collection, Iterable

from kppress.locale.findings import why
from kppress.locale.words import phrases
from kppress.model.diagnostic import Rule

WIDTH = 78

_HEAD = """\
# Reglerna

Vad `kppress check` säger till om. Ett **fel** stoppar pressen, en **varning** och en **upplysning**
gör det aldrig. Det som står som *rättas* rättar `kppress check --fix`. I ett dokument tystas en
regel med `tillåt: [KP405]`, i hela nyhetsrummet med `ignore` under `[check]` i kppress.toml; id och
namn går lika bra. `kppress rule KP405` säger samma sak på skärmen.

*What `kppress check` tells. An error stops the press; a warning or a piece of information never
does. What is marked rättas, `--fix` mends. `allow: [KP405]` silences a rule in a document.*

Sidan skrivs av `script/docs`. / This page is written by `script/docs`.
"""


def overview(rules: Iterable[Rule], language: str) -> str:
    """Of each rule how grave it is and what it is about, in the columns of a terminal."""
    words = phrases("cli", language)
    indent = " " * 19
    entries = []
    for rule in rules:
        severity = words[f"severity.{rule.severity.value}"]
        told = gist(rule, language) + (" (--fix)" if rule.fixable else "")
        wrapped = textwrap.fill(told, WIDTH, initial_indent=indent, subsequent_indent=indent)
        entries.append(f"{rule.id}  {severity:<10}  {wrapped.lstrip()}")
    return "\n".join(entries)


def gist(rule: Rule, language: str) -> str:
    """The first sentence of why the rule is there, which says what is wrong."""
    first = re.match(r".+?[.:](?=\s+[A-ZÅÄÖ]|$)", why(rule, language))
    return first[0] if first else why(rule, language)


def explanation(rule: Rule, language: str) -> str:
    """What a rule means, why it matters, and an example."""
    words = phrases("cli", language)
    severity = words[f"severity.{rule.severity.value}"]
    mended = f", {words['rule.fixable']}" if rule.fixable else ""
    head = f"{rule.id} {rule.name} ({severity}{mended})"
    parts = [head, textwrap.fill(why(rule, language), WIDTH)]
    for heading, example in (("rule.bad", rule.bad), ("rule.good", rule.good)):
        if example:
            parts.append(f"{words[heading]}\n{textwrap.indent(example, '    ')}")
    return "\n\n".join(parts)


def markdown(rules: Collection[Rule]) -> str:
    """All rules as one page in both languages, without a line break at its end."""
    words = phrases("cli", "sv")
    rows = ["| regel | namn | | |", "| --- | --- | --- | --- |"]
    for rule in rules:
        anchor = f"[{rule.id}](#{rule.id.lower()}-{rule.name})"
        severity = words[f"severity.{rule.severity.value}"]
        rows.append(f"| {anchor} | `{rule.name}` | {severity} | {_mended(rule)} |")
    return "\n\n".join([_HEAD.rstrip(), "\n".join(rows), *map(_section, rules)])


def _mended(rule: Rule) -> str:
    return "rättas" if rule.fixable else ""


def _section(rule: Rule) -> str:
    words = phrases("cli", "sv")
    severity = words[f"severity.{rule.severity.value}"]
    kind = ", ".join(part for part in (severity, _mended(rule)) if part)
    parts = [
        f"## {rule.id} {rule.name}",
        f"*{kind}*",
        _lines(_escaped(why(rule, "sv"))),
        _lines(f"*In English:* {_escaped(why(rule, 'en'))}"),
    ]
    for heading, example in (("rule.bad", rule.bad), ("rule.good", rule.good)):
        if example:
            parts += [words[heading], _code(example)]
    return "\n\n".join(parts)


def _lines(text: str) -> str:
    return textwrap.fill(text, 100, break_long_words=False, break_on_hyphens=False)


def _escaped(text: str) -> str:
    """Prose in which `#`, `*`, `<` and `_` mean themselves, and `code` stays code."""
    parts = text.split("`")
    parts[::2] = [re.sub(r"([\\*_<\[\]#|])", r"\\\1", part) for part in parts[::2]]
    return "`".join(parts)


def _code(example: str) -> str:
    """A code block whose fence is longer than any in it."""
    longest = max((len(fence) for fence in re.findall(r"`{3,}", example)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}text\n{example}\n{fence}"
