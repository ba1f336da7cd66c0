"""A new document and a new newsroom: text to start writing from."""

import re
from datetime import datetime
from pathlib import Path

from uuid6 import uuid7

from kppress.model.error import KppressError, UsageFault
from kppress.model.fields import CONTROL, term_of
from kppress.model.settings import Settings
from kppress.model.term import Kind
from kppress.press.templates import built_in_folder
from kppress.read.document import slug_of
from kppress.read.folder import read_settings_of
from kppress.render.templating import environment, fill

_FOLDERS = {Kind.NOTICE: "notices", Kind.PAGE: "pages"}


def new_document(root: Path, kind: str, title: str, now: datetime, language: str = "") -> Path:
    """Write a draft and return its path. Raises UsageFault; never touches a file that is there."""
    settings, _, _ = read_settings_of(root)
    if settings is None:
        raise UsageFault("no_settings")
    term = term_of(Kind, kind)
    if term is None:
        choices = ", ".join(k.sv if settings.language == "sv" else k.value for k in Kind)
        raise UsageFault("bad_type", value=kind, choices=choices)
    title = _one_line(title)
    slug = slug_of(title)
    if not slug:
        raise UsageFault("bad_title")
    path = root / "releases" / _place(term, slug, now)
    _write_new(path, _draft(settings, term, title, now, language or settings.language))
    return path


def _one_line(title: str) -> str:
    """The headline without line ends and control characters; UsageFault for broken letters."""
    try:
        title.encode()
    except UnicodeEncodeError:  # bytes of another encoding than the terminal's
        raise UsageFault("bad_letters") from None
    return " ".join(CONTROL.sub(" ", title).split())


def _place(kind: Kind, slug: str, now: datetime) -> str:
    if kind is Kind.PAGE:
        return f"pages/{slug}.md"
    return f"{_FOLDERS.get(kind, now.year)}/{now:%Y-%m-%d}-{slug}.md"


def _draft(settings: Settings, kind: Kind, title: str, now: datetime, language: str) -> str:
    spoken = "sv" if language.startswith("sv") else "en"
    hour = now.replace(minute=0, second=0, microsecond=0)
    names = {
        "id": f"urn:uuid:{uuid7()}",
        "kind": kind,
        "title": _quoted(title),
        "now": f"{hour:%Y-%m-%d %H:%M}",
        "year": now.year,
        "lang": language if language != settings.language else "",
        "contact": next(iter(settings.contacts), ""),
        "region": next(iter(settings.regions), ""),
        "topics": ", ".join(settings.topics),
        "regions": ", ".join(settings.regions),
    }
    folder = built_in_folder() / "new"
    texts = {file.name: file.read_text("utf-8") for file in folder.glob("*.txt")}
    return fill(environment(texts), f"{kind.value}.{spoken}.txt", **names)


def _quoted(title: str) -> str:
    """The headline as YAML: in quotation marks where a bare one would be read otherwise."""
    bare = re.fullmatch(r"[^\W\d_][^:#\"'\[\]{}\\&*!|>%@`]*", title)
    if bare and title == title.strip():
        return title
    escaped = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def new_newsroom(folder: Path, language: str, now: datetime) -> tuple[str, ...]:
    """Write a newsroom to start from; the paths that were made, relative to `folder`."""
    try:
        if folder.exists() and any(p.name != ".git" for p in folder.iterdir()):
            raise UsageFault("folder_not_empty", folder=folder)
    except NotADirectoryError:
        raise UsageFault("output_is_file", folder=folder) from None
    except (OSError, ValueError) as fault:
        raise KppressError("disk", file=folder, reason=reason_of(fault)) from fault
    source = built_in_folder() / "init" / language
    made = []
    for file in sorted(source.rglob("*")):
        if not file.is_file():
            continue
        name = file.relative_to(source).as_posix()
        path = name.replace("YEAR", f"{now:%Y}").replace("DATE", f"{now:%Y-%m-%d}")
        path = path.removesuffix(".txt")
        text = fill(
            environment({name: file.read_text("utf-8")}),
            name,
            now=f"{now:%Y-%m-%d %H:%M}",
            id=f"urn:uuid:{uuid7()}",
        )
        _write_new(folder / path, text)
        made.append(path)
    return tuple(made)


def reason_of(fault: Exception) -> str:
    """What the machine says of a file, in its own words."""
    return str(getattr(fault, "strerror", None) or fault)


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that none can have names none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageFault("exists", file=path) from None
    except (OSError, ValueError) as fault:
        raise KppressError("disk", file=path, reason=reason_of(fault)) from fault


def put(path: Path, content: bytes) -> None:
    """Write what a command was asked to write into a file, and make its folder."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except (OSError, ValueError) as fault:
        raise KppressError("disk", file=path, reason=reason_of(fault)) from fault
