"""A document as a mail: both parts say what the page says, and mail programs can show it."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateError
from msgspec import Struct
from msgspec.structs import fields, replace

from kppress.locale.words import phrases
from kppress.model.body import (
    Body,
    Figure,
    Heading,
    Item,
    List,
    Paragraph,
    Picture,
    Text,
)
from kppress.model.body import Link as BodyLink
from kppress.model.edition import (
    ContactGroup,
    CorrectionNote,
    Edition,
    Link,
    Media,
    NoticeView,
    OccasionView,
    PersonCard,
    RegionView,
    Rendition,
    Stamp,
)
from kppress.model.page import Site
from kppress.render.email import Mailer
from kppress.render.templating import environment

TEMPLATES = Path(__file__).parents[2] / "templates"
HOST = "https://press.vaxjo.example"
SENDER = "Växjö kommun <press@vaxjo.example>"


def link(title: str, path: str = "/x/", lang: str = "sv") -> Link:
    return Link(title=title, url=HOST + path, path=path, lang=lang)


def stamp(iso: str, text: str) -> Stamp:
    return Stamp(iso=iso, text=text, day=text, short=text)


def media(file: str, title: str = "", alt: str = "", caption: str = "", credit: str = "") -> Media:
    path = f"/pressmeddelanden/2018/besok/{file}"
    own = Rendition(url=HOST + path, path=path, file=file, type="image/jpeg", width=1600)
    return Media(
        whole=own,
        preview=own,
        title=title or file,
        url=own.url,
        path=path,
        file=file,
        source=f"releases/{file}",
        type="image/jpeg",
        size=4_200_000,
        size_text="JPEG, 4,2\N{NO-BREAK SPACE}MB",
        alt=alt,
        caption=caption,
        credit=credit,
        licence="CC BY 4.0" if credit else "",
        width=1600,
    )


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text, 0, 0),), 0, 0)


def person(
    name: str, phone: str = "070-174 06 05", email: str = "press@vaxjo.example"
) -> PersonCard:
    return PersonCard(
        name=name,
        role=f"{name}s titel",
        organisation="Alvesta kommun",
        phone=phone,
        tel="tel:+46701740605",
        email=email,
    )


LINKED = Paragraph(
    (
        Text("Läs mer hos ", 0, 0),
        BodyLink("https://icld.example/kp", "", (Text("ICLD", 0, 0),), 0, 0),
    ),
    0,
    0,
)
BODY = Body(
    (
        LINKED,
        Heading(2, (Text("Två projekt & en idé", 0, 0),), 0, 0),
        paragraph("– Vi lär av varandra, säger finanschefen."),
        List(None, (Item((paragraph("Araby Park Arena"),), 0, 0),), 0, 0),
        Figure(Picture(f"{HOST}/d.png", "Diagram över utbytet", "Utbytet sedan 2006.", 0, 0), 0, 0),
    )
)
RELEASE = Edition(
    id="urn:uuid:0198f0a2-7c1e-7000-8000-000000000001",
    kind="release",
    kind_label="Pressmeddelande",
    lang="sv",
    title="Växjö fördjupar samarbetet",
    lead="Tretton deltagare besöker Växjö under sex dagar i maj.",
    url=f"{HOST}/pressmeddelanden/2018/besok/",
    path="/pressmeddelanden/2018/besok/",
    folder="pressmeddelanden/2018/besok/",
    published=stamp("2018-05-07T09:00:00+02:00", "7 maj 2018 kl. 09.00"),
    updated=stamp("2018-05-09T10:00:00+02:00", "9 maj 2018 kl. 10.00"),
    modified="2018-05-09T10:00:00+02:00",
    year=2018,
    body=BODY,
    body_html="",
    summary="Tretton deltagare besöker Växjö under sex dagar i maj.",
    lead_image=media("delegation.jpg", "", "Tretton på en trappa", "Delegationen.", "Ek"),
    images=(
        media("delegation.jpg", "", "Tretton på en trappa", "Delegationen.", "Ek"),
        media("bibliotek.jpg", "", "Två bläddrar", "På biblioteket.", "Lind"),
    ),
    attachments=(media("program.pdf", "Veckans program"),),
    inline_files=(),
    topics=(link("Internationellt", "/amnen/internationellt/"),),
    regions=(link("Kronobergs län", "/regioner/kronoberg/"),),
    contacts=(
        ContactGroup(label="Ungdomsfrågor", people=(person("Samordnaren"),)),
        ContactGroup(label="", people=(person("Pressjouren", "112", "jour@vaxjo.example"),)),
    ),
    about_title="Välkommen till Växjö kommun!",
    about=("Här bor drygt 90 000 människor.",),
    address=("Växjö kommun", "Box 1222", "351 12 Växjö"),
    organisation="Växjö kommun",
    email="info@vaxjo.example",
    translations=(link("English", "/en/press-releases/2018/visit/", "en"),),
    related=(link("Bron öppnar igen", "/nyheter/2018/bron/"),),
    corrections=(),
    reference="KS 2018-00231",
    category="",
    owner="",
    reviewed=None,
    projects=(),
    occasion=None,
    notice=None,
)
NOTICE = replace(
    RELEASE,
    kind="notice",
    kind_label="Viktigt meddelande",
    title="Eldningsförbud i Kronobergs län",
    notice=NoticeView(
        event="Eldningsförbud",
        severity="severe",
        severity_label="Mycket allvarligt",
        urgency="unknown",
        certainty="unknown",
        category="fire",
        effective="2018-07-04T08:00:00+02:00",
        onset=None,
        expires="2018-08-31T18:00:00+02:00",
        review_by=None,
        validity="Gäller till fredag 31 augusti kl. 18.00",
        unconfirmed="Ej bekräftad sedan måndag",
        instruction="Elda inte utomhus.",
        issuer="Länsstyrelsen i Kronobergs län",
        web="https://www.lansstyrelsen.example/eldningsforbud",
        dismissible=True,
        version="2018-07-04T08:00:00+02:00",
        in_force=False,
        listed=False,
        state="Ersatt",
        superseded_by=link("Skärpt eldningsförbud", "/meddelanden/2018/skarpt/"),
        cancels=link("Det första", "/meddelanden/2018/forsta/"),
        replaces=link("Det andra", "/meddelanden/2018/andra/"),
        areas=(RegionView(id="kronoberg", name="Kronobergs län", code="07"),),
    ),
)
INVITATION = replace(
    RELEASE,
    kind="invitation",
    kind_label="Pressinbjudan",
    occasion=OccasionView(
        when="tisdag 10 juli 2018 kl. 10.00–11.30",
        start=stamp("2018-07-10T10:00:00+02:00", "10 juli 2018 kl. 10.00"),
        end=None,
        place="Nya simhallen",
        address="Västra Esplanaden 12",
        rsvp_by="6 juli 2018",
        rsvp_to="anmalan@vaxjo.example",
        rsvp_url="mailto:anmalan@vaxjo.example",
        programme=("10.15 Rundvandring", "11.00 Frågor"),
        cancelled=True,
    ),
)
CORRECTION = CorrectionNote(
    at=stamp("2018-05-09T10:00:00+02:00", "9 maj 2018 kl. 10.00"),
    label="Rättelse",
    note="Antalet var fel. Rätt antal är tretton.",
    substantive=True,
)
AMENDMENT = replace(CORRECTION, label="Ändring", note="Ett stavfel.", substantive=False)
CORRECTED = replace(RELEASE, corrections=(CORRECTION,))
EVERY = {
    "release": RELEASE,
    "notice": NOTICE,
    "invitation": INVITATION,
    "corrected": CORRECTED,
    "news": replace(RELEASE, kind="news", kind_label="Nyhet"),
}


@cache
def templates() -> dict[str, str]:
    paths = (p for folder in ("email", "text") for p in (TEMPLATES / folder).iterdir())
    return {p.relative_to(TEMPLATES).as_posix(): p.read_text("utf-8") for p in paths}


def mailer_of(language: str = "sv", **replaced: str) -> Mailer:
    site = Site(
        name="Växjö kommun",
        title="Växjö kommuns nyhetsrum",
        language=language,
        base_url=HOST,
        root="",
        favicon="/static/icon.svg",
        front=link("Nyhetsrum", "/"),
        nav=(),
        notices=link("Viktiga meddelanden", "/meddelanden/"),
        alerts=link("Viktiga meddelanden (Atom)", "/meddelanden/atom.xml"),
        subscribe=link("Prenumerera", "/prenumerera/"),
        archive=link("Arkiv", "/arkiv/"),
        feeds=(),
        footer=(),
        languages=(),
        email="info@vaxjo.example",
        address=("Box 1222", "351 12 Växjö"),
        style="/static/style.css",
        script="/notices.js",
        notices_json="/notices.json",
        notices_now="/notices-now.js",
    )
    names = {name.replace("__", "/").replace("_dot_", "."): text for name, text in replaced.items()}
    return Mailer(site, phrases("mail", language), environment({**templates(), **names}))


MAILER = mailer_of()


class Reader(HTMLParser):
    """What a mail program would make of the HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.text += " " if tag in ("br", "p", "td", "h1", "h2", "h3", "li") else ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def html_of(edition: Edition) -> str:
    return MAILER.mail(edition, sender=SENDER).html


