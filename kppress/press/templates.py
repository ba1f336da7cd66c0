"""Where templates stand: the newsroom's own first, then the built-in ones."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound

import kppress
from kppress.model.error import KppressError
from kppress.read.tree import may_be_shown
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
    own = root / "templates" / STATIC
    for folder in (built_in_folder() / STATIC, own):
        try:
            for file in sorted(folder.iterdir()) if folder.is_dir() else ():
                if file.is_file() and not file.name.startswith("."):
                    if folder == own:
                        _refuse_outside(root, file)
                    found[file.name] = file.read_bytes()
        except OSError as fault:
            raise _unreadable(Path(fault.filename or folder), fault) from fault
    return found


def _refuse_outside(root: Path, file: Path) -> None:
    """A link among the styles publishes nothing that is not for readers."""
    if not file.is_symlink():
        return
    whole, real = root.resolve(), file.resolve()
    if not real.is_relative_to(whole):
        raise KppressError("static_outside", file=file)
    below = real.relative_to(whole)
    if below.parts[:2] != ("templates", STATIC) and not may_be_shown(below):
        raise KppressError("static_outside", file=file)


def _read(folder: Path) -> Mapping[str, str]:
    """The text templates below a folder. An unreadable one is the machine's failure."""
    found = {}
    for name in sorted(_files_below(folder)):
        file = folder / name
        if name.endswith(_TEXT) and file.is_file():
            try:
                found[name] = file.read_text("utf-8")
            except (OSError, UnicodeDecodeError) as fault:
                raise KppressError("template_unreadable", file=file, reason=fault) from fault
    return found


def _files_below(folder: Path) -> Iterator[str]:
    """Each by its name. A folder that cannot be read is told, or built-in ones would be used."""

    def stop(fault: OSError) -> None:
        if not isinstance(fault, FileNotFoundError):
            raise _unreadable(Path(fault.filename), fault) from fault

    top = str(folder)
    for here, _, names in os.walk(top, onerror=stop):
        below = here[len(top) + 1 :].replace(os.sep, "/")
        yield from (f"{below}/{name}" if below else name for name in names)


def _unreadable(file: Path, fault: OSError) -> KppressError:
    return KppressError("template_unreadable", file=file, reason=fault.strerror or fault)
