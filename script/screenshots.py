"""Pictures of the newsroom's main pages and mails, made in headless Chromium."""

import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, sync_playwright

from kppress.cli.group import run

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
RELEASE = "pressmeddelanden/2018/sydafrikasamarbete/"
WIDE, PHONE, MAIL = (1280, 1600), (390, 844), (680, 1100)

DRAFT = """\
---
typ: pressmeddelande
id: urn:uuid:01648a5c-0000-7000-8000-000000000001
rubrik: Simhallen öppnar igen den 20 augusti
ingress: Efter en sommar med nytt kakel och ny ventilation öppnar simhallen för alla.
status: utkast
ämnen: [kultur]
kontakter: [kulturen]
---

Alla pass är gratis under första veckan. Läs mer [här](https://www.vaxjo.example/simhallen).

- Vi har längtat, säger badmästaren.
"""
"""What stands in the preview: a text that somebody is in the middle of."""

SHOTS = (
    ("front", "", WIDE, "light"),
    ("front-dark", "", WIDE, "dark"),
    ("front-phone", "", PHONE, "light"),
    ("release", RELEASE, WIDE, "light"),
    ("release-phone", RELEASE, PHONE, "light"),
    ("release-dark", RELEASE, WIDE, "dark"),
    ("page", "kommunala-partnerskap/", WIDE, "light"),
    ("invitation", "inbjudningar/2018/presstraff-brandrisk/", WIDE, "light"),
    ("notices", "meddelanden/", WIDE, "light"),
    ("search", "sok/?q=sydafrika", WIDE, "light"),
    ("feed", "feeds/alla/", WIDE, "light"),
    ("mail", RELEASE + "e-post.html", MAIL, "light"),
    ("mail-dark", RELEASE + "e-post.html", MAIL, "dark"),
)


class Quiet(SimpleHTTPRequestHandler):
    """A file server on 5 July 2018, which does not chat."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The moment of the pictures: the banner trusts the server's clock before its own."""
        return (
            "Thu, 05 Jul 2018 07:00:00 GMT"
            if timestamp is None
            else super().date_time_string(timestamp)
        )

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> None:
    """Build, serve on loopback, look, and keep the pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        output = str(Path(folder) / "public")
        arguments = ["--root", str(ROOT), "--now", "2018-07-05 09:00", "--quiet"]
        if code := run([*arguments, "build", "--output", output]):
            raise SystemExit(code)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=output))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            for name, path, (width, height), scheme in SHOTS:
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                # The notice's life follows the clock, which stands still for the picture.
                page.clock.set_fixed_time("2018-07-05T09:00:00+02:00")
                page.goto(f"http://127.0.0.1:{server.server_port}/{path}", wait_until="networkidle")
                page.screenshot(path=PICTURES / f"{name}.png")
                page.close()
            preview(browser, Path(folder) / "room")
            browser.close()
        server.shutdown()


def preview(browser: Browser, room: Path) -> None:
    """A draft in the preview, with its findings."""
    folders = ("releases", "feeds", "templates")
    for name in folders:
        shutil.copytree(ROOT / name, room / name)
    shutil.copy(ROOT / "kppress.toml", room)
    draft = room / "releases" / "2018" / "2018-07-05-simhallen.md"
    draft.write_text(DRAFT, "utf-8")
    command = [sys.executable, "-m", "kppress", "--root", str(room), "--now", "2018-07-05 09:00"]
    with subprocess.Popen(  # noqa: S603 # our own command
        [*command, "preview", "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        address = running.stdout.readline().split()[-1].rstrip("/")
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.clock.set_fixed_time("2018-07-05T09:00:00+02:00")
        page.goto(f"{address}/pressmeddelanden/2018/simhallen/")
        page.locator("kppress-preview summary").click()
        page.screenshot(path=PICTURES / "preview.png")
        page.close()
        running.terminate()


if __name__ == "__main__":
    main()
