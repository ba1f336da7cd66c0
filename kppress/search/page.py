"""What the index takes of a page: its main part, and nothing that all pages share."""

import re

from markupsafe import escape
from msgspec import Struct

_LANGUAGE = re.compile(rb'<html[^>]*? lang="([^"]*)"')
_HEAD = b"""<!doctype html><html lang="%b"><head><meta charset="utf-8">
<meta data-pagefind-meta="facts[content]" content="%b"></head><body><main data-pagefind-body>"""
_MAIN = re.compile(rb"<main\b[^>]*>(.*)</main>", re.DOTALL)


class SearchPage(Struct, frozen=True, kw_only=True):
    """A document as the index knows it."""

    path: str
    """The file of the page, relative to the output folder."""
    facts: str
    """What stands beside the headline of a hit: `Pressmeddelande, 7 maj 2018`."""

    def html(self, page: bytes) -> bytes:
        """The page less its frame, so that a change of the menu is none of the index."""
        language = _LANGUAGE.search(page)
        main = _MAIN.search(page)
        head = _HEAD % (language[1] if language else b"", str(escape(self.facts)).encode())
        return head + (main[1] if main else page) + b"</main></body></html>"
