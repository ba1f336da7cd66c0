"""Embargo by construction: what is not public leaves no trace in any output."""

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from making import NOW, files_of, newsroom
from PIL import Image

from kppress.media.darkroom import Darkroom
from kppress.press.templates import statics, templates
from kppress.read.folder import read_newsroom
from kppress.render.site import public_site
from kppress.write.folder import write


def picture() -> bytes:
    """A picture that comes in two sizes, and costs little to make."""
    out = BytesIO()
    Image.new("RGB", (720, 2), "red").save(out, "png")
    return out.getvalue()


PICTURE = picture()
KEPT = TemporaryDirectory()
"""Where the examples keep their pictures, which are made once for all of them."""
SMALL_FEED = (
    'title.sv = "Miljö"\ntopics = ["miljo"]\nlimit = 1\n'
    'types = ["release", "invitation", "news", "notice"]\n'
)
"""A feed that is cut at one item, so that its years and what was withdrawn count."""
KINDS = ("pressmeddelande", "nyhet", "pressinbjudan", "viktigt meddelande", "sida")
STATES = {
    "public": "publicerad: 2018-06-01 09:00",
    "draft": "publicerad: 2018-06-01 09:00\nstatus: utkast",
    "scheduled": "publicerad: 2018-07-05 09:01",
    "embargoed": "publicerad: 2018-06-01 09:00\nembargo till: 2018-07-05 09:01",
    "withdrawn": "publicerad: 2018-06-01 09:00\n"
    "tillbakadragen:\n  när: 2018-06-02 09:00\n  skäl: Skälet{token}",
    "withdrawn before it opened": "publicerad: 2018-07-04 09:00\n"
    "tillbakadragen:\n  när: 2018-07-03 09:00\n  skäl: Dolt{token}",
}
EXTRAS = {
    "pressinbjudan": "tillfälle:\n  börjar: 2018-08-01 10:00\n  plats: Platsen{token}",
    "viktigt meddelande": "allvarlighetsgrad: allvarlig\nregioner: [lanet]\n"
    "upphör: 2018-09-01 18:00\nuppmaning: Uppmaningen{token}\nbeslutad av: Beslutet{token}\n"
    "händelse: Händelsen{token}",
    "sida": "kategori: Kategorin{token}\nprojekt:\n  - namn: Projektet{token}\n    från: 2006",
}


SECTIONS = {
    "pressmeddelande": ("/pressmeddelanden/2018/", "/en/press-releases/2018/"),
    "nyhet": ("/nyheter/2018/", "/en/news/2018/"),
    "pressinbjudan": ("/inbjudningar/2018/", "/en/invitations/2018/"),
    "viktigt meddelande": ("/meddelanden/2018/", "/en/notices/2018/"),
    "sida": ("/", "/en/"),
}
HOST = "press.kommun.example"
SPELLINGS = (
    "./{name}.md",
    "{path}",
    "{path}/",
    "{path}/index.html",
    "{path}/e-post.html",
    "{path}/{token}bild.png",
    "{path}/{token}fil.txt#x",
    "/gammal/{token}alias/",
    "/arkiv/../{path}/?fran=x#topp",
    "//{host}{path}/",
    "https://{host}{path}/",
    "https://{host}:443{path}",
    "http://{HOST}{path}/index.html#x",
    "https://{host}/%2e%2e{path}/",
)
"""How a link may lead to a document: its file, or its address in many spellings."""


