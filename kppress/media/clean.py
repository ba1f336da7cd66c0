"""A whole picture without what is private, its pixels untouched: the file's parts, one by one.

What stays is what a program needs to show it (and the animation, where there is one). Places,
serial numbers, previews, comments, edit histories and whatever was put behind the picture go.
"""

import re
import struct
from zlib import crc32

from kppress.media.label import Label


class Odd(Exception):
    """The file is not built as its format says, so that it cannot be taken apart safely."""


_NEXT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_XMP_NAME = b"http://ns.adobe.com/xap/1.0/\0"


def jpeg(data: bytes, label: Label) -> bytes:
    """A JPEG file (ITU-T T.81, annex B) with its frame, its colours and a new label."""
    kept: list[bytes] = []
    jfif = b""
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise Odd
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == 0xD9:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at:end]
        if marker == 0xE0 and segment[4:9] == b"JFIF\0":
            # Units and density, and no preview (JFIF 1.02).
            jfif = b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"
        elif _shows(marker, segment):
            kept.append(segment)
        if marker == 0xDA:
            found = _NEXT.search(data, end)
            if found is None:
                raise Odd
            kept.append(data[end : found.start()])
            end = found.start()
        at = end
    return b"".join((b"\xff\xd8", jfif, *_jpeg_labels(label), *kept, b"\xff\xd9"))


def _shows(marker: int, segment: bytes) -> bool:
    """Whether a segment of a JPEG file is needed to show it."""
    if marker == 0xE2:
        return segment[4:16] == b"ICC_PROFILE\0"
    if marker == 0xEE:  # says how the colours are coded
        return segment[4:9] == b"Adobe"
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _jpeg_labels(label: Label) -> tuple[bytes, ...]:
    exif, xmp = label.exif(), label.xmp()
    parts = (exif, _XMP_NAME + xmp if xmp else b"")
    return tuple(b"\xff\xe1" + struct.pack(">H", len(p) + 2) + p for p in parts if p)


_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI pHYs sBIT bKGD"
    b" acTL fcTL fdAT".split()
)


def png(data: bytes, label: Label) -> bytes:
    """A PNG file (third edition) with its picture, its colours and a new label."""
    kept = [data[:8]]
    at = 8
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if name in _PNG_KEPT:
            kept.append(data[at:end])
        if name == b"IHDR":
            kept += _png_labels(label)
        if name == b"IEND":
            return b"".join(kept)
        at = end
    raise Odd


def _png_labels(label: Label) -> list[bytes]:
    exif, xmp = label.exif(), label.xmp()
    chunks = []
    if exif:
        chunks.append(_chunk(b"eXIf", exif.removeprefix(b"Exif\0\0")))
    if xmp:
        chunks.append(_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp))
    return chunks


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check


_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))


def webp(data: bytes, label: Label, size: tuple[int, int], alpha: bool) -> bytes:
    """A WebP file (RFC 9649) with its picture, its colours and a new label."""
    kept: list[tuple[bytes, bytes]] = []
    flags = 0
    at = 12
    end = min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= end:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"VP8X":
            flags = data[at + 8]
        elif name in _WEBP_KEPT:
            kept.append((name, data[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2
    names = {name for name, _ in kept}
    if not names & {b"VP8 ", b"VP8L", b"ANMF"}:
        raise Odd
    exif, xmp = label.exif().removeprefix(b"Exif\0\0"), label.xmp()
    # RFC 9649, 2.7: ICC, alpha, EXIF, XMP, animation.
    flags = (flags & 0x32) | (0x10 if alpha else 0) | (8 if exif else 0) | (4 if xmp else 0)
    head = b""
    if flags:
        sides = b"".join((side - 1).to_bytes(3, "little") for side in size)
        head = _riff(b"VP8X", bytes((flags, 0, 0, 0)) + sides)
    labels = ((b"EXIF", exif), (b"XMP ", xmp))
    parts = (head, *(_riff(n, c) for n, c in (*kept, *((n, c) for n, c in labels if c))))
    whole = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _riff(name: bytes, content: bytes) -> bytes:
    return name + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


def tells_of_a_device(profile: bytes) -> bool:
    """Whether a colour profile (ICC.1, 7.3) describes somebody's screen, as of a screenshot.

    Such a profile holds the model and the serial number of the screen.
    """
    count = int.from_bytes(profile[128:132], "big")
    tags = {profile[at : at + 4] for at in range(132, 132 + 12 * min(count, 100), 12)}
    return bool({b"mmod", b"vcgt", b"ndin"} & tags)
