"""Which sizes and formats of a picture the site has: arithmetic, before any pixel is touched."""

from posixpath import splitext

from kppress.model.view import FileFacts

WIDTHS = (640, 1200, 1800)
"""Pixels. A column of text and a phone; a mail of 552 px, and a page shared elsewhere, on a fine
screen; the lead picture of 864 px on a fine screen."""

PORTRAIT = (216,)
"""Pixels: the 72 of a contact's card on the finest screens."""

PREVIEW = 1200
"""Pixels: what mails, feeds and other sites are given."""

NEAR = 1.1
"""A picture less than a tenth wider than the next smaller size is not worth a file of its own."""

MAX_PIXELS = 120_000_000
"""Pixels of a picture: more than the largest cameras of photographers give (102 million). A file
of some kilobytes may claim billions, and fill the memory of whoever opens it."""

MAX_SIDE = 16_383
"""Pixels: the longest side that WebP knows."""

ENDINGS = {"avif": ".avif", "jpeg": ".jpg", "png": ".png", "webp": ".webp"}

FORMATS = {".avif": "avif", ".jpeg": "jpeg", ".jpg": "jpeg", ".png": "png", ".webp": "webp"}
"""The formats whose private metadata is taken out, by the endings of files."""

FOLDER = "media"
"""Where the sizes of a document's pictures stand, below its address."""


def format_of(path: str) -> str:
    """The format by the file's ending; empty for what is copied as it is."""
    return FORMATS.get(splitext(path)[1].lower(), "")


def sizes_of(
    width: int, height: int, widths: tuple[int, ...] = WIDTHS
) -> tuple[tuple[int, int], ...]:
    """The sizes in pixels that a picture of `width` and `height` comes in, narrowest first.

    Never larger than the picture is. A strip so long that no browser could show it has none.
    """
    widest = min(width, widths[-1])
    chosen = (*(w for w in widths if w * NEAR < widest), widest)
    sizes = tuple((w, max(1, round(height * w / width))) for w in chosen)
    return sizes if all(h <= MAX_SIDE for _, h in sizes) else ()


def formats_of(facts: FileFacts) -> tuple[str, str, str]:
    """The formats of the sizes: the smallest files first, last what every program can show."""
    return ("avif", "webp", "png" if facts.alpha else "jpeg")


def file_of_size(name: str, width: int, format: str) -> str:
    """`media/karta-png-640.webp`, the size of `karta.png`. No two pictures share one."""
    stem, ending = splitext(name)
    return f"{FOLDER}/{stem}-{ending.lstrip('.')}-{width}{ENDINGS[format]}"
