"""Files beside the texts: what may be published is, under its own name; nothing else ever is."""

import os
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from making import NOW, SETTINGS, files_of, newsroom, release
from PIL import Image
from processes import unprivileged

from kppress.model.error import KppressError
from kppress.press.build import build
from kppress.press.check import check_newsroom

HOST = "https://press.kommun.example"
PAGE = "pressmeddelanden/2018/x/"
SECRET = "Kommunen lägger ned badhuset"
DRAFT = release(7, "status: utkast", SECRET)


def picture(width: int = 64, colour: str = "green") -> bytes:
    """A small PNG."""
    out = BytesIO()
    Image.new("RGB", (width, 40), colour).save(out, "PNG")
    return out.getvalue()


def found(root: Path) -> list[tuple[str, str]]:
    """Rule and variant of all errors."""
    checked = check_newsroom(root, NOW)
    return [(d.rule, d.variant) for d in checked.found if d.severity == "error"]


def all_bytes(folder: Path) -> bytes:
    """Everything that was published."""
    return b"".join(files_of(folder).values())


def attached(root: Path, *names: str) -> Path:
    """A newsroom with a public release that attaches these files."""
    listed = "\n".join(f'  - fil: "{name}"\n    rubrik: Bilagan' for name in names)
    files = {"releases/x.md": release(1, f"bilagor:\n{listed}"), "releases/utkast.md": DRAFT}
    return newsroom(root, files)


