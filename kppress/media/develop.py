"""From the bytes of a picture and an order to the bytes of another picture."""

import struct
import warnings
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps

from kppress.media import clean
from kppress.media.label import Label, label_of
from kppress.media.unusable import Unusable
from kppress.model.artifact import PictureOf
from kppress.model.picture import MAX_PIXELS, WIDTHS

RECIPE = "1"
"""Moves with what is made below, so that pictures are made anew."""

_SIZES: dict[str, dict[str, Any]] = {
    # One thread: what several make may differ from machine to machine.
    "avif": {"quality": 58, "speed": 8, "max_threads": 1},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
    "png": {"optimize": True},
}
_WHOLE: dict[str, dict[str, Any]] = {
    "avif": {"quality": 90, "speed": 6, "max_threads": 1},
    "webp": {"quality": 95, "method": 4},
    "jpeg": {"quality": 95, "optimize": True, "subsampling": 0},
    "png": {"optimize": True},
}
# What Pillow raises for files that are broken or built to harm.
_BROKEN = (
    OSError,
    EOFError,
    ValueError,
    TypeError,
    SyntaxError,
    LookupError,
    ArithmeticError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


class Negative:
    """A picture that was opened once, of which several are made."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._upright: Image.Image | None = None
        self._sized: tuple[tuple[int, int], Image.Image] | None = None

    def made(self, order: PictureOf) -> bytes:
        """What was ordered. The same order gives the same bytes, whatever was made before.

        Raises Unusable.
        """
        try:
            with warnings.catch_warnings():
                # Pillow warns of large pictures and odd metadata: we have a limit of our own, and
                # leave out what cannot be read.
                warnings.simplefilter("ignore")
                return self._whole(order) if order.width is None else self._size(order)
        except _BROKEN as fault:
            bomb = isinstance(fault, Image.DecompressionBombError)
            raise Unusable("bomb" if bomb else "unreadable") from fault

    def _open(self) -> Image.Image:
        picture = Image.open(BytesIO(self._data))
        if picture.width * picture.height > MAX_PIXELS:
            raise Image.DecompressionBombError
        return picture

    def _size(self, order: PictureOf) -> bytes:
        label = label_of(self._open(), order)
        picture = self._in_size((order.width or 1, order.height or 1))
        flat = order.format == "jpeg" and picture.mode == "RGBA"
        picture = _on_white(picture) if flat else picture
        return _saved(picture, order.format, _SIZES[order.format], label)

    def _in_size(self, size: tuple[int, int]) -> Image.Image:
        if self._sized is None or self._sized[0] != size:
            if self._upright is None:
                self._upright = _upright(self._open())
            base = self._upright
            resized = base.resize(size, Image.Resampling.LANCZOS) if base.size != size else base
            self._sized = (size, _in_srgb(resized))
        return self._sized[1]

    def _whole(self, order: PictureOf) -> bytes:
        picture = self._open()
        label = label_of(picture, order)
        format = (picture.format or "").lower().replace("mpo", "jpeg")
        profile = picture.info.get("icc_profile") or b""
        if format == order.format and not clean.tells_of_a_device(profile):
            try:
                return self._taken_apart(picture, format, label)
            except clean.Odd:
                pass  # Pillow may read it all the same
        picture = _in_srgb(_upright(picture, reduced=False))
        flat = order.format == "jpeg" and picture.mode == "RGBA"
        picture = _on_white(picture) if flat else picture
        return _saved(picture, order.format, _WHOLE[order.format], label)

    def _taken_apart(self, picture: Image.Image, format: str, label: Label) -> bytes:
        match format:
            case "jpeg":
                return clean.jpeg(self._data, label)
            case "png":
                return clean.png(self._data, label)
            case "webp":
                alpha = picture.mode == "RGBA"
                return clean.webp(self._data, label, picture.size, alpha)
            case _:
                if getattr(picture, "is_animated", False):
                    return self._data  # made anew it would stand still
                if label or picture.info.get("exif") or picture.info.get("xmp"):
                    raise clean.Odd  # the boxes point at one another: simpler made anew
                return self._data


def _upright(picture: Image.Image, *, reduced: bool = True) -> Image.Image:
    """The pixels, turned as they are to be seen, in a mode that can be resized."""
    if reduced:
        # JPEG can be unpacked at a half, quarter or eighth; twice the widest is sharp enough.
        side = 2 * WIDTHS[-1]
        picture.draft(picture.mode, (side, side))
    picture.load()
    turned = ImageOps.exif_transpose(picture)
    match turned.mode:
        case "1":
            return turned.convert("L")
        case "P" | "PA":
            clear = turned.mode == "PA" or "transparency" in turned.info
            return _kept(turned, turned.convert("RGBA" if clear else "RGB"))
        case "RGB" | "L" if "transparency" in turned.info:
            return _kept(turned, turned.convert("RGBA"))
        case "L" | "LA" | "RGB" | "RGBA" | "CMYK":
            return turned
        case mode if mode.startswith("I"):
            # 16 bits of grey, of which a screen shows eight.
            return turned.convert("I").point(lambda value: value * (1 / 256)).convert("L")
        case _:
            return _kept(turned, turned.convert("RGB"))


def _kept(source: Image.Image, made: Image.Image) -> Image.Image:
    """The picture with the colour profile of what it was made of."""
    if profile := source.info.get("icc_profile"):
        made.info["icc_profile"] = profile
    return made


def _in_srgb(picture: Image.Image) -> Image.Image:
    """In the colours of the web, as RGB or RGBA."""
    profile = picture.info.get("icc_profile")
    alpha = picture.getchannel("A") if picture.mode in ("RGBA", "LA") else None
    plain = picture.convert(picture.mode.removesuffix("A")) if alpha else picture
    made = (_converted(plain, profile) if profile else None) or plain.convert("RGB")
    if alpha:
        made.putalpha(alpha)
    return made


def _converted(picture: Image.Image, profile: bytes) -> Image.Image | None:
    """By its profile; None where nobody can read that, or it is for other colours."""
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        web = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, own, web, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _on_white(picture: Image.Image) -> Image.Image:
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _saved(picture: Image.Image, format: str, how: dict[str, Any], label: Label) -> bytes:
    picture = picture.copy()
    picture.info = {}  # which would be written into the file
    upright = Label(credit=label.credit, caption=label.caption, licence=label.licence)
    said: dict[str, Any] = {}
    if exif := upright.exif():
        said["exif"] = exif
    if xmp := upright.xmp():
        said["xmp"] = xmp
    out = BytesIO()
    picture.save(out, format, **how, **said)
    made = out.getvalue()
    return clean.png(made, upright) if format == "png" else made
