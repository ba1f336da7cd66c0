"""Types of files, by their endings; the machine's own tables differ, so they are not asked."""

from collections.abc import Mapping
from posixpath import basename, splitext
from unicodedata import normalize

_TYPES: Mapping[str, tuple[str, str]] = {
    ".avif": ("image/avif", "AVIF"),
    ".csv": ("text/csv", "CSV"),
    ".doc": ("application/msword", "Word"),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word",
    ),
    ".eps": ("application/postscript", "EPS"),
    ".gif": ("image/gif", "GIF"),
    ".ics": ("text/calendar", "iCalendar"),
    ".jpeg": ("image/jpeg", "JPEG"),
    ".jpg": ("image/jpeg", "JPEG"),
    ".mp3": ("audio/mpeg", "MP3"),
    ".mp4": ("video/mp4", "MP4"),
    ".odt": ("application/vnd.oasis.opendocument.text", "OpenDocument"),
    ".pdf": ("application/pdf", "PDF"),
    ".png": ("image/png", "PNG"),
    ".ppt": ("application/vnd.ms-powerpoint", "PowerPoint"),
    ".pptx": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "PowerPoint",
    ),
    ".svg": ("image/svg+xml", "SVG"),
    ".txt": ("text/plain", "Text"),
    ".webp": ("image/webp", "WebP"),
    ".xls": ("application/vnd.ms-excel", "Excel"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
    ".zip": ("application/zip", "ZIP"),
}

OWN_FILES = frozenset(
    {"index.html", "index.txt", "index.json", "index.ics", "e-post.html", "cap.xml", "media"}
)
"""What kppress itself writes in a document's folder; `media` holds the sizes of its pictures."""


SHOWN_IN_MAIL = frozenset({"image/jpeg", "image/png", "image/gif"})
"""Pictures that every mail program draws; none of Outlook's on Windows knows SVG, WebP or AVIF."""


def media_type(path: str) -> str:
    """The MIME type that the file's ending tells."""
    return _TYPES.get(splitext(path)[1].lower(), ("application/octet-stream", ""))[0]


def type_in_words(path: str) -> str:
    """`JPEG`, `PDF`: what people call the type."""
    ending = splitext(path)[1].lower()
    return _TYPES.get(ending, ("", ending.lstrip(".").upper()))[1]


def published_name(source: str) -> str:
    """The name under which a file stands beside the page; never that of one of kppress's own."""
    name = normalize("NFC", basename(source))
    return f"fil-{name}" if name.lower() in OWN_FILES else name
