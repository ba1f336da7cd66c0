from pathlib import Path

import pytest
from making import FEED, NOW, SETTINGS, newsroom, release

from kppress.locale.findings import sentence
from kppress.model.diagnostic import Diagnostic
from kppress.press.check import check_newsroom
from kppress.read.settings import read_feed, read_settings


def hint(diagnostic: Diagnostic) -> str:
    return sentence(diagnostic, "sv")[1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a = "x', "ett citattecken avslutas aldrig"),
        ('a = "x\nb = 1', "ett citattecken avslutas aldrig"),
        ("a = 1\na = 2", "två gånger"),
        ("[a]\n[a]", "två gånger"),
        ("a = x", "text står inom citattecken"),
        ("[a\n", "avslutas med ]"),
        ("a b = 1", "likhetstecken"),
        ("a = 1 2", "något som inte hör dit"),
        ('a = "\\q"', "omvänt snedstreck"),
        ("a = {b = 1", "sätt } sist"),
    ],
)
def test_what_is_no_toml_is_said_in_swedish(text: str, said: str) -> None:
    settings, (diagnostic,) = read_settings("kppress.toml", text)
    assert settings is None
    assert said in hint(diagnostic)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[check]\nignore = "KP413"', "en lista"),
        ("[check]\nignore = [1]", "text inom citattecken"),
        ('[check]\nseverity = "error"', "en tabell"),
        ('[check]\nsince = "i fjol"', "2018-05-07"),
        ('[build]\nmail = "kanske"', "true eller false"),
        ('[regions.q]\nsv = "Q"\ncode = "123"', "fyra för en kommun"),
        ("[contacts.q]\nname = 1", "för varje språk: { sv ="),
        ('[theme]\nlogo = ""', "fyll i värdet"),
    ],
)
def test_a_wrong_value_is_said_in_swedish_at_its_line(text: str, said: str) -> None:
    settings, (diagnostic,) = read_settings("kppress.toml", f"{SETTINGS}\n{text}\n")
    assert settings is None
    assert said in hint(diagnostic)
    lines = f"{SETTINGS}\n{text}\n".splitlines()
    assert lines[(diagnostic.place.line or 0) - 1] == text.splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "said"),
    [("limit = 0", "minst 1"), ("limit = 5000", "högst 1000"), ('limit = "x"', "heltal")]
    + [('content = "allt"', "full eller summary")],
)
def test_so_is_one_in_a_feed(text: str, said: str) -> None:
    settings, _ = read_settings("kppress.toml", SETTINGS)
    assert settings is not None
    feed, (diagnostic,) = read_feed("feeds/a.toml", "a", FEED + text, settings)
    assert feed is None
    assert said in hint(diagnostic)


def test_english_words_are_left_to_english() -> None:
    _, (diagnostic,) = read_settings("kppress.toml", 'a = "x')
    assert sentence(diagnostic, "en")[1].startswith("a quotation mark is never closed")


@pytest.mark.parametrize("since", ['"2018-01-01"', "2018-01-01", "2018-01-01 00:00:00"])
def test_a_date_may_be_written_as_toml_writes_dates(since: str) -> None:
    settings, found = read_settings("kppress.toml", f"{SETTINGS}\n[check]\nsince = {since}\n")
    assert found == ()
    assert settings is not None
    assert settings.check.since is not None
    assert settings.check.since.at.isoformat() == "2018-01-01T00:00:00+01:00"


@pytest.mark.parametrize(
    ("line", "rule", "words"),
    [
        ('ignore = ["no-such-rule"]', "KP902", "no-such-rule"),
        ('ignore = ["KP101"]', "KP901", "KP101"),
        ('severity = { KP999 = "error" }', "KP902", "KP999"),
        ('severity.KP413 = "grave"', "KP902", "severity.KP413"),
    ],
)
def test_what_is_of_no_use_in_the_settings_is_told_at_its_words(
    line: str, rule: str, words: str, tmp_path: Path
) -> None:
    settings = f"{SETTINGS}\n[check]\n{line}\n"
    newsroom(tmp_path, {"releases/a.md": release()}, settings)
    (found,) = (d for d in check_newsroom(tmp_path, NOW).found if d.place.file == "kppress.toml")
    place = found.place
    assert found.rule == rule
    text = (tmp_path / place.file).read_text("utf-8").splitlines()[(place.line or 0) - 1]
    assert text[(place.column or 0) - 1 : (place.end_column or 0) - 1] == words


@pytest.mark.parametrize(
    ("text", "rule", "place", "said"),
    [
        ('types = ["pressmedelande"]', "KP110", "3:11", "menade du pressmeddelande?"),
        ('types = ["sida"]', "KP110", "3:11", "välj något av release"),
        ('topics = ["miljö", "byga"]', "KP107", "3:21", "menade du bygga?"),
        ('regions = ["Norrland"]', "KP107", "3:13", ""),
        ('language = "fi"', "KP110", "3:13", "välj något av sv, en"),
        ('hub = "nav"', "KP110", "3:1", "skriv hela adressen"),
        ("limt = 10", "KP110", "3:1", "menade du limit?"),
    ],
)
def test_a_feed_that_names_what_does_not_exist_says_where_and_what_may_have_been_meant(
    text: str, rule: str, place: str, said: str
) -> None:
    settings, _ = read_settings("kppress.toml", SETTINGS)
    assert settings is not None
    feed, (diagnostic,) = read_feed("feeds/a.toml", "a", FEED + text, settings)
    assert feed is None
    assert diagnostic.rule == rule
    assert f"{diagnostic.place.line}:{diagnostic.place.column}" == place
    assert said in hint(diagnostic)
    assert "{" not in sentence(diagnostic, "en")[1]


def test_a_feed_has_the_newsrooms_hub_or_its_own() -> None:
    settings, _ = read_settings("kppress.toml", SETTINGS + '[feeds]\nhub = "https://a.example"\n')
    assert settings is not None
    for text, hub in (
        ("", "https://a.example"),
        ('hub = "https://b.example"', "https://b.example"),
    ):
        feed, _ = read_feed("feeds/a.toml", "a", FEED + text, settings)
        assert feed is not None
        assert feed.hub == hub


def test_two_feeds_of_one_address_are_told_of(tmp_path: Path) -> None:
    root = newsroom(tmp_path, {"feeds/gamla/alla.toml": FEED, "releases/a.md": release()})
    checked = check_newsroom(root, NOW)
    (twice,) = (d for d in checked.found if d.variant == "feed_twice")
    assert twice.place.file == "feeds/gamla/alla.toml"
    assert sentence(twice, "sv")[0] == "flödet alla finns redan, i feeds/alla.toml"
    assert checked.newsroom is not None
    assert len(checked.newsroom.feeds) == 1