@pytest.mark.parametrize(
    ("target", "variant"),
    [
        ("/etc/passwd", "outside"),
        ("../../utanför.txt", "outside"),
        ("../kppress.toml", "source"),
        ("utkast.md", "source"),
        ("../feeds/alla.toml", "source"),
        ("../templates/web/x.html", "source"),
        ("../.kppress/lock", "source"),
        ("borta.pdf", "dangling"),
        ("bilaga.pdf", "loop"),
        ("../public", "linked_folder"),
        ("/dev/zero", "special"),
    ],
)
def test_a_link_never_brings_in_what_is_not_to_be_shown(
    tmp_path: Path, target: str, variant: str
) -> None:
    root = attached(tmp_path / "n", "bilaga.pdf")
    for path in ("../utanför.txt", "templates/web/x.html", ".kppress/lock", "public/index.html"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(SECRET)
    (root / "releases/bilaga.pdf").symlink_to(target)
    errors = found(root)
    assert ("KP510", variant) in errors
    assert {rule for rule, _ in errors} <= {"KP510", "KP013"}
    output = tmp_path / "ut"
    assert build(root, output, NOW).receipt is None
    # Whoever silences the finding does not get the file either.
    text = (root / "releases/x.md").read_text()
    (root / "releases/x.md").write_text(text.replace("bilagor:", "tillåt: [KP510]\nbilagor:"))
    if variant != "linked_folder":
        assert build(root, output, NOW).receipt is not None
        assert not (output / PAGE / "bilaga.pdf").exists()
        assert SECRET.encode() not in all_bytes(output)


def test_a_link_to_a_file_of_the_newsroom_is_published(tmp_path: Path) -> None:
    root = attached(tmp_path, "bilaga.pdf")
    (root / "arkiv").mkdir()
    (root / "arkiv/rapport.pdf").write_bytes(b"%PDF-1")
    (root / "releases/bilaga.pdf").symlink_to("../arkiv/rapport.pdf")
    assert build(root, tmp_path / "ut", NOW).receipt is not None
    assert (tmp_path / "ut" / PAGE / "bilaga.pdf").read_bytes() == b"%PDF-1"
    assert not (tmp_path / "ut" / PAGE / "bilaga.pdf").is_symlink()


@pytest.mark.parametrize("name", ["utkast.md", "UTKAST.MD", "utkast.MD"])
def test_a_text_is_no_attachment(tmp_path: Path, name: str) -> None:
    root = attached(tmp_path, name)
    (root / "releases/utkast.md").rename(root / "releases" / name)
    assert ("KP510", "document") in found(root)
    text = (root / "releases/x.md").read_text()
    (root / "releases/x.md").write_text(text.replace("bilagor:", "tillåt: [KP510]\nbilagor:"))
    build(root, tmp_path / "ut", NOW)
    assert SECRET.encode() not in all_bytes(tmp_path / "ut")


def test_a_file_that_nobody_may_read_is_told_before_the_build(tmp_path: Path) -> None:
    root = attached(tmp_path, "bilaga.pdf")
    (root / "releases/bilaga.pdf").write_bytes(b"%PDF-1")
    (root / "releases/bilaga.pdf").chmod(0)
    ran = unprivileged(root, "build", "--output", str(tmp_path / "ut"))
    assert ran.returncode == 1, ran.stderr
    assert b"KP510" in ran.stderr


NAMES = [
    "a b.pdf",
    "100%.pdf",
    "a%20b.pdf",
    "a#b.pdf",
    "#1.pdf",
    "vad?.pdf",
    "a&b;c.pdf",
    "it's.pdf",
    'sagt "ja".pdf',
    "a,b+c=d.pdf",
    "förslag.pdf",
    "日本.pdf",
    "<b>.pdf",
    "a\\b.pdf",
    "100%25.pdf",
]


class _Links(HTMLParser):
    """What a browser would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value and tag != "base":
                self.targets.add(value)
            if name in ("srcset", "imagesrcset") and value:
                self.targets.update(part.split()[0] for part in value.split(", "))


def fetched(output: Path, page: str) -> set[str]:
    """The files of the site that the links of a page lead a browser to."""
    reader = _Links()
    reader.feed((output / page / "index.html").read_text())
    paths = set()
    for target in reader.targets:
        url = urlsplit(urljoin(f"{HOST}/{page}", target))
        if url.netloc == urlsplit(HOST).netloc:
            paths.add(unquote(url.path).lstrip("/"))
    return paths


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_gets_the_file_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    spelled = name.replace("\\", "\\\\").replace('"', '\\"')
    root = attached(tmp_path, spelled)
    (root / "releases" / name).write_bytes(b"%PDF-1")
    assert found(root) == []
    for _ in range(2):  # the second build knows the files of the first
        assert build(root, tmp_path / "ut", NOW).receipt is not None
    assert PAGE + name in fetched(tmp_path / "ut", PAGE)
    assert (tmp_path / "ut" / PAGE / name).read_bytes() == b"%PDF-1"


@pytest.mark.parametrize("name", [name.replace(".pdf", ".png") for name in NAMES])
def test_a_browser_gets_the_picture_in_every_size(tmp_path: Path, name: str) -> None:
    spelled = name.replace("\\", "\\\\").replace('"', '\\"')
    fields = (
        f'bilder:\n  - fil: "{spelled}"\n    alt: Ett badhus i sol.\n    fotograf: Maja Exempel'
    )
    root = newsroom(tmp_path, {"releases/x.md": release(1, fields)})
    (root / "releases" / name).write_bytes(picture(800))
    assert found(root) == []
    assert build(root, tmp_path / "ut", NOW).receipt is not None
    linked = {path for path in fetched(tmp_path / "ut", PAGE) if path.startswith(PAGE)}
    assert len([path for path in linked if "/media/" in path]) >= 4
    assert [path for path in linked if not (tmp_path / "ut" / path).exists()] == []


@pytest.mark.parametrize("on_disk", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_a_name_that_a_mac_has_taken_apart_is_the_same_name(
    tmp_path: Path, on_disk: str, written: str
) -> None:
    name = "åäö.png"
    file = normalize(written, name)  # type: ignore[arg-type] # one of the forms
    fields = f"bilder:\n  - fil: {file}\n    alt: Ett badhus i sol.\n    fotograf: Maja Exempel"
    root = newsroom(tmp_path, {"releases/x.md": release(1, fields)})
    (root / "releases" / normalize(on_disk, name)).write_bytes(picture())  # type: ignore[arg-type]
    assert found(root) == []
    assert build(root, tmp_path / "ut", NOW).receipt is not None
    assert (tmp_path / "ut" / PAGE / "åäö.png").exists()
    assert PAGE + "åäö.png" in fetched(tmp_path / "ut", PAGE)


def themed(root: Path, key: str, value: str) -> Path:
    """A newsroom whose theme names a file."""
    settings = f'{SETTINGS}\n[theme]\n{key} = "{value}"\n'
    files = {"releases/x.md": release(1), "releases/utkast.md": DRAFT, "a/logga.svg": "<svg/>"}
    return newsroom(root, files, settings)


@pytest.mark.parametrize("key", ["logo", "favicon"])
@pytest.mark.parametrize(
    ("value", "variant"),
    [
        ("/etc/passwd", "no_picture"),
        ("../../utanför.svg", "outside"),
        ("lank.svg", "outside"),
        ("kppress.toml", "no_picture"),
        ("releases/utkast.md", "no_picture"),
        ("utkast.svg", "no_picture"),
        (".kppress/hemlig.svg", "outside"),
        ("a", "no_file"),
        ("runt.svg", "no_file"),
    ],
)
def test_the_theme_shows_pictures_of_the_newsroom_alone(
    tmp_path: Path, key: str, value: str, variant: str
) -> None:
    root = themed(tmp_path / "a/n", key, value)
    (tmp_path / "utanför.svg").write_text("<svg/>")
    (root / ".kppress").mkdir()
    (root / ".kppress/hemlig.svg").write_text("<svg/>")
    (root / "lank.svg").symlink_to("../../utanför.svg")
    (root / "utkast.svg").symlink_to("releases/utkast.md")
    (root / "runt.svg").symlink_to("runt.svg")
    assert found(root) == [("KP110", variant)]


def test_logo_and_icon_are_published_each_as_itself(tmp_path: Path) -> None:
    settings = f'{SETTINGS}\n[theme]\nlogo = "a/icon.svg"\nfavicon = "b/icon.svg"\n'
    root = newsroom(
        tmp_path,
        {"releases/x.md": release(1), "a/icon.svg": "<svg>a</svg>", "b/icon.svg": "<svg>b</svg>"},
        settings,
    )
    output = tmp_path / "ut"
    assert build(root, output, NOW).receipt is not None
    own = {output / path for path in fetched(output, PAGE)}
    shown = {path.read_text() for path in own if path.name == "icon.svg"}
    assert {text.strip() for text in shown} == {"<svg>a</svg>", "<svg>b</svg>"}


def test_a_logo_whose_name_a_mac_has_taken_apart_is_published(tmp_path: Path) -> None:
    root = themed(tmp_path, "logo", "blå.svg")
    (root / normalize("NFD", "blå.svg")).write_text("<svg>b</svg>")
    output = tmp_path / "ut"
    assert build(root, output, NOW).receipt is not None
    (logo,) = [path for path in fetched(output, PAGE) if path.endswith("blå.svg")]
    assert (output / logo).read_text() == "<svg>b</svg>"


@pytest.mark.parametrize(
    "target", ["/etc/passwd", "../../releases/utkast.md", "../../kppress.toml"]
)
def test_a_link_among_the_styles_does_not_lead_out(tmp_path: Path, target: str) -> None:
    root = attached(tmp_path)
    (root / "templates/static").mkdir(parents=True)
    (root / "templates/static/egen.css").symlink_to(target)
    with pytest.raises(KppressError, match="static_outside"):
        build(root, tmp_path / "ut", NOW)


def test_templates_that_cannot_be_read_stop_the_build(tmp_path: Path) -> None:
    root = attached(tmp_path)
    (root / "templates/web").mkdir(parents=True)
    (root / "templates/web").chmod(0)
    ran = unprivileged(root, "build", "--output", str(tmp_path / "ut"))
    (root / "templates/web").chmod(0o755)
    assert ran.returncode == 4, ran.stderr
    assert b"templates/web" in ran.stderr
    assert b"Traceback" not in ran.stderr
    assert not os.path.lexists(tmp_path / "ut")
