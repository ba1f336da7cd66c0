"""A document that is added shows where it belongs, and few of the others are looked at for that."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from changing import CHANGES, FILES, UNSOUGHT, add, built, cold, replace
from hypothesis import given, settings
from hypothesis import strategies as st
from making import NOW, SETTINGS, files_of, newsroom, notice, release
from thorough import examples

from kppress.cache.drawers import Drawers
from kppress.cache.store import Store, stamp_of_now
from kppress.press.known import FILE
from kppress.press.parts import SURVEY, TAKEN

CHIEF = "kontakter:\n  - namn: Badchefen\n    titel: {}\n    telefon: 070-174 06 05\n    e-post: "
CHIEF += "bad@kommun.example"
OCCASION = "tillfälle:\n  börjar: 2018-08-01 10:00\n  plats: Badet"
MORE: dict[str, str | bytes] = {
    **FILES,
    "feeds/kort.toml": 'title.sv = "Kort"\ncontent = "summary"\nlimit = 2\n',
    "feeds/miljo.toml": 'title.sv = "Miljö"\ntopics = ["miljo"]\n',
    "feeds/news.toml": 'title.en = "News"\nlanguage = "en"\n',
    "feeds/med.toml": 'title.sv = "Allt"\ntypes = ["release", "notice"]\nlimit = 3\n',
    "releases/nytt.md": release(13, typ="nyhet", publicerad="2018-06-03 09:00"),
    "releases/chef.md": release(14, fields=CHIEF.format("badchef"), kontakter=""),
    "releases/gammal.md": notice(15, publicerad="2018-06-04 09:00", upphör="2018-06-20 18:00"),
    "releases/igen.md": notice(16, "ersätter: gammal", upphör="2018-06-30 18:00"),
    "releases/eng.md": release(17, språk="en", publicerad="2018-06-05 09:00"),
    "releases/sida.md": release(
        18, typ="sida", publicerad="", fields="ämnen: [miljo]", kontakter=""
    ),
    "releases/borta.md": release(
        19, fields="tillbakadragen:\n  när: 2018-07-01 10:00\n  skäl: Fel."
    ),
    "releases/rum.md": release(
        20, fields='tidigare adresser: ["/gammalt/hus"]', publicerad="2018-06-06 09:00"
    ),
}


UNWARNED = {path: content for path, content in FILES.items() if path != "releases/n.md"}
"""Without any notice."""


def room(
    tmp_path: Path,
    more: dict[str, str | bytes] | None = None,
    others: dict[str, str | bytes] = MORE,
) -> Path:
    files = {**others, **(more or {}), "kppress.toml": SETTINGS + UNSOUGHT}
    root = newsroom(tmp_path / "rum", files)
    _, done = built(root)
    assert done.receipt, done.checked.found
    return root


def put(root: Path, files: Mapping[str, str | bytes]) -> object:
    """Save these files and no others."""
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return files


def lose(file: Path) -> object:
    file.unlink()
    return file


def looks_at_few(root: Path) -> bool:
    """Whether a build looks at few documents; whatever it does, all is as if cold."""
    _, done = built(root)
    fresh, files = cold(root)
    assert (done.checked.found, done.until) == (fresh.checked.found, fresh.until)
    if fresh.receipt:
        assert done.next_change == fresh.next_change
        assert files_of(root / "public") == files
    return done.retouched


def new(number: int = 40, fields: str = "", body: str = "Nytt.", **given: str) -> str:
    return release(number, fields, body, **{"publicerad": "2018-07-04 10:00", **given})


FEW: dict[str, dict[str, str]] = {
    "on top": {"ny": new()},
    "of a topic": {"ny": new(fields="ämnen: [miljo]")},
    "older than others": {"ny": new(publicerad="2018-06-02 12:00", fields="ämnen: [miljo]")},
    "the oldest of its year": {"ny": new(publicerad="2018-01-02 12:00")},
    "of last year": {"ny": new(publicerad="2017-05-20 12:00", fields="ämnen: [miljo]")},
    "of one moment with another": {"ny": new(publicerad="2018-06-01 09:00")},
    "with a day alone": {"ny": new(publicerad="2018-07-04")},
    "news": {"ny": new(typ="nyhet")},
    "in English": {"ny": new(språk="en")},
    "several": {
        "ny": new(),
        "nyare": new(41, publicerad="2018-07-04 11:00", fields="ämnen: [miljo]"),
        "inte-ny": new(42, publicerad="2018-06-02 11:00", typ="nyhet"),
    },
    "with findings": {"ny": new(body="Priset är 5 %  av 3 kr!!!")},
    "by somebody": {"ny": new(fields=CHIEF.format("badchef"), kontakter="")},
    "by somebody unknown": {
        "ny": new(
            fields=CHIEF.format("chef").replace("Bad", "Sim").replace("05", "06"), kontakter=""
        )
    },
    "with a link elsewhere": {"ny": new(body="Se [länet](https://lan.example/).")},
    "that was under embargo": {"ny": new(fields="embargo till: 2018-07-05 06:00")},
    "that was corrected": {
        "ny": new(fields="rättelser:\n  - när: 2018-07-04 12:00\n    text: Fel år.")
    },
    "the first of its year": {"ny": new(publicerad="2016-05-05", fields="ämnen: [miljo]")},
    "the first of this year": {"ny": new(publicerad="2018-07-04", typ="nyhet", språk="en")},
    "the first of its topic": {"ny": new(fields="ämnen: [bygga]")},
    "the first of its kind": {"ny": new(typ="pressinbjudan", fields=OCCASION)},
    "the first of several years": {
        "ny": new(publicerad="2015-05-05"),
        "ett": new(41, publicerad="2016-05-05"),
        "noll": new(42, publicerad="2010-05-05", fields="ämnen: [bygga]"),
    },
    "in a new folder": {"2018/ny": new()},
    "in folders": {"2018/juli/ny": new(), "2018/nyare": new(41), "2017/nyast": new(42)},
    "with XML's own characters": {"ny": new(rubrik="Bad & <hav>", adressnamn="bad-hav")},
}


@pytest.mark.parametrize("files", FEW.values(), ids=FEW.keys())
def test_an_added_document_is_shown_where_it_belongs(tmp_path: Path, files: dict[str, str]) -> None:
    root = room(tmp_path)
    put(root, {f"releases/{name}.md": text for name, text in files.items()})
    assert looks_at_few(root)
    # What was kept of it is known to builds of either kind.
    (ny,) = (root / "releases").rglob("ny.md")
    add(ny, "\n\nMer.\n")
    assert built(root)[1].retouched
    put(root, {"releases/sist.md": new(50, publicerad="2018-07-04 12:00")})
    assert looks_at_few(root)


def test_once_it_is_there_its_headline_is_others_concern(tmp_path: Path) -> None:
    root = room(tmp_path)
    put(root, {"releases/ny.md": new()})
    assert looks_at_few(root)
    replace(root / "releases/ny.md", "Badhuset", "Simhallen")
    assert not looks_at_few(root)


NOTICES: dict[str, tuple[str, ...]] = {
    "in force": (notice(40),),
    "in English": (notice(40, språk="en"),),
    "to come": (notice(40, **{"gäller från": "2018-07-20 10:00"}),),
    "over": (notice(40, publicerad="2018-06-04 09:00", upphör="2018-06-20 18:00"),),
    "without an end": (notice(40, upphör="", **{"granskas senast": "2018-07-20"}),),
    "to be confirmed": (notice(40, upphör="", **{"granskas senast": "2018-07-02"}),),
    "of a topic": (notice(40, "ämnen: [miljo, bygga]"),),
    "several": (notice(40), notice(41, allvarlighetsgrad="måttlig"), notice(42, språk="en")),
    "beside a release": (notice(40), new(41)),
    "the first of its year": (notice(40, publicerad="2016-06-04 09:00"),),
}


@pytest.mark.parametrize("texts", NOTICES.values(), ids=NOTICES.keys())
def test_an_added_notice_is_told_everywhere(tmp_path: Path, texts: tuple[str, ...]) -> None:
    root = room(tmp_path)
    put(root, {f"releases/n-{at}.md": text for at, text in enumerate(texts)})
    assert looks_at_few(root)


def test_of_the_first_notice_and_those_after_it_all_is_told(tmp_path: Path) -> None:
    root = room(tmp_path, others=UNWARNED)
    put(root, {"releases/först.md": notice(40)})
    assert looks_at_few(root)
    put(root, {"releases/sist.md": notice(50, publicerad="2018-07-04 12:00")})
    assert looks_at_few(root)
    put(root, {"releases/upp.md": notice(51, "upphäver: sist", publicerad="2018-07-04 13:00")})
    assert not looks_at_few(root)
    put(root, {"releases/ny.md": new(53), "releases/nyast.md": notice(52)})
    assert looks_at_few(root)


WHOLE: dict[str, Callable[[Path], object]] = {
    "a slug of another": lambda r: put(r, {"releases/ny.md": new(adressnamn="old")}),
    "an id of another": lambda r: put(r, {"releases/ny.md": new(10)}),
    "a part of an old address": lambda r: put(r, {"releases/ny.md": new(adressnamn="hus")}),
    "an old address": lambda r: put(r, {"releases/ny.md": new(fields='tidigare adresser: ["/x"]')}),
    "a link to another": lambda r: put(r, {"releases/ny.md": new(body="Se [det](old.md).")}),
    "something related": lambda r: put(r, {"releases/ny.md": new(fields="relaterat: [old]")}),
    "a file": lambda r: put(r, {"releases/ny.md": new(fields="bilagor:\n  - fil: plan.pdf")}),
    "a new file beside it": lambda r: put(r, {"releases/ny.md": new(), "releases/x.pdf": b"%PDF"}),
    "a translation": lambda r: put(
        r, {"releases/old.en.md": "---\ntitle: Old\nlead: Old.\n---\nText.\n"}
    ),
    "an original with its translation": lambda r: put(
        r,
        {"releases/ny.md": new(), "releases/ny.en.md": "---\ntitle: N\nlead: N.\n---\nText.\n"},
    ),
    "a notice that replaces one": lambda r: put(
        r, {"releases/ny.md": notice(40, "ersätter: igen")}
    ),
    "a notice that cancels one": lambda r: put(r, {"releases/ny.md": notice(40, "upphäver: igen")}),
    "a page": lambda r: put(r, {"releases/ny.md": new(typ="sida", publicerad="", kontakter="")}),
    "a draft": lambda r: put(r, {"releases/ny.md": new(status="utkast")}),
    "an embargo": lambda r: put(r, {"releases/ny.md": new(fields="embargo till: 2018-08-01")}),
    "a withdrawal": lambda r: put(
        r,
        {"releases/ny.md": new(fields="tillbakadragen:\n  när: 2018-07-04 11:00\n  skäl: Fel.")},
    ),
    "an exception": lambda r: put(r, {"releases/ny.md": new(fields="tillåt: [KP411]")}),
    "an error": lambda r: put(r, {"releases/ny.md": new(body="<b>Fet</b>.")}),
    "no front matter": lambda r: put(r, {"releases/ny.md": "Bara text."}),
    "another title": lambda r: put(
        r, {"releases/ny.md": new(fields=CHIEF.format("simchef"), kontakter="")}
    ),
    "another name": lambda r: put(
        r,
        {
            "releases/ny.md": new(
                fields=CHIEF.format("badchef").replace("Badchefen", "Chefen"), kontakter=""
            )
        },
    ),
    "an edit, too": lambda r: (
        put(r, {"releases/ny.md": new()}),
        add(r / "releases/alone.md", "\n\nMer.\n"),
    ),
    "a deleted document, too": lambda r: (
        put(r, {"releases/ny.md": new()}),
        lose(r / "releases/alone.md"),
    ),
    "another file, too": lambda r: (
        put(r, {"releases/ny.md": new()}),
        (r / "releases/plan.pdf").write_bytes(b"%PDF-1"),
    ),
    "a hidden text": lambda r: put(r, {"releases/.ny.md": new()}),
    "a text in a hidden folder": lambda r: put(r, {"releases/.nya/ny.md": new()}),
    "a text in a folder called as one": lambda r: put(r, {"releases/nya.md/ny.md": new()}),
    "a text in a folder with a strange name": lambda r: put(r, {"releases/n\tya/ny.md": new()}),
    "a text with a strange name": lambda r: put(r, {"releases/n\ty.md": new()}),
    "a text decomposed": lambda r: put(r, {"releases/nya\u0308.md": new()}),
    "a text in a folder decomposed": lambda r: put(r, {"releases/nya\u0308/ny.md": new()}),
    "a folder called as a text": lambda r: (r / "releases/ny.md").mkdir(),
    "a folder, and something else": lambda r: put(
        r, {"releases/2018/ny.md": new(), "releases/2018/x.pdf": b"%PDF"}
    ),
    "an empty folder": lambda r: (r / "releases/2018").mkdir(),
    "a page that somebody changed": lambda r: (
        put(r, {"releases/ny.md": new()}),
        (r / "public/sitemap.xml").write_text("Hej"),
    ),
    "settings, too": lambda r: (put(r, {"releases/ny.md": new()}), CHANGES["the settings"](r)),
    "lost files": lambda r: (
        put(r, {"releases/ny.md": new()}),
        lose(r / ".kppress/files"),
    ),
}


@pytest.mark.parametrize("change", WHOLE.values(), ids=WHOLE.keys())
def test_where_others_could_tell_that_it_is_there_all_are_looked_at(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    root = room(tmp_path)
    change(root)
    assert not looks_at_few(root)


def test_a_text_outside_the_newsroom_is_not_shown(tmp_path: Path) -> None:
    root = room(tmp_path)
    (tmp_path / "ny.md").write_text(new())
    (root / "releases/ny.md").symlink_to(tmp_path / "ny.md")
    _, done = built(root)
    assert "releases/ny.md" in {found.place.file for found in done.checked.found}
    assert not any("/ny/" in path for path in files_of(root / "public"))


@pytest.mark.parametrize(
    "waiting",
    [
        {"releases/vantar.md": release(30, status="utkast", body="Se [det nya](ny.md).")},
        {"releases/vantar.md": release(30, status="utkast", fields="relaterat: [ny]")},
        {"releases/vantar.md": release(30, body="Se [det](ny.md).", fields="tillåt: [KP406]")},
        {"releases/ny.en.md": "---\nid: urn:uuid:01634f2c-2a80-7a3e-9b61-000000000031\n"
         "title: New\nlead: New.\npublished: 2018-06-07\ncontacts: [presskontakt]\n---\nText.\n"},
        {"feeds/tom.toml": 'title.sv = "Tom"\ntopics = ["bygga"]\n',
         "releases/ny.md": new(fields="ämnen: [bygga]")},
    ],
)  # fmt: skip
def test_what_waited_for_a_document_is_told_that_it_came(
    tmp_path: Path, waiting: dict[str, str]
) -> None:
    come = waiting.pop("releases/ny.md", new())
    root = room(tmp_path, {**waiting})
    put(root, {"releases/ny.md": come})
    assert not looks_at_few(root)


def test_the_news_of_two_days_are_all_in_their_sitemap(tmp_path: Path) -> None:
    times = [f"2018-07-04 {hour:02}:{minute:02}" for hour in range(9) for minute in range(0, 60, 9)]
    several = {f"releases/{n:03}.md": release(100 + n, publicerad=at) for n, at in enumerate(times)}
    root = room(tmp_path, {**several})
    put(root, {"releases/ny.md": new()})
    looks_at_few(root)
    assert (root / "public/sitemap-news.xml").read_text().count("<url>") == len(times) + 1


def test_what_a_new_document_is_to_time_is_kept(tmp_path: Path) -> None:
    root = room(tmp_path)
    later = "rättelser:\n  - när: 2018-07-06 12:00\n    text: Fel år."
    put(root, {"releases/ny.md": new(40, later, publicerad="2018-07-04 10:00")})
    _, done = built(root)
    assert done.retouched
    assert done.until
    now = done.until
    while now < NOW + timedelta(days=4):
        _, done = built(root, now)
        fresh, files = cold(root, now)
        assert (done.checked.found, done.until) == (fresh.checked.found, fresh.until)
        assert files_of(root / "public") == files
        assert done.until
        now = done.until


def test_somebody_elses_file_in_its_way_is_told_of(tmp_path: Path) -> None:
    root = room(tmp_path)
    theirs = root / "public/pressmeddelanden/2018/ny"
    theirs.mkdir()
    (theirs / "index.html").write_text("Någon annans.")
    put(root, {"releases/ny.md": new()})
    with pytest.raises(Exception, match="in_the_way"):
        built(root)
    assert (theirs / "index.html").read_text() == "Någon annans."


@pytest.mark.parametrize("name", [SURVEY, TAKEN])
@pytest.mark.parametrize("wrong", [None, 3, ("x",), b"x"])
def test_what_a_stranger_kept_of_all_is_not_known(tmp_path: Path, name: str, wrong: object) -> None:
    root = room(tmp_path)
    drawers = Drawers(Store(root / FILE, stamp_of_now()))
    drawers.change({name: wrong}, frozenset())
    put(root, {"releases/ny.md": new()})
    assert not looks_at_few(root)


kinds = st.sampled_from(["pressmeddelande", "nyhet", "viktigt meddelande"])
words = st.sampled_from(["Badet", "Å & ö <b", "Ny plan", "Torget", "Simhallen 2018"])
topics = st.sampled_from(["", "ämnen: [miljo]", "ämnen: [bygga]", "ämnen: [miljo, bygga]"])
days = st.dates(NOW.date() - timedelta(days=430), NOW.date())


@settings(max_examples=examples(6))
@given(
    several=st.lists(
        st.lists(
            st.tuples(words, topics, days, kinds, st.booleans()),
            min_size=1,
            max_size=2,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_whatever_is_added_a_build_makes_what_a_cold_one_makes(
    tmp_path_factory: pytest.TempPathFactory,
    several: list[list[tuple[str, str, object, str, bool]]],
) -> None:
    more: dict[str, str | bytes] = {
        "releases/byggt.md": release(60, fields="ämnen: [bygga]", typ="nyhet"),
        "releases/byggt-2.md": release(61, fields="ämnen: [bygga]", publicerad="2017-06-06 08:00"),
    }
    root, number = room(tmp_path_factory.mktemp("rum"), more), 70
    for at_once in several:
        for title, topic, day, kind, english in at_once:
            make = notice if kind == "viktigt meddelande" else new
            text = make(
                number,
                topic,
                rubrik=title,
                publicerad=f"{day}",
                adressnamn=f"ny-{number}",
                typ=kind,
                språk="en" if english else "",
            )
            put(root, {f"releases/{day}-ny-{number}.md": text})
            number += 1
        looks_at_few(root)
