"""What is measured: the same texts each time, for every program."""

from itertools import islice
from pathlib import Path

import pytest
from making import files_of

from benchmarks import corpus, newsroom
from benchmarks.peers.contestants import ALL, LEAN, Contestant
from benchmarks.peers.race import change
from kppress.press.check import check_newsroom


def test_the_texts_are_the_same_each_time_and_whatever_their_number() -> None:
    first = tuple(corpus.releases(20))
    assert first == tuple(islice(corpus.releases(2000), 20))
    assert len({release.body for release in first}) == 20


def test_none_is_published_in_the_hour_that_comes_twice() -> None:
    assert {release.published.hour for release in corpus.releases(300)} == set(range(8, 18))


def test_bodies_are_about_as_long_as_was_asked() -> None:
    lengths = [len(r.body.split()) for r in corpus.releases(50, words=(400, 400))]
    assert min(lengths) >= 380
    assert max(lengths) <= 480


def test_nothing_is_found_in_them(tmp_path: Path) -> None:
    newsroom.write_newsroom(tmp_path, 30, pictures=True, links=True)
    path, notice = newsroom.notice(0)
    newsroom.write(tmp_path / path, notice)
    checked = check_newsroom(tmp_path, corpus.NOW)
    assert checked.newsroom is not None
    assert (len(checked.documents), len(checked.newsroom.files)) == (31, 1)
    assert checked.found == ()


@pytest.mark.parametrize("who", ALL, ids=lambda who: who.key)
def test_every_program_gets_the_same_words(who: Contestant, tmp_path: Path) -> None:
    who.prepare(tmp_path / "site", 5)
    for release in corpus.releases(5):
        text = (tmp_path / "site" / who.dialect.file(release)).read_text("utf-8")
        assert text.endswith(release.body)
        said = (release.title, release.lead, release.slug, *release.topics, release.region)
        people = (part for c in release.contacts for part in (c.name, c.role, c.phone, c.email))
        assert all(word in text for word in (*said, *people))


@pytest.mark.parametrize("who", ALL, ids=lambda who: who.key)
def test_between_two_builds_one_file_changes_or_comes(who: Contestant, tmp_path: Path) -> None:
    site = tmp_path / "site"
    who.prepare(site, 8)
    before = _documents(site)
    for round, more in (("one", 0), ("new", 1), ("notice", int(who.is_kppress)), ("same", 0)):
        change(round, who, site, 8, run=0)
        after = _documents(site)
        differing = [path for path in after if after[path] != before.get(path)]
        assert (len(after) - len(before), len(differing)) == (more, int(round != "same")), round
        before = after


def test_a_second_run_changes_what_the_first_had_changed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    LEAN.prepare(site, 8)
    seen = []
    for run in range(2):
        change("one", LEAN, site, 8, run)
        seen.append(_documents(site))
    assert seen[0] != seen[1]


def _documents(site: Path) -> dict[str, bytes]:
    return {path: text for path, text in files_of(site).items() if path.endswith(".md")}
