import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import kppress.check
from kppress.check.registry import RULES
from kppress.locale.findings import sentence, template, why
from kppress.locale.words import table
from kppress.model.diagnostic import Diagnostic, Place, Rule, Scope, Severity, finding
from kppress.read.faults import READING_RULES

ALL_RULES = (*READING_RULES, *RULES)

DATES = ("format", "date", "time", "skipped", "repeated", "needs_time")
SIMPLE = ("language", "empty", "urn", "slug", "web", "alias", "year", "yes_or_no")
OWN = ("language", "key", "target", "mailbox")
LINKS = ("outside", "dangling", "loop", "linked_folder", "special", "name")
IN_A_FOLDER = ("folder", "missing", "no_folder", *LINKS[:-1])
NAMES = ("bytes", "control", "long", "case", "folder", "twin")
REGISTERS = ("topics", "regions", "contact", "about")

# What reading and policy say, whose variants come from elsewhere than their own code.
Said = dict[str, dict[str, set[str]]]
SAID: Said = {
    "KP001": {"": {"byte"}, "utf16": set()},
    "KP002": {"": set()},
    "KP003": {"": set(), "late": set()},
    "KP004": {"": set()},
    "KP005": {
        **{variant: set() for variant in ("not_fields", "name", "quote", "bracket", "line")},
        **{variant: {"value"} for variant in ("colon", "tab", "character", "escape")},
    },
    "KP006": {"": {"name"}},
    "KP007": {variant: set() for variant in ("alias", "anchor", "tag", "documents")},
    "KP008": {"": {"size"}},
    "KP009": {"fields": set(), "body": set()},
    "KP010": {"": {"code"}},
    "KP011": {"": {"lost"}},
    "KP012": {"": set()},
    "KP013": {
        **{variant: {"name", "folder", "suffix", "reason"} for variant in ("", *IN_A_FOLDER)},
    },
    "KP014": {variant: {"name", "folder", "suffix", "reason"} for variant in NAMES},
    "KP101": {"": {"name", "guess"}, "guess": {"name", "guess"}},
    "KP102": {"": {"name"}, "empty": {"name"}, "either": {"name", "other"}},
    "KP103": {
        **{variant: {"name", "value"} for variant in SIMPLE},
        "choice": {"name", "value", "choices", "guess"},
        "choice_guess": {"name", "value", "choices", "guess"},
    },
    "KP104": {"": {"first", "second"}},
    "KP105": {variant: {"name"} for variant in ("text", "list", "date", "fields")},
    "KP106": {"": {"id"}},
    "KP107": {
        f"{register}{ending}": {"value", "guess"}
        for register in REGISTERS
        for ending in ("", "_guess")
    },
    "KP108": {variant: {"name", "value"} for variant in DATES},
    "KP109": {"": {"name", "kind"}},
    "KP110": {
        "choice": {"name", "choices"},
        "toml": {"problem"},
        "choice_guess": {"name", "guess", "choices"},
        "feed_twice": {"name", "other"},
        "unknown": {"name", "guess"},
        "unknown_guess": {"name", "guess"},
        "missing": {"name"},
        **{variant: {"name", "value"} for variant in ("no_file", "no_picture", "outside")},
        **{v: {"name", "value", "problem"} for v in ("timezone", "colour", "web", "value", *OWN)},
        "feed_name": {"name"},
    },
    "KP510": {variant: {"target"} for variant in ("document", "source", "unreadable", *LINKS)},
    "KP901": {"": {"name"}, "refused": {"name"}, "ignore": {"name"}},
    "KP902": {
        **{
            f"{where}{ending}".lstrip("_"): {"name", "guess"}
            for where in ("", "ignore", "severity")
            for ending in ("", "_guess")
        },
        "level": {"name", "level", "levels"},
    },
}


def hits_in_code() -> Said:
    """Every `hit(…)` of the families: rule, variant and the names of its values."""
    said: Said = defaultdict(dict)
    for file in sorted(Path(kppress.check.__path__[0]).glob("*.py")):
        functions = {
            node.name: node
            for node in ast.parse(file.read_text()).body
            if isinstance(node, ast.FunctionDef)
        }
        for function in functions.values():
            for id in ids_of(function):
                for helper in reached(function, functions):
                    for variant, blanks in hits_of(helper):
                        said[id].setdefault(variant, blanks)
    return said


def ids_of(function: ast.FunctionDef) -> Iterator[str]:
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "rule":
            id = decorator.args[0]
            assert isinstance(id, ast.Constant)
            yield str(id.value)


def reached(
    function: ast.FunctionDef, functions: dict[str, ast.FunctionDef]
) -> list[ast.FunctionDef]:
    found, waiting = [function], [function]
    while waiting:
        for node in ast.walk(waiting.pop()):
            other = functions.get(node.id) if isinstance(node, ast.Name) else None
            if other and other not in found:
                found.append(other)
                waiting.append(other)
    return found


