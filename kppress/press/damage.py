"""Where a build keeps what the next may take up, and what is raised where that is of no use."""

CACHE = ".kppress"
"""The folder in the newsroom."""


class Damaged(Exception):
    """What was put away cannot be taken up. Without what is known all is well again."""
