"""Checking: read the folder, ask every rule, settle what counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kppress.check.policy import settle
from kppress.check.registry import RULES, check
from kppress.model.diagnostic import Diagnostic, Rule, Severity
from kppress.model.newsroom import Newsroom
from kppress.read.faults import READING_RULES
from kppress.read.folder import read_newsroom


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A newsroom and what was found in it."""

    newsroom: Newsroom | None
    found: tuple[Diagnostic, ...]
    texts: Mapping[str, str]

    @property
    def stops(self) -> bool:
        """Whether an error stops the press."""
        return any(d.severity is Severity.ERROR for d in self.found)

    @property
    def exit_code(self) -> int:
        """2 where the settings cannot be used, 1 where an error stops the press, else 0."""
        return 2 if self.newsroom is None else int(self.stops)

    def within(self, paths: Iterable[str]) -> "Checked":
        """Only what concerns these files or folders, relative to the newsroom."""
        wanted = tuple(paths)
        if not wanted:
            return self

        def concerns(file: str) -> bool:
            return any(p in (".", "") or file == p or file.startswith(f"{p}/") for p in wanted)

        found = tuple(d for d in self.found if concerns(d.place.file))
        return Checked(newsroom=self.newsroom, found=found, texts=self.texts)


def all_rules() -> tuple[Rule, ...]:
    """Every rule there is, those of reading included, by id."""
    return tuple(sorted((*READING_RULES, *RULES), key=lambda rule: rule.id))


def check_newsroom(root: Path, now: datetime, broken: Mapping[str, str] | None = None) -> Checked:
    """Read and check the newsroom in `root` as of `now`.

    `broken` are pictures that could not be made, by path, and why: `FileFacts.fault`.
    """
    read = read_newsroom(root)
    if read.newsroom is None:
        return Checked(newsroom=None, found=read.found, texts=read.texts)
    newsroom = _without(read.newsroom, broken) if broken else read.newsroom
    found = (*read.found, *check(newsroom, now))
    settled = settle(found, newsroom, all_rules())
    return Checked(newsroom=newsroom, found=settled, texts=read.texts)


def _without(newsroom: Newsroom, broken: Mapping[str, str]) -> Newsroom:
    marked = {
        path: replace(newsroom.files[path], fault=reason)
        for path, reason in broken.items()
        if path in newsroom.files
    }
    return replace(newsroom, files={**newsroom.files, **marked})