def text_of(edition: Edition) -> str:
    return MAILER.mail(edition, sender=SENDER).text


def flat(text: str) -> str:
    """On one line, without the numbers of links."""
    return " ".join(re.sub(r" \[\d+\]", "", text).split())


SAID = {"title", "label", "lead", "text", "when", "place", "rsvp_by", "rsvp_to", "name", "role"}
SAID |= {"organisation", "phone", "email", "alt", "caption", "credit", "licence", "size_text"}
SAID |= {"note", "reference", "about_title", "kind_label", "severity_label", "validity", "issuer"}
SAID |= {"unconfirmed", "instruction", "state", "event", "about", "address", "programme"}
UNSAID = {"lead_image.title", "images.title", "contacts.people.photo"}


def said_by(value: object, path: str = "") -> Iterator[str]:
    """Every word of an edition that its page shows: what a new field adds is asked for too."""
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        for one in value:
            yield from said_by(one, path)
    elif isinstance(value, str):
        if path.rpartition(".")[2] in SAID and path not in UNSAID:
            yield value
    elif isinstance(value, Stamp):
        if path in ("published", "updated", "corrections.at"):
            yield value.text
    elif isinstance(value, Struct):
        for field in fields(value):
            below = f"{path}.{field.name}".lstrip(".")
            yield from said_by(getattr(value, field.name), below)


