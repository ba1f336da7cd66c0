"""The frame of a mail and its look: Jinja, then MJML, then every style in its element.

Made once for each kind and language, and split at its slots. Content is joined in and never
searched, so no text can open a slot.
"""

import re
import tomllib
from collections.abc import Mapping
from hashlib import blake2b
from types import SimpleNamespace

from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct

from kppress.model.edition import Media

SLOTS = ("title", "preheader", "content", "footer")
_TOKEN = {slot: f"KPPRESS-SLOT-{slot.upper()}" for slot in SLOTS}
_SLOT = re.compile("|".join(_TOKEN.values()))

LOGO = (180, 44)
"""Pixels that a logo may take at the top of a mail."""


class Look(Struct, frozen=True, kw_only=True):
    """styles.toml, with its blanks filled."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    font: Mapping[str, str]
    css: Mapping[str, str]
    """Names to attributes, ready to stand in a tag: `class="k-ink" style="…"`."""
    named: SimpleNamespace
    """The same for templates: Jinja asks for an attribute first, and a miss is dear."""


class Logo(Struct, frozen=True, kw_only=True):
    """The newsroom's logo as a mail shows it, in pixels."""

    url: str
    width: int
    height: int


def look_of(jinja: Environment, accent: str) -> Look:
    """email/styles.toml with `accent` and its own colours and fonts in its blanks."""
    written = tomllib.loads(jinja.get_template("email/styles.toml").render())
    blanks = {**written["light"], **written["font"], "accent": accent}
    css = {name: _attributes(style, blanks) for name, style in written["css"].items()}
    return Look(
        light=written["light"],
        dark=written["dark"],
        font={name: Markup(stack) for name, stack in written["font"].items()},
        css=css,
        named=SimpleNamespace(**css),
    )


def logo_of(media: Media | None) -> Logo | None:
    """The logo within LOGO, never enlarged. Outlook draws what has no size as large as it is."""
    if media is None or not media.width or not media.height:
        return None
    share = min(1, LOGO[0] / media.width, LOGO[1] / media.height)
    return Logo(
        url=media.url,
        width=max(1, round(media.width * share)),
        height=max(1, round(media.height * share)),
    )


def shell(jinja: Environment, look: Look, **names: object) -> tuple[str, ...]:
    """The frame, its text and the tokens of its slots taking turns, for `filled`.

    `names` are what email/shell.mjml may use besides the look. Raises ValueError for a frame that
    MJML cannot read or that has lost its slots.
    """
    written = jinja.get_template("email/shell.mjml").render(
        slot=_TOKEN, light=look.light, dark=look.dark, font=look.font, css=look.named, **names
    )
    return _split(_kept(jinja, written))


def filled(shell: tuple[str, ...], **content: str) -> str:
    """The mail's HTML: the frame with HTML in each of SLOTS."""
    by_token = {_TOKEN[slot]: html for slot, html in content.items()}
    return "".join(by_token.get(part, part) for part in shell)


def _kept(jinja: Environment, written: str) -> str:
    """As `_compiled`, or as Jinja's cache of what was compiled has it.

    To import what compiles it takes longer than all that an edit makes.
    """
    cache = jinja.bytecode_cache
    if cache is None:
        return _compiled(written)
    name = f"email/shell.mjml {blake2b(written.encode()).hexdigest()}"  # there are several
    bucket = cache.get_bucket(jinja, name, None, written)
    if bucket.code is None:
        bucket.code = compile(repr(_compiled(written)), name, "eval")
        cache.set_bucket(bucket)
    return str(bucket.code.co_consts[0])


def _compiled(written: str) -> str:
    """MJML to HTML with its styles in its elements. Opens nothing, asks no host."""
    # Here, since a build that makes no mail needs neither.
    from css_inline import CSSInliner
    from mjml import mjml2html

    # Style sheets stay beside what was inlined: dark mode and narrow screens live in them.
    inliner = CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)
    # Without `fonts={}`, a stack that names Roboto would load it from a font host.
    return inliner.inline(mjml2html(written, fonts={}))


def _split(html: str) -> tuple[str, ...]:
    found = {token for token in _TOKEN.values() if token in html}
    if lost := [slot for slot in ("content", "footer") if _TOKEN[slot] not in found]:
        # MJML drops what it does not know without a word, and with it whatever stands inside.
        raise ValueError(f"email/shell.mjml has no place for: {', '.join(lost)}")
    parts: list[str] = []
    end = 0
    for slot in _SLOT.finditer(html):
        parts += (html[end : slot.start()], slot[0])
        end = slot.end()
    return (*parts, html[end:])


def _attributes(style: Mapping[str, str], blanks: Mapping[str, str]) -> Markup:
    written = style["style"].format_map(blanks).replace('"', "'")
    name = style.get("class", "")
    return Markup((f'class="{name}" ' if name else "") + f'style="{written}"')
