"""What looks like a fault and is none: numbers with a form of their own, kept from every rule."""

import re
from collections.abc import Iterator

from kppress.check.expression import expression
from kppress.check.passage import Passage, Spot

_NUMBERS = expression(
    r"""
    # All begin with a word, a number or a minus: within a word, where most signs are, none needs
    # to be tried.
    (?:\b|(?=[\d-]))(?:
    # Swedish laws, `2018:1937`.
      (?<![\d:])(?:1[6-9]|20)\d\d:\d{1,4}\b
    # Diary numbers: `Dnr 18-1234`, `KS 2018/17`, `KS 2018-00123`, `BN-2018-45`.
    | \b(?:[Dd]nr|[Dd]iarie(?:nr|nummer)|[Ää]rende(?:nummer)?|[Rr]ef\.?|reference)[.:]*[ \u00a0]+
      (?:[A-ZÅÄÖ]{1,6}[ \u00a0/-]*)?\d[\d/:.-]*\d
    | \b[A-ZÅÄÖ]{1,6}[ \u00a0-]?(?:19|20)\d\d[-/:](?!(?:19|20)\d\d\b)\d{1,6}(?:[-/]\d+)*\b
    # ISO dates, and times of day after them.
    | (?<![\d-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d(?:[T\ ]\d\d:\d\d(?::\d\d)?)?)?(?![\d-])
    # Giro numbers, accounts, IBAN, organisation numbers.
    | \b(?:[Bb]ank|[Pp]lus|[Pp]ost)?(?:[Gg]iro|BG|PG|bg|pg)(?:t|nummer)?[.:]*[ \u00a0]*
      \d[\d \u00a0-]*\d
    | \b(?:[Kk]onto(?:t|nummer)?|[Cc]learing|OCR|[Oo]rg(?:anisations)?\.?(?:nr|nummer))
      [.:]*[ \u00a0]+\d[\d \u00a0,-]*\d
    | \b[A-Z]{2}\d\d(?:[ \u00a0]?[A-Z0-9]{4}){2,7}(?:[ \u00a0]?[A-Z0-9]{1,4})?\b
    | \b[2-9]\d[2-9]\d{3}-\d{4}\b
    | \bISS?B?N[: \u00a0]+[\d-]+[\dX]
    # Versions, IP and MAC addresses.
    | \b(?:[Vv]ersion|v\.?|[Rr]elease)[ \u00a0]?\d+(?:\.\d+)+\b
    | \b\d{1,3}(?:\.\d{1,3}){3}\b
    | (?<![\d.])\d+\.\d+\.\d{1,2}(?!\d)
    | \b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\b
    # Coordinates and degrees: `56.877, 14.809`, `56°52′N`.
    | -?\d{1,3}\.\d{3,}°?[ \u00a0]*[NSEWÖV]?,?[ \u00a0]+-?\d{1,3}\.\d{3,}°?
    | \d+(?:[.,]\d+)?[ \u00a0]?°\S*
    # Books and chapters: `Joh 3:16-18`, `1 Mos. 1:1`.
    | \b(?:[1-5][ \u00a0])?[A-ZÅÄÖ][a-zåäö]{1,10}\.?[ \u00a0]\d{1,3}:\d{1,3}(?:[-–]\d{1,3})?(?!\d)
    # Scales, formations of a team, times of a race: `skala 1:50`, `4-4-2`, `2:31:07`.
    | \b[Ss]kala[ \u00a0]\d+:\d+
    | (?<![\d-])\d{1,2}-\d{1,2}-\d{1,2}(?:-\d{1,2})?(?![\d-])
    | (?<![\d:])\d{1,2}:\d\d:\d\d(?![\d:])
    )""",
    re.VERBOSE,
)
# What any of the rules for numbers could speak of. It begins with one kind of sign, as all that is
# asked of every text does: such are searched for many times faster.
_MARKED = expression(
    r"\d(?:[ \u00a0]?[:-][ \u00a0]?\d|\.\d{3}|\.\d+\.\d|[ \u00a0][–—]|\d{4}|°"
    r"|(?<=[A-Z]{2}\d)\d )"
)
_PHONE = re.compile(r"0\d{1,3}-[\d ]+")
# The times of day are no verse: `Start 13:00`, `Fredag 13:00`.
_CLOCK = expression(r"^[A-ZÅÄÖ][a-zåäö]+\.?[ \u00a0]\d\d?:[0-5]\d")
_BOOKS = expression(
    r"^(?:[1-5][ \u00a0])?(?:Mos|Moseboken?|Sam|Kung|Krön|Esra|Neh|Job|Ps|Psalm|Psaltaren"
    r"|Ords|Pred|Jes|Jer|Hes|Dan|Hos"
    r"|Matt|Mark|Luk|Joh|Apg|Rom|Kor|Gal|Ef|Fil|Kol|Tess|Tim|Tit|Hebr|Jak|Pet|Petr|Upp"
    r"|Genesis|Exodus|Matthew|Luke|John|Acts|Romans|Sura|Suran|Koranen)\b"
)
# Sports results: `vann med 3-2`, `IFK–Öster 2–1`, `25-23, 18-25`.
_SPORT = expression(
    r"\b(?:vann|vinna|vinst|vunn\w*|förlor\w*|förlust\w*|seger\w*|segra\w*|slutade|slutresultat\w*"
    r"|led(?:er|de|ning)?|mål(?:et|en)?"
    r"|match\w*|set\w*|oavgjor\w*|kvitter\w*|besegra\w*|slog|slå|resultat\w*|halvtid\w*|paus\w*"
    r"|serie\w*|final\w*|kryssa\w*|straff\w*|won|win|lost|beat\w*|victory|drew|draw|score\w*"
    r"|goal\w*|half-time|final)\b",
    re.IGNORECASE,
)
_RESULT = expression(r"(?<![\d\w-])\d{1,3} ?[-–] ?\d{1,3}(?![\w-]|[.,:]\d)")
_UNIT_AFTER = expression(
    r"\s+(?:år\w*|kronor|personer|procent|dagar|veckor|månader|timmar|minuter|meter|kilo\w*|grader"
    r"|miljoner|miljarder|tusen|barn|elever|deltagare|platser|stycken|gånger|kvinnor|män"
    r"|years?|people|per|days|weeks|months|hours|minutes|metres|children|pupils)\b|\s?[%°]"
)
_UNIT_BEFORE = expression(r"\b(?:[Kk]l\.?|[Kk]lockan|[Åå]rskurs|[Ss]id\.?|[Ss]idorna)[ \u00a0]$")
LOOSE = expression(r"[-–—](?:(?<=\d[-—])|(?<=\d[ \u00a0].)|(?<=–)[ \u00a0]\d)")
"""A number before a dash that may have to be another; after a closed en dash all is well."""
_TOWN_SPACES = expression(r"\d{3}[ \u00a0]?\d{2}([ \u00a0]{2})(?=[A-ZÅÄÖ])")


def right_numbers(passage: Passage) -> Iterator[Spot]:
    """Numbers that have a form of their own."""
    # A telephone number alone, as most fields with a number have it, has none of these forms.
    if not _MARKED.search(passage.text) or _PHONE.fullmatch(passage.text):
        return
    for match in _NUMBERS.finditer(passage.text):
        words = match[0]
        if _CLOCK.search(words) and not _BOOKS.match(words):
            continue
        yield Spot("", *match.span())


def results(passage: Passage) -> Iterator[Spot]:
    """Results of matches, where the text is about one."""
    text = passage.text
    if not LOOSE.search(text):
        return
    for match in _RESULT.finditer(text):
        sport = _SPORT.search(text, max(0, match.start() - 80), match.end() + 60)
        unit = _UNIT_AFTER.match(text, match.end()) or _UNIT_BEFORE.search(text, 0, match.start())
        if sport and not unit:
            yield Spot("", *match.span())


def two_spaces_before_a_town(passage: Passage) -> Iterator[Spot]:
    """The Swedish post puts two spaces between the postcode and the town."""
    if "  " not in passage.text and "\u00a0" not in passage.text:
        return
    for match in _TOWN_SPACES.finditer(passage.text):
        yield Spot("", *match.span(1))
