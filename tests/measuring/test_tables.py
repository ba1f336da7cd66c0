"""What is said of measurements is what was measured."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from benchmarks import growth, newsroom, stages, tables
from benchmarks.peers import report
from benchmarks.peers.contestants import BASE, LEAN, OTHERS, WHOLE, Contestant
from benchmarks.peers.race import Measurement, race
from benchmarks.plot import BETWEEN_NAMES, apart


def measured(who: Contestant, round: str, *seconds: float, size: int = 1000) -> list[Measurement]:
    return [
        Measurement(
            size=size, run=run, round=round, who=who.key, wall=wall, cpu=2 * wall, peak=wall
        )
        for run, wall in enumerate(seconds)
    ]


def cells(text: str, label: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"| {label} |"))
    return [cell.strip() for cell in line.strip("|").split("|")][1:]


def test_a_ratio_is_of_builds_of_the_same_run() -> None:
    results = report.Results([*measured(BASE, "cold", 1, 10, 4), *measured(LEAN, "cold", 3, 5, 1)])
    ratio = results.ratio(1000, "cold", LEAN)
    assert ratio == report.Ratio(middle=0.5, least=0.25, most=3)  # of the medians it were 0.75
    assert str(ratio) == "0.50 (0.25–3.0)"


def test_who_was_not_there_has_a_dash_and_no_figure() -> None:
    rounds = [*measured(BASE, "cold", 2), *measured(BASE, "same", 2)]
    ours = [*measured(WHOLE, "cold", 1), *measured(WHOLE, "same", 0.1)]
    text = report.brief(report.Results([*rounds, *ours, *measured(OTHERS[0], "cold", 9)]))
    assert cells(text, "cold") == ["0.50", "4.5"]
    assert cells(text, "nothing changed") == ["0.050", "–"]


def test_fewer_runs_of_some_are_told() -> None:
    both = [*measured(BASE, "cold", 2, 2, 2), *measured(OTHERS[1], "cold", 9)]
    assert "medians of 3 runs (Pelican: one run)" in report.full(report.Results(both))


def test_each_size_has_a_table_of_its_own() -> None:
    both = [
        *measured(BASE, "cold", 2),
        *measured(LEAN, "cold", 1),
        *measured(BASE, "cold", 2, size=10_000),
        *measured(LEAN, "cold", 4, size=10_000),
    ]
    parts = report.brief(report.Results(both)).split("\n\n")
    assert [cells(part, "cold") for part in parts[:2]] == [["0.50"], ["2.0"]]


@pytest.mark.parametrize(
    ("value", "said"),
    [(0, "0"), (0.0123, "0.012"), (0.4, "0.40"), (1.04, "1.0"), (9.96, "10"), (1234, "1,234")],
)
def test_figures_have_two_digits_that_count(value: float, said: str) -> None:
    assert tables.figure(value) == said


def test_a_table_goes_into_its_place_and_touches_nothing_else() -> None:
    before = "a\n<!-- benchmarks: x -->old<!-- /benchmarks: x -->\nb"
    after = tables.placed(before, "x", "new")
    assert after == "a\n<!-- benchmarks: x -->\n\nnew\n\n<!-- /benchmarks: x -->\nb"
    assert tables.placed(after, "x", "new") == after
    with pytest.raises(ValueError, match="benchmarks: y"):
        tables.placed(before, "y", "new")


def test_the_documents_have_all_places_that_the_commands_fill() -> None:
    tables.placed(tables.README.read_text("utf-8"), "peers", "")
    for place in ("peers", "extras", "growth", "memory", "commands", "stages"):
        tables.placed(tables.PERFORMANCE.read_text("utf-8"), place, "")


def test_growth_is_told_and_drawn_of_the_same_figures() -> None:
    found = [
        one
        for size in (1000, 10_000)
        for round in growth.ROUNDS
        for who, share in ((BASE, 500), (WHOLE, 1000))
        for one in measured(who, round, size / share, size=size)
    ]
    results = report.Results(found)
    assert cells(growth.growth(results), "10,000")[:2] == ["1.00 ms", "10 s (0.50)"]
    drawn = etree.fromstring(growth.drawn(results).encode())
    lines = drawn.findall(".//{*}polyline")
    assert len(lines) == 4
    cold = lines[0].get("points", "").split()
    assert cold == ["70.0,380.0", "560.0,200.0"]  # one decade of documents, one of two of time
    style = drawn.findtext("{*}style") or ""
    assert re.search(r"prefers-color-scheme: dark", style)


def test_names_of_lines_stand_apart_and_keep_their_order() -> None:
    placed = apart([100, 20, 101, 99])
    assert sorted(range(4), key=placed.__getitem__) == [1, 3, 0, 2]
    between = sorted(placed)
    assert all(b - a >= BETWEEN_NAMES for a, b in pairwise(between))


def test_a_race_measures_each_round_of_who_takes_part(tmp_path: Path) -> None:
    found = list(race(2, [LEAN], rounds=("same", "cold"), runs=1, home=tmp_path))
    assert [(one.round, one.who) for one in found] == [("cold", "lean"), ("same", "lean")]
    assert all(one.wall > 0 and one.cpu > 0 for one in found)
    assert found[0].files > 20 * found[1].files == 0
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_fails_is_not_measured(tmp_path: Path) -> None:
    broken = replace(LEAN, command=lambda site, out: [*LEAN.command(site, out), "--nothing-such"])
    with pytest.raises(SystemExit, match="nothing-such"):
        list(race(1, [broken], rounds=("cold",), runs=1, home=tmp_path))


def test_a_build_that_leaves_pages_out_is_not_measured(tmp_path: Path) -> None:
    lazy = replace(LEAN, command=lambda *_: ["true"])
    with pytest.raises(SystemExit, match="0 pages of 1"):
        list(race(1, [lazy], rounds=("cold",), runs=1, home=tmp_path))


def test_each_stage_and_medium_has_its_part(tmp_path: Path) -> None:
    newsroom.write_newsroom(tmp_path, 4)
    parts = stages.per_document(tmp_path, 4, runs=1)
    media = {f"render: {name}" for name in stages.BESIDE.values()}
    assert {"read", "check", "write", "render: feeds", "render: lists", *media} < parts.keys()
    shares = cells(stages.table({4: parts}, 1, "whole"), stages.AGAIN)
    assert shares[1] == "–"  # no part of a cold build
