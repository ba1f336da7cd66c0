from pathlib import Path

import pytest

from kppress.locale.findings import why
from kppress.model.diagnostic import Rule, Scope, Severity
from kppress.press.rules import all_rules
from kppress.report.rules import explanation, gist, markdown, overview

RULE = Rule(
    id="KP999", name="own-rule", severity=Severity.WARNING, scope=Scope.DOCUMENT, fixable=True,
    why="A *word* is `a*b`, t.ex. so. It matters.", bad="```\nx\n```", good="y",
)  # fmt: skip


def test_the_page_of_rules_is_fresh(repository: Path) -> None:
    """Run script/docs where it is not."""
    assert (repository / "docs/rules.md").read_text("utf-8") == markdown(all_rules()) + "\n"


def test_the_page_says_of_each_rule_what_why_and_how() -> None:
    page = markdown([RULE])
    assert "| [KP999](#kp999-own-rule) | `own-rule` | varning | rättas |" in page
    assert "## KP999 own-rule\n\n*varning, rättas*\n\nA \\*word\\* is `a*b`, t.ex. so." in page
    assert "````text\n```\nx\n```\n````" in page


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_list_fits_a_terminal_and_says_what_each_rule_is_about(language: str) -> None:
    lines = overview(all_rules(), language).splitlines()
    begun = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert begun == [rule.id for rule in all_rules()]
    assert max(map(len, lines)) <= 80


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_the_gist_is_a_sentence_of_the_explanation(rule: Rule) -> None:
    for language in ("sv", "en"):
        assert why(rule, language).startswith(gist(rule, language))
        assert gist(rule, language)[-1] in ".:"


def test_the_gist_ends_with_its_sentence_and_no_abbreviation() -> None:
    assert gist(RULE, "en") == "A *word* is `a*b`, t.ex. so."


def test_an_explanation_says_whether_it_can_be_mended() -> None:
    assert explanation(RULE, "sv").startswith("KP999 own-rule (varning, rättas av --fix)\n\n")
