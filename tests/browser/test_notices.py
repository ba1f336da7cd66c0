"""The life of a notice in a browser, with the clocks of visitor and server moved by the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from making import NOW, SETTINGS, newsroom, notice, release
from playwright.sync_api import Browser, Locator, Page, Request, expect
from serving import Served, served

from kppress.press.build import build

POLL = timedelta(minutes=3)
TITLE = "Koka vattnet"
REGIONS = SETTINGS.replace(
    "[contacts.presskontakt]",
    '[regions.staden]\nsv = "Staden"\nen = "Town"\ncode = "0780"\n\n'
    '[regions.granne]\nsv = "Grannlän"\nen = "Next County"\ncode = "08"\n\n[contacts.presskontakt]',
)
MODERATE = {"allvarlighetsgrad": "måttlig", "rubrik": TITLE, "publicerad": "2018-07-05 08:00"}

expect.set_options(timeout=20_000)


@dataclass
class Room:
    """A newsroom that is built again and again into the folder that is served."""

    root: Path
    server: Served

    def publish(self, files: dict[str, str | bytes]) -> None:
        newsroom(self.root, files, REGIONS)
        built = build(self.root, self.root / "public", self.server.now)
        assert built.receipt is not None, built.checked.found


@contextmanager
def room(folder: Path, files: dict[str, str | bytes], *, cors: bool = False) -> Iterator[Room]:
    (folder / "public").mkdir(parents=True)
    with served(folder / "public", NOW, cors=cors) as server:
        made = Room(folder, server)
        made.publish({"releases/r.md": release(9), **files})
        yield made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A visitor's page, whose clock begins at NOW and moves by hand alone."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    made = context.new_page()
    made.clock.install(time=NOW - timedelta(minutes=1))  # it runs until it is halted
    made.clock.pause_at(NOW)
    yield made
    context.close()


def later(page: Page, server: Served, by: timedelta) -> None:
    """Time passes for the visitor and for the server; timers go off, and are answered.

    In one leap: an answer on the way would tell a time of the server that the visitor has not.
    """
    server.now += by
    asked: list[Request] = []

    def note(request: Request) -> None:
        asked.append(request)

    page.on("request", note)
    page.clock.fast_forward(int(by.total_seconds() * 1000))
    page.evaluate("0")  # what was asked for is known here when this is answered
    page.remove_listener("request", note)
    for request in asked:
        request.response()
    page.evaluate("0")  # so is what the page made of the answers


def headline(page: Page, title: str = TITLE) -> Locator:
    return page.locator("kppress-notices").get_by_role("heading", name=title)


def test_it_appears_at_its_minute_and_goes_at_its_minute_without_a_build(
    page: Page, tmp_path: Path
) -> None:
    fields = "gäller från: 2018-07-05 09:10"
    text = notice(1, fields=fields, **{**MODERATE, "upphör": "2018-07-05 10:00"})
    with room(tmp_path, {"releases/n.md": text}) as made:
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        later(page, made.server, timedelta(minutes=9, seconds=59))
        expect(headline(page)).to_have_count(0)
        later(page, made.server, timedelta(seconds=2))
        expect(headline(page)).to_be_visible()
        later(page, made.server, timedelta(minutes=49, seconds=50))
        expect(headline(page)).to_be_visible()
        later(page, made.server, timedelta(seconds=10))
        expect(headline(page)).to_have_count(0)


def test_the_clock_of_the_server_counts_where_the_visitors_is_wrong(
    browser: Browser, tmp_path: Path
) -> None:
    text = notice(1, **{**MODERATE, "upphör": "2018-07-05 10:00"})
    with room(tmp_path, {"releases/n.md": text}) as made:
        context = browser.new_context()
        page = context.new_page()
        page.clock.install(time=NOW + timedelta(days=2))
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        expect(headline(page)).to_be_visible()
        context.close()


def test_what_was_closed_is_shown_again_by_a_correction_and_by_no_small_change(
    page: Page, tmp_path: Path
) -> None:
    with room(tmp_path, {"releases/n.md": notice(1, **MODERATE)}) as made:
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        page.get_by_role("button", name="Stäng meddelande").click()
        page.reload(wait_until="networkidle")
        expect(headline(page)).to_have_count(0)
        fields = "rättelser:\n  - när: 2018-07-05 09:01\n    slag: mindre\n    text: Stavfel."
        later(page, made.server, timedelta(minutes=1))
        made.publish({"releases/n.md": notice(1, fields=fields, **MODERATE)})
        with page.expect_response("**/notices.json"):
            later(page, made.server, POLL)
        expect(headline(page)).to_have_count(0)
        fields += "\n  - när: 2018-07-05 09:04\n    text: Det gäller hela länet."
        made.publish({"releases/n.md": notice(1, fields=fields, **MODERATE)})
        later(page, made.server, POLL)
        expect(headline(page)).to_be_visible()


def test_a_closed_notice_can_be_shown_again(page: Page, tmp_path: Path) -> None:
    with room(tmp_path, {"releases/n.md": notice(1, **MODERATE)}) as made:
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        page.get_by_role("button", name="Stäng meddelande").press("Enter")
        expect(headline(page)).to_have_count(0)
        again = page.get_by_role("button", name="Visa igen")
        expect(again).to_be_focused()
        again.press("Enter")
        expect(headline(page)).to_be_visible()


def test_a_severe_one_folds_to_a_line_and_stays_there(page: Page, tmp_path: Path) -> None:
    text = notice(1, rubrik=TITLE, publicerad="2018-07-05 08:00")
    with room(tmp_path, {"releases/n.md": text}) as made:
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        page.get_by_role("button", name="Stäng meddelande").click()
        page.reload(wait_until="networkidle")
        expect(headline(page)).to_be_visible()
        expect(page.get_by_text("Elda inte.", exact=True)).to_have_count(0)
        box = page.locator("kppress-notices article").bounding_box()
        assert box is not None
        assert box["height"] < 90


def test_what_nobody_confirmed_says_so_in_words_and_stays(page: Page, tmp_path: Path) -> None:
    fields = "granskas senast: 2018-07-05 09:30"
    text = notice(1, fields=fields, **{**MODERATE, "upphör": ""})
    with room(tmp_path, {"releases/n.md": text}) as made:
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        expect(headline(page)).to_be_visible()
        doubt = page.get_by_text("Ej bekräftad sedan torsdag 5 juli kl. 09.30")
        expect(doubt).to_have_count(0)
        later(page, made.server, timedelta(minutes=31))
        expect(doubt).to_be_visible()
        expect(headline(page)).to_be_visible()


def test_a_new_notice_comes_by_itself_and_is_said_once(page: Page, tmp_path: Path) -> None:
    with room(tmp_path, {}) as made:
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        made.publish({"releases/n.md": notice(1, **MODERATE)})
        later(page, made.server, POLL)
        expect(headline(page)).to_be_visible()
        status = page.locator("kppress-notices [role=status]")
        expect(status).to_contain_text(TITLE)
        expect(page.locator("kppress-notices [role=alert]")).to_have_count(0)
        page.reload(wait_until="networkidle")
        expect(headline(page)).to_be_visible()
        expect(status).to_have_text("")


def test_immediate_danger_is_an_alarm_once(page: Page, tmp_path: Path) -> None:
    text = notice(1, rubrik=TITLE, publicerad="2018-07-05 08:00", brådska="omedelbar")
    with room(tmp_path, {"releases/n.md": text}) as made:
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        expect(page.locator("kppress-notices [role=alert]")).to_contain_text(TITLE)
        page.reload(wait_until="networkidle")
        expect(headline(page)).to_be_visible()
        expect(page.locator("kppress-notices [role=alert]")).to_have_count(0)


def test_a_failed_fetch_keeps_what_is_shown(page: Page, tmp_path: Path) -> None:
    with room(tmp_path, {"releases/n.md": notice(1, **MODERATE)}) as made:
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        expect(headline(page)).to_be_visible()
        made.server.broken = True
        with page.expect_response("**/notices.json") as answer:
            later(page, made.server, POLL)
        assert answer.value.status == 503
        expect(headline(page)).to_be_visible()


def test_the_gravest_stands_open_and_the_rest_is_folded_under_its_count(
    page: Page, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {
        "releases/a.md": notice(1, **{**MODERATE, "rubrik": "Måttlig"}),
        "releases/b.md": notice(2, rubrik="Lindrig", allvarlighetsgrad="lindrig"),
        "releases/c.md": notice(3, rubrik="Extrem", allvarlighetsgrad="extrem"),
    }
    with room(tmp_path, files) as made:
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        expect(headline(page, "Extrem")).to_be_visible()
        expect(page.get_by_text("Måttlig", exact=True)).to_be_hidden()
        page.get_by_text("Fler meddelanden (2)").click()
        shown = page.locator("kppress-notices h3").all_text_contents()
        assert shown == ["Extrem", "Måttlig", "Lindrig"]


EMBEDDING = """<!doctype html><html lang="sv"><meta charset="utf-8">
<title>En annan webbplats</title>
<meta http-equiv="Content-Security-Policy"
content="default-src 'none'; script-src {url}; connect-src {url}">
<script src="{url}/notices.js" defer></script>
<kppress-notices src="{url}/notices.json" lang="sv" region="{region}" more="{url}/meddelanden/"
><a href="{url}/meddelanden/">Viktiga meddelanden</a></kppress-notices><h1>Skolan</h1></html>"""


@pytest.mark.parametrize(
    ("region", "shown"),
    [("07", {"Länet", "Staden"}), ("0780", {"Länet", "Staden"}), ("granne", {"Grannen"})],
)
def test_another_site_shows_the_notices_of_its_region(
    page: Page, tmp_path: Path, region: str, shown: set[str]
) -> None:
    now = {"publicerad": "2018-07-05 08:00", "upphör": "2018-07-05 10:00"}
    files: dict[str, str | bytes] = {
        "releases/a.md": notice(1, rubrik="Länet", **now),
        "releases/b.md": notice(2, rubrik="Staden", **{**now, "regioner": "[staden]"}),
        "releases/c.md": notice(3, rubrik="Grannen", **{**now, "regioner": "[granne]"}),
    }
    with (
        room(tmp_path / "press", files, cors=True) as made,
        served(embedding(tmp_path, made.server.url, region), NOW) as other,
    ):
        page.goto(other.url, wait_until="networkidle")
        expect(page.locator("kppress-notices h3").first).to_be_visible()
        assert set(page.locator("kppress-notices h3").all_text_contents()) == shown
        expect(page.get_by_role("link", name="Viktiga meddelanden")).to_be_hidden()
        assert page.context.cookies() == []


def embedding(folder: Path, url: str, region: str = "07") -> Path:
    """A page of another site."""
    (folder / "skolan").mkdir()
    text = EMBEDDING.format(url=url, region=region)
    (folder / "skolan" / "index.html").write_text(text, encoding="utf-8")
    return folder / "skolan"


def test_another_site_keeps_its_link_where_it_may_not_read_the_notices(
    page: Page, tmp_path: Path
) -> None:
    with (
        room(tmp_path / "press", {"releases/n.md": notice(1, **MODERATE)}) as made,
        served(embedding(tmp_path, made.server.url), NOW) as other,
    ):
        page.goto(other.url, wait_until="networkidle")
        assert "/notices.json" in made.server.asked
        expect(page.get_by_role("link", name="Viktiga meddelanden")).to_be_visible()
        expect(headline(page)).to_have_count(0)


def test_a_notice_in_another_language_says_which(page: Page, tmp_path: Path) -> None:
    with room(tmp_path, {"releases/n.md": notice(1, **MODERATE)}) as made:
        page.goto(f"{made.server.url}/en/contact/", wait_until="networkidle")
        expect(headline(page)).to_be_visible()
        expect(page.locator("kppress-notices article")).to_have_attribute("lang", "sv")
        expect(page.get_by_role("button", name="Close notice")).to_be_visible()


def test_nothing_is_remembered_of_a_notice_that_is_gone(page: Page, tmp_path: Path) -> None:
    with room(tmp_path, {"releases/n.md": notice(1, **MODERATE)}) as made:
        page.goto(f"{made.server.url}/kontakt/", wait_until="networkidle")
        page.get_by_role("button", name="Stäng meddelande").click()
        memory = "JSON.stringify(localStorage)"
        assert "01634f2c" in page.evaluate(memory)
        made.publish({"releases/n.md": notice(1, fields="status: utkast", **MODERATE)})
        with page.expect_response("**/notices.json"):
            later(page, made.server, POLL)
        page.wait_for_function(f"!{memory}.includes('01634f2c')")


def test_the_script_is_small(repository: Path) -> None:
    assert (repository / "templates/static/notices.js").stat().st_size < 8_192
