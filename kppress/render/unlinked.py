"""An edition without any address on the web: what is under embargo is not there yet."""

from typing import TypeVar

from msgspec.structs import replace

from kppress.model.edition import Edition, Link, Media
from kppress.model.walk import retarget

_Named = TypeVar("_Named", Link, Media)


def unlinked(edition: Edition) -> Edition:
    """The edition with mail addresses and telephone numbers alone to follow."""
    notice = edition.notice
    if notice:
        notice = replace(
            notice,
            web="",
            superseded_by=notice.superseded_by and _bare(notice.superseded_by),
            cancels=notice.cancels and _bare(notice.cancels),
            replaces=notice.replaces and _bare(notice.replaces),
        )
    occasion = edition.occasion
    if occasion:
        reachable = occasion.rsvp_url.startswith("mailto:")
        occasion = replace(occasion, calendar=None, rsvp_url=occasion.rsvp_url if reachable else "")
    return replace(
        edition,
        url="",
        path="",
        body=retarget(edition.body, _reachable),
        body_html="",
        lead_image=edition.lead_image and _bare(edition.lead_image),
        images=tuple(_bare(image) for image in edition.images),
        attachments=tuple(_bare(file) for file in edition.attachments),
        topics=tuple(_bare(link) for link in edition.topics),
        regions=tuple(_bare(link) for link in edition.regions),
        related=tuple(_bare(link) for link in edition.related),
        translations=tuple(_bare(link) for link in edition.translations),
        notice=notice,
        occasion=occasion,
    )


def _reachable(target: str) -> str:
    return target if target.startswith(("mailto:", "tel:")) else ""


def _bare(named: _Named) -> _Named:
    if isinstance(named, Media):
        nowhere = replace(named.preview, url="", path="")
        return replace(named, url="", path="", preview=nowhere, srcset="", sources=())
    return replace(named, url="", path="")
