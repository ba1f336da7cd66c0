"""A newsroom of every kind, and what may happen to it between two builds."""

import io
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory

from making import NOW, files_of, newsroom, notice, release
from PIL import Image

import kppress
from kppress.cache.edited import edits, files_in_place
from kppress.cache.unchanged import Before, Call, recall, remember
from kppress.model.grain import COARSE
from kppress.press.build import build, build_edits
from kppress.press.built import Built


def picture(colour: str, width: int = 40) -> bytes:
    """A picture whose bytes are as many whatever the colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, 30), colour).save(out, "png", compress_level=0)
    return out.getvalue()


FILES: dict[str, str | bytes] = {
    "releases/a.md": release(1, fields="ämnen: [miljo]\nbilagor:\n  - fil: plan.pdf"),
    "releases/b.md": release(2, fields="embargo till: 2018-07-09 06:00"),
    "releases/c.md": release(
        5,
        fields="ämnen: [miljo]\nrelaterat: [urn:uuid:01634f2c-2a80-7a3e-9b61-000000000001]\n"
        "rättelser:\n  - när: 2018-07-05 09:30\n    text: Fel år.",
        body="Se [badhuset](a.md), [planen](plan.pdf) [det som väntar](b.md#mer), "
        "[här](/pressmeddelanden/2018/a/) och [miljö](https://PRESS.kommun.example/amnen/miljo/).",
    ),
    "releases/a.en.md": "---\ntitle: A new bath\nlead: A bath.\n---\nText.\n",
    # Of another year, so that feeds have archives.
    "releases/old.md": release(6, publicerad="2017-06-01 09:00", fields="ämnen: [miljo]"),
    "releases/older.md": release(7, publicerad="2017-05-01 09:00", body="Se [nu](a.md)."),
    "releases/alone.md": release(10, publicerad="2018-06-01 09:00", fields="ämnen: [miljo]"),
    "releases/sedd.md": release(
        11,
        publicerad="2018-06-02 09:00",
        fields="bilder:\n  - fil: bad.png\n    alt: Ett bad\n    fotograf: Kommunens fotograf",
        body="Se [mer om badet](#mer) och [länet](https://lan.example/).\n\n## Mer\n\nOm badet.",
    ),
    "releases/bad.png": picture("red", 1300),
    "releases/n.md": notice(3, fields="granskas senast: 2018-07-06 12:00"),
    "releases/ut.md": release(4, fields="embargo till: 2018-07-05 09:00:30", status="utkast"),
    "releases/plan.pdf": b"%PDF-1.4 a plan",
    "bilder/logo.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>',
    "templates/web/404.html": '{% extends "kppress/web/404.html" %}\n',
}
LOGO = '\n[theme]\nlogo = "bilder/logo.svg"\n'
LEAN = "\n[build]\nmail = false\ntext = false\n"
LINKED = LEAN + '\n[footer]\nsv = [{ title = "Badet", url = "/pressmeddelanden/2018/a/" }]\n'
"""With a link on every page, as long as the document that it leads to is public."""
UNSOUGHT = "\n[build]\nsearch = false\n"
"""Without what is made of all texts: then an edit of one can be all that is looked at."""
SAYS = ["Klart: 9 filer."]


def call_on(root: Path, *words: str) -> Call:
    return Call(("build", *words), str(Path(kppress.__file__).parent), str(root))


def built(root: Path, now: datetime = NOW) -> tuple[Call, Built]:
    """A build, whose sources were saved a while before."""
    call = call_on(root)
    recall(call, now.timestamp())
    before = Before(call, time.time_ns() + COARSE)
    since = edits(call, before)
    stands = partial(files_in_place, call)
    # So that what was saved is known by its mark, as it is where nobody waits for a build.
    done = since and build_edits(root, root / "public", now, since, "", before.at, stands)
    done = done or build(root, root / "public", now, begun=before.at, in_place=stands)
    remembered(call, before, done, now)
    return call, done


def remembered(call: Call, before: Before, done: Built, now: datetime = NOW) -> None:
    """What the command keeps after a build."""
    if done.receipt is None:
        return
    remember(
        call,
        before,
        output=f"{call.root}/public",
        since=now.timestamp(),
        until=done.until.timestamp() if done.until else None,
        elsewhere=["bilder/logo.svg"],
        files=done.receipt.marks,
        says=SAYS,
    )


def add(file: Path, text: str) -> int:
    return file.write_text(file.read_text() + text)


def put(root: Path, files: dict[str, str | bytes]) -> Path:
    """Put files into a newsroom whose settings stay as they are."""
    return newsroom(root, {"kppress.toml": (root / "kppress.toml").read_text(), **files})


def replace(file: Path, old: str, new: str) -> int:
    return file.write_text(file.read_text().replace(old, new, 1))


Change = Callable[[Path], object]
CHANGES: dict[str, Change] = {
    "a body": lambda r: (r / "releases/a.md").write_text(release(1, body="Ett annat ord.")),
    "a body of the same length": lambda r: (r / "releases/a.md").write_text(
        (r / "releases/a.md").read_text().replace("text", "tyst")
    ),
    "a headline that another page names": lambda r: (r / "releases/a.md").write_text(
        release(1, rubrik="Kommunen stänger ett badhus")
    ),
    "an original's date": lambda r: (r / "releases/a.md").write_text(
        release(1, publicerad="2018-05-01 09:00", fields="ämnen: [bygga]")
    ),
    "the year of a document": lambda r: (r / "releases/a.md").write_text(
        release(1, publicerad="2017-05-20 09:00")
    ),
    "more of a body": lambda r: add(r / "releases/old.md", "\n\nMer om badet.\n"),
    "more of another body": lambda r: add(r / "releases/alone.md", "\n\n## Mer\n\nOm badet.\n"),
    "more of both": lambda r: (
        add(r / "releases/old.md", "\n\nStort bad.\n"),
        add(r / "releases/alone.md", "\n\nLitet bad.\n"),
    ),
    "a fault in a body": lambda r: add(r / "releases/old.md", "\n\nPriset är 5 %  av 3 kr!!!\n"),
    "a link within a body": lambda r: add(r / "releases/alone.md", "\n\nSe [mer](#mer).\n"),
    "a heading that a link leads to": lambda r: replace(r / "releases/alone.md", "## Mer", "## M"),
    "a link to another document": lambda r: add(r / "releases/old.md", "\n\nSe [här](alone.md).\n"),
    "a draft of what was public": lambda r: replace(
        r / "releases/old.md", "---\n", "---\nstatus: utkast\n"
    ),
    "more of what waits for its moment": lambda r: add(r / "releases/b.md", "\n\nMer.\n"),
    "more of a text with a picture": lambda r: add(r / "releases/sedd.md", "\n\nOm bilden.\n"),
    "a body of long ago": lambda r: (r / "releases/older.md").write_text(
        release(7, publicerad="2017-05-01 09:00", body="Ett annat ord.")
    ),
    "a translation's body": lambda r: (r / "releases/a.en.md").write_text(
        "---\ntitle: A new bath\nlead: A bath.\n---\nAnother text.\n"
    ),
    "a translation": lambda r: (r / "releases/c.en.md").write_text(
        "---\ntitle: More baths\nlead: Baths.\n---\nText.\n"
    ),
    "a withdrawal": lambda r: (r / "releases/a.md").write_text(
        release(1, fields="tillbakadragen:\n  när: 2018-07-01 10:00\n  skäl: Fel.")
    ),
    "a notice that updates another": lambda r: (r / "releases/mer.md").write_text(
        notice(20, fields="ersätter: n")
    ),
    "a notice that ends another": lambda r: (r / "releases/slut.md").write_text(
        notice(21, fields="upphäver: n", händelse="", upphör="", allvarlighetsgrad="", regioner="")
    ),
    "what a notice is about": lambda r: replace(r / "releases/n.md", "Eldningsförbud", "Storm"),
    "a correction of a notice": lambda r: replace(
        r / "releases/n.md",
        "händelse",
        "rättelser:\n  - när: 2018-07-04 09:30\n    text: Fel.\nhändelse",
    ),
    "a notice in English": lambda r: (r / "releases/n.en.md").write_text(
        "---\ntitle: A ban\nlead: No fires.\ninstruction: Light no fires.\n---\nText.\n"
    ),
    "a new document": lambda r: (r / "releases/ny.md").write_text(release(9)),
    "a renamed document": lambda r: (r / "releases/a.md").rename(r / "releases/d.md"),
    "a deleted document": lambda r: (r / "releases/n.md").unlink(),
    "a deleted folder": lambda r: rmtree(r / "templates"),
    "a draft that is ready": lambda r: (r / "releases/ut.md").write_text(release(4)),
    "an attachment": lambda r: (r / "releases/plan.pdf").write_bytes(b"%PDF-1.4 another"),
    "the settings": lambda r: (r / "kppress.toml").write_text(
        (r / "kppress.toml").read_text().replace("Storgatan 1", "Storgatan 2")
    ),
    "a feed": lambda r: (r / "feeds/alla.toml").write_text('title.sv = "Nytt"\n'),
    "another feed": lambda r: (r / "feeds/miljo.toml").write_text('title.sv = "Miljö"\n'),
    "a picture": lambda r: put(
        r,
        {
            "releases/p.md": release(8, fields="bilder:\n  - fil: b.png\n    alt: Ett bad"),
            "releases/b.png": picture("red"),
        },
    ),
    "another picture of the same size": lambda r: (r / "releases/b.png").write_bytes(
        picture("blue")
    ),
    "a template": lambda r: (r / "templates/web/404.html").write_text("Borta"),
    "a style": lambda r: put(r, {"templates/static/style.css": "p{}"}),
    "the logo": lambda r: (r / "bilder/logo.svg").write_bytes(b"<svg/>"),
    "a page that somebody deleted": lambda r: (r / "public/index.html").unlink(),
    "a page that somebody changed": lambda r: (r / "public/index.html").write_text("Hej"),
    "the whole site away": lambda r: rmtree(r / "public"),
}


def cold(root: Path, now: datetime = NOW, base_url: str = "") -> tuple[Built, dict[str, bytes]]:
    """The same newsroom where nothing was ever built, and its files."""
    with TemporaryDirectory(dir=root.parent) as folder:
        copy = Path(folder) / root.name
        copytree(root, copy, ignore=lambda _, names: {"public", ".kppress"} & set(names))
        done = build(copy, copy / "public", now, base_url=base_url)
        return done, files_of(copy / "public") if (copy / "public").exists() else {}


def assert_as_cold(root: Path, now: datetime = NOW, base_url: str = "") -> None:
    done = build(root, root / "public", now, base_url=base_url)
    fresh, files = cold(root, now, base_url)
    assert (done.checked.found, done.until) == (fresh.checked.found, fresh.until)
    assert fresh.receipt is None or files_of(root / "public") == files
