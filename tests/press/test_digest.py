"""A newsletter of a feed: what is new since a moment, each document once, nothing twice."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from letters import letters
from making import NOW, SETTINGS, newsroom, release

from kppress.cli.group import run
from kppress.model.error import UsageFault
from kppress.press.email import digest

SECRET = release(9, "embargo till: 2018-07-09 06:00", rubrik="Hemlig affär",
                 publicerad="2018-07-04 09:00")  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = letters(tmp_path_factory.mktemp("letters"))
    (made / "releases/hemlig.md").write_text(SECRET, encoding="utf-8")
    return made


def text_of(root: Path, since: str = "") -> str:
    moment = NOW.replace(month=int(since[:2]), day=int(since[3:])) if since else None
    content = digest(root, "alla", NOW, since=moment, format="txt").content
    assert content is not None
    return content.decode()


def test_it_tells_of_the_last_week_newest_first(root: Path) -> None:
    text = text_of(root)
    titles = [
        "Eldningsförbud i hela",
        "Ny bro",
        "Vattnet går att",
        "Torget byggs",
        "Badhuset öppnar",
    ]
    places = [text.index(f"\n{title}") for title in titles]
    assert places == sorted(places)
    assert "28 juni–5 juli 2018" in text


def test_what_is_under_embargo_is_in_no_newsletter(root: Path) -> None:
    for format in ("txt", "html", "eml"):
        content = digest(root, "alla", NOW, format=format).content
        assert content is not None
        assert b"Hemlig" not in content


def test_it_begins_where_it_is_told_to(root: Path) -> None:
    text = text_of(root, "07-03")
    assert "Eldningsförbud i hela Exempellän" in text
    assert "Torget byggs om" not in text


def test_a_correction_of_what_readers_know_is_told_and_one_of_the_unread_is_not(root: Path) -> None:
    told = "Bron kostar 120 miljoner kronor, inte 102"
    assert told in " ".join(text_of(root).split())
    assert told not in " ".join(text_of(root, "05-01").split())
    assert "Ny bro över ån" in text_of(root, "05-01")


def test_what_is_over_gives_no_orders(root: Path) -> None:
    text = text_of(root)
    assert "Upphävt. Mycket allvarligt · Kokningspåbud\n" in text
    assert "Koka vattnet i två minuter" not in text
    assert "Elda inte." in text


def test_the_next_newsletter_is_another_message_and_the_same_is_the_same(root: Path) -> None:
    def message_id(since: int) -> str:
        content = digest(root, "alla", NOW, since=NOW.replace(day=since)).content
        assert content == digest(root, "alla", NOW, since=NOW.replace(day=since)).content
        assert content is not None
        return str(message_from_bytes(content, policy=policy.default)["Message-ID"])

    assert message_id(1) != message_id(2)


def test_where_nothing_is_new_there_is_no_newsletter(root: Path) -> None:
    with pytest.raises(UsageFault, match="nothing_new"):
        digest(root, "alla", NOW, since=NOW)
    with pytest.raises(UsageFault, match="no_feed"):
        digest(root, "alle", NOW)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["torget", "--digest", "alla"],
        ["--digest", "alla", "--edition", "en"],
        ["--digest", "alla", "--embargoed"],
        ["torget", "--since", "2018-07-01"],
        ["--digest", "alla", "--since", "i går"],
        ["--digest", "alla", "--since", "2018-07-05 09:00"],
    ],
)
def test_what_does_not_go_together_is_told_in_words(
    root: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--root", str(root), "--now", "2018-07-05 09:00", "email", *arguments]) == 2
    assert "fel: " in capsys.readouterr().err


def test_a_newsroom_whose_logo_mails_cannot_show_has_its_name_there(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40"/>\n'
    files: dict[str, str | bytes] = {
        "releases/a.md": release(publicerad="2018-07-04 09:00"),
        "logo.svg": drawing,
    }
    made = newsroom(tmp_path, files, SETTINGS + '\n[theme]\nlogo = "logo.svg"\n')
    content = digest(made, "alla", NOW, format="html").content
    assert content is not None
    assert b"<img" not in content
    assert b"Exempelkommunen <span" in content
