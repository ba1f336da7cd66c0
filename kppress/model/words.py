"""Text that a newsroom gives in one or several languages."""

from msgspec import Struct

ANY = ""


class Words(Struct, frozen=True):
    """The same words by language; the language `ANY` holds a text given without one."""

    by_language: tuple[tuple[str, str], ...] = ()

    def __reduce__(self) -> "tuple[type[Words], tuple[tuple[tuple[str, str], ...]]]":
        """As the constructor takes it: each person has some, and each is unpickled."""
        return Words, (self.by_language,)

    def __bool__(self) -> bool:
        return bool(self.by_language)

    def in_language(self, language: str) -> str:
        """The words in `language`, else in its parent (`en` for `en-GB`), else the first given."""
        if len(self.by_language) == 1:  # as mostly
            return self.by_language[0][1]
        given = dict(self.by_language)
        for wanted in (language, language.partition("-")[0], ANY):
            if wanted in given:
                return given[wanted]
        return self.by_language[0][1] if self.by_language else ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have words of their own."""
        return tuple(language for language, _ in self.by_language if language != ANY)


def words_of(value: object) -> Words:
    """`"text"` or `{"sv": "text", "en": "text"}`; raises TypeError for anything else."""
    if isinstance(value, Words):
        return value
    if isinstance(value, str):
        return Words(((ANY, value),))
    if isinstance(value, dict) and all(
        isinstance(k, str) and isinstance(v, str) for k, v in value.items()
    ):
        return Words(tuple(value.items()))
    raise TypeError("words")
