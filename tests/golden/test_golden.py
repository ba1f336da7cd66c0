"""What came out of tests/newsroom once, was read, and is to come out again."""

import re
from pathlib import Path

import pytest
from making import NOW, files_of

from kppress.cli.group import run
from kppress.press.build import build

HERE = Path(__file__).parent / "files"
NEWSROOM = Path(__file__).parent.parent / "newsroom"
PAGES = (
    "index.html",
    "en/index.html",
    "en/press-releases/2018/vattenverket/index.html",
    "pressmeddelanden/2018/vattenverket/index.html",
    "pressmeddelanden/2018/vattenverket/index.txt",
    "pressmeddelanden/2018/vattenverket/e-post.html",
    "pressmeddelanden/2018/vattenverket/index.json",
    "pressmeddelanden/2018/dragen/index.html",
    "inbjudningar/2018/visning/index.html",
    "inbjudningar/2018/visning/index.ics",
    "nyheter/2018/bad/index.html",
    "meddelanden/index.html",
    "meddelanden/2018/koka/index.html",
    "meddelanden/2018/lacka/index.html",
    "vatten-i-sjostad/index.html",
    "amnen/vatten/index.html",
    "arkiv/index.html",
    "kontakt/index.html",
    "prenumerera/index.html",
    "feeds/allt/index.html",
    "feeds/allt/rss.xml",
    "feeds/allt/atom.xml",
    "feeds/allt/feed.json",
    "feeds/opml.xml",
    "meddelanden/2018/lagad/cap.xml",
    "meddelanden/atom.xml",
    "notices.json",
    "en/notices.json",
    "sitemap.xml",
    "robots.txt",
    "404.html",
    "gammal/vatten/index.html",
    "nyheter/vattenverket.html",
)

JPEG_SIZE = re.compile(
    rb'(\.jpg"[^<>{}]*?(?: length="| fileSize="|"size_in_bytes":|"sizeInBytes":))\d+'
)
"""How many bytes a picture has is its encoder's affair, and other tests count them."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site, its list of files, and the mail."""
    folder = tmp_path_factory.mktemp("golden")
    assert build(NEWSROOM, folder / "public", NOW).receipt is not None
    site = files_of(folder / "public")
    found = {name: JPEG_SIZE.sub(rb"\g<1>0", site[name]) for name in PAGES}
    found["files.txt"] = "".join(
        # pagefind names its files by what its version makes of them
        f"{name}\n"
        for name in sorted(site)
        if not name.startswith("pagefind/")
    ).encode()
    mail = folder / "mail.eml"
    arguments = ["--root", str(NEWSROOM), "--now", "2018-07-05 09:00", "email", "vattenverket"]
    link = "https://www.sjostad.example/press/av"
    assert run([*arguments, "--list-unsubscribe", link, "--output", str(mail)]) == 0
    found["mail.eml"] = mail.read_bytes()
    return found


@pytest.mark.parametrize("name", [*PAGES, "files.txt", "mail.eml"])
def test_it_comes_out_as_it_was_read(
    made: dict[str, bytes], name: str, request: pytest.FixtureRequest
) -> None:
    file = HERE / name
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(made[name])
    assert made[name].decode() == file.read_bytes().decode()


def test_no_golden_file_is_left_over() -> None:
    assert sorted(files_of(HERE)) == sorted([*PAGES, "files.txt", "mail.eml"])


def test_the_template_of_its_own_is_used(made: dict[str, bytes]) -> None:
    page = made["pressmeddelanden/2018/vattenverket/index.html"].decode()
    assert "Sjöstad – vid vattnet" in page
    assert "Om Sjöstad" in page
    assert "vid vattnet</p>" not in made["nyheter/2018/bad/index.html"].decode()
