"""The cases: for each rule a newsroom that breaks it and one that does not.

A case is one document, `bad.md`, or a folder `bad/` that is laid over a newsroom. Beside what is
bad stands `bad.expected`: the stretch of each finding, `6:16-6:25`, after its file in a folder.
A folder's `sizes.toml` names files that are only large.
"""

import shutil
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kppress.check.policy import settle
from kppress.check.registry import RULES, check, check_mails
from kppress.check.spelling import Speller
from kppress.model.diagnostic import Diagnostic, Place
from kppress.press.mails import mails_to_check
from kppress.read.faults import READING_RULES
from kppress.read.folder import read_newsroom

CASES = Path(__file__).parent / "cases"
NOW = datetime(2018, 7, 5, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
ALL_RULES = tuple(sorted((*READING_RULES, *RULES), key=lambda rule: rule.id))
ALONE = "releases/2018/2018-05-07-projekt.md"
"""Where the document of a case stands that is one document."""


def lay_out(case: Path, root: Path) -> Path:
    """The newsroom of a case, in `root`."""
    shutil.copy(CASES / "kppress.toml", root)
    if case.is_dir():
        shutil.copytree(case, root, symlinks=True, dirs_exist_ok=True)
        _large_files(root)
    else:
        (root / ALONE).parent.mkdir(parents=True)
        shutil.copy(case, root / ALONE)
    return root


def _large_files(root: Path) -> None:
    listed = root / "sizes.toml"
    sizes = tomllib.loads(listed.read_text()) if listed.exists() else {}
    for path, size in sizes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("wb") as file:
            file.truncate(size)  # sparse: nothing is written


def findings(
    root: Path, now: datetime = NOW, speller: Speller | None = None
) -> tuple[Diagnostic, ...]:
    """All that counts in a newsroom."""
    read = read_newsroom(root)
    if read.newsroom is None:
        return read.found
    in_mails = check_mails(mails_to_check(read.newsroom, root, now))
    found = (*read.found, *check(read.newsroom, now, speller), *in_mails)
    return settle(found, read.newsroom, ALL_RULES)


def stretch(place: Place, *, alone: bool) -> str:
    """`6:16-6:25`, after the file in a case of several."""
    where = "whole"
    if place.line is not None:
        where = f"{place.line}:{place.column}"
        if place.end_line is not None:
            where += f"-{place.end_line}:{place.end_column}"
    return where if alone else f"{place.file} {where}"


def case_of(rule: str, name: str) -> Path | None:
    """The case of a rule, whichever form it has."""
    folder, file = CASES / rule / name, CASES / rule / f"{name}.md"
    return file if file.exists() else folder if folder.exists() else None


def rules_with_cases() -> Iterator[str]:
    """The rules that have a folder here."""
    return (folder.name for folder in sorted(CASES.iterdir()) if folder.name.startswith("KP"))
