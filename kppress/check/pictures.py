"""Pictures and files that a document names."""

import re
from posixpath import basename, splitext

from kppress.check.catalogue import Catalogue
from kppress.check.outline import Outline, Use, place_of_node, place_of_use
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument, Document
from kppress.model.fields import folded
from kppress.model.media import published_name
from kppress.model.newsroom import Newsroom
from kppress.model.picture import MAX_PIXELS

E, W = Severity.ERROR, Severity.WARNING

WIDE_ENOUGH = 1200
"""Pixels. What Open Graph and schema.org ask of a page's picture, and a newspaper of ours."""
LARGE = 10_000_000
"""Bytes."""

_FILE_NAME = re.compile(
    r"\S+(?: \S+){0,3}\.(?:avif|gif|heic|jpe?g|pdf|png|svg|tiff?|webp)", re.IGNORECASE
)
_CAMERA = re.compile(
    r"(?:img|dsc[nf]?|pict|pxl|p|image|bild|foto|photo|picture|skärmavbild|screenshot)"
    r"[\s_-]*\d[\d\s_-]*",
    re.IGNORECASE,
)


def _own(document: Document, catalogue: Catalogue, use: Use) -> bool:
    """Whether the finding belongs to this file, and not to the original that it inherits from."""
    return not use.inherited_with or not catalogue.inherits(document, use.inherited_with)


@rule("KP501", "missing-file", E)
def missing_file(
    document: AnyDocument, outline: Outline, newsroom: Newsroom, catalogue: Catalogue
) -> Hits:
    """A picture or file does not exist.

    Pictures and files lie beside the text and are named as they are seen from there.

    Bad::

        bilder:
          - fil: delegationn.jpg
            alt: Tretton personer på trappan till Växjö teater.

    Good::

        bilder:
          - fil: delegation.jpg
            alt: Tretton personer på trappan till Växjö teater.
    """
    for use in outline.uses:
        target = use.target
        if target.path in newsroom.files or target.is_outside or not _own(document, catalogue, use):
            continue
        if use.node is not None and (not use.is_picture or target.kind == "web"):
            continue  # links are for KP406, and a picture on another site has an address
        place = place_of_use(document, use)
        if target.kind not in ("file", "document"):
            yield hit(place, "address", target=target.written)
            continue
        guess = catalogue.nearest(target.path, document.path)
        yield hit(place, "guess" if guess else "", target=target.written, guess=guess)


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
def no_credit(document: AnyDocument, catalogue: Catalogue) -> Hits:
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
    original = catalogue.original(document)
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
        if use.field != ("images", 0, "file") or not _own(document, catalogue, use):
            continue
        facts = newsroom.files.get(use.target.path)
        if facts and facts.width is not None and facts.width < WIDE_ENOUGH:
            place = place_of_use(document, use)
            yield hit(place, file=use.target.written, width=facts.width, wanted=WIDE_ENOUGH)


@rule("KP506", "large-file", W)
def large_file(
    document: AnyDocument, outline: Outline, newsroom: Newsroom, catalogue: Catalogue
) -> Hits:
    """A file is larger than ten megabytes.

    On a slow line it takes minutes, and many mail servers refuse it.

    Bad::

        bilagor:
          - fil: filmen.mp4   (84 MB)

    Good::

        bilagor:
          - fil: programmet.pdf   (0.3 MB)
    """
    for use in outline.uses:
        facts = newsroom.files.get(use.target.path)
        if facts and facts.size > LARGE and _own(document, catalogue, use):
            size = round(facts.size / 1_000_000)
            yield hit(place_of_use(document, use), file=use.target.written, size=size)


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
        if facts and facts.fault and _own(document, catalogue, use):
            place, file = place_of_use(document, use), use.target.written
            if facts.fault == "bomb":
                yield hit(place, "bomb", file=file, limit=MAX_PIXELS // 1_000_000)
            else:
                yield hit(place, "truncated" if facts.fault == "truncated" else "", file=file)


@rule("KP508", "file-outside-releases", E)
def file_outside_releases(document: AnyDocument, outline: Outline, catalogue: Catalogue) -> Hits:
    """The file lies outside the folder releases.

    Only what lies there is published, so that nothing else on the computer can get out by a slip.

    Bad::

        [Budgeten](../../../hemligt/budget.pdf)

    Good::

        [Budgeten](budget.pdf)
    """
    for use in outline.uses:
        if use.target.is_outside and _own(document, catalogue, use):
            yield hit(place_of_use(document, use), target=use.target.written)
    for link, target in outline.links:
        if target.kind == "document" and target.is_outside:
            yield hit(place_of_use(document, Use(target=target, node=link)), target=target.written)


@rule("KP509", "same-file-name", E)
def same_file_name(
    document: AnyDocument, outline: Outline, newsroom: Newsroom, catalogue: Catalogue
) -> Hits:
    """Two different files have the same name.

    Both are published beside the page, where only one of them can have it.

    Bad::

        bilder:
          - fil: karta.png
          - fil: bilagor/karta.png

    Good::

        bilder:
          - fil: karta.png
          - fil: bilagor/karta-over-lanet.png
    """
    seen: dict[str, Use] = {}
    for use in outline.uses:
        if use.target.path not in newsroom.files:
            continue
        # Some disks and servers know no difference between upper and lower case.
        name = published_name(use.target.path).casefold()
        first = seen.setdefault(name, use)
        if first.target.path != use.target.path and _own(document, catalogue, use):
            yield hit(
                place_of_use(document, use), name=basename(use.target.path), first=first.target.path
            )
