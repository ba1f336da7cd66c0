"""Quotations: talstreck, quotation marks, and who speaks."""

from collections.abc import Iterator

from kppress.check.expression import expression
from kppress.check.passage import MASK, Passage, Spot
from kppress.check.prose import Prose
from kppress.check.rule import Hits, hit, rule
from kppress.model.diagnostic import Severity
from kppress.model.document import AnyDocument, Invitation, News, Release

W = Severity.WARNING

SAYS_SV = (
    "säger|sade|sa|menar|berättar|berättade|förklarar|förklarade|tycker|tror|konstaterar"
    "|konstaterade|betonar|framhåller|understryker|påpekar|uppger|kommenterar|fortsätter|tillägger"
    "|lägger|poängterar|hälsar|skriver|svarar|undrar|frågar|utbrister|sammanfattar|avslutar"
    "|meddelar|hoppas"
)
SAYS_EN = (
    "says|said|explains|explained|adds|added|comments|commented|notes|noted|states|stated|believes"
    "|concludes|tells|writes|wrote|asks|asked|continues|continued|hopes"
)
_SAYS = expression(rf"[,.!?”\"…] ?\s*(?:{SAYS_SV})\b")

_TALSTRECK = expression(
    r"(?:(?<=[.!?…])|(?<=[.!?…][”\"]))([ \u00a0\n]+[-–—―‒−]{1,2}[ \u00a0]*)([”\"“]?)(?=[A-ZÅÄÖÉ])"
)
_FORM = expression(r"(?:[—―‒−-]{1,2}[ \u00a0]*|–(?:[ \u00a0]{2,}|\u00a0|))(?=[”\"“]?[A-ZÅÄÖÉ])")
_QUOTES = '”"“„'
_MARKS = expression(
    rf"[{_QUOTES}][^{_QUOTES}\n]*(?:[{_QUOTES}](?=,?\s+(?:{SAYS_SV})\b|\s*$)|[,.!?][{_QUOTES}])"
)


@rule("KP301", "quotation-opens-paragraph", W, fixable=True)
def quotation_opens_paragraph(document: AnyDocument, prose: Prose) -> Hits:
    """A quotation does not open its own paragraph with a talstreck: an en dash and a space.

    Only at the start of a paragraph is the dash read as a change of speaker; with a hyphen the
    paragraph becomes a list (Svenska skrivregler; TT-språket).

    Bad::

        Även Alvesta är med. - Vi lär av varandra, säger finanschefen i Växjö.

    Good::

        Även Alvesta är med.

        – Vi lär av varandra, säger finanschefen i Växjö.
    """
    for variant in ("", "bullet", "form"):
        for found in prose.spots("KP301", variant):
            yield hit(found.place, variant, fix=found.fix)


def late_quotations(passage: Passage) -> Iterator[Spot]:
    """Quotations in the middle of a paragraph, and those with another dash than the talstreck."""
    if not passage.swedish or passage.kind != "paragraph":
        return
    text = passage.text
    if form := _FORM.match(text):
        end = form.end()
        # A dash that is not followed by words that someone says may begin an aside.
        if not passage.bullet and (_SAYS.search(text) or text[0] in "–—―"):
            yield Spot("KP301", 0, end, "form", ((0, end, "– "), *_bare(text, end)))
    for match in _TALSTRECK.finditer(text):
        if not _SAYS.search(text, match.start(2)):
            break
        start, end = match.span(1)
        dash = start + len(match[1]) - len(match[1].lstrip())
        edits = ((start, end, "\n\n– "), *_bare(text, end)) if passage.top else ()
        core = ((start, end), *(e[:2] for e in edits[1:]))
        yield Spot("KP301", dash, start + len(match[1].rstrip()), "", edits, core=core)


def _bare(text: str, start: int) -> tuple[tuple[int, int, str], ...]:
    """Edits that take away the quotation marks around what a talstreck opens already."""
    marks = _MARKS.match(text, start)
    if not marks:
        return ()
    last = marks.end() - 1
    return ((start, start + 1, ""), (last, last + 1, ""))


def quotations_as_lists(passage: Passage) -> Iterator[Spot]:
    """A list of one item in which somebody speaks is a quotation that began with a hyphen."""
    if not passage.bullet or not passage.swedish or not _SAYS.search(passage.text):
        return
    text = passage.file.source.text
    first = passage.span(0, 0)[0]
    line = text.rfind("\n", 0, first) + 1
    if text[line:first] == "- ":
        # Below other words the dash would only go on with their paragraph.
        above = text[text.rfind("\n", 0, max(0, line - 1)) + 1 : line].strip()
        dash = (-2, -1, "\n–" if above else "–")
        yield Spot("KP301", -2, -1, "bullet", (dash, *_bare(passage.text, 0)))


@rule("KP302", "talstreck-with-marks", W, fixable=True)
def talstreck_with_marks(document: AnyDocument, prose: Prose) -> Hits:
    """A quotation has both a talstreck and quotation marks.

    Either says that someone speaks; the two together say it twice (Svenska skrivregler).

    Bad::

        – ”Välkomna”, säger kommunalrådet.

    Good::

        – Välkomna, säger kommunalrådet.
    """
    for found in prose.spots("KP302"):
        yield hit(found.place, fix=found.fix)


