"""Mending: what the findings know how to mend, done in the files and nowhere else in them."""

import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import NamedTemporaryFile

from msgspec import Struct, field

from kppress.model.diagnostic import BEFORE_TEXT, Diagnostic, Edit
from kppress.model.error import KppressError
from kppress.model.stretch import Stretch, Taken
from kppress.press.check import check_newsroom
from kppress.press.checked import Checked
from kppress.press.remember import Recall, remembering
from kppress.read.document import decode
from kppress.read.tree import stored

ROUNDS = 10
"""A mend may uncover another fault; more rounds than faults can stand in one place are no use."""

BOM = b"\xef\xbb\xbf"


class Change(Struct, frozen=True, kw_only=True):
    """A file before and after, to the byte."""

    path: str
    before: bytes
    after: bytes


class Mended(Struct, frozen=True, kw_only=True):
    """What was wrong, what was mended, in which files, and what remains."""

    found: Checked
    """As it was before."""
    remains: Checked
    mended: tuple[Diagnostic, ...]
    changes: tuple[Change, ...]
    passed_over: tuple[str, ...] = ()
    """Files that somebody else changed in the meantime, and that were left to them."""


def mend(
    root: Path, now: datetime, paths: Iterable[str] = (), *, write: bool = True, begun: int = 0
) -> Mended:
    """Mend what can be mended in these files or folders, or in all.

    Round by round, until nothing more changes: so mending what is mended does nothing. Without
    `write` the disk stays as it is; `begun` is as in `build`. Raises KppressError where a file
    cannot be written.
    """
    wanted = tuple(paths)
    found, work = remembering(root, begun, partial(_mended, root, now, wanted))
    changes = tuple(work.changes())
    passed_over = {*work.moved, *(c.path for c in changes if write and not put(root, c))}
    if passed_over:
        changes = tuple(change for change in changes if change.path not in passed_over)
        kept = {change.path: change.after for change in changes}
        work.checked = check_newsroom(root, now, kept, spelling=True)
    return Mended(
        found=found.within(wanted),
        remains=work.checked.within(wanted),
        mended=tuple(d for d in work.mended if d.place.file not in passed_over),
        changes=changes,
        passed_over=tuple(sorted(passed_over)),
    )


def _mended(
    root: Path, now: datetime, wanted: Collection[str], recall: Recall
) -> tuple[Checked, "_Work"]:
    """What was found, and the files as they would be mended."""
    found = check_newsroom(root, now, spelling=True, known=recall())
    work = _Work(root, now, found.within(wanted), recall)
    for _ in range(ROUNDS):
        if not work.round(wanted):
            break
    work.checked = work.checked.told()
    return found.told(), work


class _Work(Struct):
    """The files as they would be after the rounds so far."""

    root: Path
    now: datetime
    checked: Checked
    recall: Recall
    before: dict[str, bytes] = field(default_factory=dict)
    after: dict[str, bytes] = field(default_factory=dict)
    mended: list[Diagnostic] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    """Files that a mend would have made worse."""
    moved: set[str] = field(default_factory=set)
    """Files that no longer hold what was checked."""

    def round(self, wanted: Collection[str]) -> bool:
        """Mend once and check again; whether anything changed."""
        by_file: dict[str, list[Diagnostic]] = defaultdict(list)
        for diagnostic in self.checked.within(wanted).found:
            if diagnostic.fix and diagnostic.place.file not in self.left | self.moved:
                by_file[diagnostic.place.file].append(diagnostic)
        made: dict[str, bytes] = {}
        taken: dict[str, tuple[Diagnostic, ...]] = {}
        for path, diagnostics in by_file.items():
            content = self._content(path)
            if decode(path, content)[0] != self.checked.texts.get(path):
                self.moved.add(path)
                continue
            mended, taken[path] = mended_content(content, diagnostics)
            if mended != content:
                made[path] = mended
        if not made:
            return False
        checked = self._check({**self.after, **made})
        worse = {path for path in made if reads_worse(path, self.checked, checked)}
        if worse:
            self.left |= worse
            made = {path: content for path, content in made.items() if path not in worse}
            checked = self._check({**self.after, **made})
        self.checked = checked
        self.after |= made
        self.mended += [diagnostic for path in made for diagnostic in taken[path]]
        return True

    def _check(self, instead: Mapping[str, bytes]) -> Checked:
        return check_newsroom(self.root, self.now, instead, spelling=True, known=self.recall())

    def _content(self, path: str) -> bytes:
        if path not in self.before:
            self.before[path] = _bytes(stored(self.root, path))
        return self.after.get(path, self.before[path])

    def changes(self) -> Iterable[Change]:
        for path in sorted(self.after):
            yield Change(path=path, before=self.before[path], after=self.after[path])


