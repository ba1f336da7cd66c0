"""Changes after which something old once stayed: each was a fault that somebody found."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from changing import assert_as_cold, built
from making import NOW, SETTINGS, ZONE, files_of, newsroom, notice, release

from kppress.cache.unchanged import recall
from kppress.press.build import build
from kppress.press.kept import Files
from kppress.write.exchange import exchange

BAD = SETTINGS.replace('email = "presskontakt@kommun.example"', 'email = "presskontakt@kommun"')


@pytest.mark.parametrize(("before", "after"), [(SETTINGS, BAD), (BAD, SETTINGS)])
def test_settings_that_decide_what_is_found_in_a_document(
    tmp_path: Path, before: str, after: str
) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)}, before)
    first = build(root, root / "public", NOW)
    (root / "kppress.toml").write_text(after)
    assert_as_cold(root)
    assert build(root, root / "public", NOW).checked.stops != first.checked.stops


def test_a_renamed_document_that_names_no_other(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    build(root, root / "public", NOW)
    (root / "releases/a.md").rename(root / "releases/d.md")
    assert_as_cold(root)


def test_two_documents_that_change_places(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1), "releases/b.md": release(2)})
    build(root, root / "public", NOW)
    for old, new in (("a", "x"), ("b", "a"), ("x", "b")):
        (root / f"releases/{old}.md").rename(root / f"releases/{new}.md")
    assert_as_cold(root)


def test_a_file_beside_another_page_that_goes(tmp_path: Path) -> None:
    link = "Se [planen](/pressmeddelanden/2018/b/plan.pdf) nu."
    files: dict[str, str | bytes] = {
        "releases/a.md": release(1, body=link),
        "releases/b.md": release(2, rubrik="Bygget", fields="bilagor:\n  - fil: plan.pdf"),
        "releases/plan.pdf": b"%PDF-1.4 a",
    }
    root = newsroom(tmp_path / "rum", files, SETTINGS + "\n[check]\nsince = 2018-07-01\n")
    build(root, root / "public", NOW)
    (root / "releases/b.md").write_text(release(2, rubrik="Bygget"))
    assert_as_cold(root)


def test_the_address_in_the_settings_below_another_on_the_command_line(tmp_path: Path) -> None:
    here = SETTINGS.replace("https://press.kommun.example", "https://a.example/press")
    link = "Se [annat](/annat/sida) nu."
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1, body=link)}, here)
    (root / "feeds/alla.toml").unlink()
    build(root, root / "public", NOW, base_url="https://t.example/press")
    (root / "kppress.toml").write_text(here.replace("a.example", "b.example"))
    assert_as_cold(root, base_url="https://t.example/press")


def test_styles_in_a_folder_that_a_link_leads_to(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1), "stil/egen.css": "p{}"})
    (root / "templates").mkdir()
    (root / "templates/static").symlink_to("../stil")
    call, _ = built(root)
    (root / "stil/egen.css").write_text("p{color:red}")
    assert recall(call, NOW.timestamp()) is None
    assert_as_cold(root)
    (root / "stil/om").symlink_to("../stil")  # a link that leads round and round
    call, done = built(root)
    assert done.receipt
    assert recall(call, NOW.timestamp()) is not None


def test_at_new_year_dates_are_said_otherwise(tmp_path: Path) -> None:
    old = notice(3, upphör="2019-01-15 12:00", publicerad="2018-12-28 09:00")
    root = newsroom(tmp_path / "rum", {"releases/n.md": old})
    call, done = built(root, datetime(2018, 12, 30, 9, tzinfo=ZONE))
    assert done.until == datetime(2019, 1, 1, tzinfo=ZONE)
    later = datetime(2019, 1, 2, 9, tzinfo=ZONE)
    assert recall(call, later.timestamp()) is None
    assert_as_cold(root, later)


def test_a_page_that_somebody_writes_while_the_site_is_built(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    build(root, root / "public", NOW)
    page = root / "public/pressmeddelanden/2018/a/index.html"
    count = len(files_of(root / "public")) - 1
    (root / "kppress.toml").write_text((root / "kppress.toml").read_text() + "\n# a remark\n")
    seen: list[None] = []

    def progress() -> None:
        seen.append(None)
        if len(seen) == count:
            page.write_text("annat")

    build(root, root / "public", NOW, progress=progress)
    assert_as_cold(root)


def test_a_page_that_somebody_removes_as_the_build_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    save = Files.save

    def removed(files: Files, *given: object) -> None:
        (root / "public/pressmeddelanden/2018/a/index.html").unlink()
        save(files, *given)  # type: ignore[arg-type] # whatever it is given

    with monkeypatch.context() as patched:
        patched.setattr(Files, "save", removed)
        build(root, root / "public", NOW)
    assert_as_cold(root)


def test_a_file_that_becomes_a_folder(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    for alias, text in (("/gammal.htm", "1"), ("/gammal.htm", "2"), ("/gammal.htm/", "3")):
        told = release(1, fields=f"tidigare adresser: [{alias}]", body=text)
        (root / "releases/a.md").write_text(told)
        assert_as_cold(root)


def test_a_file_of_somebody_elses_that_is_replaced_while_the_site_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    build(root, root / "public", NOW)
    theirs = root / "public/min.txt"
    theirs.write_text("gammal")

    def late(one: Path, other: Path) -> bool:
        (root / "public/.ny").write_text("ny")
        (root / "public/.ny").replace(theirs)
        return exchange(one, other)

    with monkeypatch.context() as patched:
        patched.setattr("kppress.write.place.exchange", late)
        build(root, root / "public", NOW, force=True)
    assert theirs.read_text() == "ny"


def test_a_newsroom_whose_folder_of_ours_leads_elsewhere_harms_nothing_there(
    tmp_path: Path,
) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    away = tmp_path / "annans"
    (away / "site").mkdir(parents=True)
    (away / "site/min.txt").write_text("kvar")
    with sqlite3.connect(away / "documents") as found:
        found.execute("create table stamp (text text)")
        found.execute("create table piece (name text, content blob)")
        found.execute("insert into piece values ('min', 'kvar')")
    (root / ".kppress").symlink_to(away)
    for number in (1, 2):
        (root / "releases/a.md").write_text(release(1, body=f"Text {number}."))
        assert build(root, root / "public", NOW).receipt
    assert (away / "site/min.txt").read_text() == "kvar"
    with sqlite3.connect(away / "documents") as found:
        assert found.execute("select * from piece").fetchall() == [("min", "kvar")]


def test_a_spare_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    theirs = root / ".kppress/site/min.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("kvar")
    for number in (1, 2):
        (root / "releases/a.md").write_text(release(1, body=f"Text {number}."))
        assert build(root, root / "public", NOW).receipt
    assert theirs.read_text() == "kvar"


@pytest.mark.parametrize("folder", ["", "pressmeddelanden/", "borta/"])
def test_what_a_stranger_put_into_the_spare_folder_is_never_published(
    tmp_path: Path, folder: str
) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1)})
    for number in (1, 2):
        build(root, root / "public", NOW, force=number == 2)
    strange = root / ".kppress/site" / folder / ".kppress-new/ej.html"
    strange.parent.mkdir(parents=True)
    strange.write_text("ej ut")
    (root / "releases/a.md").write_text(release(1, body="Ny text."))
    assert_as_cold(root)
    assert_as_cold(root)


def test_a_link_in_the_spare_folder_changes_nothing_where_it_leads(tmp_path: Path) -> None:
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1), "releases/b.md": release(2)})
    for number in (1, 2):
        build(root, root / "public", NOW, force=number == 2)
    away = tmp_path / "annans"
    away.mkdir(mode=0o700)
    spare = root / ".kppress/site/pressmeddelanden/2018/b"
    spare.rename(tmp_path / "undan")
    spare.symlink_to(away)
    (root / "releases/b.md").unlink()
    assert_as_cold(root)
    assert away.stat().st_mode & 0o777 == 0o700


HANG = """create view stamp as with recursive c(text) as
(select 1 union all select text + 1 from c where text < 1e12) select max(text) as text from c"""


def schema(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(
        content.replace(b"CREATE TABLE stamp (text", b"CREATE TABLE stamp \x85text", 1)
    )


def told(*statements: str) -> Callable[[Path], None]:
    def tell(file: Path) -> None:
        with sqlite3.connect(file) as found:
            for statement in statements:
                found.execute(statement)

    return tell


HARM = {
    "its schema": schema,
    "a number": told("update piece set content = 5"),
    "nothing": told("update piece set content = null"),
    "a name that is none": told("update piece set name = null"),
    "another table": told("create table mera (a)"),
    "a query without an end": told("drop table stamp", HANG),
}


@pytest.mark.parametrize("drawer", ["documents", "texts", "files", "parts"])
@pytest.mark.parametrize("harm", HARM)
def test_a_drawer_that_somebody_spoilt(tmp_path: Path, drawer: str, harm: str) -> None:
    old = release(2, publicerad="2017-06-01 09:00")  # another year, so that feeds have archives
    root = newsroom(tmp_path / "rum", {"releases/a.md": release(1), "releases/b.md": old})
    build(root, root / "public", NOW)
    file = root / ".kppress" / drawer
    HARM[harm](file)
    spoilt = file.read_bytes()
    build(root, root / "public", NOW, dry_run=True)
    assert file.read_bytes() == spoilt
    (root / "kppress.toml").write_text(SETTINGS.replace("Storgatan", "Lillgatan"))
    assert_as_cold(root)
    (root / "releases/b.md").write_text(old.replace("En text", "En annan text"))
    assert_as_cold(root)
    assert_as_cold(root)
