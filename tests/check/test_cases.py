from pathlib import Path

import pytest
from laid_out import ALL_RULES, CASES, case_of, findings, lay_out, rules_with_cases, stretch

from kppress.locale.findings import sentence
from kppress.model.diagnostic import Diagnostic, Rule
from kppress.press.spelling import speller

every_rule = pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)


def findings_of(rule: Rule, case: Path, root: Path) -> tuple[Diagnostic, ...]:
    """All that counts in a case; the dictionary is read for the rule of spelling alone."""
    return findings(lay_out(case, root), speller=speller() if rule.id == "KP390" else None)


@every_rule
def test_the_bad_case_is_found_where_it_is_bad(rule: Rule, tmp_path: Path) -> None:
    case = case_of(rule.id, "bad")
    assert case is not None, f"{rule.id} has no bad case"
    found = [d for d in findings_of(rule, case, tmp_path) if d.rule == rule.id]
    places = [stretch(d.place, alone=case.is_file()) for d in found]
    assert places == (CASES / rule.id / "bad.expected").read_text().splitlines()
    for diagnostic in found:
        for language in ("sv", "en"):
            message, hint = sentence(diagnostic, language)
            assert message
            assert hint
            assert "…" not in (message + hint).replace("läs mer…", "")


@every_rule
def test_the_good_case_is_not_found(rule: Rule, tmp_path: Path) -> None:
    case = case_of(rule.id, "good")
    assert case is not None, f"{rule.id} has no good case"
    assert [d for d in findings_of(rule, case, tmp_path) if d.rule == rule.id] == []


def test_every_case_belongs_to_a_rule() -> None:
    assert set(rules_with_cases()) <= {rule.id for rule in ALL_RULES}


@pytest.mark.parametrize("rule", ["KP406", "KP605", "KP405", "KP408", "KP503"])
def test_what_is_right_is_left_alone_altogether(rule: str, tmp_path: Path) -> None:
    case = case_of(rule, "good")
    assert case is not None
    others = {d.rule for d in findings(lay_out(case, tmp_path))} - {"KP602", "KP504", "KP312"}
    assert others == set()
