"""Files that a document names: whether they are there, and may be published."""

from posixpath import basename

from kppress.check.catalogue import Catalogue
from kppress.check.outline import Outline, Use, place_of_use
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument, Document
from kppress.model.media import published_name
from kppress.model.newsroom import Newsroom

E, W = Severity.ERROR, Severity.WARNING

LARGE = 10_000_000
"""Bytes."""


def is_own(document: Document, catalogue: Catalogue, use: Use) -> bool:
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
        if (
            target.path in newsroom.files
            or target.is_outside
            or not is_own(document, catalogue, use)
        ):
            continue
        if use.node is not None and (not use.is_picture or target.kind == "web"):
            continue  # links are for KP406, and a picture on another site has an address
        if catalogue.exists(target.path):
            continue  # what there is and cannot be published is for KP510
        place = place_of_use(document, use)
        if target.kind not in ("file", "document"):
            yield hit(place, "address", target=target.written)
            continue
        guess = catalogue.nearest(target.path, document.path)
        yield hit(place, "guess" if guess else "", target=target.written, guess=guess)


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
        if facts and facts.size > LARGE and is_own(document, catalogue, use):
            size = round(facts.size / 1_000_000)
            yield hit(place_of_use(document, use), file=use.target.written, size=size)


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
        if use.target.is_outside and is_own(document, catalogue, use):
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
        if first.target.path != use.target.path and is_own(document, catalogue, use):
            yield hit(
                place_of_use(document, use), name=basename(use.target.path), first=first.target.path
            )


@rule("KP510", "unpublishable-file", E)
def unpublishable_file(
    document: AnyDocument, outline: Outline, newsroom: Newsroom, catalogue: Catalogue
) -> Hits:
    """The file is there and must not be published.

    It is the text of a document, which may be a draft or under embargo; a link to something outside
    the newsroom, to one of its settings or templates, or to nothing; or it cannot be read.

    Bad::

        bilagor:
          - fil: utkast.md

    Good::

        bilagor:
          - fil: utkast.pdf
    """
    for use in outline.uses:
        target = use.target
        if target.is_outside or not is_own(document, catalogue, use):
            continue
        why = newsroom.refused.get(target.path, "")
        if not why and target.kind == "document" and catalogue.exists(target.path):
            why = "document"
        if why:
            yield hit(place_of_use(document, use), why, target=target.written)
