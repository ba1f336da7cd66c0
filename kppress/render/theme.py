"""What all pages wear: styles with the newsroom's colours, scripts, logo and icon."""

from collections.abc import Iterator, Mapping
from unicodedata import normalize

from kppress.model.artifact import Artifact, CopyOf
from kppress.model.edition import Media, Rendition
from kppress.model.media import media_type, published_name
from kppress.model.view import View
from kppress.render.colour import on_dark, on_light
from kppress.render.edition import Editor

STATIC = "static/"


def static_files(view: View, statics: Mapping[str, bytes]) -> Iterator[Artifact]:
    """The theme's pictures, and what all pages ask for; `statics` by file name."""
    settings = view.settings
    theme = settings.theme
    light, dark = on_light(theme.accent), on_dark(theme.accent)
    tokens = f":root{{--accent:{light};--accent-dark:{dark}}}\n"
    pictures = (("logo", theme.logo), ("favicon", theme.favicon), ("mail", settings.mail_logo))
    for role, source in pictures:
        if source and (role, source) != ("mail", theme.logo):
            yield Artifact(path=_path_of(role, source), content=CopyOf(source))
    for name, content in statics.items():
        path = name if name == "notices.js" else STATIC + name
        # The newsroom's colours come first, so that the sheet needs no second request.
        prefix = tokens.encode() if name == "style.css" else b""
        yield Artifact(path=path, content=prefix + content)


def icon_path(editor: Editor) -> str:
    """The path of the icon on its host."""
    favicon = editor.settings.theme.favicon
    path = _path_of("favicon", favicon) if favicon else f"{STATIC}icon.svg"
    return editor.link("", f"/{path}").path


def logo(editor: Editor, source: str) -> Media:
    """The logo, for the head of each page or mail."""
    role = "logo" if source == editor.settings.theme.logo else "mail"
    name = published_name(source)
    facts = editor.view.files.get(normalize("NFC", source))
    here = editor.link("", f"/{_path_of(role, source)}")
    own = Rendition(
        url=here.url,
        path=here.path,
        file=name,
        type=media_type(name),
        width=facts.width if facts else None,
        height=facts.height if facts else None,
    )
    return Media(
        title=editor.settings.newsroom.name.in_language(editor.settings.language),
        url=own.url,
        path=own.path,
        file=name,
        source=source,
        type=own.type,
        size=facts.size if facts else 0,
        size_text="",
        width=own.width,
        height=own.height,
        whole=own,
        preview=own,
    )


def _path_of(role: str, source: str) -> str:
    """Where a picture of the theme is published; a folder each, as both may have one name."""
    return f"{STATIC}{role}/{published_name(source)}"
