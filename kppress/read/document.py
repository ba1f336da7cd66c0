"""One document: a file's text to a typed document, and what is wrong with it."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct
from msgspec.structs import replace

from kppress.model.body import EMPTY_BODY, Body
from kppress.model.diagnostic import BEFORE_TEXT, Diagnostic, Edit, Place, finding
from kppress.model.document import NOT_INHERITED, RECORDS, AnyDocument, Document, Notice, Page
from kppress.model.fields import Registers, folded, spellings, swedish_name, term_of
from kppress.model.settings import Settings
from kppress.model.source import Source
from kppress.model.term import Kind, Status
from kppress.read import faults
from kppress.read.fields import Reading, take_fields, validate, writes_swedish
from kppress.read.markdown import TooDeep, read_body
from kppress.read.nodes import Fields, Scalar

MAX_SIZE = 1_000_000
"""Bytes. The longest real release is about 40,000."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG = 80
"""Characters."""
_DATED = re.compile(r"^\d{4}-\d{2}-\d{2}-")
_EDITION = re.compile(r"\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)$")


class Written(Struct, frozen=True, kw_only=True):
    """A file whose fields were found: half-way to a document, for its translations to inherit."""

    path: str
    reading: Reading
    kind: Kind
    body_start: int
    suffix: str
    """The language in the file's name, or nothing."""


def decode(path: str, content: bytes) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The text of a file. None, and one finding, for what is no text of ours."""
    if len(content) > MAX_SIZE:
        size = f"{len(content) / 1_000_000:.1f}"
        return None, (finding(faults.TOO_LARGE, Place(file=path), size=size),)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return None, (finding(faults.NOT_UTF8, Place(file=path), "utf16"),)
    found: list[Diagnostic] = []
    if content.startswith(b"\xef\xbb\xbf"):
        place = Place(file=path, line=1, column=1)
        drop = Edit(start=BEFORE_TEXT, end=0, text="")
        found.append(finding(faults.BYTE_ORDER_MARK, place, fix=(drop,)))
        content = content[3:]
    try:
        text = content.decode()
    except UnicodeDecodeError as fault:
        before = content[: fault.start].decode(errors="replace")
        line = before.count("\n") + 1
        column = len(before) - (before.rfind("\n") + 1) + 1
        place = Place(file=path, line=line, column=column, end_line=line, end_column=column + 1)
        return None, (finding(faults.NOT_UTF8, place, byte=f"{content[fault.start]:02X}"),)
    if "\r" in text:
        text = re.sub(r"\r(?!\n)", "\n", text)  # a lone CR ends a line on old Macintoshes
    # Printable texts, nearly all, are told in a tenth of the time that the search takes.
    if not text.replace("\n", "").isprintable() and (stray := _CONTROL.search(text)):
        place = Place.within(path, text, stray.start(), stray.end())
        code = f"U+{ord(stray[0]):04X}"
        found.append(finding(faults.CONTROL_CHARACTER, place, code=code))
        text = _CONTROL.sub(" ", text)
    return text, tuple(found)


def read_fields(
    path: str, text: str, settings: Settings, original: Written | None = None
) -> tuple[Written | None, tuple[Diagnostic, ...]]:
    """The fields of a document's text, under their English names.

    A translation that does not say its type has that of its `original`.
    """
    from kppress.read.front_matter import read_front_matter  # late: an edit of a body needs none

    node, body_start, found = read_front_matter(path, text)
    if node is None:
        return None, found
    swedish = writes_swedish(node, settings.language.startswith("sv"))
    reading = Reading(path, text, swedish)
    reading.found.extend(found)
    kind = _kind(node) or (original.kind if original else Kind.RELEASE)
    reading.data = take_fields(reading, node, RECORDS[kind])
    stem = PurePosixPath(path).stem
    suffix = _EDITION.search(stem)
    language = suffix[1] if suffix and suffix[1] != settings.language else ""
    written = Written(path=path, reading=reading, kind=kind, body_start=body_start, suffix=language)
    return written, ()


def _kind(node: Fields) -> Kind | None:
    """The type that the writer named; an unreadable one is a fault that validation reports."""
    for key, value in node.entries:
        if spellings(Document).get(folded(key.text)) == "type" and isinstance(value, Scalar):
            return term_of(Kind, value.text)
    return None


def original_path(written: Written) -> str | None:
    """The file that this edition translates, by its name: `x.en.md` translates `x.md`."""
    return written.path.removesuffix(f".{written.suffix}.md") + ".md" if written.suffix else None


def read_document(
    written: Written, original: Written | None, settings: Settings, registers: Registers
) -> tuple[AnyDocument, tuple[Diagnostic, ...]]:
    """The document, and all that is wrong with its fields and the form of its text."""
    reading = written.reading
    own = reading.data
    inherited = _inherited(original, own)
    data = {**inherited, **own, **{k: v for k, v in inherited.items() if k == "images"}}
    kind, record = written.kind, RECORDS[written.kind]
    _require(reading, record, data)
    data.setdefault("type", kind.value)
    data.setdefault("lang", written.suffix or settings.language)
    if "lang" not in own and data["lang"] not in settings.languages:
        spelled = swedish_name(record, "lang") if reading.swedish else "lang"
        choices = ", ".join(settings.languages)
        reading.add(
            faults.WRONG_VALUE,
            Place(file=written.path),
            "choice",
            name=spelled,
            value=data["lang"],
            choices=choices,
            guess="",
        )
    if "slug" not in data:
        data["slug"] = slug_of_file(written)
    document, faulty = validate(reading, record, data, registers)
    body = _body(reading, written.body_start)
    source = Source(
        path=written.path,
        text=reading.text,
        body_start=written.body_start,
        spans=reading.spans,
        keys=reading.keys,
        faulty=faulty,
        swedish=reading.swedish,
        original=original_path(written),
    )
    document = replace(document, body=body, source=source)
    if not document.id:
        document = replace(document, id=made_id(document, settings))
        if "id" not in faulty:
            reading.add(faults.NO_ID, document.source.place(), id=document.id)
    return document, tuple(reading.found)  # type: ignore[return-value] # RECORDS holds the union


def read_body_again(
    written: Written, document: AnyDocument, text: str
) -> tuple[Written, AnyDocument, tuple[Diagnostic, ...]] | None:
    """What becomes of a `text` whose fields are, letter by letter, those of the one before.

    `written` and `document` are what became of that one, which stands alone and in whose fields
    nothing was found. None where the fields are others.
    """
    start = written.body_start
    if not start or text[:start] != written.reading.text[:start]:
        return None
    reading = replace(written.reading, text=text, found=[])
    source = Source(
        path=written.path,
        text=text,
        body_start=start,
        spans=reading.spans,
        keys=reading.keys,
        swedish=reading.swedish,
    )
    again = replace(document, body=_body(reading, start), source=source)
    return replace(written, reading=reading), again, tuple(reading.found)


def _inherited(original: Written | None, own: Mapping[str, Any]) -> dict[str, Any]:
    """What a translation takes from its original, as the original wrote it.

    Of pictures it takes file, credit and licence; alt texts and captions are its own.
    """
    if original is None:
        return {}
    theirs = original.reading.data
    kept = {name: value for name, value in theirs.items() if name not in NOT_INHERITED}
    pictures = {
        image["file"]: {k: v for k, v in image.items() if k not in ("alt", "caption")}
        for image in theirs.get("images") or ()
        if isinstance(image, dict) and isinstance(image.get("file"), str)
    }
    if "attachments" not in own and "attachments" in theirs:
        kept["attachments"] = theirs["attachments"]
    if not isinstance(own.get("images"), list):
        return {**kept, "images": list(pictures.values())} if pictures else kept
    kept["images"] = [
        {**pictures.get(str(image.get("file")), {}), **image} if isinstance(image, dict) else image
        for image in own["images"]
    ]
    return kept


def slug_of_file(written: Written) -> str:
    """The file's name less date and language, in the letters that addresses have."""
    stem = PurePosixPath(written.path).stem
    stem = stem.removesuffix(f".{written.suffix}") if written.suffix else _EDITION.sub("", stem)
    return slug_of(_DATED.sub("", stem)) or "dokument"


