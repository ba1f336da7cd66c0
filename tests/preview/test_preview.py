"""What the preview answers, and to whom."""

import http.client
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from making import NOW, SETTINGS, files_of, newsroom, notice, release
from previewing import Preview, previewing
from processes import started

from kppress.cli.group import run
from kppress.model.error import UsageFault
from kppress.preview.look import seen_in
from kppress.preview.server import sockets

PICTURE = Path(__file__).parent.parent / "newsroom/releases/karta.png"
PUBLIC = "/pressmeddelanden/2018/a/"
DRAFT = "/pressmeddelanden/2018/utkast/"
FILES: dict[str, str | bytes] = {
    "releases/a.md": release(1, fields="bilder:\n  - fil: karta.png\n    alt-text: En karta"),
    "releases/karta.png": PICTURE.read_bytes(),
    "releases/utkast.md": release(2, status="utkast", publicerad="", kontakter="[okänd]"),
    "releases/embargo.md": release(3, fields="embargo till: 2018-07-09 06:00"),
    "releases/sen.md": release(4, publicerad="2018-07-16 07:00"),
    "releases/bort.md": release(
        5, fields="tillbakadragen:\n  när: 2018-06-02 10:00\n  skäl: Fel siffror"
    ),
    "releases/n.md": notice(6, status="utkast", rubrik="Elda inte"),
    "releases/om.md": release(7, typ="sida", publicerad="", ingress=""),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return newsroom(tmp_path_factory.mktemp("rum") / "rum", FILES)


@pytest.fixture(scope="module")
def preview(made: Path) -> Iterator[Preview]:
    """One that no test saves to."""
    with previewing(made) as running:
        yield running


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return newsroom(tmp_path / "rum", FILES)


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def test_everything_is_there_and_what_others_cannot_see_is_marked(preview: Preview) -> None:
    assert preview.marks() == {
        DRAFT: "Utkast",
        "/pressmeddelanden/2018/embargo/": "Embargo till måndag 9 juli 2018 kl. 06.00",
        "/pressmeddelanden/2018/sen/": "Schemalagt till måndag 16 juli 2018 kl. 07.00",
        "/pressmeddelanden/2018/bort/": "Tillbakadraget",
        "/meddelanden/2018/n/": "Utkast",
    }
    assert "Utkast – syns inte för andra" in preview.get(DRAFT).text
    assert '<p class="state seen">Publikt</p>' in preview.get(PUBLIC).text
    assert "[Utkast] Elda inte" in preview.get("/notices.json").text


def test_a_page_shows_its_own_findings_with_line_and_place(preview: Preview) -> None:
    page = preview.get(DRAFT).text
    assert "releases/utkast.md:5:13" in page
    assert '<span class="line">5</span>kontakter: [<mark>okänd</mark>]' in page
    assert "okänd" not in preview.get(PUBLIC).text


def test_the_list_of_all_documents_counts_their_findings(preview: Preview) -> None:
    page = preview.get("/_kppress/").text
    assert "releases/utkast.md" in page
    assert "1 varning" in page


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_mail_is_the_one_that_the_site_shows(preview: Preview, look: str) -> None:
    site = preview.get(f"{PUBLIC}e-post.html").text
    mail = preview.get(f"/_kppress/mail.html/{look}{PUBLIC}").text
    unmarked = site.partition("<kppress-preview")[0]
    for line in unmarked.split("<body")[1].splitlines():
        assert line in mail
    assert "prefers-color-scheme" not in mail
    assert f'<meta name="color-scheme" content="{look}"' in mail


def test_only_what_asks_for_the_look_is_answered() -> None:
    asked = "@media screen and (prefers-color-scheme: dark) and (max-width: 9em) {a{}}"
    assert seen_in(asked, "dark") == "@media screen and (min-width: 0px) and (max-width: 9em) {a{}}"
    assert (
        seen_in(asked, "light") == "@media screen and (max-width: 0px) and (max-width: 9em) {a{}}"
    )


def test_the_text_part_has_at_most_72_columns(preview: Preview) -> None:
    page = preview.get(f"/_kppress/text{PUBLIC}").text
    text = page.partition('<pre class="text" tabindex="0">')[2].partition("</pre>")[0]
    assert "Kommunen öppnar badhus 1" in text
    assert all(len(line) <= 72 for line in text.splitlines() if "http" not in line)


def test_a_page_is_no_mail_and_offers_none(preview: Preview) -> None:
    assert "/_kppress/mail/" not in preview.get("/om/").text
    assert "<iframe" not in preview.get("/_kppress/mail/600/light/om/").text
    assert "<iframe" not in preview.get(f"/_kppress/mail/601/light{PUBLIC}").text


def test_pictures_come_from_their_sources(preview: Preview, made: Path) -> None:
    page = preview.get(PUBLIC).text
    path = page.partition('<img src="')[2].partition('"')[0]
    assert path.startswith(PUBLIC)
    connection = http.client.HTTPConnection(preview.address.removeprefix("http://"))
    connection.request("GET", path)
    assert connection.getresponse().read() == (made / "releases/karta.png").read_bytes()
    connection.close()


def test_nothing_is_kept_and_nothing_may_leave(preview: Preview) -> None:
    for path in ("/", DRAFT, "/notices.json", f"/_kppress/mail.html/dark{PUBLIC}"):
        headers = preview.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        if headers["Content-Type"].startswith("text/html"):
            assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Access-Control-Allow-Origin"] is None
        assert headers["Date"] == "Thu, 05 Jul 2018 07:00:00 GMT"
    assert (
        "script"
        not in preview.get(f"/_kppress/mail.html/dark{PUBLIC}").headers["Content-Security-Policy"]
    )


@pytest.mark.parametrize(
    "host", ["press.kommun.example", "127.0.0.1.evil.example", "localhost.evil.example:8765", ""]
)
def test_another_name_for_this_machine_is_refused(preview: Preview, host: str) -> None:
    answer = preview.get(DRAFT, Host=host)
    assert answer.status == 421
    assert "badhus" not in answer.text


@pytest.mark.parametrize("host", ["localhost:9", "127.0.0.1", "[::1]:8765"])
def test_the_names_of_loopback_are_answered_with_addresses_of_their_own(
    preview: Preview, host: str
) -> None:
    answer = preview.get(PUBLIC, Host=host)
    assert answer.status == 200
    assert f'href="http://{host}{PUBLIC}"' in answer.text


def test_it_listens_on_loopback_alone() -> None:
    opened, port = sockets(0)
    hosts = {made.getsockname()[0] for made in opened}
    for made in opened:
        made.close()
    assert hosts <= {"127.0.0.1", "::1"}
    assert port > 0


def test_a_port_that_is_taken_is_said_and_the_next_is_found() -> None:
    opened, port = sockets(None)
    try:
        with pytest.raises(UsageFault):
            sockets(port)
        others, next_port = sockets(None)
        for made in others:
            made.close()
        assert next_port > port
    finally:
        for made in opened:
            made.close()


def test_a_preview_is_for_reading(preview: Preview) -> None:
    assert preview.get("/", method="POST").status == 405


@pytest.mark.parametrize(
    "path", ["/../kppress.toml", "/%2e%2e/kppress.toml", "/kppress.toml", "/releases/utkast.md",
             "/_kppress/..%2fapp.py", "/_kppress/nope.css", "/pressmeddelanden/2018/a/utkast.md"]
)  # fmt: skip
def test_nothing_but_the_site_is_served(preview: Preview, path: str) -> None:
    answer = preview.get(path)
    assert answer.status == 404
    assert "[newsroom]" not in answer.text


def test_a_save_is_shown(root: Path) -> None:
    with previewing(root) as preview:
        assert "badhus 1" in preview.get(PUBLIC).text
        with preview.save():
            write(root / "releases/a.md", release(1, rubrik="Badhuset blir bibliotek"))
        assert "Badhuset blir bibliotek" in preview.get(PUBLIC).text
        assert "Badhuset blir bibliotek" in preview.get("/").text


def test_a_page_follows_its_file_to_another_address(root: Path) -> None:
    with previewing(root) as preview:
        preview.get(PUBLIC)
        with preview.save():
            write(root / "releases/a.md", release(1, adressnamn="nytt-bad", rubrik="Nytt bad"))
        assert "Nytt bad" in preview.get(PUBLIC).text


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("releases/a.md", "---\nrubrik: [\n---\n", "releases/a.md:"),
        ("kppress.toml", "[newsroom", "kppress.toml:1:"),
        ("kppress.toml", SETTINGS.replace("base_url", "bas_url"), "kppress.toml:"),
        ("templates/web/release.html", "{% if %}", "web/release.html:1"),
        ("templates/web/release.html", "{{ edition.nope }}", "nope"),
        ("templates/web/release.html", "{{ 1 + 'a' }}", "TypeError"),
        ("templates/web/shell.html", "", "Förhandsvisning"),
    ],
)
def test_a_broken_file_is_shown_with_its_fault_and_mends_at_the_next_save(
    root: Path, file: str, text: str, said: str
) -> None:
    (root / "templates/web").mkdir(parents=True)
    with previewing(root) as preview:
        good = preview.get(PUBLIC)
        assert good.status == 200
        before = (root / file).read_text() if (root / file).exists() else None
        with preview.save():
            write(root / file, text)
        broken = preview.get(PUBLIC)
        assert said in broken.text
        assert "<kppress-preview" in broken.text
        with preview.save():
            if before is None:
                (root / file).unlink()
            else:
                write(root / file, before)
        mended = preview.get(PUBLIC)
        assert mended.status == 200
        assert "badhus 1" in mended.text