@dataclass(frozen=True)
class Planned:
    """A document of a made newsroom."""

    number: int
    kind: str
    state: str
    english: bool
    english_state: str
    related: frozenset[int]
    links: tuple[str, ...] = ()
    """Addresses that the text, and the fields that may, link to."""

    def addressed(self, spelling: str, *, english: bool) -> str:
        """The address of this document, spelled like that."""
        path = f"{SECTIONS[self.kind][english]}{self.name.removeprefix('2018-06-01-')}"
        name = f"{self.name}.en" if english else self.name
        return spelling.format(name=name, path=path, token=self.token, host=HOST, HOST=HOST.upper())

    @property
    def token(self) -> str:
        """A word that stands in this document and nowhere else."""
        return f"zq{self.number}hemlig"

    @property
    def name(self) -> str:
        return f"2018-06-01-{self.token}-slug"

    def web(self) -> str:
        """Where a notice sends its readers."""
        own = [link for link in self.links if link.startswith("http")]
        return f"läs mer: {own[0]}" if own and self.kind == "viktigt meddelande" else ""

    def files(self) -> dict[str, str | bytes]:
        """The document, its edition, picture and attachment."""
        token = self.token
        links = " ".join(f"[länk]({link}) ![bild]({link})" for link in self.links)
        related = ", ".join(f"2018-06-01-zq{n}hemlig-slug.md" for n in sorted(self.related))
        fields = [
            f"typ: {self.kind}",
            f"rubrik: Rubriken {token}rubrik",
            f"ingress: Ingressen {token}ingress",
            STATES[self.state].format(token=token),
            EXTRAS.get(self.kind, "").format(token=token),
            self.web(),
            "ämnen: [miljo]",
            f"tidigare adresser: [/gammal/{token}alias/]",
            f"kontakter:\n  - namn: Namnet{token}\n    e-post: {token}@kommun.example",
            f"bilder:\n  - fil: {token}bild.png\n    alt-text: A{token}\n    fotograf: F{token}",
            f"bilagor:\n  - fil: {token}fil.txt\n    rubrik: Bilagan{token}",
            f"relaterat: [{related}]",
            f"diarienummer: Dnr{token}",
            f"rättelser:\n  - när: 2018-06-03 09:00\n    text: Noten{token}",
        ]
        body = f"Texten {token}text. {links}\n\n![Figur{token}]({token}figur.png)\n"
        head = "\n".join(field for field in fields if field)
        made: dict[str, str | bytes] = {
            f"releases/{self.name}.md": f"---\n{head}\n---\n\n{body}",
            f"releases/{token}bild.png": PICTURE + token.encode(),
            f"releases/{token}figur.png": PICTURE + token.encode(),
            f"releases/{token}fil.txt": f"Bilagans text {token}".encode(),
        }
        if self.english:
            status = "status: draft\n" if self.english_state == "draft" else "status: ready\n"
            made[f"releases/{self.name}.en.md"] = (
                f"---\ntitle: Title {token}english\nlead: Lead {token}english\n{status}"
                f"images:\n  - file: {token}bild.png\n    alt: English{token}\n---\n\n"
                f"Text {token}english. {links}\n"
            )
        return made


def newsrooms() -> st.SearchStrategy[list[Planned]]:
    """Two to four documents in all states, the first public, which link to one another."""
    numbers = st.frozensets(st.integers(0, 3), max_size=3)
    parts = st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from(sorted(STATES)),
        st.booleans(),
        st.sampled_from(["ready", "draft"]),
        st.dictionaries(
            st.tuples(st.integers(0, 3), st.booleans()),
            st.sampled_from(SPELLINGS),
            min_size=2,
            max_size=6,
        ),
        numbers,
    )
    rows = st.lists(parts, min_size=2, max_size=4)

    def planned(
        rows: list[tuple[str, str, bool, str, dict[tuple[int, bool], str], frozenset[int]]],
    ) -> list[Planned]:
        plans = [
            Planned(
                number=n,
                kind=kind,
                state=state if n else "public",  # what nobody can read leads nowhere
                english=english,
                english_state=english_state,
                related=frozenset(r for r in related if r < len(rows) and r != n),
            )
            for n, (kind, state, english, english_state, _, related) in enumerate(rows)
        ]
        return [
            replace(
                plan,
                links=tuple(
                    plans[n].addressed(spelling, english=english)
                    for (n, english), spelling in row[4].items()
                    if n < len(plans) and n != plan.number
                ),
            )
            for plan, row in zip(plans, rows, strict=True)
        ]

    return rows.map(planned)


