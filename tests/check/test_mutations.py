"""One fault in what is right gives one finding, at its place; mending it gives the right back."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laid_out import ALL_RULES, findings
from making import NOW, SETTINGS, newsroom, release
from mending import mended
from prose_of_ours import SWEDISH
from test_correct_prose import underlined
from thorough import examples

from kppress.check.policy import settle
from kppress.check.registry import check
from kppress.model.diagnostic import Diagnostic
from kppress.model.newsroom import Newsroom
from kppress.read.document import read_document, read_fields
from kppress.read.folder import read_newsroom

N = "\N{NO-BREAK SPACE}"
FIXABLE = {rule.id for rule in ALL_RULES if rule.fixable}

# What is right, what is made of it, the rule, and the words that it underlines.
MUTATIONS = (
    ("slängs – ett", "slängs - ett", "KP304", "-"),
    ("kvartalsvis – senast", "kvartalsvis -- senast", "KP304", "--"),
    ("2019–2021", "2019-2021", "KP305", "2019-2021"),
    ("1,2–1,4", "1,2-1,4", "KP305", "1,2-1,4"),
    ("årskurs 7–9", "årskurs 7-9", "KP305", "7-9"),
    ("3–5 år", "3-5 år", "KP305", "3-5"),
    ("11.00–15.00", "11.00 – 15.00", "KP305", "11.00 – 15.00"),
    ("tisdag–söndag", "tisdag-söndag", "KP305", "tisdag-söndag"),
    ("Den som vill", "Den  som vill", "KP308", "  "),
    ("2+1-körfält på", f"2+1-körfält{N} på", "KP308", f"{N} "),
    ("fiol, slagverk", "fiol , slagverk", "KP308", " "),
    ("självkostnadspris.", "självkostnadspris .", "KP308", " "),
    ("”Glas i ljus”", '"Glas i ljus"', "KP303", '"Glas i ljus"'),
    ("”bisyssla”", "“bisyssla”", "KP303", "“bisyssla”"),
    ("kl. 02.14", "kl. 02:14", "KP309", "02:14"),
    ("kl. 15.00 på", "15:00 på", "KP309", "15:00"),
    (f"10{N}872", "10.872", "KP310", "10.872"),
    (f"6{N}120", "6.120", "KP310", "6.120"),
    ("351 12 Växjö", "35112 Växjö", "KP311", "35112"),
    ("0470-410 00", "0470-41000", "KP312", "0470-41000"),
    ("070-174 06 05", "0701740605", "KP312", "0701740605"),
    ("070-174 06 05", "070- 174 06 05", "KP312", "070- 174 06 05"),
    ("lördag 15 september 2018", "fredag 15 september 2018", "KP313", "fredag 15 september 2018"),
    ("30 september 2018", "31 september 2018", "KP314", "31 september 2018"),
    ("2018-09-30", "2018-09-31", "KP314", "2018-09-31"),
    (" vecka 44 2018 (29 oktober–2 november)", " vecka 44", "KP315", "vecka 44"),
    ("Omledningen är skyltad", "Arbetet och omled-ningen är skyltade", "KP306", "omled-ningen"),
    ("måndag 3 september 2018 och", "vecka 36 och", "KP315", "vecka 36"),
    ("extremt stor brandrisk", "extremt hög brandrisk", "KP320", "extremt hög"),
    ("Sida, SKL", "SIDA, SKL", "KP320", "SIDA"),
    (
        "– ”Bra nog” räcker inte, säger",
        "– ”Bra nog räcker inte”, säger",
        "KP302",
        "”Bra nog räcker inte”",
    ),
    ("– Det känns", "—Det känns", "KP301", "—"),
    ("– Vi har väntat", "- Vi har väntat", "KP301", "-"),
    ("kapten i laget", "850709-9805, i laget", "KP319", "850709-9805"),
)
CHANGES = [(p, m) for m in MUTATIONS for p in SWEDISH if m[0] in p]


def of(body: str, root: Path, **fields: str) -> tuple[str, list[Diagnostic]]:
    text = release(1, "", body, **fields)
    laid = newsroom(root, {"releases/x.md": text})
    return text, list(findings(laid))


def test_every_mutation_is_made_somewhere() -> None:
    assert {m[0] for _, m in CHANGES} == {m[0] for m in MUTATIONS}


@pytest.mark.parametrize(("paragraph", "mutation"), CHANGES)
def test_one_fault_gives_one_finding(
    paragraph: str, mutation: tuple[str, str, str, str], tmp_path: Path
) -> None:
    right, wrong, rule, words = mutation
    text, found = of("👩‍🚒 Åäö.\n\n" + paragraph.replace(right, wrong), tmp_path)
    assert [d.rule for d in found] == [rule]
    assert underlined(found[0], text) == words
    after = mended(text, found)
    if found[0].fix and rule not in ("KP302", "KP320", "KP309"):
        assert right in after


@pytest.mark.parametrize(("paragraph", "mutation"), CHANGES)
def test_one_fault_in_a_field_gives_one_finding_there(
    paragraph: str, mutation: tuple[str, str, str, str], tmp_path: Path
) -> None:
    right, wrong, rule, words = mutation
    changed = paragraph.replace(right, wrong)
    if rule in ("KP301", "KP302") or any(sign in changed for sign in "`{["):
        return
    folded = changed.replace(" ", "\n  ", 1)
    for written in (f"'{changed}'", f">-\n  {changed}", f">-\n  {folded}"):
        text, found = of("En text.", tmp_path, ingress=written)
        told = [d for d in found if d.rule != "KP414"]
        assert [d.rule for d in told] == [rule]
        assert underlined(told[0], text) == words
        assert bool(told[0].fix) == (rule in FIXABLE)


PIECES = [
    *("2013-2015", "2013 - 2015", "(2006 - )", " - ", "- ", "–", " – ", "-", "--", "—"),
    *('"', "”", "“", '"hej"', "“hej”", "– ”Hej”, säger", ". - Vi", ", säger hon", ";", " ;", ":"),
    *("bland annat;", "kl. 13:00", "10:30-12:30", "1.500", "1.500-2.000", "12.500.000", "35112"),
    *(", 35112 Växjö", "Växjö", "0470-796720", "0470- 419 61", "070 174 06 05", "telefon", "SIDA"),
    *("extrem hög brandrisk", "SIDA:s", " ", "  ", N, f" {N}", "\n", "\n\n", ".", ",", " .", "!"),
    *(
        "måndag - fredag",
        "vecka 19",
        "ö",
        "Åt",
        "Å",
        "å",
        "1",
        "12",
        "hus",
        "👩‍🚒",
        "`kod`",
        "*",
        "**",
    ),
    *(
        "[",
        "](x)",
        "\\",
        "&nbsp;",
        "&amp;",
        "> ",
        "| a | b |\n|---|---|\n| c - d | 1.500 |\n",
        "# ",
    ),
    *("mån-fre", "maj-juni", "3-5 år", "3-2", "[^1]", "[a]{lang=en}", "1 kap.", "2018-02-30"),
]
WRITTEN = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12)
ROUNDS = 4


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    root = tmp_path_factory.mktemp("newsroom")
    (root / "kppress.toml").write_text(SETTINGS, encoding="utf-8")
    read = read_newsroom(root).newsroom
    assert read is not None
    return read


def checked(text: str, empty: Newsroom) -> list[Diagnostic]:
    written, found = read_fields("releases/x.md", text, empty.settings)
    assert written is not None, text
    document, more = read_document(written, None, empty.settings, empty.settings.registers())
    laid = Newsroom(settings=empty.settings, documents=(document,))
    return [*settle((*found, *more, *check(laid, NOW)), laid, ALL_RULES)]


def held_to_the_law(text: str, empty: Newsroom, rounds: int = 1) -> None:
    """Mending comes to an end, and then has nothing left to mend."""
    for _ in range(rounds):
        text = mended(text, checked(text, empty))
    left = checked(text, empty)
    assert [d for d in left if d.fix] == [], text
    assert mended(text, left) == text


together = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(150)
)


@together
@given(pieces=WRITTEN)
def test_what_is_mended_once_stays_as_it_is(pieces: list[str], empty: Newsroom) -> None:
    held_to_the_law(release(body=" ord ".join(pieces)), empty)


@together
@given(pieces=WRITTEN)
def test_even_a_jumble_comes_to_rest(pieces: list[str], empty: Newsroom) -> None:
    held_to_the_law(release(body="".join(pieces)), empty, ROUNDS)


@together
@given(pieces=WRITTEN, style=st.sampled_from(["plain", "single", "double", "block"]))
def test_a_mended_field_is_still_a_field(pieces: list[str], style: str, empty: Newsroom) -> None:
    line = " ".join("".join(pieces).replace("\\", "").replace("\n", " ").split(" ")).strip() or "x"
    value = {
        "plain": "Ord " + "".join(c for c in line if c not in ":#[]{},&*|>`\"'!"),
        "single": "'" + line.replace("'", "''") + "'",
        "double": '"' + line.replace('"', '\\"') + '"',
        "block": f">-\n  Ord {line}",
    }[style]
    text = release(ingress=value, body="En text.")
    held_to_the_law(text, empty, ROUNDS)