def test_a_deleted_file_and_a_deleted_folder_come_back(root: Path) -> None:
    with previewing(root) as preview:
        preview.get(PUBLIC)
        with preview.save():
            (root / "releases/a.md").unlink()
        gone = preview.get(PUBLIC)
        assert gone.status == 404
        assert "Dokumentet är borta" in gone.text
        with preview.save():
            (root / "releases").rename(root / "undan")
        assert preview.get("/").status == 200
        with preview.save():
            (root / "undan").rename(root / "releases")
        with preview.save():
            write(root / "releases/a.md", release(1))
        assert preview.get(PUBLIC).status == 200


def test_a_mail_template_that_breaks_is_said_on_the_page(root: Path) -> None:
    (root / "templates/email").mkdir(parents=True)
    with previewing(root) as preview:
        with preview.save():
            write(root / "templates/email/shell.mjml", "<mjml><oj")
        answer = preview.get(f"/_kppress/mail/600/light{PUBLIC}")
        assert answer.status == 500
        assert "Sidan kan inte göras" in answer.text
        assert preview.get(PUBLIC).status == 200


def test_the_words_are_english_where_messages_are(root: Path) -> None:
    with previewing(root, language="en") as preview:
        page = preview.get(DRAFT).text
    assert "Draft – nobody else can see it" in page
    assert "warning" in page


def test_nothing_of_a_preview_is_in_what_is_built(root: Path) -> None:
    with previewing(root) as preview:
        preview.get(DRAFT)
        assert not (root / "public").exists()
        assert run(["--root", str(root), "--now", f"{NOW:%Y-%m-%d %H:%M}", "build"]) == 0
        for name, content in files_of(root / "public").items():
            assert b"_kppress" not in content, name
            assert b"kppress-preview" not in content, name


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_command_says_its_address_and_ends_quietly(root: Path, sign: int) -> None:
    with started(root, "preview", "--port", "0") as running:
        assert running.stdout
        address = running.stdout.readline().split()[-1]
        # A browser that listens holds nothing up.
        host, _, port = address.removeprefix("http://").rstrip("/").rpartition(":")
        with socket.create_connection((host, int(port))) as listener:
            listener.sendall(b"GET /_kppress/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert listener.recv(100).startswith(b"HTTP/1.1 200")
            running.send_signal(sign)
            assert running.wait() == 0
        assert running.stderr
        assert running.stderr.read() == ""
