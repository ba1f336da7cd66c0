"""Press releases made up for measuring: Swedish, of lifelike length, the same each time.

A release here is a value; `benchmarks.newsroom` writes kppress's dialect of it, and
`benchmarks.peers.dialects` the others'.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from slugify import slugify

ZONE = ZoneInfo("Europe/Stockholm")
FIRST = datetime(2010, 1, 4, 8, tzinfo=ZONE)
DAYS = 15 * 365
"""The releases are spread over fifteen years from `FIRST`."""
OPEN = 10 * 60
"""Minutes of a day: nobody publishes in the hour that comes twice, or not at all."""
NOW = datetime(2025, 1, 15, 9, tzinfo=ZONE)
"""All of them are public then, and none is new."""
WORDS = (250, 500)
"""How long a body is: at least and at most, about."""

TOPICS = {
    "arbete": "Jobb och arbetsmarknad",
    "avfall": "Avfall och återbruk",
    "bygg": "Bygga och bo",
    "demokrati": "Demokrati och politik",
    "kultur": "Kultur och fritid",
    "miljo": "Miljö och klimat",
    "naringsliv": "Näringsliv",
    "omsorg": "Vård och omsorg",
    "skola": "Skola och förskola",
    "trafik": "Trafik och resor",
    "trygghet": "Trygghet och säkerhet",
    "vatten": "Vatten och avlopp",
}
REGIONS = {
    "centrum": "Centrum",
    "norra": "Norra staden",
    "skargarden": "Skärgården",
    "sodra": "Södra staden",
    "vastra": "Västra staden",
    "ostra": "Östra staden",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A role, with a telephone number reserved for fiction."""

    name: str
    role: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release, in no dialect. `body` is Markdown, `picture` tells whether it has one."""

    number: int
    kind: str
    title: str
    slug: str
    published: datetime
    lead: str
    topics: tuple[str, ...]
    region: str
    contacts: tuple[Contact, ...]
    body: str
    picture: bool = False
    related: tuple[str, ...] = ()
    """The slugs of others, where such are asked for."""

    @property
    def id(self) -> str:
        """The same for the same release each time."""
        return f"urn:uuid:{uuid5(NAMESPACE_URL, self.slug)}"


_BODIES = (
    ("Tekniska förvaltningen", "Driftchef"),
    ("Barn- och utbildningsförvaltningen", "Skolchef"),
    ("Kulturförvaltningen", "Kulturchef"),
    ("Räddningstjänsten", "Räddningschef"),
    ("Miljökontoret", "Miljöchef"),
    ("Stadsbyggnadskontoret", "Planchef"),
    ("Omsorgsförvaltningen", "Enhetschef"),
    ("Vattenverket", "Vattenchef"),
    ("Näringslivskontoret", "Näringslivschef"),
    ("Arbetsmarknadsenheten", "Arbetsmarknadschef"),
    ("Kommunledningskontoret", "Kommundirektör"),
    ("Informationsenheten", "Informationschef"),
)
CONTACTS = tuple(
    Contact(
        name=name,
        role=role,
        phone=f"070-174 06 {10 + number}",
        email=f"{slugify(name)}@prov.example",
    )
    for number, (name, role) in enumerate(_BODIES)
)

_WHO = (
    "kommunen", "tekniska nämnden", "kulturnämnden", "miljökontoret", "räddningstjänsten",
    "vattenverket", "skolan", "biblioteket", "driftcentralen", "förvaltningen", "omsorgsnämnden",
    "kommunstyrelsen",
)  # fmt: skip
_DOES = (
    "planerar", "förbereder", "redovisar", "utvärderar", "samordnar", "finansierar", "påbörjar",
    "prioriterar", "följer upp", "presenterar", "avslutar", "utreder", "granskar", "stöder",
)  # fmt: skip
_WHAT = (
    "upprustningen av lekplatsen", "bygget av en cykelväg", "arbetet med en ny översiktsplan",
    "utbyggnaden av fjärrvärmen", "bytet av gamla vattenledningar", "renoveringen av simhallen",
    "satsningen på sommarjobb", "flytten av återvinningen", "inventeringen av gamla träd",
    "införandet av en tjänst för bygglov", "ombyggnaden av bussarnas hållplatser",
    "försöket med längre öppettider", "programmet för kulturveckan", "lagningen av gatubelysningen",
    "samrådet om den nya skolan", "stödet till små företag",
)  # fmt: skip
_WHERE = (
    "vid Stortorget", "i hamnen", "i stadsparken", "längs ån", "vid stationen", "runt sjön",
    "i centrum", "på landsbygden", "i de norra stadsdelarna", "vid sjukhuset", "i skärgården",
    "nära skolan",
)  # fmt: skip
_WHEN = (
    "under våren", "i början av hösten", "från och med måndag", "under de närmaste två åren",
    "före årsskiftet", "när skolan börjar", "när tjälen har gått ur jorden", "efter sommaren",
    "redan i nästa vecka",
)  # fmt: skip
_WHY = (
    "för att korta restiderna", "så att fler kan delta", "eftersom ledningarna är gamla",
    "med hänsyn till de boende", "för att minska utsläppen", "efter många synpunkter",
    "enligt fullmäktiges beslut", "utan att avgifterna höjs", "inom ramen för årets budget",
    "tillsammans med länsstyrelsen",
)  # fmt: skip
_MORE = (
    "Arbetet beräknas ta omkring {} veckor.", "Ungefär {} hushåll berörs.",
    "Totalt satsas {} miljoner kronor.", "Av de svarande var {} procent positiva.",
    "Under tiden leds trafiken om.", "Fastighetsägare i närområdet får besked i förväg.",
    "Öppettiderna ändras något.", "Förslaget ställs ut i {} dagar.",
)  # fmt: skip
_ELSEWHERE = "https://www.prov.example"
_HEADINGS = ("Bakgrund", "Det här händer nu", "Så går det till", "Fakta i korthet")
_LATER = ("Nästa steg", "Tidplan", "Mer om projektet")
_KINDS = ("pressmeddelande", "pressmeddelande", "pressmeddelande", "nyhet")
PICTURE_EVERY = 50


def releases(
    count: int, *, words: tuple[int, int] = WORDS, pictures: bool = False
) -> Iterator[Release]:
    """`count` releases; the first ones are the same whatever the count.

    With `pictures`, one in `PICTURE_EVERY` has a lead picture.
    """
    for number in range(count):
        picture = pictures and number % PICTURE_EVERY == 0
        yield release_of(number, words=words, picture=picture)


def release_of(number: int, *, words: tuple[int, int] = WORDS, picture: bool = False) -> Release:
    """The release of this number, whatever others there are."""
    chance = random.Random(number)
    title = _upper(f"{chance.choice(_WHO)} {_does(chance)}")
    contacts = tuple(chance.sample(CONTACTS, chance.randint(2, 3)))
    return Release(
        number=number,
        kind=chance.choice(_KINDS),
        title=title,
        slug=f"{slugify(title)[:50].strip('-')}-{number:06d}",
        published=FIRST + timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(OPEN)),
        lead=_sentence(chance),
        topics=tuple(sorted(chance.sample(tuple(TOPICS), chance.randint(1, 3)))),
        region=chance.choice(tuple(REGIONS)),
        contacts=contacts,
        body=_body(chance, number, contacts[0], chance.randint(*words)),
        picture=picture,
    )


def _body(chance: random.Random, number: int, speaker: Contact, words: int) -> str:
    said = _sentence(chance).removesuffix(".")
    points = (f"- {_bold(chance)}{_upper(_clause(chance))}" for _ in range(chance.randint(3, 5)))
    blocks = [
        _paragraph(chance),
        f"– {said}, säger {_lower(speaker.role)}en på {_lower(speaker.name)}.",
        f"## {chance.choice(_HEADINGS)}",
        "\n".join(points),
        f"Läs mer om [{chance.choice(_WHAT)}]({_ELSEWHERE}/projekt/{number}/).",
        f"Se även **[beslutet i sin helhet]({_ELSEWHERE}/beslut/{number}/)**.",
    ]
    if chance.random() < 0.3:
        blocks.append("\n".join(f"{place}. {_sentence(chance)}" for place in (1, 2, 3)))
    paragraphs = 0
    while sum(len(block.split()) for block in blocks) < words - 20:
        paragraphs += 1
        if paragraphs == 3:
            blocks.append(f"### {chance.choice(_LATER)}")
        blocks.append(_paragraph(chance))
    return "\n\n".join(blocks) + "\n"


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.randint(2, 4)))


def _sentence(chance: random.Random) -> str:
    parts = [_upper(_clause(chance))]
    if chance.random() < 0.6:
        parts.append(chance.choice(_WHEN))
    if chance.random() < 0.6:
        parts.append(chance.choice(_WHY))
    said = " ".join(parts) + "."
    if chance.random() < 0.35:
        said += " " + chance.choice(_MORE).format(chance.randint(13, 90))
    return said


def _clause(chance: random.Random) -> str:
    return f"{chance.choice(_WHO)} {_does(chance)} {chance.choice(_WHERE)}"


def _does(chance: random.Random) -> str:
    return f"{chance.choice(_DOES)} {chance.choice(_WHAT)}"


def _bold(chance: random.Random) -> str:
    return f"**{_upper(chance.choice(_WHEN))}:** " if chance.random() < 0.5 else ""


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
