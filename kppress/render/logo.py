"""The newsroom's logo: the one of its pages, and the one that mail programs can show."""

from kppress.model.edition import Media, Rendition
from kppress.model.media import media_type, published_name
from kppress.model.settings import Settings
from kppress.render.edition import Editor

STATIC = "static/"


def logo_of(editor: Editor, root: str, source: str) -> Media:
    """The logo whose file is `source`; `root` is the path of the site on its host."""
    name = static_name(editor.settings, source)
    facts = editor.view.files.get(source)
    own = Rendition(
        url=editor.addresses.absolute(f"/{STATIC}{name}"),
        path=f"{root}/{STATIC}{name}",
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


def static_name(settings: Settings, source: str) -> str:
    """The name of a logo or icon; that of mails alone may else be called as the pages' is."""
    name = published_name(source)
    theme = settings.theme
    return name if source in (theme.logo, theme.favicon) else f"mail-{name}"
