"""A newsroom with all that a feed may have to tell."""

from pathlib import Path

from making import NOW, SETTINGS, newsroom, notice, release
from photos import photo

from kppress.press.build import build

HUB = """
[feeds]
hub = "https://hub.kommun.example/"
"""
FILES: dict[str, str | bytes] = {
    "feeds/miljo.toml": 'title.sv = "Miljö & natur"\ntopics = ["miljo"]\ncontent = "summary"\n'
    'hub = "https://eget-nav.kommun.example/"\n',
    "feeds/english.toml": 'title.en = "News in English"\nlanguage = "en"\n',
    "feeds/viktigt.toml": 'title.sv = "Viktigt"\ntypes = ["notice"]\n',
    "releases/bad.md": release(
        1,
        fields="ämnen: [miljo, bygga]\nregioner: [lanet]\ndiarienummer: KS 2018/17\n"
        "bilder:\n  - fil: bad.jpg\n    alt-text: Badet & <sjön>\n    bildtext: Badet öppnar\n"
        "    fotograf: Fotografen\n    licens: CC BY 4.0\n"
        "bilagor:\n  - fil: plan.txt\n    rubrik: Planen",
        body="Ett stycke med [länk](vag.md) & `<tecken>` och ]]> slut.\n\n## En rubrik\n\nSlut.",
        rubrik='"Badet öppnar i ”maj” & <snart>"',
    ),
    "releases/vag.md": release(2, publicerad="2018-06-02 09:00"),
    "releases/rattad.md": release(
        3,
        publicerad="2018-01-03 09:00",
        fields="rättelser:\n  - när: 2018-06-20 09:00\n    text: Rätt antal är tre.",
    ),
    "releases/rattad.en.md": "---\ntitle: Bath three\nlead: A bath.\n"
    "id: urn:uuid:01634f2c-2a80-7a3e-9b61-00000000e003\n---\nText.\n",
    "releases/gammal.md": release(4, publicerad="2016-12-31 23:59", fields="ämnen: [miljo]"),
    "releases/aldre.md": release(5, publicerad="2016-03-01 09:00"),
    "releases/indragen.md": release(
        6,
        publicerad="2018-05-02 09:00",
        fields="ämnen: [miljo]\nregioner: [lanet]\ntillbakadragen:\n"
        "  när: 2018-06-30 08:00\n  skäl: Uppgifterna var fel.",
        body="Hemligheten.",
    ),
    "releases/lange-indragen.md": release(
        7,
        publicerad="2018-05-01 09:00",
        fields="tillbakadragen:\n  när: 2018-06-05 09:00\n  skäl: Förlegat.",
    ),
    "releases/traff.md": release(
        8,
        typ="pressinbjudan",
        publicerad="2018-07-04 10:00",
        fields="ämnen: [miljo]\ntillfälle:\n  börjar: 2018-08-01 10:00\n"
        "  slutar: 2018-08-01 11:30\n  plats: Vattenverket; stora salen\n"
        "  adress: Sjövägen 2, Exempelstad\n"
        "  osa senast: 2018-07-30\n  osa till: presskontakt@kommun.example\n"
        "  program: [10.00 Välkomna, 10.15 Visning av hela det nya vattenverket]",
    ),
    "releases/traff.en.md": "---\ntitle: Press meeting\nlead: Welcome.\n"
    "id: urn:uuid:01634f2c-2a80-7a3e-9b61-00000000e008\n---\nText.\n",
    "releases/brand.md": notice(9, publicerad="2018-07-04 08:00"),
    "releases/plan.txt": "planen",
    "releases/bad.jpg": photo(),
    "releases/sida.md": "---\ntyp: sida\nid: urn:uuid:01634f2c-2a80-7a3e-9b61-0000000000aa\n"
    "rubrik: Om oss\n---\nText.\n",
}


def telling(folder: Path) -> Path:
    """The newsroom in `folder`, with its site in public/."""
    coded = 'en = "Environment"\nmediatopic = "medtop:06000000"'
    settings = SETTINGS.replace('en = "Environment"', coded) + HUB
    made = newsroom(folder, FILES, settings)
    built = build(made, made / "public", NOW)
    assert built.receipt is not None, built.checked.found
    return made
