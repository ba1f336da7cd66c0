"""What the preview adds to a page: a bar with the state, the views and the findings."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from kppress.locale.dates import moment_in_words
from kppress.locale.words import phrases
from kppress.model.diagnostic import Diagnostic, Severity
from kppress.model.document import AnyDocument, Page
from kppress.model.listing import Row
from kppress.press.preview import HIDDEN, Proof
from kppress.report.html import counted, findings

OWN = "/_kppress/"
"""Below this stands all that is the preview's. No slug begins with an underscore."""

EMPTY = Markup()
HEAD = (
    f'<link rel="stylesheet" href="{OWN}page.css">\n<script src="{OWN}preview.js" defer></script>\n'
)


class Tab(Struct, frozen=True, kw_only=True):
    """A way to look at a document; without a path there is none."""

    label: str
    path: str
    current: bool


class Report(Struct, frozen=True, kw_only=True):
    """What was found in a file: how much, the gravest of it, and all of it as HTML."""

    counted: str = ""
    gravest: str = ""
    findings: Markup = EMPTY

    @classmethod
    def of(cls, proof: Proof, found: Sequence[Diagnostic], language: str) -> "Report":
        """Of these findings."""
        present = {diagnostic.severity for diagnostic in found}
        return cls(
            counted=counted(found, language),
            gravest=next((s.value for s in Severity if s in present), ""),
            findings=findings(found, proof.read.texts, language),
        )


class Bar(Struct, frozen=True, kw_only=True):
    """What the bar says."""

    mark: str = ""
    hidden: bool = False
    """Whether the public does not see the document."""
    file: str = ""
    tabs: Sequence[Tab] = ()
    note: str = ""
    report: Report = Report()
    whole: bool = False


@cache
def templates() -> Environment:
    """The preview's own templates; no newsroom can replace them."""
    folder = files("kppress.preview").joinpath("pages")
    texts = {file.name: file.read_text("utf-8") for file in folder.iterdir() if file.is_file()}
    return Environment(
        loader=DictLoader(texts),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def statics() -> Mapping[str, bytes]:
    """The preview's own styles and script."""
    folder = files("kppress.preview").joinpath("static")
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def mark(row: Row | None, language: str, *, short: bool = False) -> str:
    """What a document's state is called."""
    if row is None:
        return ""
    key = f"mark.{row.state}" + ("_short" if short and row.state in HIDDEN else "")
    moment = moment_in_words(row.moment, language) if row.moment and row.moment.year > 1 else ""
    return phrases("preview", language)[key].format(moment=moment)


def marks(proof: Proof, language: str) -> Mapping[str, str]:
    """The marks of all that the public does not see, by the address of its page."""
    return {
        path: mark(proof.rows[document.path], language, short=True)
        for path, document in proof.pages.items()
        if proof.rows[document.path].state in HIDDEN
    }


def bar_of(proof: Proof, document: AnyDocument, path: str, view: str, language: str) -> Bar:
    """The bar of a document's page at `path`, shown as `web`, `mail` or `text`."""
    words = phrases("preview", language)
    row = proof.row(document)
    ways = {"web": path, "mail": f"{OWN}mail/600/light{path}", "text": f"{OWN}text{path}"}
    mailable = not isinstance(document, Page)
    return Bar(
        mark=mark(row, language),
        hidden=row.state in HIDDEN,
        file=document.path,
        tabs=[
            Tab(label=words[name], path=way if mailable else "", current=name == view)
            for name, way in ways.items()
        ],
        note="" if mailable else words["no_mail"],
        report=Report.of(proof, proof.found_in({document.path}), language),
    )


def bar_of_list(proof: Proof, language: str, *, whole: bool = False) -> Bar:
    """The bar of a page that is no document's."""
    words = phrases("preview", language)
    return Bar(
        mark=words["mark.list"],
        note=words["list_page"],
        whole=whole,
        report=Report.of(proof, proof.found_in(proof.shared_files), language),
    )


def bar_of_file(proof: Proof, file: str, language: str) -> Bar:
    """The bar in the place of a document that cannot be shown."""
    words = phrases("preview", language)
    found = proof.found_in({file}) if file else proof.read.found
    report = Report.of(proof, found, language)
    return Bar(mark=words["mark.faulty"], hidden=True, file=file, report=report)


def with_bar(page: str, bar: Bar, word: str, language: str) -> str:
    """The page with the bar in it; the rest stays as it is. `word` is the bell's."""
    html = (
        templates()
        .get_template("bar.html")
        .render(bar=bar, word=word, language=language, words=phrases("preview", language))
    )
    head, found, rest = page.partition("</head>")
    page = f"{head}{HEAD}{found}{rest}" if found else f"{HEAD}{page}"
    before, found, after = page.rpartition("</body>")
    return f"{before}{html}{found}{after}" if found else page + html


def page(name: str, language: str, **names: object) -> str:
    """A page of the preview's own."""
    words = phrases("preview", language)
    return templates().get_template(name).render(words=words, language=language, **names)