def hits_of(function: ast.FunctionDef) -> Iterator[tuple[str, set[str]]]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "hit":
            blanks = {word.arg for word in node.keywords if word.arg and word.arg != "fix"}
            variants = strings(node.args[1], function) if len(node.args) > 1 else {""}
            assert variants, f"the variants of {ast.unparse(node)} cannot be seen"
            for variant in variants:
                yield variant, blanks


def strings(node: ast.expr, function: ast.FunctionDef) -> set[str]:
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.IfExp(body=body, orelse=orelse):
            return strings(body, function) | strings(orelse, function)
        case ast.Tuple(elts=elements):
            return {text for element in elements for text in strings(element, function)}
        case ast.Name(id=name):
            return {
                text
                for other in ast.walk(function)
                if isinstance(other, ast.Assign | ast.For)
                and name in {name for target in targets(other) for name in names_in(target)}
                for text in strings(source(other), function)
            }
        case _:
            return set()


def targets(node: ast.Assign | ast.For) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target]


def source(node: ast.Assign | ast.For) -> ast.expr:
    return node.value if isinstance(node, ast.Assign) else node.iter


def names_in(node: ast.expr) -> set[str]:
    return {below.id for below in ast.walk(node) if isinstance(below, ast.Name)}


ALL_SAID = {**hits_in_code(), **SAID}


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_rule_is_said() -> None:
    assert sorted(ALL_SAID) == sorted(rule.id for rule in ALL_RULES)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("id", sorted(ALL_SAID))
def test_every_variant_has_a_message_and_a_hint_of_its_own(id: str, language: str) -> None:
    sentences = table("findings", language)
    for variant, given in ALL_SAID[id].items():
        ending = f"_{variant}" if variant else ""
        assert sentences.get(f"{id}.message{ending}") or variant == "line"
        assert f"{id}.hint{ending}" in sentences or variant == "line"
        for part in ("message", "hint"):
            said = template(id, part, variant, language)
            assert said
            assert blanks(said) <= given


@pytest.mark.parametrize("id", sorted(ALL_SAID))
def test_both_languages_say_the_same(id: str) -> None:
    for variant in ALL_SAID[id]:
        both = [
            blanks(template(id, "message", variant, language))
            | blanks(template(id, "hint", variant, language))
            for language in ("sv", "en")
        ]
        assert both[0] == both[1]


def test_no_sentence_is_left_over() -> None:
    for language in ("sv", "en"):
        for key in table("findings", language):
            id, part = key.split(".")
            kind, _, variant = part.partition("_")
            assert kind in ("message", "hint", *(["why"] if language == "sv" else []))
            # The plain sentence is what an unknown variant falls back to.
            assert not variant or variant in ALL_SAID[id]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.id)
def test_every_rule_is_explained_in_swedish(rule: Rule) -> None:
    text = why(rule, "sv")
    assert text == table("findings", "sv")[f"{rule.id}.why"]
    assert text[0].isupper()
    assert text.endswith(".")
    assert why(rule, "en") == rule.why


def test_the_tone_is_calm() -> None:
    for language in ("sv", "en"):
        for key, text in table("findings", language).items():
            assert "!" not in text.replace("! först", "").replace("! at the start", "")
            assert not re.search(r"\b(?:invalid|illegal|ogiltig\w*|felaktig\w*|måste)\b", text), key
            if ".why" not in key:
                assert not text.endswith("."), key


RULE = Rule(id="KP201", name="embargo", severity=Severity.ERROR, scope=Scope.DOCUMENT, why="Why.")
PLACE = Place(file="releases/x.md", line=6, column=16)


def test_a_blank_that_nothing_fills_does_not_hide_the_finding() -> None:
    message, hint = sentence(finding(RULE, PLACE), "sv")
    assert message == "embargot slutar före publiceringen"
    assert hint == "flytta embargot till efter …"


def test_a_moment_is_told_in_the_language_of_the_reader() -> None:
    found = finding(RULE, PLACE, published_sv="2018-05-07 09.00", published_en="2018-05-07 09:00")
    assert sentence(found, "sv")[1] == "flytta embargot till efter 2018-05-07 09.00"
    assert sentence(found, "en-GB")[1] == "move the embargo to after 2018-05-07 09:00"


def test_what_a_writer_wrote_is_quoted_and_never_a_blank_itself() -> None:
    found = finding(RULE, PLACE, published_sv="{published}\n\n  {0} " + "x" * 200)
    hint = sentence(found, "sv")[1]
    assert hint.startswith("flytta embargot till efter {published} {0} xxx")
    assert hint.endswith("x…")
    assert len(hint) < 120


def test_a_rule_of_a_plug_in_is_called_by_its_name() -> None:
    found = Diagnostic(rule="XX001", name="own-rule", severity=Severity.INFO, place=PLACE)
    assert sentence(found, "sv") == ("own-rule", "")
