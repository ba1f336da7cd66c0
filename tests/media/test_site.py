"""Pictures as the site has them: what the pages say of them is what the files are."""

import json
import re
from email import message_from_bytes, policy
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import pytest
from making import NOW, SETTINGS, files_of, newsroom, release
from photos import PRIVATE, TURNED_LEFT, animation, cut_out, opened, photo

from kppress.cli.group import run
from kppress.press.build import build

FIELDS = """
bilder:
  - fil: torget.jpg
    alt-text: Torget i regn
    bildtext: Torget
    fotograf: Åsa Exempel
    licens: CC BY 4.0
  - fil: karta.png
    alt-text: En karta
  - fil: film.gif
    alt-text: En film
  - fil: plan.svg
    alt-text: En plan
bilagor:
  - fil: bilaga.jpg
kontakter:
  - namn: Presskontakt
    telefon: 070-174 06 05
    porträtt: portratt.webp
"""
TEXT = "Text.\n\n![En badplats](bad.jpg)\n\n[Kartan](karta.png) och [badet](bad.jpg).\n"
FILES: dict[str, str | bytes] = {
    "releases/a.md": release(1, FIELDS, TEXT, kontakter=""),
    "releases/a.en.md": "---\ntitle: The square\nlead: It rains.\nimages:\n"
    "  - file: torget.jpg\n    alt: The square\n    caption: The square\n---\nText.\n",
    "releases/torget.jpg": photo(size=(2400, 1800), orientation=TURNED_LEFT),
    "releases/karta.png": cut_out(),
    "releases/film.gif": animation(),
    "releases/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 600"/>\n',
    "releases/bilaga.jpg": photo(size=(500, 300)),
    "releases/portratt.webp": photo("webp", (900, 900)),
    "releases/bad.jpg": photo(size=(1000, 500)),
}
HERE = "pressmeddelanden/2018/a/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = newsroom(tmp_path_factory.mktemp("newsroom"), FILES)
    assert build(made, made / "public", NOW).receipt is not None
    return made


@pytest.fixture(scope="module")
def site(root: Path) -> dict[str, bytes]:
    return files_of(root / "public")


class Tags(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.found if name == tag]


def pages(site: dict[str, bytes]) -> dict[str, Tags]:
    return {
        name: Tags(content)
        for name, content in site.items()
        if name.endswith(".html") and "e-post" not in name
    }


def test_every_picture_of_a_page_is_as_large_as_it_says(site: dict[str, bytes]) -> None:
    seen = 0
    for tags in pages(site).values():
        for image in tags.of("img"):
            data = site[image["src"].lstrip("/")]
            if image.get("class") == "portrait" or image["src"].endswith(".svg"):
                continue
            assert (int(image["width"]), int(image["height"])) == opened(data).size
            seen += 1
    assert seen > 8


def test_every_source_is_there_in_its_type_and_width(site: dict[str, bytes]) -> None:
    sets = [
        (source.get("type", ""), source["srcset"])
        for tags in pages(site).values()
        for source in (*tags.of("source"), *tags.of("img"))
        if source.get("srcset")
    ]
    assert {type for type, _ in sets} == {"image/avif", "image/webp", ""}
    for type, candidates in sets:
        for candidate in candidates.split(", "):
            path, width = candidate.split(" ")
            picture = opened(site[path.lstrip("/")])
            assert f"{picture.width}w" == width
            assert type in ("", f"image/{(picture.format or '').lower()}")


def test_a_picture_has_three_sizes_in_three_formats_and_a_small_one_fewer(
    site: dict[str, bytes],
) -> None:
    def sizes(name: str) -> list[str]:
        start = f"{HERE}media/{name}-"
        return sorted(path.removeprefix(start) for path in site if path.startswith(start))

    assert sizes("torget-jpg") == sorted(
        f"{width}.{ending}" for width in (640, 1200, 1800) for ending in ("avif", "webp", "jpg")
    )
    assert {rest.rpartition(".")[2] for rest in sizes("karta-png")} == {"avif", "webp", "png"}
    assert {rest.partition(".")[0] for rest in sizes("bad-jpg")} == {"640", "1000"}
    assert sizes("portratt-webp") == ["216.avif", "216.jpg", "216.webp"]
    assert sizes("film-gif") == []


