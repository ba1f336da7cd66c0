"""The bytes of a message: what a mail server, an archive and a hostile title make of them."""

import email
import email.policy
import re
from email.header import decode_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kppress.model.mailing import Mailing
from kppress.render.message import eml, one_line

MAILING = Mailing(
    id="urn:uuid:0198f0a2-7c1e-7000-8000-000000000001",
    lang="sv",
    subject="Växjö fördjupar samarbetet",
    sender="Växjö kommun <press@vaxjo.example>",
    date="2018-05-07T09:00:00+02:00",
    html="<p>Hej på er</p>\n",
    text="Hej på er\n",
    list_id="Växjö kommuns nyhetsrum <press.vaxjo.example>",
)
LEAVE = "https://press.vaxjo.example/avsluta?" + "id=0123456789&" * 20

swedish = st.text("abcdefghijklmnopqrstuvwxyzåäöÅÄÖé 0123456789 –”:,.?=_-()\N{NO-BREAK SPACE}")
anything = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


def parsed(message: bytes) -> EmailMessage:
    return email.message_from_bytes(message, policy=email.policy.default)


def body_of(message: bytes, kind: str) -> str:
    part = parsed(message).get_body((kind,))
    assert part is not None
    content = part.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")


@given(st.one_of(swedish, anything))
def test_a_subject_of_any_length_survives_folding(subject: str) -> None:
    message = eml(replace(MAILING, subject=subject))
    assert str(parsed(message)["Subject"]) == one_line(subject)


@given(st.text(st.sampled_from("åäö och ett långt ord\N{NO-BREAK SPACE}"), max_size=500))
def test_a_header_is_ascii_in_lines_of_at_most_78_characters(subject: str) -> None:
    head, _, _ = eml(replace(MAILING, subject=subject), to="red@tidning.example").partition(
        b"\r\n\r\n"
    )
    assert head.isascii()
    long = [line for line in head.split(b"\r\n") if len(line) > 78]
    assert [line.partition(b":")[0] for line in long] in ([], [b"Message-ID"])


@given(st.one_of(swedish, anything))
def test_each_encoded_word_of_a_subject_can_be_read_alone(subject: str) -> None:
    head, _, _ = eml(replace(MAILING, subject=subject)).partition(b"\r\n\r\n")
    words = re.findall(r"=\?utf-8\?[qb]\?[^?]*\?=", head.decode("ascii"))
    for word in words:
        [(content, charset)] = decode_header(word)
        assert content.decode(charset)
        assert len(word) <= 75


@given(anything.map(lambda text: text.replace("\n", "")), anything)
def test_both_parts_arrive_as_they_were_written(text: str, html: str) -> None:
    message = eml(replace(MAILING, text=text + "\n", html=f"<p>{html}</p>\n"))
    assert body_of(message, "plain") == text + "\n"
    assert body_of(message, "html") == f"<p>{html}</p>\n"


@given(anything, anything)
def test_every_line_ends_in_crlf_and_none_is_longer_than_998(subject: str, text: str) -> None:
    message = eml(replace(MAILING, subject=subject, text=text), list_unsubscribe=LEAVE)
    assert message.count(b"\n") == message.count(b"\r") == message.count(b"\r\n")
    assert max(map(len, message.split(b"\r\n"))) <= 998


def test_the_text_part_comes_before_the_html() -> None:
    parts = [part.get_content_type() for part in parsed(eml(MAILING)).iter_parts()]
    assert parts == ["text/plain", "text/html"]


def test_both_parts_are_utf_8_in_quoted_printable() -> None:
    for part in parsed(eml(MAILING)).iter_parts():
        assert part.get_content_charset() == "utf-8"
        assert part["Content-Transfer-Encoding"] == "quoted-printable"


def test_the_headers_say_what_a_reader_and_a_server_need() -> None:
    message = parsed(eml(MAILING, to="Redaktionen <red@tidning.example>"))
    assert message["From"].addresses[0].display_name == "Växjö kommun"
    assert message["From"].addresses[0].addr_spec == "press@vaxjo.example"
    assert message["To"].addresses[0].addr_spec == "red@tidning.example"
    assert message["Date"] == "Mon, 07 May 2018 09:00:00 +0200"
    assert message["Content-Language"] == "sv"
    assert message["MIME-Version"] == "1.0"
    assert message["List-Id"] == "Växjö kommuns nyhetsrum <press.vaxjo.example>"