def doubly_marked(passage: Passage) -> Iterator[Spot]:
    """What stands in quotation marks directly after a talstreck, all of what is said."""
    if not passage.swedish or passage.kind != "paragraph" or not passage.text.startswith("– "):
        return
    edits = _bare(passage.text, 2)
    if edits:
        yield Spot("KP302", 2, edits[1][1], "", edits)


@rule("KP303", "quotation-marks", W, fixable=True)
def quotation_marks(document: AnyDocument, prose: Prose) -> Hits:
    """The quotation marks are not those of the language.

    Swedish has ” on both sides, English “ and ”; straight marks are a typewriter's, and look
    foreign beside the right ones (Svenska skrivregler).

    Bad::

        Projektet heter "Rent vatten".

    Good::

        Projektet heter ”Rent vatten”.
    """
    for variant in ("", "english"):
        for found in prose.spots("KP303", variant):
            yield hit(found.place, variant, fix=found.fix)


_ANY = expression(r"[\"“”„‟]")


def wrong_marks(passage: Passage) -> Iterator[Spot]:
    """Pairs of quotation marks of which one at least is wrong; a mark without its pair alone."""
    if passage.swedish:
        wanted, variant = "””", ""
    elif passage.english:
        wanted, variant = "“”", "english"
    else:
        return
    text = passage.text
    marks = [m.start() for m in _ANY.finditer(text) if not _is_inch(text, m.start())]
    if all(text[at] == "”" for at in marks) and passage.swedish:
        return
    if len(marks) % 2:
        for at in marks:
            if text[at] not in wanted:
                side = 0 if _opens(text, at) else 1
                yield Spot("KP303", at, at + 1, variant, ((at, at + 1, wanted[side]),))
        return
    for first, last in zip(marks[::2], marks[1::2], strict=True):
        edits = tuple(
            (at, at + 1, new)
            for at, new in ((first, wanted[0]), (last, wanted[1]))
            if text[at] != new
        )
        if edits:
            yield Spot("KP303", first, last + 1, variant, edits)


def _is_inch(text: str, at: int) -> bool:
    """Whether the mark means inches: `24"`."""
    after = text[at + 1 : at + 2]
    return text[at] == '"' and text[at - 1 : at].isdigit() and not after.isalpha()


def _opens(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in " \u00a0\n(–—[/" or text[at + 1 : at + 2].isalpha()


@rule("KP317", "quotation-without-speaker", W)
def quotation_without_speaker(document: Release | News | Invitation, prose: Prose) -> Hits:
    """The first quotation does not say who speaks, by name and title.

    A newsdesk cannot use words that nobody is answerable for, and has to call to learn whose they
    are.

    Bad::

        – Vi lär av varandra, säger hon.

    Good::

        – Vi lär av varandra, säger Maja Exempel, finanschef på Växjö kommun.
    """
    passages = [p for p in prose.passages if p.kind == "paragraph" and p.top]
    for index, passage in enumerate(passages):
        if _is_quotation(passage):
            around = passages[max(0, index - 1) : index] + passages[index + 1 : index + 2]
            for variant in ("pronoun", "name", ""):
                span = _nameless(passage, around, variant)
                if span:
                    place = passage.found(Spot("", *span)).place
                    yield hit(place, variant)
                    break
            break


def _is_quotation(passage: Passage) -> bool:
    if passage.swedish:
        return passage.text.startswith("– ")
    return passage.english and bool(_SAID_EN.match(passage.text))


_SAID_EN = expression(r"“[^”]*(?:[,.!?]”|$)")
_SPEAKS_SV = expression(rf"\b(?:{SAYS_SV}|enligt)\b")
_SPEAKS_EN = expression(rf"\b(?:{SAYS_EN}|according)\b")
_PRONOUN = expression(
    rf"(?:[,!?…][”\"]?|[,.!?…]”)\s+((?:{SAYS_SV}|{SAYS_EN})\s+(?:hon|han|hen|de|vi|jag|she|he|they)"
    rf"|(?:she|he|they)\s+(?:{SAYS_EN}))\b"
)
_NAME = r"[A-ZÅÄÖÉ][\w’'-]+(?:\s+(?:von|af|de|van|[A-ZÅÄÖÉ][\w’'-]*\.?))*\s+[A-ZÅÄÖÉ][\w’'-]+"
_A_NAME = expression(_NAME)
_NAMED = expression(rf"[,!?…][”\"]?\s+(?:{SAYS_SV}|{SAYS_EN})\s+({_NAME})(?=[.]?\s*$|\.\s)")


def _nameless(passage: Passage, around: list[Passage], variant: str) -> tuple[int, int] | None:
    """What is wrong with how a quotation names its speaker, in one of three ways."""
    text = passage.text
    if variant == "pronoun":
        said = _PRONOUN.search(text)
        if not said or any(_A_NAME.search(other.text) for other in (passage, *around)):
            return None
        return said.span(1)
    if variant == "name":
        named = _NAMED.search(text)
        if not named or MASK in named[0]:
            return None
        told = passage.document.lead + " ".join(p.text for p in around)
        return None if named[1] in told else named.span(1)
    speaks = _SPEAKS_SV if passage.swedish else _SPEAKS_EN
    if speaks.search(text):
        return None
    told_beside = any(p.text.rstrip().endswith(":") or speaks.search(p.text) for p in around)
    return None if told_beside else (0, len(text.rstrip()))
