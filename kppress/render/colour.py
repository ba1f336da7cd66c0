"""Colours and their contrast (WCAG 2.2, 1.4.3 and its definition of relative luminance)."""

DARK_PAPER = "#111613"
LIGHT_PAPER = "#fdfcf9"
ACCENT, ACCENT_ON_DARK = "#0b5d43", "#7fd1ae"
"""The green that a newsroom has until it chooses, and its drawn companion for the dark look."""
ENOUGH = 5.2
"""The contrast asked of text on paper: 4.5 on the shades that are a little darker."""
EASY = 8.0
"""Bright links tire less on a dark screen when they are clearly brighter than they must be."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours `#rrggbb`, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on_dark(accent: str) -> str:
    """The accent, lightened until it can be read on the dark paper and its shades."""
    if accent == ACCENT:
        return ACCENT_ON_DARK
    return _mixed_until(accent, "#ffffff", DARK_PAPER, EASY)


def on_light(accent: str) -> str:
    """The accent, darkened until it can be read on the light paper and its shades."""
    return _mixed_until(accent, "#000000", LIGHT_PAPER, ENOUGH)


def _mixed_until(accent: str, towards: str, paper: str, enough: float) -> str:
    for share in range(0, 101, 2):
        mixed = _mix(accent, towards, share / 100)
        if contrast(mixed, paper) >= enough:
            return mixed
    return towards


def _mix(colour: str, towards: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(towards), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
