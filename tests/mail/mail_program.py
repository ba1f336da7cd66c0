"""A mail program that draws as Chromium does, with the newsroom's site at its address."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

FONTS = """
* { font-family: "Liberation Sans" !important; }
h1, h1 *, h2, h2 *, .k-lead, .k-line > img { font-family: "Liberation Serif" !important; }
"""


class Show:
    """A mail program that draws as Chromium does, with the newsroom's site at its address."""

    def __init__(self, page: "Page", site: Path) -> None:
        self.page = page
        self.site = site
        self.html = ""
        self.pictures = True
        page.route("**/*", self._answer)

    def mail(self, html: str, *, pictures: bool = True) -> "Page":
        """The page of the mail, with everything loaded."""
        self.html, self.pictures = html, pictures
        self.page.goto("https://press.kommun.example/the-mail", wait_until="load")
        self.page.add_style_tag(content=FONTS)
        self.page.evaluate("document.fonts.ready")
        return self.page

    def _answer(self, route: "Route") -> None:
        file = self.site / route.request.url.split("/", 3)[3]
        if route.request.is_navigation_request():
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        elif self.pictures and file.is_file():
            route.fulfill(path=file)
        else:
            route.abort()