def built(plans: list[Planned], root: Path) -> dict[str, bytes]:
    """The output of a newsroom of these documents, whatever the checks would say of it."""
    files: dict[str, str | bytes] = {"feeds/miljo.toml": SMALL_FEED}
    for plan in plans:
        files.update(plan.files())
    read = read_newsroom(newsroom(root, files))
    assert read.newsroom is not None
    site = public_site(read.newsroom.public_at(NOW), templates(root), statics(root))
    write(site, root / "public", root, pictures=Darkroom(root, Path(KEPT.name)).content)
    return files_of(root / "public")


@given(newsrooms())
def test_what_is_not_public_leaves_no_trace(plans: list[Planned]) -> None:
    """Three laws, of which each looks at every newsroom: to build it is what takes the time."""
    with TemporaryDirectory() as folder:
        output = built(plans, Path(folder))
    no_word_picture_or_file_name_of_it_is_in_the_output(plans, output)
    feeds_and_files_for_machines_tell_of_what_is_public_and_of_nothing_else(plans, output)
    what_was_withdrawn_keeps_its_address_and_reason_and_nothing_beside_it(plans, output)


def no_word_picture_or_file_name_of_it_is_in_the_output(
    plans: list[Planned], output: dict[str, bytes]
) -> None:
    whole = b"\n".join((*output.values(), *(name.encode() for name in output)))
    for plan in plans:
        token = plan.token.encode()
        if plan.state == "public":
            assert token + b"rubrik" in whole
            sizes = [n for n in output if f"/media/{plan.token}bild-png-" in n]
            assert len(sizes) in (6, 12)  # in one language or two
            # The credit stands in the picture itself, so that none could hide by another name.
            assert all(b"F" + token in output[name] for name in sizes)
            if plan.english:
                assert (token + b"english" in whole) == (plan.english_state == "ready")
            if not plan.english or plan.english_state == "draft":
                assert plan.addressed("{path}", english=True).encode() not in whole
        elif plan.state == "withdrawn":
            rest = whole.replace(token + b"rubrik", b"").replace(token + b"-slug", b"")
            rest = rest.replace(("Skälet" + plan.token).encode(), b"")
            rest = rest.replace(token + b"alias/", b"")  # an old address leads to the tombstone
            if plan.english and plan.english_state == "ready":
                rest = rest.replace(b"Title " + token + b"english", b"")
            assert token not in rest
        else:
            assert token not in whole


MACHINES = ("index.json", "index.ics", "cap.xml", "index.txt")


def feeds_and_files_for_machines_tell_of_what_is_public_and_of_nothing_else(
    plans: list[Planned], output: dict[str, bytes]
) -> None:
    told = b"".join(output[name] for name in output if name.startswith(("feeds/", "sitemap")))
    for plan in plans:
        title = f"Rubriken {plan.token}rubrik".encode()
        beside = [n for n in output if f"{plan.token}-slug/" in n and n.endswith(MACHINES)]
        if plan.state == "public":
            assert title in told or plan.kind in ("sida", "viktigt meddelande")
            assert f"{plan.token}-slug/".encode() in output["sitemap.xml"]
            assert beside or plan.kind == "sida"
        else:
            assert beside == []
            assert plan.token.encode() not in output["sitemap.xml"]
            assert plan.token.encode() not in output["sitemap-news.xml"]


def what_was_withdrawn_keeps_its_address_and_reason_and_nothing_beside_it(
    plans: list[Planned], output: dict[str, bytes]
) -> None:
    for plan in plans:
        if plan.state != "withdrawn":
            continue
        beside = [name for name in output if f"{plan.token}-slug" in name]
        swedish = [name for name in beside if not name.startswith("en/")]
        assert [name.rpartition("/")[2] for name in swedish] == ["index.html"]
        assert f"Skälet{plan.token}".encode() in output[swedish[0]]
