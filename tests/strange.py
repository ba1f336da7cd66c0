"""A newsroom that nobody planned for: everything too long, too many, too deep, or the other way."""

from pathlib import Path

from making import SETTINGS, newsroom, notice, release
from photos import cut_out, photo

COMPOUND = "Realisationsvinstbeskattningsförändringskommitténsordförandeskapskandidaturen"
"""One word of 77 letters, as only Swedish law and this test have them."""

LONG = f"{COMPOUND} och 🚒 skyddsombuden – " + "så blir det med allt som kommunen tänkt göra, " * 3
TITLE = LONG[:200].rstrip(", ")
"""Two hundred characters."""

ARABIC = "السلام عليكم ورحمة الله وبركاته، مرحبا بكم في المدينة"
HEBREW = "ברוכים הבאים לעיר שלנו"
ADDRESS = "https://www.exempel.example/" + "en-mycket-lang-adress-utan-mellanslag/" * 6

TOPICS, PEOPLE, NOTICES = 300, 60, 30
SEVERITIES = ("extrem", "allvarlig", "måttlig", "lindrig", "okänd")

DOCUMENTS = "/pressmeddelanden/2018/"
ALERTS = "/meddelanden/2018/"
STRANGE = (
    *("/", f"{DOCUMENTS}allt/", f"{DOCUMENTS}kort/", "/en/"),
    *("/inbjudningar/2018/inbjudan/", "/inbjudningar/2018/installd/", "/sida/"),
    *("/meddelanden/", f"{ALERTS}m0/", f"{ALERTS}m5/", f"{ALERTS}upphavd/"),
    *(f"{ALERTS}ersatt/", f"{ALERTS}m6/", f"{ALERTS}upphort/", f"{DOCUMENTS}draget/"),
    *("/amnen/", "/amnen/t7/", "/regioner/", "/arkiv/", "/kontakt/", "/prenumerera/"),
    *("/feeds/alla/", "/404.html", "/sok/?q=kommunen"),
)
"""A page of every kind, of the strange newsroom."""

BARE = ("/", "/meddelanden/", "/amnen/", "/arkiv/", "/kontakt/", "/prenumerera/", "/feeds/alla/")
"""What a newsroom without documents has."""

BODY = f"""
## {COMPOUND}

Ett stycke med [{COMPOUND}]({ADDRESS}) och <{ADDRESS}> och **{COMPOUND}**[^not]. 👩‍🚒🧯🔥

– [{ARABIC}]{{lang=ar}}, säger gästen.

[{ARABIC}. {ARABIC}. {ARABIC}.]{{lang=ar}}

> [{HEBREW}]{{lang=he}}
>
> > {COMPOUND}
> >
> > > Ett citat i ett citat i ett citat.

### Tabell med tolv kolumner

| {" | ".join(f"Kolumn {n}" for n in range(1, 13))} |
| {" | ".join("---:" for _ in range(12))} |
| {" | ".join(f"{n} 000,50" for n in range(1, 13))} |
| {" | ".join(COMPOUND[: n * 3] for n in range(1, 13))} |

#### Listor

1. Ett
   - två
     1. tre
        - fyra
          1. fem
             - {COMPOUND}
2. Två

   Ett stycke till i punkten.

##### Kod

```
rad = "{COMPOUND}" + "{COMPOUND}"
```

Inne i texten: `{COMPOUND}{COMPOUND}`.

###### Djupast

![Ett torg](torget.jpg "{COMPOUND}")

***

~~Struket~~ och *betonat* och till sist två mellanslag  
och en ny rad.

[^not]: {COMPOUND}. {ADDRESS}
"""  # noqa: W291 # two spaces end a line in Markdown

EVERYTHING = f"""
uppdaterad: 2018-07-03 10:00
ämnen: [{", ".join(f"t{n}" for n in range(TOPICS))}]
regioner: [lanet, storlan]
bilder:
  - fil: torget.jpg
    alt-text: Torget
    bildtext: {COMPOUND} {COMPOUND}
    fotograf: {COMPOUND}
    licens: CC BY 4.0
  - fil: karta.png
    alt-text: {COMPOUND}
bilagor:
  - fil: bilaga.csv
    rubrik: {COMPOUND}
relaterat: [inbjudan, kort, m0]
rättelser:
  - när: 2018-07-02 10:00
    slag: mindre
    text: Ett stavfel.
  - när: 2018-07-03 10:00
    text: {COMPOUND} hette {COMPOUND}.
diarienummer: KS-{COMPOUND}
"""

ENGLISH = """
---
title: Everything 🎉 in English
lead: All of it.
slug: everything
images:
  - {file: torget.jpg, alt: The square}
  - {file: karta.png, alt: Map}
id: urn:uuid:01634f2c-2a80-7a3e-9b61-0000000000e0
---

Text.
"""

