"""A mail as a reader with a light or a dark screen gets it, whatever this machine's own look is."""

import re
from typing import Literal

Look = Literal["light", "dark"]
LOOKS: tuple[Look, ...] = ("light", "dark")
WIDTHS = (600, 320)
"""Pixels: a mail program on a desk, and the narrowest phone."""

_QUERY = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)", re.IGNORECASE)
_SCHEME = re.compile(r"(?<![\w-])(color-scheme:\s*)light dark", re.IGNORECASE)
_META = re.compile(r'(<meta name="color-scheme" content=")light dark(")', re.IGNORECASE)


def seen_in(html: str, look: Look) -> str:
    """The mail with its media queries answered; links open beside the preview."""

    def answered(match: re.Match[str]) -> str:
        # `all` and `not all` cannot stand within a longer query; a width does in their place.
        return "(min-width: 0px)" if match[1].lower() == look else "(max-width: 0px)"

    html = _QUERY.sub(answered, html)
    html = _SCHEME.sub(rf"\g<1>{look}", html)
    html = _META.sub(rf"\g<1>{look}\g<2>", html)
    return html.replace("<head>", '<head><base target="_blank">', 1)
