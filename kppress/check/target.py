"""What a link or file name means: another document, a file, an address, or mischief."""

import re
from typing import Literal, NamedTuple

from kppress.check.expression import expression
from kppress.model.address import source_target

Meaning = Literal["empty", "fragment", "web", "other", "unsafe", "site", "host", "document", "file"]

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""What a link may begin with. Everything else is run, refused or misunderstood by browsers."""

_SCHEME = expression(r"[A-Za-z][A-Za-z0-9+.\-]*(?=:)")
_HOST = expression(r"//|www\.", re.IGNORECASE)
# Browsers pass over these in an address (WHATWG URL, 4.4), so `java\nscript:` is a script.
_PASSED_OVER = expression("[\x00-\x20]+")


class Target(NamedTuple):
    """A target as written, what it means, and the path in the newsroom where it has one."""

    written: str
    kind: Meaning
    path: str = ""
    """Of a document or file; of a fragment, its name."""
    scheme: str = ""

    @property
    def is_outside(self) -> bool:
        """Whether it climbs out of the folder that is published."""
        return self.kind in ("document", "file") and not self.path.startswith("releases/")


def target_of(source: str, written: str, *, in_field: bool = False) -> Target:
    """What `written` means in the file `source`.

    In a field stands the name of a file, in which # is a letter like others; in the text, an
    address.
    """
    target = written.strip()
    if not target:
        return Target(written, "empty")
    if target.startswith("#") and not in_field:
        return Target(written, "fragment", target[1:])
    if ":" in target and (scheme := _SCHEME.match(_PASSED_OVER.sub("", target))):
        name = scheme[0].lower()
        if name in ("http", "https"):
            return Target(written, "web", scheme=name)
        return Target(written, "other" if name in SCHEMES else "unsafe", scheme=name)
    if _HOST.match(target):
        return Target(written, "host")
    bare = target if in_field else target.partition("#")[0]
    if bare.startswith("/"):
        return Target(written, "site", bare)
    kind: Meaning = "document" if bare.lower().endswith(".md") else "file"
    return Target(written, kind, source_target(source, bare))
