"""The grain of a disk's clock: how long a file may change and note no other time.

Imports nothing: a build that has nothing to do answers before anything else is there.
"""

FINE = 20_000_000
"""Nanoseconds in which a file may change twice and have one time: a system's clock ticks slowly."""
COARSE = 2_000_000_000
"""The same on disks that note whole seconds."""


def settled(changed: int) -> int:
    """The moment until which a file that changed then, in nanoseconds, may change unnoticed."""
    return changed + (FINE if changed % 1_000_000_000 else COARSE)
