"""The bytes of a file of the previewed site; pictures and attachments come from their sources."""

import json
from posixpath import splitext

from kppress.model.artifact import Artifact, AsItStands
from kppress.model.media import media_type
from kppress.press.preview import HIDDEN, Proof
from kppress.preview.bar import mark

_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".txt": "text/plain",
    ".xml": "application/xml",
}


def type_of(path: str) -> str:
    """The media type by a path's ending; browsers are told not to guess."""
    return _TYPES.get(splitext(path)[1].lower()) or media_type(path)


def content_of(artifact: Artifact, proof: Proof, language: str) -> bytes | None:
    """What the file holds; None where its source was deleted meanwhile."""
    content = artifact.content
    if isinstance(content, bytes):
        name = artifact.path.rpartition("/")[2]
        if name == "notices-now.js":
            return b""  # notices.json is marked, and may come a moment later here
        return _marked(content, proof, language) if name == "notices.json" else content
    if isinstance(content, AsItStands):  # a preview has no last build
        return None
    try:
        # A picture in another size or format is shown as it was taken: making it takes seconds.
        return (proof.root / content.source).read_bytes()
    except OSError:
        return None


def _marked(content: bytes, proof: Proof, language: str) -> bytes:
    """notices.json with a mark before the titles of what the public does not see."""
    states = {row.document.id: row for row in proof.rows.values() if row.state in HIDDEN}
    data = json.loads(content)
    for notice in data["notices"]:
        if row := states.get(notice["id"]):
            notice["title"] = f"[{mark(row, language, short=True)}] {notice['title']}"
    return json.dumps(data, ensure_ascii=False).encode()
