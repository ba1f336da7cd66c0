"""The rules, explained to people."""

import textwrap
from collections.abc import Iterable

from kppress.locale.findings import why
from kppress.locale.words import phrases
from kppress.model.diagnostic import Rule

WIDTH = 78


def overview(rules: Iterable[Rule], language: str) -> str:
    """A line for each rule."""
    words = phrases("cli", language)
    lines = []
    for rule in rules:
        severity = words[f"severity.{rule.severity.value}"]
        mended = "  --fix" if rule.fixable else ""
        lines.append(f"{rule.id}  {severity:<11} {rule.name}{mended}")
    return "\n".join(lines)


def explanation(rule: Rule, language: str) -> str:
    """What a rule means, why it matters, and an example."""
    words = phrases("cli", language)
    severity = words[f"severity.{rule.severity.value}"]
    parts = [f"{rule.id} {rule.name} ({severity})", textwrap.fill(why(rule, language), WIDTH)]
    for heading, example in (("rule.bad", rule.bad), ("rule.good", rule.good)):
        if example:
            parts.append(f"{words[heading]}\n{textwrap.indent(example, '    ')}")
    return "\n\n".join(parts)