def reads_worse(path: str, before: Checked, after: Checked) -> bool:
    """Whether a file has a fault of reading (KP0…, KP1…) that it did not have before."""

    def faults(checked: Checked) -> Counter[str]:
        rules = (d.rule for d in checked.found if d.place.file == path)
        return Counter(rule for rule in rules if rule.startswith(("KP0", "KP1")))

    return bool(faults(after) - faults(before))


def mended_content(
    content: bytes, found: Sequence[Diagnostic]
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The bytes of a file with the findings mended, and those that were.

    The earlier of two fixes that touch is taken; the other one's turn is the next round. New lines
    end as the file's lines do.
    """
    mark = content.startswith(BOM)
    text = content.removeprefix(BOM).decode()
    line_end = "\r\n" if "\r\n" in text else "\n"
    edits: list[Edit] = []
    taken: list[Diagnostic] = []
    places = Taken(_touch)
    for diagnostic in sorted(found, key=lambda d: (min(e.start for e in d.fix), d.rule)):
        if _fits(diagnostic.fix, len(text), places):
            edits += diagnostic.fix
            for edit in diagnostic.fix:
                places.add(_order(edit))
            taken.append(diagnostic)
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=_order):
        if edit.start == BEFORE_TEXT:
            mark = False
        else:
            inserted = edit.text.replace("\r\n", "\n").replace("\n", line_end)
            parts += (text[done : edit.start], inserted)
            done = edit.end
    return BOM * mark + ("".join(parts) + text[done:]).encode(), tuple(taken)


def _fits(fix: Sequence[Edit], length: int, taken: Taken) -> bool:
    """Whether a fix lies within the text, overlaps not itself, and touches none taken before."""
    if not all(BEFORE_TEXT <= edit.start <= edit.end <= length for edit in fix):
        return False
    own = sorted(fix, key=_order)
    if any(first.end > second.start for first, second in pairwise(own)):
        return False
    return not any(taken.meets(_order(edit)) for edit in fix)


def _touch(one: Stretch, other: Stretch) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _order(edit: Edit) -> tuple[int, int]:
    return edit.start, edit.end


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise KppressError("disk", file=path, reason=fault.strerror or fault) from fault


def put(root: Path, change: Change) -> bool:
    """Replace a file in one step, with its mode; False where it is not as it was read."""
    path = stored(root, change.path).resolve()
    if _bytes(path) != change.before:
        return False
    temporary = None
    try:
        if not os.access(path, os.W_OK):
            raise PermissionError(13, os.strerror(13))
        with NamedTemporaryFile(dir=path.parent, prefix=".kppress-", delete=False) as file:
            temporary = Path(file.name)
            file.write(change.after)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, temporary)
        temporary.replace(path)
    except OSError as fault:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise KppressError("disk", file=path, reason=fault.strerror or fault) from fault
    return True


def texts_of(changes: Iterable[Change]) -> Mapping[str, tuple[str, str]]:
    """Before and after as text, a byte order mark included, by path."""
    return {c.path: (c.before.decode(), c.after.decode()) for c in changes}
