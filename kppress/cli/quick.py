"""A build after edits of texts alone, before click is imported: it has read the same call once.

With a thousand documents most of what such a build takes is what it imports.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kppress.cache.edited import edits
from kppress.cache.unchanged import Before, Call
from kppress.model.error import KppressError
from kppress.press.build import build_edits

if TYPE_CHECKING:
    from kppress.cli.again import Kept
    from kppress.model.receipt import Mark
    from kppress.press.built import Built

HOW = 4
"""What `Kept.keep` keeps of how a call wants to be answered."""


def after_edits(call: Call, before: Before, kept: "Kept") -> list[str] | None:
    """Build where nothing was done since the same call but to edit texts; what the build says.

    None where that takes more, or where something is in the way: then nothing was done.
    """
    since = edits(call, before)
    if since is None or len(since.how) != HOW:
        return None
    named, base_url, language, quiet = since.how
    root, target = Path(call.root), Path(named)
    now = datetime.now(UTC)  # noqa: TID251 # the shell is where the clock is asked

    says: list[str] = []

    def look() -> "Mapping[str, Mark]":
        import kppress.cli.telling  # noqa: F401 # late: meanwhile somebody is at work
        from kppress.cli.manner import Manner

        assert Manner(language=language, quiet=bool(quiet)).words  # are taken up here
        return kept.in_place()

    def keep(built: "Built") -> None:
        from kppress.cli.manner import Manner
        from kppress.cli.telling import lines_of, warnings_in

        manner = Manner(language=language, quiet=bool(quiet))
        says[:] = [*warnings_in(manner, built.checked), *lines_of(manner, built, target)]
        if built.receipt:
            kept.keep(manner, built, built.receipt, now, target, base_url)

    try:
        built = build_edits(
            root, target, now, since, base_url, time.time_ns(), look, keep, call.hand
        )
    except KppressError:  # which the whole command has words for
        return None
    return None if built is None else says