def slug_of(title: str) -> str:
    """Words in a-z, 0-9 and hyphens; å and ä become a, ö becomes o."""
    if len(title) <= _LONGEST_SLUG and _SLUG.fullmatch(title):
        return title  # as most names of files do: without the library, which takes 4 ms to import
    from slugify import slugify

    return str(slugify(title, max_length=_LONGEST_SLUG, word_boundary=True))


def made_id(document: Document, settings: Settings) -> str:
    """A UUIDv5 of base address, type, date, slug and language, for a document without an id."""
    date = document.published.at.date().isoformat() if document.published else ""
    parts = (settings.base_url, document.type.value, date, document.slug, document.lang)
    return f"urn:uuid:{uuid5(NAMESPACE_URL, '|'.join(parts))}"


def _require(reading: Reading, record: type[Document], data: Mapping[str, Any]) -> None:
    """A finding for every field without which the document cannot be published."""
    draft = term_of(Status, str(data.get("status", ""))) is Status.DRAFT
    needed = ["title"]
    if record is not Page:
        needed.append("lead")
        if not draft:
            needed.append("published")
    if "occasion" in record.__struct_fields__:
        needed.append("occasion")
    if record is Notice and not data.get("cancels"):
        needed += ["severity", "regions"]
        if not data.get("expires") and not data.get("review_by"):
            upper = swedish_name(record, "expires") if reading.swedish else "expires"
            lower = swedish_name(record, "review_by") if reading.swedish else "review_by"
            reading.add(
                faults.MISSING_FIELD,
                reading.place_of(("expires",)),
                "either",
                name=upper,
                other=lower,
            )
    for name in needed:
        if name not in data:
            spelled = swedish_name(record, name) if reading.swedish else name
            variant = "empty" if (name,) in reading.keys else ""
            reading.add(faults.MISSING_FIELD, reading.place_of((name,)), variant, name=spelled)


def _body(reading: Reading, start: int) -> Body:
    try:
        return read_body(reading.text[start:])
    except TooDeep as fault:
        source = Source(path=reading.path, text=reading.text, body_start=start)
        reading.add(faults.TOO_DEEP, source.body_place(fault.start, fault.start + 1), "body")
        return EMPTY_BODY
