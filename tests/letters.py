"""A newsroom with a mail of every kind, for the tests that read mails as others do."""

from io import BytesIO
from pathlib import Path

from making import NOW, SETTINGS, newsroom, notice, release
from PIL import Image, ImageDraw

from kppress.model.mailing import Mailing
from kppress.press.check import check_newsroom
from kppress.press.email import WEEK
from kppress.press.post import Post

LETTERS = (
    SETTINGS
    + """
[theme]
accent = "#7a1f4f"
logo = "logo.png"

[mail]
from = "Exempelkommunen <press@kommun.example>"
list_id = "Exempelkommunens nyhetsrum <press.kommun.example>"
"""
)

PICTURES = """
ämnen: [miljo, bygga]
regioner: [lanet]
diarienummer: KS 2018-00231
relaterat: [badet]
bilder:
  - fil: torget.jpg
    alt-text: Torget i regn, med fontänen till vänster
    bildtext: Torget byggs om under sommaren.
    fotograf: Exempelfotografen
    licens: CC BY 4.0
  - fil: skiss.png
    alt-text: Skiss av torget med träd
    bildtext: Så ska torget se ut.
    fotograf: Arkitektkontoret
bilagor:
  - fil: plan.txt
    rubrik: Tidplan för bygget
kontakter:
  - rubrik: Frågor om bygget
    personer:
      - namn: Projektkontoret
        titel: Projektledare
        organisation: Exempelkommunen
        telefon: 070-174 06 11
        e-post: bygget@kommun.example
      - namn: Trafikenheten
        titel: Trafikingenjör
        telefon: 070-174 06 12
        e-post: trafik@kommun.example
  - presskontakt
"""
TEXT = """
Kommunen river asfalten och lägger **gatsten**. Läs mer hos
[länets vägverk](https://vagar.example/torg?id=1&v=2) eller se [badhuset](badet.md).
Mejla gärna [bygget](mailto:bygget@kommun.example).

## Så går det till

Arbetet görs i tre steg[^1]:

- Torgets norra sida, som är *störst*
- Fontänen
    - Pumparna
    - Belysningen

1. Först rivs asfalten.
2. Sedan läggs stenen.

– Det här har vi väntat på länge, säger projektledaren.

| Sida | Klar | Kostnad (mnkr) |
| --- | :---: | ---: |
| Norra | 1 juli | 1,5 |
| Södra | 15 augusti | 12,25 |

### Trafiken

> Torget är öppet för gående hela tiden.

![Karta över avstängningen](skiss.png)

[^1]: Tidplanen beslutades den 3 maj.
"""
OCCASION = """
tillfälle:
  börjar: 2018-07-10 10:00
  slutar: 2018-07-10 11:30
  plats: Kommunhuset, stora salen
  adress: Storgatan 1, Exempelstad
  osa senast: 2018-07-09 12:00
  osa till: press@kommun.example
  program:
    - 10.00 Välkomna
    - 10.15 Visning av torget
"""
CORRECTION = """
rättelser:
  - när: 2018-07-03 10:00
    slag: rättelse
    text: Bron kostar 120 miljoner kronor, inte 102 som vi skrev.
"""


def _logo() -> bytes:
    logo = Image.new("RGBA", (440, 96), (0, 0, 0, 0))
    draw = ImageDraw.Draw(logo)
    draw.polygon(((10, 86), (50, 10), (90, 86)), fill="#7a1f4f")
    for place in range(7):
        draw.rectangle((120 + place * 42, 36, 150 + place * 42, 70), fill="#16211d")
    out = BytesIO()
    logo.save(out, "png")
    return out.getvalue()