def test_only_the_first_picture_is_asked_for_at_once(site: dict[str, bytes]) -> None:
    images = Tags(site[f"{HERE}index.html"]).of("img")
    assert images[0]["fetchpriority"] == "high"
    assert "loading" not in images[0]
    assert {image.get("loading") for image in images[1:]} == {"lazy"}
    assert len(images) > 5


def test_nothing_private_is_anywhere_on_the_site(site: dict[str, bytes]) -> None:
    assert any(PRIVATE[0] in content for content in FILES.values() if isinstance(content, bytes))
    leaks = [(n, word) for n, content in site.items() for word in PRIVATE if word in content]
    assert leaks == []


def test_moving_and_drawn_pictures_are_copied(site: dict[str, bytes]) -> None:
    assert site[f"{HERE}film.gif"] == FILES["releases/film.gif"]
    assert site[f"{HERE}plan.svg"] == str(FILES["releases/plan.svg"]).encode()
    drawn = [i for i in Tags(site[f"{HERE}index.html"]).of("img") if i["src"].endswith(".svg")]
    assert [(image["width"], image["height"]) for image in drawn] == [("900", "600")]


def test_the_download_is_the_whole_picture_and_says_how_large_it_is(
    site: dict[str, bytes],
) -> None:
    page = site[f"{HERE}index.html"].decode()
    links = re.findall(r'<a href="/(\S+)" download>Ladda ner \((\w+), ([\d,]+)\s(\w+)\)', page)
    assert [link[0] for link in links][:2] == [f"{HERE}torget.jpg", f"{HERE}karta.png"]
    for path, type, number, unit in links:
        assert type in ("JPEG", "PNG", "GIF", "SVG")
        size = len(site[path]) / (1_000_000 if unit == "MB" else 1_000)
        assert abs(float(number.replace(",", ".")) - size) < 1
    whole = opened(site[f"{HERE}torget.jpg"])
    assert sorted(whole.size) == [1800, 2400]
    assert whole.getexif()[0x013B].encode("latin-1").decode() == "Åsa Exempel"


def test_each_language_has_its_own_caption_in_the_file(site: dict[str, bytes]) -> None:
    swedish = opened(site[f"{HERE}torget.jpg"]).getexif()
    english = opened(site["en/press-releases/2018/a/torget.jpg"]).getexif()
    assert (swedish[0x010E], english[0x010E]) == ("Torget", "The square")
    assert english[0x013B] == swedish[0x013B]


def test_feeds_say_the_length_and_type_of_what_is_served(site: dict[str, bytes]) -> None:
    served = site[f"{HERE}media/torget-jpg-1200.jpg"]
    for name in ("rss.xml", "atom.xml"):
        entry = feedparser.parse(site[f"feeds/alla/{name}"]).entries[0]
        assert entry.enclosures[0]["href"].endswith(f"{HERE}media/torget-jpg-1200.jpg")
        assert int(entry.enclosures[0]["length"]) == len(served)
        assert entry.enclosures[0]["type"] == "image/jpeg"
        shown = Tags(entry.content[0]["value"].encode()).of("img")[0]
        assert shown["src"].endswith(f"{HERE}media/torget-jpg-1200.jpg")
        assert (shown["width"], shown["height"]) == ("1200", "900")
        assert "srcset" not in entry.content[0]["value"]
    item = json.loads(site["feeds/alla/feed.json"])["items"][0]
    assert item["attachments"][0]["size_in_bytes"] == len(served)
    assert item["image"].endswith(f"{HERE}media/torget-jpg-1200.jpg")


def test_other_sites_are_shown_a_picture_of_twelve_hundred_pixels(site: dict[str, bytes]) -> None:
    meta = {m.get("property"): m.get("content") for m in Tags(site[f"{HERE}index.html"]).of("meta")}
    assert meta["og:image"] == f"https://press.kommun.example/{HERE}media/torget-jpg-1200.jpg"
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "900")