@pytest.mark.parametrize("edition", EVERY.values(), ids=EVERY)
def test_everything_that_a_page_says_stands_in_both_parts(edition: Edition) -> None:
    reader = Reader(html_of(edition))
    html = flat(reader.text + " ".join(a["alt"] or "" for a in reader.all("img")))
    text = flat(text_of(edition))
    texts = ["Läs mer hos ICLD", "Två projekt & en idé", "– Vi lär av varandra", "Araby Park Arena"]
    said = [*said_by(edition), *texts, "Diagram över utbytet", "Utbytet sedan 2006."]
    assert len(said) > 40
    for words in said:
        assert flat(words) in html
        assert flat(words) in text


@pytest.mark.parametrize("edition", EVERY.values(), ids=EVERY)
def test_every_address_of_a_page_stands_in_both_parts(edition: Edition) -> None:
    hrefs = {a["href"] for a in Reader(html_of(edition)).all("a")}
    text = text_of(edition)
    named: tuple[Link | Media, ...] = (
        *edition.images,
        *edition.attachments,
        *edition.topics,
        *edition.regions,
        *edition.related,
        *edition.translations,
    )
    for url in {edition.url, "https://icld.example/kp", *(one.url for one in named)}:
        assert url in hrefs
        assert url in text
    assert {"tel:+46701740605", "mailto:jour@vaxjo.example"} <= hrefs


def test_a_notice_leads_to_what_it_names_in_both_parts() -> None:
    notice = NOTICE.notice
    assert notice
    assert notice.superseded_by
    assert notice.cancels
    assert notice.replaces
    for url in (notice.web, notice.superseded_by.url, notice.cancels.url, notice.replaces.url):
        assert f'href="{url}"' in html_of(NOTICE)
        assert url in text_of(NOTICE)


@pytest.mark.parametrize("edition", EVERY.values(), ids=EVERY)
def test_both_parts_say_things_in_the_same_order(edition: Edition) -> None:
    html, text = (flat(part) for part in (Reader(html_of(edition)).text, text_of(edition)))
    ordered = [
        *(
            "Mycket allvarligt" if edition.notice else "",
            CORRECTION.note,
            f"{edition.kind_label} ·",
        ),
        *(f" {edition.title} {edition.lead}", "Rundvandring", "Delegationen.", "Läs mer hos ICLD"),
        *("Två bläddrar", "Veckans program", "Läs på webben", "Ungdomsfrågor", "Bron öppnar igen"),
        *("Internationellt", "90 000", "Box 1222", "Du får det här"),
    ]
    title = f" {edition.title} {edition.lead}"
    html_places = [html.find(words) for words in ordered if words in html]
    flat_text = re.sub(r" [=-]{3,}", "", text)
    text_places = [flat_text.find(words) for words in ordered if words in flat_text]
    assert title in html.replace("  ", " ")
    assert title in flat_text
    assert html_places == sorted(html_places)
    assert text_places == sorted(text_places)
    assert len(html_places) == len(text_places) >= 13


