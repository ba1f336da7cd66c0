"""What a rule is made with: the decorator, and the hits that it yields."""

import re
from collections.abc import Callable, Iterator, Mapping
from inspect import cleandoc
from types import MappingProxyType
from typing import NamedTuple, TypeVar, get_args

from msgspec import Struct

from kppress.model.diagnostic import Diagnostic, Edit, Place, Rule, Scope, Severity, finding
from kppress.model.document import RECORDS, Document
from kppress.model.moment import Moment
from kppress.model.term import Term


class Hit(NamedTuple):
    """Where a rule is broken, which of its sentences says so, and what fills the blanks."""

    place: Place
    variant: str
    values: Mapping[str, str]
    fix: tuple[Edit, ...]


Hits = Iterator[Hit]
Finder = Callable[..., Hits]
F = TypeVar("F", bound=Finder)

ALONE = ("document", "outline", "prose", "people", "family")
"""What is known of a document from its own file, its original's and the settings."""
GIVEN = (*ALONE, "newsroom", "catalogue", "now", "speller", "mail")
"""What a rule may ask for, by the names of its parameters; see `registry.check`."""


def hit(place: Place, variant: str = "", *, fix: tuple[Edit, ...] = (), **values: object) -> Hit:
    """One finding of the rule that yields it. Moments and terms are told in both languages."""
    told: dict[str, str] = {}
    for name, value in values.items():
        match value:
            case Moment():
                told[f"{name}_sv"] = _written(value, ".")
                told[f"{name}_en"] = _written(value, ":")
            case Term():
                told[f"{name}_sv"], told[f"{name}_en"] = value.sv, value.value
            case _:
                told[name] = str(value)
    return Hit(place, variant, told, fix)


def _written(moment: Moment, separator: str) -> str:
    """As people write it in the front matter: `2018-05-07 09.00`, or the day alone."""
    return f"{moment.at:%Y-%m-%d %H}{separator}{moment.at:%M}" if moment.exact else str(moment)


class Check(Struct, frozen=True, kw_only=True):
    """A rule with the generator that finds where it is broken."""

    rule: Rule
    find: Finder
    wants: tuple[str, ...]
    """The names, of GIVEN, that `find` takes, in its order. Only they decide the outcome."""
    kinds: tuple[type[Document], ...] = ()
    """The types of document that the rule is about: those that it annotates `document` with."""
    of_withdrawn: bool = False
    """Whether it is also asked of what was withdrawn, of which title, dates and reason remain."""

    @property
    def alone(self) -> bool:
        """Whether it looks at one document and at nothing else in the newsroom."""
        return set(self.wants) <= {*ALONE}

    @property
    def looks_up(self) -> bool:
        """Whether it is about what a document names: a link, a file, another document.

        Whether there is anything to find is decided by the targets in the outline alone.
        """
        return {"outline", "catalogue"} <= {*self.wants}

    def finds(self, given: Mapping[str, object]) -> bool:
        """Whether it finds anything."""
        return any(True for _ in self.find(*map(given.__getitem__, self.wants)))

    def diagnostics(self, given: Mapping[str, object]) -> list[Diagnostic]:
        """Its findings, where `given` holds what it wants."""
        hits = self.find(*map(given.__getitem__, self.wants))
        return [
            finding(self.rule, place, variant, fix=fix, **values)
            for place, variant, values, fix in hits
        ]


_CHECKS: dict[str, Check] = {}
REGISTERED: Mapping[str, Check] = MappingProxyType(_CHECKS)
"""Every rule that has been defined, by id."""


def rule(
    id: str,
    name: str,
    severity: Severity,
    *,
    scope: Scope = Scope.DOCUMENT,
    fixable: bool = False,
    timed: bool = False,
    of_withdrawn: bool = False,
) -> Callable[[F], F]:
    """Register a generator of hits as a rule; its docstring is why, and may hold Bad:: and Good::.

    A rule of the scope DOCUMENT takes `document`, whose annotation says which types it is about,
    one of the scope MAIL its finished `mail` besides, one of the scope NEWSROOM neither; a timed
    one takes `now`. Raises ValueError for an id or
    name that is taken, and for parameters that do not fit.
    """

    def register(find: F) -> F:
        # By the code itself: by inspect it takes a third of what all rules take to import.
        wants = find.__code__.co_varnames[: find.__code__.co_argcount]
        why, bad, good = parted(find.__doc__ or "")
        made = Rule(
            id=id,
            name=name,
            severity=severity,
            scope=scope,
            why=why,
            bad=bad,
            good=good,
            fixable=fixable,
            timed=timed,
        )
        if any(id == other or name == known.rule.name for other, known in _CHECKS.items()):
            raise ValueError(f"{id} {name} is taken")
        if not set(wants) <= {*GIVEN}:
            raise ValueError(f"{id} asks for {wants}, and may ask for {GIVEN}")
        about_one = scope in (Scope.DOCUMENT, Scope.MAIL)
        fits = about_one is ("document" in wants) and (scope is Scope.MAIL) is ("mail" in wants)
        if timed is not ("now" in wants) or not fits:
            raise ValueError(f"{id} asks for {wants}, which does not fit its scope or time")
        _CHECKS[id] = Check(
            rule=made, find=find, wants=wants, kinds=_kinds(find), of_withdrawn=of_withdrawn
        )
        return find

    return register


def _kinds(find: Finder) -> tuple[type[Document], ...]:
    annotation = find.__annotations__.get("document")
    if annotation is None:
        return ()
    named = get_args(annotation) or (annotation,)
    return tuple(kind for kind in RECORDS.values() if issubclass(kind, named))


_EXAMPLE = re.compile(r"^(Bad|Good)::\n\n((?:(?: {4}.*)?(?:\n|\Z))+)", re.MULTILINE)


def parted(docstring: str) -> tuple[str, str, str]:
    """Why, what is wrong and what is right, of a rule's docstring."""
    text = cleandoc(docstring)
    examples = {
        match[1]: "\n".join(line[4:] for line in match[2].rstrip().split("\n"))
        for match in _EXAMPLE.finditer(text)
    }
    why = " ".join(_EXAMPLE.sub("", text).split())
    return why, examples.get("Bad", ""), examples.get("Good", "")
