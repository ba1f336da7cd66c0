"""What telephone numbers can be, and how they are written, by the library that knows.

To load it takes as long as all rules do for ten documents, and a newsroom has few numbers: what it
said once may be kept, and told here again.
"""

from collections.abc import Mapping

SWEDEN = 46
"""Its country code."""
_said: dict[str, str] = {}
"""By their digits how numbers are grouped, and with a sign after it whether there can be one."""


MOST = 4096
"""Of how many numbers it is kept what was said."""


def said() -> Mapping[str, str]:
    """What the library said so far."""
    return {**_said} if len(_said) <= MOST else {}


def is_said(known: Mapping[str, str]) -> None:
    """Tell what it said earlier, so that it is not asked again."""
    _said.update(known)


def grouped(digits: str) -> str:
    """A Swedish number as it is written; empty for what is none."""
    if digits not in _said:
        _said[digits] = _grouped(digits)
    return _said[digits]


def is_possible(number: str, *, strictly: bool = False) -> bool:
    """Whether there can be such a number, Swedish where it says of no country.

    With `strictly` its zero does not help a Swedish one to be long enough.
    """
    key = f"{number}{'!' if strictly else '?'}"
    if key not in _said:
        _said[key] = "yes" if _is_possible(number, strictly=strictly) else ""
    return bool(_said[key])


def _grouped(digits: str) -> str:
    from phonenumbers import (  # late: takes 100 ms
        NumberParseException,
        PhoneNumberFormat,
        format_number,
        is_valid_number,
        parse,
    )

    try:
        parsed = parse(digits, "SE")
    except NumberParseException:
        return ""
    written = str(format_number(parsed, PhoneNumberFormat.NATIONAL))
    return written if "-" in written and is_valid_number(parsed) else ""


def _is_possible(number: str, *, strictly: bool) -> bool:
    from phonenumbers import NumberParseException, is_possible_number, parse  # late, as above

    try:
        parsed = parse(number, "SE")
    except NumberParseException:
        return False
    # One that keeps its zero is too short for an area code and something after it.
    short = strictly and parsed.country_code == SWEDEN and parsed.italian_leading_zero
    return bool(is_possible_number(parsed)) and not short
