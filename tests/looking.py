"""What can be measured of a page: by axe, and by looking at where its text stands."""

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from making import NOW
from playwright.sync_api import Browser, Page

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LAID_OUT = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
"""The rules of axe that size or colours can make untrue; the others see the same document."""

_RUN = """
async (only) => {
  const { violations } = await axe.run(document, { runOnly: only, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map((n) => `${id} ${n.target.join(" ")}`));
}
"""

# Each piece of text that is seen, as the box of its letters; and what it is part of.
_TEXTS = """
() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, holder = node.parentElement;
    const unread = ".unseen, .skip, .corrections h2, .table, .row-lead, noscript";
    if (!node.data.trim() || holder.closest(unread)
      || !holder.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      // Letters fill the middle of their line: tight headlines are meant to be so.
      const inset = box.height * 0.28;
      found.push([box.left, box.top + inset, box.right, box.bottom - inset, node.data.trim()]);
    }
  }
  return found;
}
"""

# What is cut: text that is larger than the box that hides what runs over.
_CUT = """
() => [...document.querySelectorAll("main *, header *, footer *")].filter((e) => {
  const style = getComputedStyle(e);
  // .row-lead shows the first two lines by design: the whole text is on the page that it leads to.
  return /hidden|clip/.test(style.overflow) && !e.matches(".unseen, .row-lead, h2, svg, img")
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map((e) => e.outerHTML.slice(0, 80))
"""

# Each shift of the layout that the visitor did not ask for (Layout Instability, W3C).
_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.shifts.push(entry.value);
  }
}).observe({ type: "layout-shift", buffered: true });
"""

SPACED = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; }
* { word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
"""WCAG 1.4.12, the values that a reader may set."""


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@dataclass
class Looker:
    """One page of one browser, which goes from address to address and remembers what it heard."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def go(self, url: str, width: int = 1280, scheme: Any = "light") -> None:
        """Visit a page, afresh."""
        self.said.clear()
        self.asked.clear()
        self.show(width, scheme)
        self.page.goto(url, wait_until="load")

    def show(self, width: int, scheme: Any = "light") -> None:
        """On a screen of that width, in pixels, and look."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)

    def violations(self, rules: list[str] | None = None) -> list[str]:
        """What axe holds against the page: all of WCAG 2.2 AA and good practice, or these rules."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(_axe())
        kinds = {"type": "tag", "values": [*WCAG, "best-practice"]}
        found = self.page.evaluate(_RUN, {"type": "rule", "values": rules} if rules else kinds)
        # axe takes no link for a skip link when the one after it stands in a shadow tree.
        return [line for line in found if line != "region .skip"]

    def sideways(self) -> int:
        """Pixels that the page is wider than the screen."""
        over: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return over

    def cut(self) -> list[str]:
        """Elements whose text is cut."""
        found: list[str] = self.page.evaluate(_CUT)
        return found

    def overlaps(self) -> list[tuple[str, str]]:
        """Pieces of text that stand on one another."""
        boxes = sorted(self.page.evaluate(_TEXTS), key=lambda box: float(box[1]))
        found = []
        for n, one in enumerate(boxes):
            for other in boxes[n + 1 :]:
                if other[1] >= one[3]:
                    break
                if min(one[2], other[2]) - max(one[0], other[0]) > 1:
                    found.append((one[4][:40], other[4][:40]))
        return found

    def shift(self) -> float:
        """How far the layout has moved since the page was asked for, to two decimals.

        A line whose words had only half arrived when it was painted moves by less, as it should.
        """
        found: float = self.page.evaluate("window.shifts.reduce((sum, one) => sum + one, 0)")
        return round(found, 2)


def looker(browser: Browser) -> Looker:
    """A visitor at the moment of the build; `page.context` is to be closed by who asked."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(_SHIFTS)
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    made = Looker(page)
    page.on("console", lambda message: made.said.append(message.text))
    page.on("pageerror", lambda error: made.said.append(str(error)))
    page.on("request", lambda request: made.asked.append(request.url))
    return made
