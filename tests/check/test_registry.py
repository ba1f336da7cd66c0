from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from laid_out import ALL_RULES, ALONE, NOW, case_of, lay_out

from kppress.check.registry import RULES, check
from kppress.check.rule import REGISTERED, Hit, Hits, hit, parted, rule
from kppress.model.diagnostic import Place, Scope, Severity
from kppress.model.document import Document, Notice, Release
from kppress.model.moment import Moment
from kppress.model.newsroom import Newsroom
from kppress.model.term import SeverityOfEvent
from kppress.read.folder import read_newsroom


def newsroom_of(rule: str, name: str, root: Path) -> Newsroom:
    case = case_of(rule, name)
    assert case is not None
    newsroom = read_newsroom(lay_out(case, root)).newsroom
    assert newsroom is not None
    return newsroom


def test_rules_stand_in_the_order_of_their_ids() -> None:
    assert [rule.id for rule in RULES] == sorted({rule.id for rule in RULES})


def test_no_id_and_no_name_is_used_twice() -> None:
    assert len({rule.id for rule in ALL_RULES}) == len(ALL_RULES)
    assert len({rule.name for rule in ALL_RULES}) == len(ALL_RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_why_and_shows_an_example(rule: object) -> None:
    assert getattr(rule, "why", "").endswith(".")
    assert getattr(rule, "bad", "")
    assert getattr(rule, "good", "")
    assert "::" not in getattr(rule, "why", "")


@pytest.mark.parametrize(("id", "name"), [("KP201", "new-name"), ("KP299", "no-contact")])
def test_an_id_or_name_that_is_taken_is_refused(id: str, name: str) -> None:
    with pytest.raises(ValueError, match="taken"):
        rule(id, name, Severity.ERROR)(_nothing)
    assert "KP299" not in REGISTERED


def _nothing(document: Document) -> Hits:
    yield from ()


def test_a_rule_asks_only_for_what_there_is() -> None:
    def asks_for_the_disk(document: Document, disk: object) -> Hits:
        yield from ()

    with pytest.raises(ValueError, match="disk"):
        rule("KP298", "disk", Severity.ERROR)(asks_for_the_disk)


def test_a_rule_that_takes_the_time_says_so() -> None:
    def asks_for_now(document: Document, now: datetime) -> Hits:
        yield from ()

    with pytest.raises(ValueError, match="time"):
        rule("KP298", "clock", Severity.ERROR)(asks_for_now)
    with pytest.raises(ValueError, match="scope"):
        rule("KP298", "scope", Severity.ERROR, scope=Scope.NEWSROOM)(_nothing)


def test_a_rule_is_asked_of_the_types_that_it_names() -> None:
    assert REGISTERED["KP701"].kinds == (Notice,)
    assert Release in REGISTERED["KP601"].kinds
    assert Notice not in REGISTERED["KP601"].kinds


def test_a_docstring_has_a_reason_and_two_examples() -> None:
    why, bad, good = parted(
        """A thing is wrong.

        It matters
        to readers.

        Bad::

            one

              two

        Good::

            three
        """
    )
    assert why == "A thing is wrong. It matters to readers."
    assert bad == "one\n\n  two"
    assert good == "three"


def test_a_hit_tells_moments_and_terms_in_both_languages() -> None:
    found: Hit = hit(Place(file="x"), at=Moment(NOW), severity=SeverityOfEvent.SEVERE, day=3)
    assert found.values == {
        "at_sv": "2018-07-05 09.00",
        "at_en": "2018-07-05 09:00",
        "severity_sv": "allvarlig",
        "severity_en": "severe",
        "day": "3",
    }


def test_the_same_newsroom_gives_the_same_findings_in_the_same_order(tmp_path: Path) -> None:
    newsroom = newsroom_of("KP406", "bad", tmp_path)
    first = check(newsroom, NOW)
    assert len(first) > 3
    assert check(newsroom, NOW) == first


def rules_found(newsroom: Newsroom, now: datetime, path: str = "") -> Iterator[str]:
    return (d.rule for d in check(newsroom, now) if d.place.file.startswith(path))


def test_time_alone_changes_only_what_timed_rules_find(tmp_path: Path) -> None:
    newsroom = newsroom_of("KP702", "good", tmp_path)
    later = datetime.fromisoformat("2018-07-05T09:01:00+02:00")
    assert set(rules_found(newsroom, later)) - set(rules_found(newsroom, NOW)) == {"KP702"}


def test_of_what_is_withdrawn_only_the_tombstone_is_checked(tmp_path: Path) -> None:
    newsroom = newsroom_of("KP501", "bad", tmp_path)
    assert "KP501" in rules_found(newsroom, NOW, ALONE)
    case = tmp_path / ALONE
    text = case.read_text()
    case.write_text(text.replace("publicerad:", "tillbakadragen:\n  när: 2018-05-09\npublicerad:"))
    withdrawn = read_newsroom(tmp_path).newsroom
    assert withdrawn is not None
    assert set(rules_found(withdrawn, NOW, ALONE)) == {"KP204"}
    before = datetime.fromisoformat("2018-05-08T12:00:00+02:00")
    assert "KP501" in rules_found(withdrawn, before, ALONE)


def test_a_field_that_could_not_be_read_gives_no_second_finding(tmp_path: Path) -> None:
    newsroom = newsroom_of("KP107", "bad", tmp_path)
    assert newsroom.documents[0].source.faulty >= {"contacts"}
    assert "KP601" not in rules_found(newsroom, NOW)
