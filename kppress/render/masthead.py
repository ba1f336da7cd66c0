"""What all pages of a language show: masthead, navigation, footer."""

from msgspec.structs import replace

from kppress.locale.words import own_name, phrases
from kppress.model.address import NAVIGATION
from kppress.model.page import Site
from kppress.render.alerts import alerts_path
from kppress.render.edition import Editor
from kppress.render.notices import notices_now_path, notices_path
from kppress.render.theme import STATIC, icon_path, logo


def site_of(editor: Editor, language: str) -> Site:
    """What all pages of a language share."""
    settings, addresses = editor.settings, editor.addresses
    newsroom = settings.newsroom
    words = phrases("terms", language)

    front = editor.link(words["page.newsroom"], addresses.front(language))
    root = front.path[: -len(addresses.front(language))]
    theme = settings.theme
    return Site(
        name=newsroom.name.in_language(language),
        title=newsroom.title.in_language(language),
        language=language,
        base_url=settings.base_url,
        root=root,
        front=front,
        nav=tuple(
            replace(editor.link(words[title], addresses.section(section, language)), key=section)
            for title, section in NAVIGATION
        ),
        notices=editor.link(words["page.page_of_notices"], addresses.section("notice", language)),
        alerts=editor.link(words["feed.alerts"], alerts_path(editor, language)),
        subscribe=editor.link(words["page.subscribe"], addresses.section("subscribe", language)),
        search=editor.link(words["page.search"], addresses.section("search", language))
        if settings.build.search
        else None,
        archive=editor.link(words["page.archive"], addresses.section("archive", language)),
        feeds=tuple(
            editor.link(feed.title.in_language(language), addresses.feed(feed.name))
            for feed in editor.view.feeds
            if feed.language == language
        ),
        footer=tuple(
            replace(front, title=link.title, url=url, path=url)
            for link in settings.footer.get(language, ())
            if (url := editor.footer[link.url])
        ),
        languages=tuple(
            editor.link(own_name(other), addresses.front(other), other)
            for other in settings.languages
            if other != language
        ),
        email=newsroom.email or "",
        address=newsroom.address,
        style=f"{root}/{STATIC}style.css",
        script=f"{root}/notices.js",
        notices_json=root + notices_path(editor, language),
        notices_now=root + notices_now_path(editor, language),
        logo=logo(editor, theme.logo) if theme.logo else None,
        mail_logo=logo(editor, settings.mail_logo) if settings.mail_logo else None,
        favicon=icon_path(editor),
    )
