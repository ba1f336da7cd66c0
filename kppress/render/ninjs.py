"""ninjs 3.1 (IPTC, News in JSON), for the systems of newsdesks: a document, or the list of a feed.

The standard refuses properties that it does not know. A list is a ninjs object of its own, of the
type `composite`, with the documents as its associations.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from kppress.model.artifact import Artifact
from kppress.model.document import AnyDocument, Document, Invitation, Notice
from kppress.model.edition import ContactGroup, Edition, Media, PersonCard, Rendition
from kppress.model.feed import Feed
from kppress.model.moment import iso
from kppress.model.term import SeverityOfEvent
from kppress.render.edition import Editor
from kppress.render.feed_file import FeedFile, in_a_row
from kppress.render.feed_item import MEDIATOPICS, Item, Piece, item_of, ninjs_path
from kppress.render.feed_xml import rights

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
URGENCY = {
    SeverityOfEvent.EXTREME: 1,
    SeverityOfEvent.SEVERE: 2,
    SeverityOfEvent.MODERATE: 3,
    SeverityOfEvent.MINOR: 4,
    SeverityOfEvent.UNKNOWN: 5,
}
"""IPTC's urgency: 1 is the most urgent, 5 normal, 9 the least."""
_DEEP = (dict, list)


def ninjs(document: AnyDocument, editor: Editor) -> Artifact:
    """`index.json` beside the page of a document."""
    edition = editor.edition(document)
    made = {"standard": STANDARD, **_document(document, item_of(document, editor), editor)}
    return Artifact(path=f"{edition.folder}index.json", content=_written(made))


def ninjs_list(feed: Feed, pieces: Sequence[Piece], changed: datetime, editor: Editor) -> FeedFile:
    """What a feed holds now; what was withdrawn of late is there as `canceled`."""
    made = {
        "standard": STANDARD,
        "uri": f"{feed.id}#ninjs",
        "type": "composite",
        "representationType": "full",
        "versionCreated": iso(changed),
        "language": feed.language,
        "title": feed.title.in_language(feed.language),
        "copyrightHolder": editor.settings.newsroom.name.in_language(feed.language),
        "copyrightNotice": rights(feed, editor),
        "renditions": [
            _web(editor.addresses.absolute(ninjs_path(editor, feed)), "application/json")
        ],
    }
    if not pieces:
        return FeedFile(_written(made), ())
    lines = (piece if isinstance(piece, bytes) else _line(piece, editor) for piece in pieces)
    before = f'{_compact(made)[:-1]},"associations":['.encode()
    return in_a_row(before, lines, b"]}\n", between=b",")


def _line(item: Item, editor: Editor) -> bytes:
    told = _document(item.document, item, editor) if item.document else _tombstone(item)
    return _compact({"name": item.title, **told}).encode()


def _document(document: AnyDocument, item: Item, editor: Editor) -> dict[str, Any]:
    edition = editor.edition(document)
    text = item.text
    return {
        "uri": edition.id,
        "type": "text",
        "representationType": "full",
        "version": str(1 + len(document.corrections)),
        "firstCreated": iso(item.published),
        "versionCreated": iso(item.updated),
        "pubStatus": "usable",
        "urgency": _urgency(document),
        "copyrightHolder": edition.organisation,
        "edNote": " ".join(f"{c.label} {c.at.text}: {c.note}" for c in edition.corrections),
        "language": edition.lang,
        "title": edition.title,
        "slugline": document.slug,
        "by": edition.organisation,
        "located": edition.occasion.place if edition.occasion else "",
        "headlines": [{"role": "main", "contentType": "text/plain", "value": edition.title}],
        "descriptions": [{"role": "summary", "contentType": "text/plain", "value": edition.summary}]
        if edition.summary
        else [],
        "bodies": [
            {"role": "main", "contentType": "text/html", "value": item.html},
            {
                "role": "plain",
                "contentType": "text/plain",
                "charCount": len(text),
                "wordCount": len(text.split()),
                "value": text,
            },
        ],
        "subjects": list(_subjects(document, edition, editor)),
        "places": [
            {
                "name": link.title,
                "rel": "about",
                "literal": editor.settings.regions[key].code or key,
            }
            for key, link in zip(document.regions, edition.regions, strict=True)
        ],
        "people": [
            {"name": person.name, "rel": "contact", "contactInfo": list(_reach(person))}
            for person in _people(edition.contacts)
        ],
        "organisations": [_organisation(edition, "publisher")],
        "infoSources": [{"name": edition.organisation, "role": "originator"}],
        "genres": [{"name": edition.kind_label, "literal": edition.kind}],
        "altIds": [{"role": "reference", "value": edition.reference}] if edition.reference else [],
        "eventDetails": _occasion(document, edition),
        "expires": iso(document.expires.at)
        if isinstance(document, Notice) and document.expires
        else "",
        "renditions": [_web(edition.url, "text/html")],
        "associations": [
            *map(_picture, edition.images),
            *map(_file, edition.attachments),
            *_translations(document, editor),
        ],
    }


