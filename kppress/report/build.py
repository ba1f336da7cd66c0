"""A build's outcome for machines."""

import json
from collections.abc import Sequence
from datetime import datetime

from kppress.model.diagnostic import Diagnostic
from kppress.model.moment import iso
from kppress.model.receipt import Receipt
from kppress.report.json import as_data


def as_json(
    outcome: Receipt | None,
    found: Sequence[Diagnostic],
    next_change: datetime | None,
    now: datetime,
    output: str,
    dry_run: bool,
    language: str,
) -> str:
    """One object; `written` is false where an error stopped the press, or with a dry run."""
    data = {
        "version": 1,
        "output": output,
        "now": iso(now),
        "written": outcome is not None and not dry_run,
        "added": list(outcome.added) if outcome else [],
        "changed": list(outcome.changed) if outcome else [],
        "removed": list(outcome.removed) if outcome else [],
        "unchanged": outcome.unchanged if outcome else 0,
        "foreign": list(outcome.foreign) if outcome else [],
        "next_change": iso(next_change) if next_change else None,
        **{key: value for key, value in as_data(found, language).items() if key != "version"},
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
