"""Pictures: what is said of them, and whether they can be shown."""

import re
from posixpath import basename, splitext

from kppress.check.catalogue import Catalogue
from kppress.check.expression import expression
from kppress.check.family import Family
from kppress.check.files import is_own
from kppress.check.outline import Outline, place_of_node, place_of_use
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument
from kppress.model.fields import folded
from kppress.model.newsroom import Newsroom
from kppress.model.picture import MAX_PIXELS

E, W = Severity.ERROR, Severity.WARNING

WIDE_ENOUGH = 1200
"""Pixels. What Open Graph and schema.org ask of a page's picture, and a newspaper of ours."""

_FILE_NAME = expression(
    r"\S+(?: \S+){0,3}\.(?:avif|gif|heic|jpe?g|pdf|png|svg|tiff?|webp)", re.IGNORECASE
)
_CAMERA = expression(
    r"(?:img|dsc[nf]?|pict|pxl|p|image|bild|foto|photo|picture|skärmavbild|screenshot)"
    r"[\s_-]*\d[\d\s_-]*",
    re.IGNORECASE,
)


@rule("KP502", "missing-alt", E)
def missing_alt(document: AnyDocument, outline: Outline) -> Hits:
    """A picture has no alternative text.

    Those who cannot see the picture get nothing, and the law on accessibility of public websites
    wants it (EN 301 549, 9.1.1.1). A translation has texts of its own.

    Bad::

        bilder:
          - fil: delegation.jpg

    Good::

        bilder:
          - fil: delegation.jpg
            alt: Tretton personer på trappan till Växjö teater.
    """
    for index, image in enumerate(document.images):
        if not image.alt:
            yield hit(document.source.place("images", index, "file"), file=image.file)
    for picture in outline.pictures:
        if not picture.alt.strip():
            place = place_of_node(document, picture.start, picture.end)
            yield hit(place, file=picture.target)


@rule("KP503", "alt-is-file-name", E)
def alt_is_file_name(document: AnyDocument, outline: Outline) -> Hits:
    """The alternative text is the name of a file.

    Read aloud it tells nothing of what is to be seen.

    Bad::

        bilder:
          - fil: bild1.jpg
            alt: bild1.jpg

    Good::

        bilder:
          - fil: bild1.jpg
            alt: Tretton personer på trappan till Växjö teater.
    """
    for index, image in enumerate(document.images):
        if image.alt and _names_a_file(image.alt, image.file):
            yield hit(document.source.place("images", index, "alt"), alt=image.alt)
    for picture in outline.pictures:
        if _names_a_file(picture.alt, picture.target):
            place = place_of_node(document, picture.start, picture.end)
            yield hit(place, alt=picture.alt)


def _names_a_file(alt: str, file: str) -> bool:
    alt = alt.strip()
    if _FILE_NAME.fullmatch(alt) or _CAMERA.fullmatch(alt):
        return True
    # A single word may well be both: `delegation` says something, `delegation-2018` was not
    # written for readers.
    stem = splitext(basename(file))[0]
    return folded(alt) == folded(stem) and " " not in alt and not alt.isalpha()


@rule("KP504", "no-credit", W)
def no_credit(document: AnyDocument, family: Family) -> Hits:
    """A picture does not name its photographer.

    The photographer has a right to be named (the Swedish copyright act, 1960:729, section 3), and
    editors need the name to print the picture.

    Bad::

        bilder:
          - fil: delegation.jpg
            alt: Tretton personer på trappan till Växjö teater.

    Good::

        bilder:
          - fil: delegation.jpg
            alt: Tretton personer på trappan till Växjö teater.
            fotograf: Anna Exempel
    """
    original = family.original(document)
    told = {image.file for image in original.images} if original else set()
    for index, image in enumerate(document.images):
        if not image.credit and image.file not in told:
            yield hit(document.source.place("images", index, "file"), file=image.file)


@rule("KP505", "small-picture", W)
def small_picture(
    document: AnyDocument, outline: Outline, newsroom: Newsroom, catalogue: Catalogue
) -> Hits:
    """The first picture is less than 1,200 pixels wide.

    It is the one that search engines, social media and newspapers show large.

    Bad::

        bilder:
          - fil: delegation.jpg   (600 × 400)

    Good::

        bilder:
          - fil: delegation.jpg   (2400 × 1600)
    """
    for use in outline.uses:
        if use.field != ("images", 0, "file") or not is_own(document, catalogue, use):
            continue
        facts = newsroom.files.get(use.target.path)
        if facts and facts.width is not None and facts.width < WIDE_ENOUGH:
            place = place_of_use(document, use)
            yield hit(place, file=use.target.written, width=facts.width, wanted=WIDE_ENOUGH)


@rule("KP507", "broken-picture", E)
def broken_picture(
    document: AnyDocument, outline: Outline, newsroom: Newsroom, catalogue: Catalogue
) -> Hits:
    """The picture cannot be opened.

    It was not saved whole, is another kind of file by a picture's name, or has more pixels than any
    camera gives, and can fill the memory of whoever opens it. Readers would see an empty frame.

    Bad::

        bilder:
          - fil: delegation.jpg   (a Word document by that name)

    Good::

        bilder:
          - fil: delegation.jpg
    """
    for use in outline.uses:
        facts = newsroom.files.get(use.target.path)
        if facts and facts.fault and is_own(document, catalogue, use):
            place, file = place_of_use(document, use), use.target.written
            if facts.fault == "bomb":
                yield hit(place, "bomb", file=file, limit=MAX_PIXELS // 1_000_000)
            else:
                yield hit(place, "truncated" if facts.fault == "truncated" else "", file=file)