def _picture(width: int, height: int, format: str = "jpeg") -> bytes:
    """Two hills under a sky, in three colours."""
    picture = Image.new("RGB", (width, height), "#c9d6d2")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((-width // 4, height // 2, width // 2, height * 3 // 2), fill="#7d9a8d")
    draw.ellipse((width // 4, height // 3, width * 5 // 4, height * 2), fill="#55615c")
    out = BytesIO()
    picture.save(out, format, quality=90)
    return out.getvalue()


FILES: dict[str, str | bytes] = {
    "logo.png": _logo(),
    "feeds/alla.toml": 'title.sv = "Alla nyheter"\ndescription.sv = "Allt som kommunen berättar."\n'
    'types = ["release", "invitation", "news", "notice"]\n',
    "releases/torget.jpg": _picture(1600, 900),
    "releases/skiss.png": _picture(700, 500, "png"),
    "releases/plan.txt": "Norra sidan först.\n",
    "releases/torget.md": release(
        1, PICTURES, TEXT, rubrik="Torget byggs om i sommar", kontakter="",
        ingress="Från måndag stängs halva torget för biltrafik. Till hösten står det klart.",
        publicerad="2018-07-02 09:00"),
    "releases/torget.en.md": "---\ntitle: The square is rebuilt\n"
    "lead: Half of the square closes for cars on Monday.\nimages:\n"
    "  - file: torget.jpg\n    alt: The square in rain\n    caption: The square is rebuilt.\n"
    "---\nThe asphalt goes and cobblestones come.\n",
    "releases/badet.md": release(
        2, "typ: nyhet", "Badhuset öppnar kl. 10.00.", rubrik="Badhuset öppnar på måndag",
        publicerad="2018-07-01 08:00"),
    "releases/visning.md": release(
        3, "typ: pressinbjudan\n" + OCCASION, "Ta med kamera.",
        rubrik="Se torget innan det stängs", publicerad="2018-06-29 09:00"),
    "releases/installd.md": release(
        4, "typ: pressinbjudan\n" + OCCASION + "  inställt: ja",
        "Vi återkommer.", rubrik="Möt byggarna på torget", publicerad="2018-06-28 11:00"),
    "releases/bron.md": release(
        5, CORRECTION, "Bron blir klar 2020.", rubrik="Ny bro över ån",
        publicerad="2018-06-01 09:00",
        ingress="Bron kostar 120 miljoner kronor och blir klar 2020."),
    "releases/eld.md": notice(
        6, "gäller från: 2018-07-04 08:00\nläs mer: https://lansstyrelsen.example/eld",
        "Marken är mycket torr.", rubrik="Eldningsförbud i hela Exempellän",
        publicerad="2018-07-04 08:00", ingress="Det är förbjudet att elda utomhus."),
    "releases/koka.md": notice(
        7, "", "Vattnet är förorenat.", händelse="Kokningspåbud",
        rubrik="Koka dricksvattnet i Norra byn", publicerad="2018-07-02 08:00",
        uppmaning="Koka vattnet i två minuter."),
    "releases/kranen.md": notice(
        8, "upphäver: koka", "Proven är rena.", händelse="Kokningspåbud",
        rubrik="Vattnet går att dricka igen", publicerad="2018-07-03 08:00",
        allvarlighetsgrad="", regioner="", upphör="", uppmaning="",
        ingress="Proven är rena. Du behöver inte längre koka vattnet."),
}  # fmt: skip

KINDS = {
    "release": "torget",
    "english": "releases/torget.en.md",
    "news": "badet",
    "invitation": "visning",
    "cancelled": "installd",
    "correction": "bron",
    "notice": "eld",
    "lifted": "kranen",
}
"""Kinds of mails, and the documents that are mailed so; besides them the digest."""


def letters(root: Path) -> Path:
    """The newsroom, written to `root`."""
    return newsroom(root, FILES, LETTERS)


def mails(root: Path) -> dict[str, Mailing]:
    """A mail of each of KINDS and the digest, at NOW; `root` holds the newsroom."""
    found = check_newsroom(root, NOW)
    assert found.newsroom is not None
    assert not found.stops, found.found
    view = found.newsroom.public_at(NOW)
    post = Post(view, root)
    made: dict[str, Mailing] = {}
    for kind, reference in KINDS.items():
        document = view.find(reference)
        assert document is not None, reference
        made[kind] = post.mail(document, "https://www.kommun.example/av")
    digest = post.digest(view.feeds[0], NOW - WEEK, "https://www.kommun.example/av")
    assert digest is not None
    return {**made, "digest": digest}