assert NOTICE.notice
assert EVERY["invitation"].occasion
CALLED_OFF = replace(
    EVERY["invitation"], occasion=replace(EVERY["invitation"].occasion, cancelled=True)
)


@pytest.mark.parametrize(
    ("edition", "subject"),
    [
        (RELEASE, "Växjö fördjupar samarbetet"),
        (NOTICE, "Eldningsförbud i Kronobergs län"),
        (
            replace(NOTICE, notice=replace(NOTICE.notice, cancelled=True)),
            "Upphävt: Eldningsförbud i Kronobergs län",
        ),
        (
            replace(NOTICE, title="Nu får du elda", notice=replace(NOTICE.notice, cancelling=True)),
            "Upphävt: Eldningsförbud: Nu får du elda",
        ),
        (
            replace(
                NOTICE,
                title="Eldningsförbudet är upphävt",
                notice=replace(NOTICE.notice, cancelling=True),
            ),
            "Eldningsförbudet är upphävt",
        ),
        (CALLED_OFF, "Inställt: Växjö fördjupar samarbetet"),
        (
            replace(CALLED_OFF, title="Pressträffen ställs in: inställd"),
            "Pressträffen ställs in: inställd",
        ),
        (replace(NOTICE, title="Elda inte i länet"), "Eldningsförbud: Elda inte i länet"),
        (replace(NOTICE, title="Ett ELDNINGSFÖRBUD"), "Ett ELDNINGSFÖRBUD"),
        (CORRECTED, "Rättelse: Växjö fördjupar samarbetet"),
        (replace(RELEASE, corrections=(AMENDMENT,)), "Växjö fördjupar samarbetet"),
        (
            replace(
                CORRECTED,
                corrections=(
                    replace(AMENDMENT, at=stamp("2018-05-10T08:00:00+02:00", "10 maj")),
                    CORRECTION,
                ),
                updated=stamp("2018-05-10T08:00:00+02:00", "10 maj"),
            ),
            "Växjö fördjupar samarbetet",
        ),
        (
            replace(CORRECTED, updated=stamp("2018-05-11T08:00:00+02:00", "11 maj")),
            "Växjö fördjupar samarbetet",
        ),
    ],
)
def test_a_subject_is_the_headline_with_what_a_reader_must_know_first(
    edition: Edition, subject: str
) -> None:
    assert MAILER.mail(edition, sender=SENDER).subject == subject


def preheader(edition: Edition) -> str:
    found = re.search(r"mso-hide: ?all[^>]*>([^<]*)<", html_of(edition))
    assert found
    return found[1]


def test_an_inbox_shows_first_what_a_reader_must_know() -> None:
    assert preheader(RELEASE).startswith(RELEASE.lead[:20])
    assert preheader(CORRECTED).startswith(CORRECTION.note.rstrip("."))
    assert preheader(CALLED_OFF).startswith("Inställt")
    assert len(preheader(replace(RELEASE, summary="ord " * 90))) <= 142


def test_a_correction_says_what_was_wrong_above_the_headline() -> None:
    for part in (flat(Reader(html_of(CORRECTED)).text), flat(text_of(CORRECTED))):
        body = part[part.index("Nyhetsrum") :]
        assert body.index(CORRECTION.note) < body.index(CORRECTED.title)


def test_under_embargo_a_mail_asks_for_no_logo() -> None:
    logo = replace(media("logo.png"), width=440, height=96)
    made = mailer_of()
    made.site = replace(made.site, mail_logo=logo)
    assert logo.url in made.mail(RELEASE, sender=SENDER).html
    assert logo.url not in made.mail(replace(RELEASE, embargo="Embargo"), sender=SENDER).html
    [shown] = [a for a in Reader(made.mail(RELEASE, sender=SENDER).html).all("img")
               if a["src"] == logo.url]  # fmt: skip
    assert (shown["width"], shown["height"], shown["alt"]) == ("180", "39", "Växjö kommun")


