"""What is written into a picture: who took it, what it shows, how it may be used. Nothing else."""

import re
import struct
from html import escape

from msgspec import Struct
from PIL import Image, ImageFile, IptcImagePlugin

from kppress.model.artifact import PictureOf

LONGEST = 2000
"""Characters of a text in a picture: what IPTC gives a caption (IIM 4.2, 2:120)."""

_DESCRIPTION, _ORIENTATION, _ARTIST, _COPYRIGHT = 0x010E, 0x0112, 0x013B, 0x8298  # EXIF 2.32
_BYLINE, _NOTICE, _CAPTION = (2, 80), (2, 116), (2, 120)  # IPTC IIM 4.2
_ASCII, _SHORT = 2, 3
# What cameras write where a caption belongs.
_CAMERA = re.compile(r"OLYMPUS DIGITAL CAMERA|SONY DSC|DCIM\\|[A-Z0-9_\\/ -]*\.(?:JPE?G|DNG)$|<")


class Label(Struct, frozen=True, kw_only=True):
    """The texts of one picture, and how it is turned for showing (EXIF 2.32, Orientation)."""

    credit: str
    caption: str
    licence: str
    orientation: int = 1

    def __bool__(self) -> bool:
        return bool(self.credit or self.caption or self.licence or self.orientation != 1)

    def exif(self) -> bytes:
        """An EXIF block as in a JPEG file, with `Exif` and two zeros before it; empty for none.

        The texts are UTF-8, which EXIF 3.0 allows and programs have long read.
        """
        entries: list[tuple[int, int, bytes]] = []
        if self.caption:
            entries.append((_DESCRIPTION, _ASCII, _text(self.caption)))
        if self.orientation != 1:
            entries.append((_ORIENTATION, _SHORT, struct.pack("<HH", self.orientation, 0)))
        if self.credit:
            entries.append((_ARTIST, _ASCII, _text(self.credit)))
        if rights := ", ".join(part for part in (self.credit, self.licence) if part):
            entries.append((_COPYRIGHT, _ASCII, _text(rights)))
        if not entries:
            return b""
        # TIFF 6.0, section 2: a header, one directory in order of tags, then what is too long.
        at = 8 + 2 + 12 * len(entries) + 4
        directory, rest = struct.pack("<H", len(entries)), b""
        for tag, kind, value in entries:
            count = 1 if kind == _SHORT else len(value)
            directory += struct.pack("<HHI", tag, kind, count)
            if len(value) <= 4:
                directory += value.ljust(4, b"\0")
                continue
            directory += struct.pack("<I", at + len(rest))
            rest += value + b"\0" * (len(value) % 2)
        return b"Exif\0\0II*\0\x08\0\0\0" + directory + b"\0\0\0\0" + rest

    def xmp(self) -> bytes:
        """An XMP packet (ISO 16684-1) with the same, in UTF-8; empty for none."""
        parts = []
        if self.credit:
            name = escape(self.credit)
            parts.append(f"<dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>")
            parts.append(_alternative("dc:rights", self.credit))
        if self.caption:
            parts.append(_alternative("dc:description", self.caption))
        if self.licence:
            parts.append(_alternative("xmpRights:UsageTerms", self.licence))
        if not parts:
            return b""
        return (
            '<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>'
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
            ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/">'
            f"{''.join(parts)}</rdf:Description></rdf:RDF></x:xmpmeta>"
            '<?xpacket end="r"?>'
        ).encode()


def _text(value: str) -> bytes:
    return value.encode() + b"\0"


def _alternative(name: str, value: str) -> str:
    inside = f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(value)}</rdf:li></rdf:Alt>'
    return f"<{name}>{inside}</{name}>"


def label_of(picture: Image.Image, order: PictureOf) -> Label:
    """What the document says; where it is silent, what the photographer wrote into the file."""
    exif = picture.getexif()
    iptc = _iptc(picture)
    caption = _own(exif.get(_DESCRIPTION)) or _own(iptc.get(_CAPTION))
    turned = exif.get(_ORIENTATION, 1)
    return Label(
        credit=_tidy(order.credit) or _own(exif.get(_ARTIST)) or _own(iptc.get(_BYLINE)),
        caption=_tidy(order.caption) or ("" if _CAMERA.match(caption) else caption),
        licence=_tidy(order.licence) or _own(exif.get(_COPYRIGHT)) or _own(iptc.get(_NOTICE)),
        orientation=turned if turned in range(1, 9) else 1,
    )


def _iptc(picture: Image.Image) -> dict[tuple[int, int], bytes | list[bytes]]:
    if not isinstance(picture, ImageFile.ImageFile):
        return {}
    try:
        return IptcImagePlugin.getiptcinfo(picture) or {}
    except (SyntaxError, ValueError, KeyError, IndexError, struct.error):
        return {}  # a block that nobody can read says nothing


def _own(value: object) -> str:
    """A text of the file, which Pillow gives as bytes or as Latin-1."""
    if isinstance(value, list):
        value = value[0] if value else ""
    raw = value.encode("latin-1", "replace") if isinstance(value, str) else value
    if not isinstance(raw, bytes):
        return ""
    try:
        return _tidy(raw.decode())
    except UnicodeDecodeError:
        return _tidy(raw.decode("latin-1"))


def _tidy(text: str) -> str:
    kept = "".join(c if c.isprintable() or c == " " else " " for c in text)
    return " ".join(kept.split())[:LONGEST].rstrip()
