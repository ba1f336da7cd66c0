"""What the formats allow, as JSON Schema in our own words.

No package carries the schema of JSON Feed 1.1 or of ninjs 3.1. JSON Feed: jsonfeed.org/version/1.1.
ninjs: the properties of IPTC's schema 3.1 that a text may have here; it refuses unknown ones.
"""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
URL: Schema = {"type": "string", "format": "uri", "pattern": "^https?://"}
MOMENT: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$",
}
LANGUAGE: Schema = {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"}


def record(required: str, **properties: Schema) -> Schema:
    """An object of these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


def several(item: Schema) -> Schema:
    """A list that is not empty."""
    return {"type": "array", "items": item, "minItems": 1}


_AUTHORS = several(record("name", name=TEXT, url=URL, avatar=URL))

JSON_FEED = record(
    "version title items",
    version={"const": "https://jsonfeed.org/version/1.1"},
    title=TEXT,
    home_page_url=URL,
    feed_url=URL,
    description=TEXT,
    user_comment=TEXT,
    next_url=URL,
    icon=URL,
    favicon=URL,
    authors=_AUTHORS,
    language=LANGUAGE,
    expired={"type": "boolean"},
    hubs=several(record("type url", type=TEXT, url=URL)),
    items={
        "type": "array",
        "items": record(
            "id url title content_text date_published",
            id=TEXT,
            url=URL,
            external_url=URL,
            title=TEXT,
            content_html=TEXT,
            content_text=TEXT,
            summary=TEXT,
            image=URL,
            banner_image=URL,
            date_published=MOMENT,
            date_modified=MOMENT,
            authors=_AUTHORS,
            tags=several(TEXT),
            language=LANGUAGE,
            attachments=several(
                record(
                    "url mime_type",
                    url=URL,
                    mime_type={"type": "string", "pattern": "^[a-z]+/[a-z0-9.+-]+$"},
                    title=TEXT,
                    size_in_bytes={"type": "integer", "minimum": 1},
                    duration_in_seconds={"type": "number"},
                )
            ),
        ),
    },
)

_URI: Schema = {"type": "string", "format": "uri", "pattern": "^(urn:|https?://)"}
_TYPED = several(record("value", role=TEXT, contentType=TEXT, value=TEXT))
_CONTACT = several(record("value", type=TEXT, role=TEXT, lang=TEXT, name=TEXT, value=TEXT))
_ORGANISATION = record("name", name=TEXT, rel=TEXT, uri=_URI, literal=TEXT, contactInfo=_CONTACT)
_RENDITION = record(
    "name href contentType",
    name=TEXT,
    href=URL,
    contentType=TEXT,
    title=TEXT,
    width={"type": "integer", "minimum": 1},
    height={"type": "integer", "minimum": 1},
    sizeInBytes={"type": "integer", "minimum": 1},
)
_PLACE = record("name", name=TEXT, rel=TEXT, uri=_URI, literal=TEXT)
_COUNT: Schema = {"type": "integer", "minimum": 0}
_OBJECT: dict[str, Schema] = {
    "uri": _URI,
    "type": {"enum": ["text", "picture", "component", "composite"]},
    "representationType": {"enum": ["full", "partial"]},
    "version": TEXT,
    "firstCreated": MOMENT,
    "versionCreated": MOMENT,
    "embargoedUntil": MOMENT,
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "urgency": {"type": "integer", "minimum": 1, "maximum": 9},
    "copyrightHolder": TEXT,
    "copyrightNotice": TEXT,
    "usageTerms": TEXT,
    "edNote": TEXT,
    "language": LANGUAGE,
    "title": TEXT,
    "by": TEXT,
    "slugline": TEXT,
    "located": TEXT,
    "headlines": _TYPED,
    "descriptions": _TYPED,
    "bodies": several(
        record("value", role=TEXT, contentType=TEXT, charCount=_COUNT, wordCount=_COUNT, value=TEXT)
    ),
    "subjects": several(_PLACE),
    "places": several(_PLACE),
    "people": several(record("name", name=TEXT, rel=TEXT, contactInfo=_CONTACT)),
    "organisations": several(_ORGANISATION),
    "infoSources": several(record("name", name=TEXT, role=TEXT)),
    "genres": several(record("name", name=TEXT, uri=_URI, literal=TEXT)),
    "altIds": several(record("value", role=TEXT, value=TEXT)),
    "expires": MOMENT,
    "renditions": several(_RENDITION),
    "eventDetails": record(
        "dates",
        dates=record("startDate endDate", startDate=MOMENT, endDate=MOMENT),
        organiser=_ORGANISATION,
    ),
    "associations": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/associated"}},
}
NINJS: Schema = {
    **record(
        "standard uri type",
        **_OBJECT,
        standard=record(
            "name version schema",
            name={"const": "ninjs"},
            version={"const": "3.1"},
            schema={"const": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"},
        ),
    ),
    "$defs": {"associated": record("name uri type", **_OBJECT, name=TEXT, rel=TEXT)},
}