@pytest.mark.parametrize("type", ["image/svg+xml", "image/webp", "image/avif"])
def test_a_picture_that_outlook_cannot_draw_is_told_in_words(type: str) -> None:
    lead = RELEASE.lead_image
    assert lead
    other = replace(lead, preview=replace(lead.preview, type=type))
    html = html_of(replace(RELEASE, lead_image=other))
    assert f'src="{lead.url}"' not in html
    assert f"[Bild: {lead.alt}]" in html
    assert f'href="{lead.url}"' in html


def test_a_page_is_never_mailed() -> None:
    with pytest.raises(ValueError, match="page"):
        MAILER.mail(replace(RELEASE, kind="page"), sender=SENDER)


def test_a_mail_is_dated_by_its_last_change_unless_told() -> None:
    assert MAILER.mail(RELEASE, sender=SENDER).date == "2018-05-09T10:00:00+02:00"
    later = "2018-05-12T08:00:00+02:00"
    assert MAILER.mail(RELEASE, sender=SENDER, date=later).date == later


@pytest.mark.parametrize("edition", EVERY.values(), ids=EVERY)
def test_under_embargo_a_mail_says_so_first_and_links_nowhere(edition: Edition) -> None:
    embargo = "Embargo till 7 maj 2018 kl. 09.00"
    mailing = MAILER.mail(replace(edition, embargo=embargo), sender=SENDER)
    reader = Reader(mailing.html)
    addresses = [a.get(name) or "" for _, a in reader.elements for name in ("href", "src")]
    assert not [a for a in addresses if a and not a.startswith(("mailto:", "tel:"))]
    assert "http" not in mailing.text
    for part in (flat(reader.text), flat(mailing.text)):
        assert part.index(embargo) < part.index(f"{edition.kind_label} ·")
        assert "Läs på webben" not in part
        assert "Tretton på en trappa" in part
        assert "Veckans program" in part


def test_what_is_public_says_nothing_of_an_embargo() -> None:
    assert "mbargo till" not in html_of(RELEASE) + text_of(RELEASE)


def test_one_can_leave_only_where_there_is_an_address_for_it() -> None:
    assert "Avsluta" not in html_of(RELEASE) + text_of(RELEASE)
    url = f"{HOST}/avsluta?id=1&k=2"
    mailing = MAILER.mail(RELEASE, sender=SENDER, unsubscribe_url=url)
    assert url in [a["href"] for a in Reader(mailing.html).all("a")]
    assert url in mailing.text


def test_a_mail_says_why_it_came() -> None:
    assert "eftersom du står på sändlistan" in flat(html_of(RELEASE))
    reason = "Du är på listan för lokalredaktioner."
    mailing = MAILER.mail(RELEASE, sender=SENDER, reason=reason)
    assert reason in mailing.html
    assert reason in mailing.text


@pytest.mark.parametrize("edition", EVERY.values(), ids=EVERY)
def test_a_mail_loads_nothing_but_its_pictures(edition: Edition) -> None:
    html = html_of(edition)
    assert not re.search(r"<script|<link|<iframe|@import|@font-face|url\(", html, re.IGNORECASE)
    assert {tag for tag, a in Reader(html).elements if "src" in a} == {"img"}


@pytest.mark.parametrize("edition", EVERY.values(), ids=EVERY)
def test_a_mail_can_be_read_by_everyone(edition: Edition) -> None:
    reader = Reader(html_of(edition))
    assert reader.all("html")[0]["lang"] == "sv"
    assert len(reader.all("h1")) == 1
    assert all(image.get("alt") is not None for image in reader.all("img"))
    assert all(table.get("role") == "presentation" for table in reader.all("table"))
    levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch("h[1-6]", tag)]
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert f"<title>{edition.title}</title>" in html_of(edition)


def test_dark_mode_has_both_metas_and_its_own_colours() -> None:
    html = html_of(RELEASE)
    metas = {m.get("name"): m.get("content") for m in Reader(html).all("meta")}
    assert metas["color-scheme"] == metas["supported-color-schemes"] == "light dark"
    assert "@media (prefers-color-scheme: dark)" in html
    assert "[data-ogsc]" in html


def test_every_class_that_the_dark_look_dresses_is_used() -> None:
    html = html_of(NOTICE) + html_of(CORRECTED) + html_of(replace(RELEASE, embargo="Embargo"))
    used = {name for _, a in Reader(html).elements for name in (a.get("class") or "").split()}
    assert set(re.findall(r"\.(k-[a-z0-9]+)", templates()["email/shell.mjml"])) <= used


