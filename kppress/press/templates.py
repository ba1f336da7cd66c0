"""Where templates stand: the newsroom's own first, then the built-in ones."""

from collections.abc import Mapping
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound

import kppress
from kppress.model.error import KppressError
from kppress.render.templating import BUILT_IN

STATIC = "static"
_TEXT = (".html", ".mjml", ".txt", ".toml")


def built_in_folder() -> Path:
    """In the installed package, or beside it in a checkout."""
    package = Path(kppress.__file__).parent
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "web" / "shell.html").is_file():
            return folder
    raise KppressError("no_templates", folder=package)


def templates(root: Path) -> Mapping[str, str]:
    """Every template by name; the built-in ones also under `kppress/`, to be extended."""
    built_in = _read(built_in_folder())
    own = _read(root / "templates") if (root / "templates") != built_in_folder() else {}
    return {**built_in, **{BUILT_IN + name: text for name, text in built_in.items()}, **own}


def fault_of(fault: TemplateError) -> KppressError:
    """What is wrong with a template, and where."""
    place = getattr(fault, "name", None) or "templates/"
    line = getattr(fault, "lineno", None)
    where = f"{place}:{line}" if line else str(place)
    match fault.__cause__:
        case RecursionError():
            return KppressError("template_loop", file=where)
        case TemplateNotFound(name=name):
            return KppressError("template_missing", file=where, name=name)
        case TemplateError(message=str(reason)):
            return KppressError("template", file=where, reason=reason)
        case _:
            return KppressError("template", file=where, reason=fault.message or fault)


def statics(root: Path) -> Mapping[str, bytes]:
    """Styles, scripts and icons by file name; the newsroom's own replace the built-in ones."""
    found: dict[str, bytes] = {}
    for folder in (built_in_folder() / STATIC, root / "templates" / STATIC):
        if folder.is_dir():
            for file in sorted(folder.iterdir()):
                if file.is_file() and not file.name.startswith("."):
                    found[file.name] = file.read_bytes()
    return found


def _read(folder: Path) -> Mapping[str, str]:
    """The text templates below a folder. An unreadable one is the machine's failure."""
    found = {}
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if file.suffix in _TEXT and file.is_file():
            name = file.relative_to(folder).as_posix()
            try:
                found[name] = file.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as fault:
                raise KppressError("template_unreadable", file=file, reason=fault) from fault
    return found
