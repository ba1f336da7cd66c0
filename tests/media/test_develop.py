"""What becomes of a picture: turned, in colours of the web, without what is private."""

import struct
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from photos import (
    PRIVATE,
    TURNED_LEFT,
    animation,
    cut_out,
    deep_grey,
    near,
    opened,
    photo,
    upright,
)
from PIL import ImageCms, ImageOps

from kppress.media.develop import Negative
from kppress.model.artifact import PictureOf
from kppress.model.picture import formats_of, sizes_of
from kppress.read.pictures import facts_of

FORMATS = ("avif", "jpeg", "png", "webp")
SMALL = (800, 600)
"""As large as it takes to be made smaller; a photograph as cameras make it takes seconds."""


def order(
    format: str, width: int | None = None, height: int | None = None, **said: Any
) -> PictureOf:
    return PictureOf(source="releases/x", format=format, width=width, height=height, **said)


def made(data: bytes, format: str, width: int | None = None, **said: Any) -> bytes:
    """The picture in a width, with the height that its proportions give."""
    if width is None:
        return Negative(data).made(order(format, **said))
    seen = ImageOps.exif_transpose(opened(data))
    return Negative(data).made(
        order(format, width, round(width * seen.height / seen.width), **said)
    )


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("source", FORMATS)
def test_nothing_private_is_in_any_size(source: str, format: str) -> None:
    data = photo(source, SMALL)
    assert all(word in data for word in PRIVATE[:1])
    small = made(data, format, 640)
    assert not [word for word in PRIVATE if word in small]
    assert 0x8825 not in opened(small).getexif()


@pytest.mark.parametrize("source", FORMATS)
def test_nothing_private_is_in_the_whole_picture(source: str) -> None:
    data = photo(source, SMALL, orientation=TURNED_LEFT)
    whole = made(data, source, credit="Anna Exempel")
    assert not [word for word in PRIVATE if word in whole]
    assert 0x8825 not in opened(whole).getexif()
    assert b"Exempelkamera" in data
    assert b"Exempelkamera" not in whole


@pytest.mark.parametrize("source", ["jpeg", "png", "webp"])
def test_the_whole_picture_keeps_every_pixel_and_stands_upright(source: str) -> None:
    data = photo(source, orientation=TURNED_LEFT)
    before, after = opened(data), opened(made(data, source, credit="Anna Exempel"))
    assert after.tobytes() == before.tobytes()
    seen = ImageOps.exif_transpose(after)
    assert seen.size == (1600, 1200)
    assert near(seen.convert("RGB").getpixel((200, 200)), (255, 0, 0))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("width", [640, 1200])