OCCASION = f"""
typ: pressinbjudan
adressnamn: inbjudan
tillfälle:
  börjar: 2018-07-10 10:00
  slutar: 2018-07-12 11:30
  plats: {COMPOUND}
  adress: {COMPOUND}gatan 123456
  osa senast: 2018-07-09 12:00
  osa till: {ADDRESS}
  program: [{", ".join(f"{n}.00 {COMPOUND}" for n in range(10, 20))}]
"""

PAGE = f"""
typ: sida
kategori: {COMPOUND}
ägare: {COMPOUND}
granskad: 2018-07-01
uppdaterad: 2018-07-01
projekt:
  - namn: {COMPOUND}
    partner: {COMPOUND}
    land: Storbritannien
    från: 2006
    läge: pågående
    kontakter: [p0, p1]
  - namn: Avslutat
    från: 2013
    till: 2015
    läge: avslutat
"""


def strange(root: Path) -> Path:
    """The newsroom, in `root`."""
    topics = "".join(
        f'[topics.t{n}]\nsv = "{COMPOUND if n == 7 else f"Ämne {n} 🌲"}"\nen = "Topic {n}"\n\n'
        for n in range(TOPICS)
    )
    people = "".join(
        f'[contacts.p{n}]\nname = "{COMPOUND if n == 0 else f"Enhet {n}"}"\n'
        f'role = "{COMPOUND if n == 1 else "Enhetschef"}"\norganisation = "{COMPOUND}"\n'
        f'phone = "070-174 06 {5 + n:02}"\n'
        f'email = "{"a" * 60 if n == 0 else f"p{n}"}@kommun.example"\n\n'
        for n in range(PEOPLE)
    )
    settings = (
        SETTINGS.replace("[topics.miljo]", f"{topics}[topics.miljo]")
        .replace("[contacts.presskontakt]", f"{people}[contacts.presskontakt]")
        .replace(
            "[regions.lanet]",
            f'[regions.storlan]\nsv = "{COMPOUND}"\nen = "Big"\n\n[regions.lanet]',
        )
        .replace('"Exempelkommunen"', f'"{COMPOUND}"')
    )
    # Sixty contacts weigh more than a mail may.
    settings += '\n[check]\nseverity = { KP803 = "warning" }\n'
    contacts = f"[{', '.join(f'p{n}' for n in range(PEOPLE))}]"
    notices = {
        f"releases/m{n}.md": notice(
            100 + n,
            rubrik=f"{COMPOUND} {n}" if n % 2 else f"{ARABIC} {n}",
            ingress=f"{COMPOUND} 🔥 " * 3,
            allvarlighetsgrad=SEVERITIES[n % 5],
            uppmaning=COMPOUND,
            **{"läs mer": ADDRESS, "adressnamn": f"m{n}", "publicerad": "2018-07-01 09:00"},
        )
        for n in range(NOTICES)
    }
    files: dict[str, str | bytes] = {
        **notices,
        "releases/allt.md": release(
            1, EVERYTHING, BODY, rubrik=TITLE, ingress=f"{COMPOUND} 🎉", kontakter=contacts,
            adressnamn="allt", publicerad="2018-07-01 09:00",
        ),
        "releases/allt.en.md": ENGLISH,
        "releases/kort.md": release(2, rubrik="Ö", ingress="Å.", body="", adressnamn="kort"),
        "releases/inbjudan.md": release(3, OCCASION, kontakter="[p0]"),
        "releases/installd.md": release(
            4, OCCASION.replace(": inbjudan", ": installd") + "  inställt: ja"
        ),
        "releases/sida.md": release(5, PAGE, kontakter="[p0]", publicerad="", adressnamn="sida"),
        "releases/draget.md": release(
            6, "tillbakadragen:\n  när: 2018-07-01 09:00\n  skäl: " + COMPOUND, rubrik=TITLE,
            adressnamn="draget",
        ),
        "releases/upphavd.md": notice(
            7, rubrik=COMPOUND, upphäver="m5.md", adressnamn="upphavd", allvarlighetsgrad="",
            regioner="", upphör="", publicerad="2018-07-02 09:00",
        ),
        "releases/ersatt.md": notice(
            8, rubrik=COMPOUND, ersätter="m6.md", adressnamn="ersatt",
            publicerad="2018-07-02 09:00",
        ),
        "releases/upphort.md": notice(
            9, rubrik=COMPOUND, adressnamn="upphort", upphör="2018-07-01 12:00",
        ),
        "releases/torget.jpg": photo(size=(900, 600)),
        "releases/karta.png": cut_out(),
        "releases/bilaga.csv": b"a;b\n",
    }  # fmt: skip
    return newsroom(root, files, settings)


def empty(root: Path) -> Path:
    """A newsroom without a document, topic, region or contact."""
    return newsroom(root, {}, SETTINGS.partition("[topics.miljo]")[0])


def alone(root: Path) -> Path:
    """A newsroom of one document."""
    return newsroom(root, {"releases/a.md": release(1, adressnamn="a")})
