"""The expressions of the rules: compiled when they are first used, and each can be."""

import importlib
import pkgutil
import re

import pytest
from processes import printed

import kppress.check
from kppress.check.expression import expression

RULES = [module.name for module in pkgutil.iter_modules(kppress.check.__path__)]


def test_an_expression_finds_what_a_compiled_one_finds() -> None:
    ours, theirs = (make(r"(?P<year>\d{4})x?", re.IGNORECASE) for make in (expression, re.compile))
    assert [m.groupdict() for m in ours.finditer("2018X, 2019")] == [
        m.groupdict() for m in theirs.finditer("2018X, 2019")
    ]
    assert ours.sub("–", "2018X, 2019") == "–, –"
    assert (ours.pattern, ours.flags, ours.groups) == (theirs.pattern, theirs.flags, theirs.groups)
    assert ours.search("a") is None


def test_what_is_wrong_with_an_expression_is_told_at_its_use() -> None:
    wrong = expression("(")
    with pytest.raises(re.error):
        wrong.search("a")


@pytest.mark.parametrize("name", RULES)
def test_every_expression_can_be_compiled(name: str) -> None:
    module = importlib.import_module(f"kppress.check.{name}")
    later = type(expression(""))
    for found in vars(module).values():
        if isinstance(found, later):
            assert isinstance(found.groups, int)


def test_the_rules_are_imported_without_compiling_theirs() -> None:
    script = (
        "import re, sys; compiled = []; make = re.compile\n"
        "def told(*given, **more):\n"
        "    compiled.append(sys._getframe(1).f_globals['__name__'])\n"
        "    return make(*given, **more)\n"
        "re.compile = told\n"
        "import kppress.check.registry\n"
        "print([name for name in compiled if name == 'kppress.check.expression'])"
    )
    assert printed(script) == "[]\n"
