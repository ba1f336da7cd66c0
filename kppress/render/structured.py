"""schema.org's words on a page, as JSON-LD. There is no type for a press release there."""

import json
from typing import Any

from kppress.model.edition import Edition

HEADLINE = 110
"""Google's limit for the headline of an article, in characters."""


def json_ld(edition: Edition, site_url: str) -> str:
    """Script data: NewsArticle, Event for an invitation, WebPage for a page."""
    data: dict[str, Any]
    match edition.kind:
        case "invitation" if edition.occasion:
            data = _event(edition, site_url)
        case "page":
            data = {"@type": "WebPage", "name": edition.title}
        case _:
            data = {
                "@type": "NewsArticle",
                "headline": _cut(edition.title),
                "author": [_organisation(edition, site_url)],
                "mainEntityOfPage": edition.url,
            }
    published = edition.published.iso if edition.published else ""
    shared = {
        "description": edition.summary,
        "url": edition.url,
        "inLanguage": edition.lang,
        "datePublished": published if edition.kind != "invitation" else "",
        "dateModified": edition.modified if edition.kind != "invitation" else "",
        "publisher": _organisation(edition, site_url) if edition.kind != "invitation" else "",
        "image": [image.preview.url for image in edition.images],
    }
    full = {"@context": "https://schema.org", **data, **{k: v for k, v in shared.items() if v}}
    # `<` would let a headline such as `</script>` end the element.
    return json.dumps(full, ensure_ascii=False).replace("<", "\\u003c")


def _event(edition: Edition, site_url: str) -> dict[str, Any]:
    occasion = edition.occasion
    assert occasion is not None
    cancelled = "EventCancelled" if occasion.cancelled else "EventScheduled"
    event: dict[str, Any] = {
        "@type": "Event",
        "name": edition.title,
        "startDate": occasion.start.iso,
        "eventStatus": f"https://schema.org/{cancelled}",
        "organizer": _organisation(edition, site_url),
    }
    if occasion.end:
        event["endDate"] = occasion.end.iso
    if occasion.place or occasion.address:
        event["location"] = {
            "@type": "Place",
            "name": occasion.place or occasion.address,
            "address": occasion.address or occasion.place,
        }
    return event


def _organisation(edition: Edition, site_url: str) -> dict[str, str]:
    return {"@type": "GovernmentOrganization", "name": edition.organisation, "url": site_url}


def _cut(title: str) -> str:
    return title if len(title) <= HEADLINE else title[: HEADLINE - 1].rstrip() + "…"