def _tombstone(item: Item) -> dict[str, Any]:
    return {
        "uri": item.id,
        "type": "text",
        "representationType": "partial",
        "firstCreated": iso(item.published),
        "versionCreated": iso(item.updated),
        "pubStatus": "canceled",
        "edNote": item.summary,
        "language": item.lang,
        "title": item.title,
        "headlines": [{"role": "main", "contentType": "text/plain", "value": item.title}],
        "renditions": [_web(item.url, "text/html")],
    }


def _urgency(document: Document) -> int:
    if isinstance(document, Notice) and document.severity:
        return URGENCY[document.severity]
    return 5


def _subjects(document: Document, edition: Edition, editor: Editor) -> Iterator[Mapping[str, str]]:
    for key, link in zip(document.topics, edition.topics, strict=True):
        code = (editor.settings.topics[key].mediatopic or "").removeprefix("medtop:")
        uri = MEDIATOPICS + code if code else link.url
        yield {"name": link.title, "rel": "about", "uri": uri, "literal": key}


def _people(groups: Iterable[ContactGroup]) -> Iterator[PersonCard]:
    """Everyone to reach, each once."""
    yield from dict.fromkeys(person for group in groups for person in group.people)


def _reach(person: PersonCard) -> Iterator[Mapping[str, str]]:
    for kind, value in (("phone", person.phone), ("email", person.email)):
        if value:
            role = ", ".join(part for part in (person.role, person.organisation) if part)
            yield {"type": kind, "value": value, **({"name": role} if role else {})}


def _organisation(edition: Edition, rel: str) -> dict[str, Any]:
    contact = [{"type": "email", "value": edition.email}] if edition.email else []
    if edition.address:
        contact.append({"type": "address", "value": "\n".join(edition.address)})
    return {"name": edition.organisation, "rel": rel, "contactInfo": contact}


def _occasion(document: Document, edition: Edition) -> dict[str, Any]:
    if not isinstance(document, Invitation) or document.occasion is None:
        return {}
    occasion = document.occasion
    return {
        "dates": {
            "startDate": iso(occasion.start.at),
            "endDate": iso((occasion.end or occasion.start).at),
        },
        "organiser": {"name": edition.organisation},
    }


def _web(href: str, type: str) -> dict[str, str]:
    return {"name": "web", "href": href, "contentType": type}


def _picture(image: Media) -> dict[str, Any]:
    whole, shown = image.whole, image.preview
    return {
        "name": "picture",
        "rel": "illustration",
        "uri": image.url,
        "type": "picture",
        "by": image.credit,
        "usageTerms": image.licence,
        "descriptions": [
            {"role": role, "contentType": "text/plain", "value": text}
            for role, text in (("caption", image.caption), ("alternative", image.alt))
            if text
        ],
        "renditions": [
            _rendition("original", whole, image.size),
            *([_rendition("preview", shown, shown.size)] if shown is not whole else []),
        ],
    }


def _rendition(name: str, rendition: Rendition, size: int) -> dict[str, Any]:
    return _kept(
        {
            "name": name,
            "href": rendition.url,
            "contentType": rendition.type,
            "width": rendition.width,
            "height": rendition.height,
            "sizeInBytes": size,
        }
    )


def _file(media: Media) -> dict[str, Any]:
    return {
        "name": "attachment",
        "rel": "attachment",
        "uri": media.url,
        "type": "component",
        "title": media.title,
        "renditions": [_rendition("original", media.whole, media.size)],
    }


def _translations(document: AnyDocument, editor: Editor) -> Iterator[dict[str, Any]]:
    for other in editor.view.editions_of(document):
        if other.lang != document.lang:
            yield {
                "name": "translation",
                "rel": "translation",
                "uri": other.id,
                "type": "text",
                "language": other.lang,
                "renditions": [_web(editor.link_to(other).url, "text/html")],
            }


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value or not _is_empty(value)}


def _is_empty(value: Any) -> bool:
    """Whether nothing is told: a number is told, also 0."""
    return not value and (value is None or isinstance(value, str | list | dict))


def _whole(value: Any) -> Any:
    """Without what is empty, at every depth."""
    if isinstance(value, dict):
        return {
            key: whole
            for key, inner in value.items()
            if (whole := _whole(inner) if isinstance(inner, _DEEP) else inner)
            or not _is_empty(whole)
        }
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    return value


def _compact(made: Mapping[str, Any]) -> str:
    return json.dumps(_whole(made), ensure_ascii=False, separators=(",", ":"))


def _written(made: Mapping[str, Any]) -> bytes:
    return f"{_compact(made)}\n".encode()