def test_a_mail_shows_the_small_picture_and_links_to_the_whole(
    root: Path, site: dict[str, bytes], tmp_path: Path
) -> None:
    images = Tags(site[f"{HERE}e-post.html"]).of("img")
    assert [image["src"].rpartition("/")[2] for image in images] == [
        "torget-jpg-1200.jpg",
        "bad-jpg-1000.jpg",
    ]
    assert {image["width"] for image in images} == {"552"}
    out = tmp_path / "mail.eml"
    arguments = ["--root", str(root), "--now", "2018-07-05 09:00", "email", "a"]
    assert run([*arguments, "--edition", "sv", "--output", str(out)]) == 0
    message = message_from_bytes(out.read_bytes(), policy=policy.default)
    body = message.get_body(("html",))
    assert body is not None
    said = re.findall(r"Ladda ner \(JPEG, ([\d]+)", body.get_content())
    assert said == [str(round(len(site[f"{HERE}torget.jpg"]) / 1_000))]


def test_a_mail_under_embargo_links_to_no_picture(tmp_path: Path) -> None:
    waiting = release(1, FIELDS, TEXT, kontakter="", publicerad="2018-08-01 09:00")
    root = newsroom(tmp_path, {**FILES, "releases/a.md": waiting})
    out = tmp_path / "mail.html"
    arguments = ["--root", str(root), "--now", "2018-07-05 09:00", "email", "a", "--embargoed"]
    command = [*arguments, "--edition", "sv", "--format", "html", "--output", str(out)]
    assert run(command) == 0
    assert "torget" not in out.read_text().replace("Torget", "").replace("torget i", "")
    assert "<img" not in out.read_text()


def test_pictures_of_what_is_not_public_are_made_in_the_store_alone(tmp_path: Path) -> None:
    waiting = release(1, FIELDS, TEXT, kontakter="", publicerad="2018-07-05 09:01")
    small: dict[str, str | bytes] = {
        "releases/torget.jpg": photo(size=(800, 600), orientation=TURNED_LEFT),
        "releases/karta.png": cut_out((800, 600)),
    }
    root = newsroom(tmp_path, {**FILES, **small, "releases/a.md": waiting})
    build(root, root / "public", NOW)
    assert not [name for name in files_of(root / "public") if "torget" in name or "media/" in name]
    store = root / ".kppress" / "pictures"
    times = {f: f.stat().st_mtime_ns for f in store.rglob("*") if f.is_file()}
    assert len(times) > 20
    build(root, root / "public", NOW.replace(minute=1))
    assert f"{HERE}media/torget-jpg-640.avif" in files_of(root / "public")
    assert {f: f.stat().st_mtime_ns for f in store.rglob("*") if f.is_file()} == times


def test_without_pictures_files_are_copied_as_they_are(tmp_path: Path) -> None:
    root = newsroom(tmp_path, FILES, SETTINGS + "\n[build]\npictures = false\n")
    assert build(root, root / "public", NOW).receipt is not None
    output = files_of(root / "public")
    assert output[f"{HERE}torget.jpg"] == FILES["releases/torget.jpg"]
    assert not [name for name in output if "/media/" in name]
    assert "<source" not in output[f"{HERE}index.html"].decode()
    assert 'width="2400" height="1800"' in output[f"{HERE}index.html"].decode()


def test_a_file_by_the_name_of_our_folder_is_published_by_another(tmp_path: Path) -> None:
    fields = "bilder:\n  - fil: torget.png\n    alt-text: Torget\nbilagor:\n  - fil: media"
    files: dict[str, str | bytes] = {"releases/a.md": release(1, fields), "releases/media": b"x"}
    root = newsroom(tmp_path, {**files, "releases/torget.png": cut_out()})
    assert build(root, root / "public", NOW).receipt is not None
    assert (root / "public" / HERE / "fil-media").read_bytes() == b"x"
