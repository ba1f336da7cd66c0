"""Pictures made for a test, as cameras, editors and mischief make them."""

import struct
from functools import cache
from io import BytesIO
from zlib import compress, crc32

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

PRIVATE = (b"SERIAL-4711", b"WGS-84", b"57 deg 12 min", b"Anna Hemlig")
"""What stands in the metadata of the pictures below and nowhere else: a serial number, the
datum of a place, a place in words, an owner."""

TURNED_LEFT = 6
"""EXIF 2.32, Orientation: to be turned a quarter clockwise for showing."""


def upright(size: tuple[int, int] = (1600, 1200), mode: str = "RGB") -> Image.Image:
    """As it is to be seen: red top left, green top right, blue below; round shapes in grey."""
    width, height = size
    picture = Image.new("RGB", size, "blue")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, width // 2, height // 2), fill="red")
    draw.rectangle((width // 2, 0, width, height // 2), fill=(0, 160, 0))
    for step in range(0, min(size) // 2, 40):
        draw.ellipse((step, step, width - step, height - step), outline=(90, 90, 90), width=3)
    return picture.convert(mode)


def _exif(orientation: int = 1, **texts: str) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F] = "Exempelkamera"
    exif[0x0112] = orientation
    exif[0xA431] = "SERIAL-4711"  # BodySerialNumber
    exif[0xA430] = "Anna Hemlig"  # CameraOwnerName
    for name, tag in (("caption", 0x010E), ("credit", 0x013B), ("licence", 0x8298)):
        if name in texts:
            exif[tag] = texts[name]
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-4711"
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (56.0, 52.0, 41.0)
    place[3], place[4] = "E", (14.0, 48.0, 33.0)
    place[18] = "WGS-84"
    return exif


_XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><place>57 deg 12 min</place></x:xmpmeta>'


@cache
def photo(
    format: str = "jpeg",
    size: tuple[int, int] = (1600, 1200),
    *,
    orientation: int = 1,
    mode: str = "RGB",
    **texts: str,
) -> bytes:
    """A photograph with a place, a serial number and an owner in it; `size` is as seen."""
    picture = upright(size, mode)
    if orientation == TURNED_LEFT:  # so the camera stored it
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    out = BytesIO()
    more = {"xmp": _XMP}
    if format == "png":
        told = PngInfo()
        told.add_text("Comment", "SERIAL-4711")
        told.add_itxt("Author", "Anna Hemlig", zip=False)
        told.add_itxt("XML:com.adobe.xmp", _XMP.decode())
        picture.save(out, "png", exif=_exif(orientation, **texts), pnginfo=told)
    else:
        if format == "jpeg":
            more["comment"] = b"SERIAL-4711"
        picture.save(out, format, quality=90, exif=_exif(orientation, **texts), **more)
    # Some telephones put a film, or a second picture, behind the first.
    return out.getvalue() + (b"SERIAL-4711 WGS-84" if format in ("jpeg", "png") else b"")


@cache
def cut_out(size: tuple[int, int] = (1300, 900)) -> bytes:
    """A PNG of which the left half is clear."""
    picture = upright(size, "RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    picture.save(out, "png")
    return out.getvalue()


def deep_grey(value: int = 0x8000) -> bytes:
    """A PNG of 16 bits a pixel, in one grey."""
    out = BytesIO()
    Image.new("I;16", (800, 600), value).save(out, "png")
    return out.getvalue()


def animation() -> bytes:
    """A GIF that moves."""
    frames = [Image.new("P", (700, 400), colour) for colour in (0, 100, 200)]
    out = BytesIO()
    frames[0].save(out, "gif", save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def bomb(side: int = 60_000) -> bytes:
    """A PNG of some bytes that says it has milliards of pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + name
            + content
            + struct.pack(">I", crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", compress(bytes(1000))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def spoilt_inside(data: bytes) -> bytes:
    """A PNG with its head and its end, and something else between."""
    start = data.index(b"IDAT") + 40
    return data[:start] + bytes(len(data) - start - 60) + data[-60:]


def opened(data: bytes) -> Image.Image:
    """The picture, unpacked."""
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def near(one: object, other: tuple[int, ...], within: int = 30) -> bool:
    """Whether two colours are alike, as far as a lossy format goes."""
    assert isinstance(one, tuple)
    return all(abs(a - b) <= within for a, b in zip(one, other, strict=True))
