"""iCalendar: an invitation in anybody's calendar. Read back by icalendar's own parser."""

from datetime import date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from making import NOW, ZONE, files_of, newsroom, release

from kppress.press.build import build

SWEDISH = "inbjudningar/2018/traff/index.ics"
ENGLISH = "en/invitations/2018/traff/index.ics"
HOST = "https://press.kommun.example/"
ID = "urn:uuid:01634f2c-2a80-7a3e-9b61-000000000001"
Site = dict[str, bytes]


def event_of(content: bytes) -> Event:
    (event,) = Calendar.from_ical(content.decode()).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def invited(root: Path, occasion: str, more: str = "") -> bytes:
    """The calendar file of an invitation to `occasion`."""
    fields = f"tillfälle:\n{occasion}\n{more}"
    made = newsroom(root, {"releases/traff.md": release(1, fields=fields, typ="pressinbjudan")})
    assert build(made, root / "public", NOW).receipt is not None
    return files_of(root / "public")[SWEDISH]


def test_it_says_what_when_and_where(told: Site) -> None:
    event = event_of(told[SWEDISH])
    assert event["SUMMARY"] == "Kommunen öppnar badhus 8"
    assert event.start == datetime(2018, 8, 1, 10, 0, tzinfo=ZONE)
    assert event.end == datetime(2018, 8, 1, 11, 30, tzinfo=ZONE)
    assert event["LOCATION"] == "Vattenverket; stora salen, Sjövägen 2, Exempelstad"
    assert event["URL"] == HOST + "inbjudningar/2018/traff/"
    assert event["STATUS"] == "CONFIRMED"
    for part in ("10.15 Visning", "Senast 30 juli 2018", "presskontakt@kommun.example"):
        assert part in str(event["DESCRIPTION"])


def test_the_newsroom_is_the_organiser(told: Site) -> None:
    organiser = event_of(told[SWEDISH])["ORGANIZER"]
    assert organiser == "mailto:press@kommun.example"
    assert organiser.params["CN"] == "Exempelkommunen"


def test_times_stand_in_the_newsrooms_zone_whose_rules_stand_beside_them(told: Site) -> None:
    calendar = Calendar.from_ical(told[SWEDISH].decode())
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Stockholm"
    assert zone.to_tz().utcoffset(datetime(2018, 8, 1)).seconds == 7200  # type: ignore[attr-defined] # of Timezone
    assert zone.to_tz().utcoffset(datetime(2018, 12, 1)).seconds == 3600  # type: ignore[attr-defined] # of Timezone
    assert b"DTSTART;TZID=Europe/Stockholm:20180801T100000\r\n" in told[SWEDISH]


def test_lines_end_as_they_must_and_none_is_longer_than_75_octets(told: Site) -> None:
    lines = told[SWEDISH].split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert any(line.startswith(b" ") for line in lines)


def test_both_languages_are_one_event(told: Site) -> None:
    swedish, english = event_of(told[SWEDISH]), event_of(told[ENGLISH])
    assert swedish["UID"] == english["UID"] == "urn:uuid:01634f2c-2a80-7a3e-9b61-000000000008"
    assert english["SUMMARY"] == "Press meeting"


def test_the_same_text_gives_the_same_bytes_at_another_moment(tmp_path: Path) -> None:
    first = invited(tmp_path / "a", "  börjar: 2018-08-01 10:00")
    root = tmp_path / "a"
    assert build(root, root / "later", NOW.replace(day=9)).receipt is not None
    assert files_of(root / "later")[SWEDISH] == first
    assert datetime(2018, 6, 1, 9, 0, tzinfo=ZONE) == event_of(first).DTSTAMP


def test_a_correction_raises_the_sequence_and_the_stamp(tmp_path: Path) -> None:
    before = event_of(invited(tmp_path / "a", "  börjar: 2018-08-01 10:00"))
    more = "rättelser:\n  - när: 2018-06-20 09:00\n    text: Tiden är 10."
    after = event_of(invited(tmp_path / "b", "  börjar: 2018-08-01 10:00", more))
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert before["UID"] == after["UID"] == ID
    assert datetime(2018, 6, 20, 9, 0, tzinfo=ZONE) == after.DTSTAMP


def test_what_is_called_off_is_cancelled_and_says_so(tmp_path: Path) -> None:
    event = event_of(invited(tmp_path, "  börjar: 2018-08-01 10:00\n  inställt: ja"))
    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"] == "Inställt: Kommunen öppnar badhus 1"
    assert event["SEQUENCE"] == 1


@pytest.mark.parametrize(
    ("occasion", "start", "end"),
    [
        ("  börjar: 2018-08-01", date(2018, 8, 1), date(2018, 8, 2)),
        ("  börjar: 2018-08-01\n  slutar: 2018-08-03", date(2018, 8, 1), date(2018, 8, 4)),
    ],
)
def test_whole_days_have_no_time_and_end_the_day_after(
    tmp_path: Path, occasion: str, start: date, end: date
) -> None:
    content = invited(tmp_path, occasion)
    event = event_of(content)
    assert (event.start, event.end) == (start, end)
    assert b"VTIMEZONE" not in content


def test_the_page_of_an_invitation_links_to_it(told: Site) -> None:
    page = told["inbjudningar/2018/traff/index.html"].decode()
    assert 'href="/inbjudningar/2018/traff/index.ics" type="text/calendar"' in page
    assert "Lägg till i kalendern" in page
    assert [name for name in told if name.endswith(".ics")] == [ENGLISH, SWEDISH]