@pytest.mark.parametrize("edition", EVERY.values(), ids=EVERY)
def test_every_style_is_in_its_element_and_every_blank_is_filled(edition: Edition) -> None:
    html = html_of(edition)
    styles = [a["style"] or "" for _, a in Reader(html).elements if "style" in a]
    assert not [style for style in styles if "{" in style or '"' in style]
    for tag, attributes in Reader(html).elements:
        if tag in ("p", "h1", "h2", "h3", "li", "ul", "td"):
            assert attributes.get("style")


def test_a_long_release_stays_below_what_mail_programs_cut() -> None:
    text = "Kommunen och regionen fortsätter sitt arbete med vatten och avlopp. " * 8
    body = Body((*BODY.blocks, *(paragraph(text) for _ in range(60))))
    images = tuple(media(f"bild-{n}.jpg", "", "Alt " * 20, "Text " * 30, "Ek") for n in range(20))
    html = html_of(replace(RELEASE, body=body, images=images))
    assert len(html.encode()) < 90_000
    blocks = re.findall(r"<style[^>]*>(.*?)</style>", html, re.DOTALL)
    assert blocks
    assert max(map(len, blocks)) < 8_192


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_no_title_opens_a_slot_or_an_element(title: str) -> None:
    title = f"{title}KPPRESS-SLOT-CONTENT<!-- footer --></title></mj-text><script>'\"&amp;"
    hostile = replace(RELEASE, title=title, lead=title, summary=title, organisation=title)
    html = html_of(hostile)
    assert "<script" not in html
    assert html.count("<h1") == 1
    assert flat(title) in flat(Reader(html).text)
    assert "<script>" in text_of(hostile)


def test_the_same_document_gives_the_same_mail() -> None:
    assert mailer_of().mail(CORRECTED, sender=SENDER) == MAILER.mail(CORRECTED, sender=SENDER)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("edition", EVERY.values(), ids=EVERY)
def test_every_kind_is_made_in_every_language(edition: Edition, language: str) -> None:
    mailing = mailer_of(language).mail(replace(edition, lang=language), sender=SENDER)
    assert Reader(mailing.html).all("html")[0]["lang"] == language
    assert phrases("mail", language).read_on_web in mailing.text
    assert mailing.lang == language


def test_both_languages_have_the_same_phrases() -> None:
    assert phrases("mail", "sv").keys() == phrases("mail", "en").keys()


def test_every_phrase_is_used() -> None:
    sources = (Path(__file__).parents[2] / "kppress/render").glob("*mail*.py")
    written = " ".join([*templates().values(), *(file.read_text("utf-8") for file in sources)])
    assert phrases("mail", "sv").keys() == set(re.findall(r"\bwords\.([a-z_]+)", written))


def test_the_accent_of_a_newsroom_colours_links_and_button() -> None:
    made = mailer_of()
    made.accent, made.accent_dark = "#123456", "#abcdef"
    html = made.mail(RELEASE, sender=SENDER).html
    assert "#0b5d43" not in html
    assert 'bgcolor="#123456"' in html
    assert "#abcdef" in html


def test_a_shell_that_lost_its_place_for_the_text_is_refused() -> None:
    shell = templates()["email/shell.mjml"].replace("{{ slot.content }}", "")
    with pytest.raises(TemplateError, match="content"):
        mailer_of(email__shell_dot_mjml=shell).mail(RELEASE, sender=SENDER)


def test_a_newsroom_may_dress_its_mails_otherwise() -> None:
    look = templates()["email/styles.toml"].replace("font-size:34px", "font-size:40px")
    html = mailer_of(email__styles_dot_toml=look).mail(RELEASE, sender=SENDER).html
    [headline] = Reader(html).all("h1")
    assert "font-size:40px" in (headline["style"] or "")


def test_the_colours_of_text_can_be_read_on_their_paper() -> None:
    look = tomllib.loads(templates()["email/styles.toml"])
    for scheme in (look["light"], look["dark"]):
        for ink in ("ink", "muted"):
            for paper in ("paper", "box"):
                assert contrast(scheme[ink], scheme[paper]) >= 4.5


def test_the_edge_of_a_notice_can_be_seen_on_light_and_dark() -> None:
    look = tomllib.loads(templates()["email/styles.toml"])
    for severity in ("extreme", "severe", "moderate", "minor", "unknown"):
        found = re.search(r"solid (#[0-9a-f]{6})", look["css"][severity]["style"])
        assert found
        for scheme in ("light", "dark"):
            assert contrast(found[1], look[scheme]["paper"]) >= 3


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, 1.4.3: the ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
