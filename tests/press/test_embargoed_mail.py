"""What a mail says on top, by the state of its document."""

from pathlib import Path

import pytest
from making import NOW, newsroom, release

from kppress.model.error import UsageFault
from kppress.press.email import email

PAST, COMING = "2018-06-01 09:00", "2018-07-16 07:00"
STATES = {
    "public": release(1),
    "draft-dated-in-the-past": release(2, status="utkast"),
    "draft-without-a-date": release(3, status="utkast", publicerad=""),
    "draft-under-embargo": release(4, "embargo till: 2018-07-09 06:00", status="utkast"),
    "scheduled": release(5, publicerad=COMING),
    "scheduled-for-a-day": release(6, publicerad="2018-07-16"),
    "embargoed": release(7, "embargo till: 2018-07-09 06:00"),
    "embargo-over": release(8, "embargo till: 2018-06-09 06:00"),
}
SAID = {
    "public": "",
    "draft-dated-in-the-past": "Utkast. Får inte spridas.",
    "draft-without-a-date": "Utkast. Får inte spridas.",
    "draft-under-embargo": "Utkast. Får inte spridas.",
    "scheduled": "Embargo till 16 juli 2018 kl. 07.00. Får inte spridas dessförinnan.",
    "scheduled-for-a-day": "Embargo till 16 juli 2018. Får inte spridas dessförinnan.",
    "embargoed": "Embargo till 9 juli 2018 kl. 06.00. Får inte spridas dessförinnan.",
    "embargo-over": "",
}
ENGLISH = (
    "---\nid: urn:uuid:01634f2c-2a80-7a3e-9b61-00000000009{n}\ntitle: A bath\nlead: It opens.\n"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {f"releases/{name}.md": text for name, text in STATES.items()}
    early = f"published: {PAST}\n---\n\nText.\n"
    files["releases/embargoed.en.md"] = ENGLISH.format(n=1) + early
    files["releases/draft-dated-in-the-past.en.md"] = ENGLISH.format(n=2) + early
    for name, when in (("withdrawn", "2018-06-02"), ("withdrawn-before-it-opened", "2018-05-02")):
        fields = f"tillbakadragen:\n  när: {when} 09:00\n  skäl: Det var fel."
        files[f"releases/{name}.md"] = release(20 + len(name), fields)
    return newsroom(tmp_path_factory.mktemp("rum"), files)


def mail(root: Path, name: str, edition: str = "") -> str:
    made = email(root, name, NOW, format="txt", edition=edition, embargoed=True)
    assert made.content is not None, made.checked.found
    return made.content.decode()


@pytest.mark.parametrize("name", STATES)
def test_the_mail_says_what_may_be_done_with_it(root: Path, name: str) -> None:
    text = mail(root, name)
    if SAID[name]:
        assert text.splitlines()[2] == SAID[name]
        assert "https://" not in text
    else:
        assert "Embargo" not in text
        assert "Utkast" not in text


def test_an_edition_waits_for_its_original(root: Path) -> None:
    assert "\nUnder embargo until 9 July 2018, 06:00. Not" in mail(root, "embargoed", "en")
    assert "\nDraft. Not to be passed on.\n" in mail(root, "draft-dated-in-the-past", "en")


def test_the_mail_of_a_draft_is_of_today_whatever_date_the_draft_has(root: Path) -> None:
    made = email(root, "draft-dated-in-the-past", NOW, embargoed=True)
    assert made.content is not None
    assert b"\r\nDate: Thu, 05 Jul 2018 09:00:00 +0200\r\n" in made.content


@pytest.mark.parametrize("name", ["withdrawn", "withdrawn-before-it-opened"])
@pytest.mark.parametrize("embargoed", [True, False])
def test_what_was_withdrawn_is_sent_to_nobody(root: Path, name: str, embargoed: bool) -> None:
    with pytest.raises(UsageFault, match="withdrawn"):
        email(root, name, NOW, embargoed=embargoed)