def test_without_readers_or_a_list_there_are_no_empty_headers() -> None:
    message = parsed(eml(replace(MAILING, list_id="")))
    assert not {"To", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"} & set(message.keys())


def test_the_same_mailing_gives_the_same_bytes() -> None:
    assert eml(MAILING) == eml(replace(MAILING))


def test_a_message_id_is_its_document_and_moment_at_the_senders_domain() -> None:
    message = parsed(eml(MAILING))
    expected = "<0198f0a2-7c1e-7000-8000-000000000001.20180507T070000@vaxjo.example>"
    assert message["Message-ID"] == expected


def test_a_correction_is_another_message() -> None:
    corrected = replace(MAILING, date="2018-05-09T10:00:00+02:00")
    assert parsed(eml(MAILING))["Message-ID"] != parsed(eml(corrected))["Message-ID"]


def test_text_that_holds_the_boundary_does_not_end_its_part() -> None:
    boundary = parsed(eml(MAILING)).get_boundary()
    text = f"--{boundary}\n\n--{boundary}--\n"
    assert body_of(eml(replace(MAILING, text=text)), "plain") == text


def test_a_long_address_to_leave_by_is_written_whole() -> None:
    message = eml(MAILING, list_unsubscribe=LEAVE)
    assert f"List-Unsubscribe: <{LEAVE}>\r\n".encode() in message


def test_one_click_is_offered_for_https_alone() -> None:
    post = "List-Unsubscribe-Post"
    assert parsed(eml(MAILING, list_unsubscribe=LEAVE))[post] == "List-Unsubscribe=One-Click"
    assert parsed(eml(MAILING, list_unsubscribe="mailto:av@vaxjo.example"))[post] is None
    assert parsed(eml(MAILING, list_unsubscribe=LEAVE, one_click=False))[post] is None


def test_a_line_end_in_a_title_opens_no_header() -> None:
    message = parsed(eml(replace(MAILING, subject="Bron\r\nBcc: alla@tidning.example\n\nHej")))
    assert message["Bcc"] is None
    assert message["Subject"] == "Bron Bcc: alla@tidning.example Hej"


@pytest.mark.parametrize(
    "to",
    [
        "red@tidning.example\nBcc: alla@tidning.example",
        "red@tidning.example\r\nBcc: alla@tidning.example",
        "Redaktionen\u2028<red@tidning.example>",
        "Redaktionen",
        "åsa@tidning.example",
        "red@",
    ],
)
def test_a_reader_without_a_proper_address_is_refused(to: str) -> None:
    with pytest.raises(ValueError, match=r"address|control"):
        eml(MAILING, to=to)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://x.example/\r\nBcc: a@b.example", "x"]
)
def test_an_address_to_leave_by_is_a_url_or_refused(url: str) -> None:
    with pytest.raises(ValueError, match="leave"):
        eml(MAILING, list_unsubscribe=url)


@pytest.mark.parametrize(
    "broken",
    [
        replace(MAILING, sender="Växjö kommun"),
        replace(MAILING, sender="Växjö <press@vaxjo.example>\nBcc: a@b.example"),
        replace(MAILING, list_id="Nyheter\r\nX: y <press.vaxjo.example>"),
        replace(MAILING, list_id="två ord"),
        replace(MAILING, lang="sv\nX: y"),
        replace(MAILING, date="i måndags"),
    ],
)
def test_a_mailing_that_could_break_its_headers_is_refused(broken: Mailing) -> None:
    with pytest.raises(ValueError, match=r"."):
        eml(broken)


def test_a_domain_outside_ascii_is_written_in_ascii() -> None:
    message = parsed(
        eml(replace(MAILING, sender="press@växjö.example"), to="red@räksmörgås.example")
    )
    assert message["From"].addresses[0].domain == "xn--vxj-qla6g.example"
    assert message["To"].addresses[0].domain == "xn--rksmrgs-5wao1o.example"


@pytest.mark.parametrize(
    "name",
    ["Växjö kommun, pressen", "Press (Växjö)", 'Den "nya" kommunen', "=?utf-8?q?x?=", "A. B"],
)
def test_the_senders_name_arrives_whatever_signs_it_holds(name: str) -> None:
    message = parsed(eml(replace(MAILING, sender=f"{name} <press@vaxjo.example>")))
    assert message["From"].addresses[0].addr_spec == "press@vaxjo.example"
    assert message["From"].addresses[0].display_name == name


def test_several_readers_stand_in_one_header() -> None:
    to = "Åsa Ek <asa@tidning.example>, b@tidning.example"
    addresses = parsed(eml(MAILING, to=to))["To"].addresses
    assert [a.addr_spec for a in addresses] == ["asa@tidning.example", "b@tidning.example"]
