"""Telephone numbers for links."""

import re


def tel_of(phone: str, country: str = "46") -> str:
    """The `tel:` URI's number (RFC 3966) of a number as written; Swedish unless it says.

    `0470-79 67 20` gives `+46470796720`. Short numbers such as 112 and 1177 have no
    international form and stay as they are. Empty where there is no number.
    """
    digits = re.sub(r"\(0\)|\D", "", phone)
    if not digits:
        return ""
    if phone.lstrip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    if digits.startswith("0"):
        return f"+{country}{digits[1:]}"
    return digits