def test_a_size_is_turned_as_it_is_to_be_seen(format: str, width: int) -> None:
    picture = opened(made(photo(orientation=TURNED_LEFT), format, width))
    assert picture.size == (width, width * 3 // 4)
    assert picture.getexif().get(0x0112, 1) == 1
    seen = picture.convert("RGB")
    corner, right = width // 10, width - width // 10
    assert near(seen.getpixel((corner, corner)), (255, 0, 0))
    assert near(seen.getpixel((right, corner)), (0, 160, 0))
    assert near(seen.getpixel((corner, seen.height - corner)), (0, 0, 255))


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("width", [640, None])
def test_credit_caption_and_licence_go_into_the_file(format: str, width: int | None) -> None:
    said = {"credit": "Åsa Exempel", "caption": "Sjön & <ön>", "licence": "CC BY 4.0"}
    data = made(photo(format, SMALL, orientation=TURNED_LEFT), format, width, **said)
    exif = opened(data).getexif()
    assert exif[0x013B].encode("latin-1").decode() == "Åsa Exempel"
    assert exif[0x010E].encode("latin-1").decode() == "Sjön & <ön>"
    assert exif[0x8298].encode("latin-1").decode() == "Åsa Exempel, CC BY 4.0"
    assert "<rdf:li>Åsa Exempel</rdf:li>".encode() in data
    assert "Sjön &amp; &lt;ön&gt;".encode() in data


def test_where_the_document_is_silent_the_photographers_own_words_stay() -> None:
    data = photo(credit="Bo Exempel", caption="Torget i regn")
    exif = opened(made(data, "jpeg", 640)).getexif()
    assert (exif[0x013B], exif[0x010E]) == ("Bo Exempel", "Torget i regn")
    exif = opened(made(data, "jpeg", 640, credit="Cia Exempel")).getexif()
    assert (exif[0x013B], exif[0x010E]) == ("Cia Exempel", "Torget i regn")


def test_what_a_camera_writes_is_no_caption() -> None:
    assert 0x010E not in opened(made(photo(caption="OLYMPUS DIGITAL CAMERA"), "jpeg")).getexif()


def test_a_photo_without_anything_private_is_left_as_it_is() -> None:
    out = BytesIO()
    upright().save(out, "jpeg", quality=90)
    assert made(out.getvalue(), "jpeg") == out.getvalue()


def test_a_file_of_another_kind_than_its_name_says_is_made_what_it_says() -> None:
    picture = opened(made(cut_out(), "jpeg"))
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    assert near(picture.getpixel((100, 100)), (255, 255, 255))


@pytest.mark.parametrize(
    "exif",
    [
        b"garbage data here",
        b"",
        b"II*\0\x08\0\0\0\x05\0\x12\x01\x03\0",  # five entries, and the end in the first
        b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\0\0\0\0",  # a loop
    ],
)
def test_metadata_that_nobody_can_read_is_left_out(tmp_path: Path, exif: bytes) -> None:
    out = BytesIO()
    upright((200, 150)).save(out, "jpeg")
    part = b"Exif\0\0" + exif
    head = b"\xff\xd8\xff\xe1" + struct.pack(">H", len(part) + 2) + part
    data = head + out.getvalue()[2:]
    (tmp_path / "x.jpg").write_bytes(data)
    facts = facts_of(tmp_path, "x.jpg", len(data))
    assert (facts.fault, facts.width) == ("", 200)
    assert made(data, "jpeg") == out.getvalue()


@pytest.mark.parametrize("format", ["avif", "webp", "png"])
def test_what_is_clear_stays_clear(format: str) -> None:
    picture = opened(made(cut_out(), format, 640))
    assert picture.mode == "RGBA"
    assert picture.getpixel((100, 200))[3] == 0  # type: ignore[index] # four channels
    assert near(picture.getpixel((600, 100)), (0, 160, 0, 255))


def test_colours_of_print_become_those_of_the_web_and_the_whole_stays_as_it_was() -> None:
    data = photo(mode="CMYK")
    small, whole = opened(made(data, "jpeg", 640)), opened(made(data, "jpeg"))
    assert small.mode == "RGB"
    assert near(small.getpixel((64, 64)), (255, 0, 0))
    assert whole.mode == "CMYK"
    assert whole.tobytes() == opened(data).tobytes()


def test_sixteen_bits_of_grey_keep_their_grey() -> None:
    picture = opened(made(deep_grey(), "jpeg", 640)).convert("RGB")
    assert near(picture.getpixel((100, 100)), (128, 128, 128), within=4)


def _profile(**names: bytes) -> bytes:
    """sRGB with tags by other names (ICC.1, 7.3: a table of names, offsets and lengths)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for at in range(132, 132 + 12 * struct.unpack(">I", profile[128:132])[0], 12):
        name = bytes(profile[at : at + 4]).decode()
        profile[at : at + 4] = names.get(name, name.encode())
    return bytes(profile)


def _in_profile(profile: bytes) -> bytes:
    out = BytesIO()
    upright().save(out, "jpeg", quality=90, icc_profile=profile)
    return out.getvalue()


def test_colours_are_read_by_the_profile_of_the_picture() -> None:
    # A profile in which red means green.
    swapped = _profile(rXYZ=b"gXYZ", gXYZ=b"rXYZ")
    data = _in_profile(swapped)
    picture = opened(made(data, "webp", 640)).convert("RGB")
    assert near(picture.getpixel((64, 64)), (0, 255, 0))
    assert swapped in made(data, "jpeg")
    assert b"acsp" not in made(data, "jpeg", 640)


def test_a_profile_of_somebodys_screen_is_private_too() -> None:
    data = _in_profile(_profile(cprt=b"mmod"))
    whole = made(data, "jpeg")
    assert b"mmod" in data
    assert b"mmod" not in whole
    assert near(opened(whole).getpixel((160, 160)), (255, 0, 0))


def test_the_same_order_gives_the_same_bytes_whatever_was_made_before() -> None:
    data = photo(size=SMALL)
    wanted = [order(format, width, width * 3 // 4) for format in FORMATS for width in (320, 640)]
    shared, turned = Negative(data), Negative(data)
    first = [shared.made(one) for one in wanted]
    assert first == [turned.made(one) for one in reversed(wanted)][::-1]
    assert first == [Negative(data).made(one) for one in wanted]


@pytest.mark.parametrize(
    ("name", "data", "alpha", "scalable"),
    [
        ("x.jpg", photo(), False, True),
        ("x.png", cut_out(), True, True),
        ("x.gif", animation(), False, False),
        ("x.webp", photo("webp"), False, True),
        ("x.avif", photo("avif"), False, True),
    ],
)
def test_the_facts_of_a_file_decide_what_is_made(
    tmp_path: Path, name: str, data: bytes, alpha: bool, scalable: bool
) -> None:
    (tmp_path / name).write_bytes(data)
    facts = facts_of(tmp_path, name, len(data))
    assert (facts.fault, facts.alpha, facts.scalable) == ("", alpha, scalable)
    assert (facts.width, facts.height) == opened(data).size
    assert formats_of(facts)[-1] == ("png" if alpha else "jpeg")


def test_a_drawing_says_how_large_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text('<svg xmlns="x" width="300" height="200.4">')
    (tmp_path / "b.svg").write_text("<?xml?><!-- x --><svg viewBox='0 0 1200 800'><path/></svg>")
    (tmp_path / "c.svg").write_text('<svg width="100%">')
    sizes = [facts_of(tmp_path, f"{n}.svg", 1) for n in "abc"]
    assert [(f.width, f.height) for f in sizes] == [(300, 200), (1200, 800), (None, None)]


def test_no_size_is_larger_than_the_picture() -> None:
    assert sizes_of(4000, 3000) == ((640, 480), (1200, 900), (1800, 1350))
    assert sizes_of(1250, 500) == ((640, 256), (1250, 500))
    assert sizes_of(650, 650) == ((650, 650),)
    assert sizes_of(100, 3) == ((100, 3),)
    assert sizes_of(400, 90_000) == ()
    assert sizes_of(4000, 1) == ((640, 1), (1200, 1), (1800, 1))
