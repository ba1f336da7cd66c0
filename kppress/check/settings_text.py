"""The words of kppress.toml that readers see: addresses, contacts, the texts about us.

They stand on every page, so the rules of prose hold for them as for the documents.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kppress.check.precedence import ORDER
from kppress.check.prose import Prose
from kppress.check.rule import hit
from kppress.model.diagnostic import Diagnostic, Rule, finding
from kppress.model.document import Release
from kppress.model.newsroom import Newsroom
from kppress.model.settings import Settings
from kppress.model.source import Source, type_path
from kppress.model.words import ANY, Words

SETTINGS_FILE = "kppress.toml"


def in_settings(newsroom: Newsroom, rules: Mapping[str, Rule]) -> Iterator[Diagnostic]:
    """What the rules of prose find in the settings, where each text is found as it stands."""
    text = newsroom.settings_text
    spans: dict[str, dict[type_path, tuple[int, int]]] = defaultdict(dict)
    for lang, path, words in _texts(newsroom.settings):
        # Escapes and texts on several lines are TOML's business, and left alone.
        start = text.find(f'"{words}"')
        if words and start >= 0:
            spans[lang or newsroom.settings.language][path] = (start, start + len(words) + 2)
    for lang, of_language in spans.items():
        source = Source(path=SETTINGS_FILE, text=text, spans=of_language)
        prose = Prose(Release(source=source, lang=lang), ORDER)
        for (rule, variant), found in prose.all_spots():
            told = hit(found.place, variant, fix=found.fix, **found.values)
            yield finding(rules[rule], told.place, variant, fix=told.fix, **told.values)


def _texts(settings: Settings) -> Iterator[tuple[str, type_path, str]]:
    """Language, a path that ends in the name of a field of prose, and the words."""
    for index, line in enumerate(settings.newsroom.address):
        yield ANY, ("newsroom", "address", index), line
    for id, about in settings.about.items():
        for lang, words in (*about.title.by_language, *about.text.by_language):
            yield lang, ("about", id, words[:20], "note"), words
    for id, person in settings.contacts.items():
        for field, given in (
            ("name", person.name),
            ("role", person.role),
            ("organisation", person.organisation),
        ):
            yield from _by_language(("contacts", id, field), given)
        if person.phone:
            yield ANY, ("contacts", id, "phone"), person.phone


def _by_language(path: type_path, words: Words) -> Iterator[tuple[str, type_path, str]]:
    for lang, text in words.by_language:
        yield lang, ((*path, lang) if lang else path), text
