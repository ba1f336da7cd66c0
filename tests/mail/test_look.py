"""How mails look: in Chromium, on 600 and 320 pixels, in the light and in the dark.

The pictures of `tests/golden/mail` were looked at; `--update-golden` makes them anew. The fonts
are Debian's Liberation, so that they look the same on every machine, and what moves by a pixel
with a version of the browser is no fault.
"""

import os
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from letters import KINDS, letters, mails
from mail_program import Show
from making import NOW
from PIL import Image, ImageChops

from kppress.model.mailing import Mailing
from kppress.press.build import build

if TYPE_CHECKING:
    from playwright.sync_api import Browser

GOLDEN = Path(__file__).parent.parent / "golden" / "mail"
LOOKS = [(width, scheme) for width in (600, 320) for scheme in ("light", "dark")]
LOOKED_AT = ("release", "invitation", "news", "notice", "correction", "digest")
every_kind = pytest.mark.parametrize("kind", [*KINDS, "digest"])
every_look = pytest.mark.parametrize(("width", "scheme"), LOOKS)

SHARE = 0.02
"""Of the picture, at a quarter of its size, that may differ."""
SEEN = 40
"""Of 255 by which a colour must differ for it to count."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = letters(tmp_path_factory.mktemp("letters"))
    assert build(made, made / "public", NOW).receipt is not None
    return made


@pytest.fixture(scope="module")
def made(root: Path) -> dict[str, Mailing]:
    return mails(root)


@pytest.fixture
def show(browser: "Browser", root: Path, width: int, scheme: str) -> Iterator[Show]:
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": 400}, color_scheme="dark" if dark else "light"
    )
    yield Show(context.new_page(), root / "public")
    context.close()


@every_look
@pytest.mark.parametrize("kind", LOOKED_AT)
def test_a_mail_looks_as_it_did_when_it_was_looked_at(
    made: dict[str, Mailing],
    show: Show,
    kind: str,
    width: int,
    scheme: str,
    request: pytest.FixtureRequest,
) -> None:
    taken = Image.open(BytesIO(show.mail(made[kind].html).screenshot(full_page=True)))
    file = GOLDEN / f"{kind}-{width}-{scheme}.png"
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(parents=True, exist_ok=True)
        taken.convert("RGB").quantize(32, dither=Image.Dither.NONE).save(file, optimize=True)
    kept = Image.open(file)
    assert taken.width == kept.width == width
    assert abs(taken.height - kept.height) <= kept.height * SHARE
    assert difference(taken, kept) <= SHARE


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of what can be seen to differ."""
    size = (one.width // 4, min(one.height, other.height) // 4)
    box = (0, 0, size[0] * 4, size[1] * 4)
    small = [p.convert("RGB").crop(box).resize(size, Image.Resampling.BOX) for p in (one, other)]
    bands = ImageChops.difference(*small).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return sum(most.histogram()[SEEN:]) / (size[0] * size[1])


def test_a_missing_line_or_another_colour_is_seen() -> None:
    kept = Image.open(GOLDEN / "release-600-light.png").convert("RGB")
    without = kept.copy()
    without.paste("#fdfcf9", (0, 80, 600, 420))
    dark = Image.open(GOLDEN / "release-600-dark.png")
    assert difference(kept, kept) == 0
    assert difference(without, kept) > SHARE
    assert difference(dark, kept) > SHARE


@every_look
@every_kind
def test_no_mail_is_wider_than_the_screen(
    made: dict[str, Mailing], show: Show, kind: str, width: int, scheme: str
) -> None:
    page = show.mail(made[kind].html)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.evaluate(
        "w => [...document.querySelectorAll('p, h1, h2, h3, li, a, img')]"
        ".filter(e => e.getBoundingClientRect().right > w + 0.5).map(e => e.outerHTML)",
        width,
    )
    assert cut == []


@every_look
def test_with_pictures_off_the_name_and_what_they_show_are_read(
    made: dict[str, Mailing], show: Show, width: int, scheme: str
) -> None:
    page = show.mail(made["release"].html, pictures=False)
    pictures = page.locator("img").all()
    assert len(pictures) == 3
    for picture in pictures:
        alt = picture.get_attribute("alt")
        box = picture.bounding_box()
        assert alt
        assert box is not None
        assert box["width"] > 60
        assert box["height"] > 15


def test_no_picture_of_a_mail_is_left_over() -> None:
    named = {f"{kind}-{w}-{scheme}.png" for kind in LOOKED_AT for w, scheme in LOOKS}
    assert {file.name for file in GOLDEN.iterdir()} == named


def test_the_fonts_of_the_pictures_are_installed() -> None:
    found = Path("/usr/share/fonts/truetype/liberation")
    if shutil.which("chromium") and not found.is_dir():
        assert not os.environ.get("CI"), "script/bootstrap test installs fonts-liberation"
        pytest.skip("no Liberation fonts: as root, apt-get install fonts-liberation")
    assert list(found.glob("LiberationSans-Regular*"))
