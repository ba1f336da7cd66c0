"""What a picture file says of itself, without its pixels being unpacked: that would take minutes.

Sizes come from the head of a file, and whether it was saved whole from its end. What only unpacking
can tell is found when the picture is made for the site.
"""

import re
import struct
import warnings
from pathlib import Path
from typing import IO

from kppress.model.picture import FORMATS, MAX_PIXELS, format_of
from kppress.model.view import FileFacts

ENDINGS = (*FORMATS, ".gif", ".svg")

_CLEAR = ("RGBA", "LA", "PA", "La", "RGBa")
_TURNED = (5, 6, 7, 8)  # EXIF 2.32, Orientation: a quarter turn
_HEAD = 65_536


def facts_of(root: Path, path: str, size: int) -> FileFacts:
    """The facts of a file that a document names; only a picture is opened."""
    if not path.lower().endswith(ENDINGS):
        return FileFacts(path=path, size=size)
    try:
        with (root / path).open("rb") as file:
            if path.lower().endswith(".svg"):
                width, height = _drawn(file.read(_HEAD).decode(errors="replace"))
                return FileFacts(path=path, size=size, width=width, height=height)
            with warnings.catch_warnings():
                # Pillow warns of large pictures and odd metadata: we have a limit of our own, and
                # pass over what cannot be read.
                warnings.simplefilter("ignore")
                return _opened(file, path, size)
    except OSError:
        return FileFacts(path=path, size=size, fault="unreadable")


def _opened(file: IO[bytes], path: str, size: int) -> FileFacts:
    from PIL import Image  # late: only newsrooms with pictures pay for it

    def broken(fault: str) -> FileFacts:
        return FileFacts(path=path, size=size, fault=fault)

    try:
        picture = Image.open(file)
        width, height = picture.size
        if width * height > MAX_PIXELS:
            return broken("bomb")
        format = (picture.format or "").lower()
        if format == "png":  # which Pillow would unpack, as the block may stand behind the pixels
            exif = Image.Exif()
            exif.load(_png_exif(file))
        else:
            exif = picture.getexif()
        still = format == "mpo" or not getattr(picture, "is_animated", False)
        if format not in _ENDS:  # by a picture's name, as a scanner's TIFF: only unpacking tells
            picture.load()
    except Image.DecompressionBombError:
        return broken("bomb")
    except (OSError, ValueError, SyntaxError, LookupError, ArithmeticError, struct.error):
        # Pillow's readers raise all of these for files that are broken or something else.
        return broken("unreadable" if _is_whole(file, _sniffed(file), size) else "truncated")
    if not _is_whole(file, format, size):
        return broken("truncated")
    if exif.get(0x0112, 1) in _TURNED:
        width, height = height, width
    return FileFacts(
        path=path,
        size=size,
        width=width,
        height=height,
        alpha=picture.mode in _CLEAR or "transparency" in picture.info,
        scalable=still and bool(format_of(path)),
    )


def _sniffed(file: IO[bytes]) -> str:
    """The format by the first bytes; empty for none that we know."""
    file.seek(0)
    head = file.read(12)
    if head[:4] == b"RIFF" and head[8:] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "avif"
    starts = {b"\xff\xd8\xff": "jpeg", b"\x89PNG": "png", b"GIF8": "gif"}
    return next((format for start, format in starts.items() if head.startswith(start)), "")


def _png_exif(file: IO[bytes]) -> bytes:
    """The EXIF block of a PNG file, whose pixels are passed over."""
    file.seek(8)
    while len(head := file.read(8)) == 8:
        length = int.from_bytes(head[:4], "big")
        if head[4:] == b"eXIf":
            return file.read(min(length, _HEAD))
        file.seek(length + 4, 1)
    return b""


def _is_whole(file: IO[bytes], format: str, size: int) -> bool:
    """Whether the end that a format promises is there."""
    ends = _ENDS.get(format)
    return ends is None or ends(file, size)


def _png_ends(file: IO[bytes], _: int) -> bool:
    """Whether the chunks (PNG, 5.3) lead to the last one, IEND; what follows it is passed over."""
    file.seek(8)
    while len(head := file.read(8)) == 8:
        if head[4:] == b"IEND":
            return True
        file.seek(int.from_bytes(head[:4], "big") + 4, 1)
    return False


def _gif_ends(file: IO[bytes], _: int) -> bool:
    """Whether the blocks (GIF89a, appendix B) lead to the trailer."""
    file.seek(10)
    _pass_colours(file, file.read(3)[:1])
    while kind := file.read(1):
        match kind:
            case b"\x3b":
                return True
            case b"\x21":  # an extension, whose label is followed by its data
                file.seek(1, 1)
            case b"\x2c":  # a picture: place and size, colours, and the size of its codes
                _pass_colours(file, file.read(9)[8:])
                file.seek(1, 1)
            case _:
                return False
        while length := file.read(1):
            if length == b"\0":
                break
            file.seek(length[0], 1)
    return False


def _pass_colours(file: IO[bytes], flags: bytes) -> None:
    """Pass over a table of colours, where the flags before it say that there is one."""
    if flags and flags[0] & 0x80:
        file.seek(3 << ((flags[0] & 0x07) + 1), 1)


def _webp_ends(file: IO[bytes], size: int) -> bool:
    """Whether the file is as long as its head says (RIFF)."""
    file.seek(4)
    return int.from_bytes(file.read(4), "little") + 8 <= size


def _jpeg_ends(file: IO[bytes], _: int) -> bool:
    """Whether an end of image (FFD9) follows the first scan (ITU-T T.81, annex B).

    A preview inside the head has an end of its own, and within a scan FF stands before 00 or a
    restart alone.
    """
    file.seek(2)
    while len(head := file.read(4)) == 4 and head[0] == 0xFF:
        if head[1] == 0xFF:  # a fill byte
            file.seek(-3, 1)
            continue
        file.seek(int.from_bytes(head[2:], "big") - 2, 1)
        if head[1] == 0xDA:  # the start of a scan
            return b"\xff\xd9" in file.read()
    return False


def _boxes_end(file: IO[bytes], size: int) -> bool:
    """Whether the boxes of an ISO base media file (ISO/IEC 14496-12, 4.2) lie within it."""
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(16)
        length = int.from_bytes(head[:4], "big")
        if length == 1:
            length = int.from_bytes(head[8:16], "big")
        elif length == 0:  # to the end of the file
            return True
        if length < 8:
            return False
        at += length
    return at == size


_ENDS = {
    "avif": _boxes_end,
    "gif": _gif_ends,
    "jpeg": _jpeg_ends,
    "mpo": _jpeg_ends,
    "png": _png_ends,
    "webp": _webp_ends,
}
"""How to see whether a file of a format was saved whole, without unpacking it."""

_ROOT = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_LENGTH = re.compile(r"\s(width|height)\s*=\s*[\"']\s*([\d.]+)(?:px)?\s*[\"']")
_BOX = re.compile(r"\sviewBox\s*=\s*[\"']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)")


def _drawn(text: str) -> tuple[int | None, int | None]:
    """The size of a drawing (SVG 2, 8.2) in pixels, or only its proportions."""
    root = _ROOT.search(text)
    if root is None:
        return None, None
    said = dict(_LENGTH.findall(root[0]))
    box = _BOX.search(root[0])
    found = (said["width"], said["height"]) if len(said) == 2 else box.groups() if box else ()
    try:
        width, height = (round(float(number)) for number in found)
    except ValueError:
        return None, None
    return (width, height) if width and height else (None, None)
