"""Three times the text is three times the work: nothing is gone through once for each of its parts.

Work is counted in calls, which are the same on every machine.
"""

from collections.abc import Callable
from cProfile import Profile
from pathlib import Path
from pstats import Stats

import pytest
from making import NOW, newsroom, release

from kppress.press.check import check_newsroom
from kppress.press.fix import mended_content
from kppress.press.post import Post
from kppress.read.markdown import MAX_DEPTH, TooDeep, read_body
from kppress.render.html import body_html
from kppress.report.text import lines

TEXTS: dict[str, Callable[[int], str]] = {
    "findings in one line": lambda n: 'Hon sa "hej" i dag. ' * n,
    "findings in many lines": lambda n: 'Hon sa "hej" i dag.\n\n' * n,
    "links that lead nowhere": lambda n: "".join(f"[sidan](x{i}.md) " for i in range(n)),
    "links to headings": lambda n: "## A\n\n[l](#a) [m](#b)\n\n" * n,
    "pictures without a file": lambda n: "![](x.png)\n\n" * n,
    "equal headings": lambda n: "## a\n\nx\n\n" * n,
    "opened brackets": lambda n: "[" * n,
    "closed brackets": lambda n: "]{lang=en} " * n,
    "words of another language": lambda n: "[a]{lang=en} " * n,
    "unfinished links": lambda n: "[a](" * n,
    "unfinished pictures": lambda n: "![" * n,
    "stars": lambda n: "**a *b " * n,
    "backticks": lambda n: " ".join("`" * (i % 50 + 1) for i in range(n)),
    "list": lambda n: "- x\n" * n,
    "table": lambda n: "| a | b |\n|---|---|\n" + "| x | y |\n" * n,
    "footnotes": lambda n: "".join(f"x[^{i}]\n\n[^{i}]: not\n\n" for i in range(n)),
    "reference links": lambda n: "".join(
        f"[x{i}]\n\n[x{i}]: https://a.example/\n\n" for i in range(n)
    ),
}


def work(text: str, root: Path) -> int:
    """The calls from the file to the findings on the terminal, the page and the mail."""
    # Beside it stands so much that checking always looks at the mail too, which costs a step.
    newsroom(root, {"releases/a.md": release(1, body=f"{'ord ' * 10_000}\n\n{text}")})
    with Profile() as profile:
        checked = check_newsroom(root, NOW)
        shown = list(lines(checked.found, checked.texts, "sv", 80))
        assert checked.newsroom is not None
        (document,) = checked.newsroom.documents
        html = body_html(document.body)
        mail = Post(checked.newsroom.preview_at(NOW), root).mail(document)
        content = (root / "releases/a.md").read_bytes()
        mended_content(content, [d for d in checked.found if d.fix])
    assert html
    assert mail.text
    assert len(shown) >= len(checked.found)
    return int(Stats(profile).total_calls)  # type: ignore[attr-defined] # typeshed has it not


@pytest.mark.parametrize("kind", TEXTS)
def test_three_times_the_text_is_three_times_the_work(kind: str, tmp_path: Path) -> None:
    make = TEXTS[kind]
    work(make(1), tmp_path / "warm")
    one, two, three = (work(make(n), tmp_path / str(n)) for n in (400, 800, 1200))
    assert three - two <= 1.2 * (two - one) + 500


def test_a_long_run_of_names_is_gone_through_once(tmp_path: Path) -> None:
    runs = ("a." * 100_000, "a@" * 100_000, "/a" * 100_000, "a-" * 100_000, "x" * 200_000 + " @")
    for number, text in enumerate(runs):
        work(f"{text}\n", tmp_path / str(number))


@pytest.mark.parametrize("mark", ["[{}]{{lang=en}}", "> {}", "- {}"])
def test_what_nests_beyond_sense_is_told_and_what_nests_within_it_is_not(mark: str) -> None:
    def nested(depth: int) -> str:
        text = "a"
        for _ in range(depth):
            text = mark.format(text)
        return text

    assert body_html(read_body(nested(MAX_DEPTH // 4)))
    with pytest.raises(TooDeep):
        read_body(nested(10 * MAX_DEPTH))
