"""`build --wait`: a site that changes at its minute, with a clock that the test moves."""

import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from making import NOW, newsroom, release
from processes import started

from kppress.cache.marks import of_newsroom
from kppress.cli.group import run
from kppress.model.error import KppressError
from kppress.press.build import build
from kppress.press.stay import LONGEST, Reason, stay

EMBARGO = datetime(2018, 7, 9, 6, 0, tzinfo=NOW.tzinfo)
PAGE = "public/pressmeddelanden/2018/b/index.html"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "releases/a.md": release(1),
        "releases/b.md": release(2, fields="embargo till: 2018-07-09 06:00"),
    }
    return newsroom(tmp_path / "rum", files)


class Days:
    """A clock that moves by resting, and what happens at each rest."""

    def __init__(self, *events: Callable[[], timedelta | None]) -> None:
        self.now = NOW
        self.events = list(events)
        self.rests: list[float] = []
        self.built: list[tuple[datetime, Reason]] = []
        self.failed: list[KppressError] = []

    def rest(self, seconds: float) -> bool:
        self.rests.append(seconds)
        if not self.events:
            return True
        passed = self.events.pop(0)()
        self.now += timedelta(seconds=seconds) if passed is None else passed
        return False

    def stay(self, root: Path) -> None:
        def once(now: datetime, reason: Reason) -> datetime | None:
            self.built.append((now, reason))
            return build(root, root / "public", now).next_change

        stay(
            build=once,
            state=lambda: of_newsroom(str(root)),
            clock=lambda: self.now,
            rest=self.rest,
            failed=self.failed.append,
        )


def passes() -> None:
    """The whole rest passes, and nothing else happens."""


def test_nothing_is_built_while_nothing_changes(root: Path) -> None:
    days = Days(passes, passes, passes)
    days.stay(root)
    assert days.built == [(NOW, Reason.START)]
    assert days.rests == [LONGEST] * 4


def test_an_embargo_ends_on_its_second(root: Path) -> None:
    days = Days(lambda: EMBARGO - NOW - timedelta(seconds=20), passes)
    seen: list[bool] = []
    days.events.insert(1, lambda: seen.append((root / PAGE).exists()))
    days.stay(root)
    assert seen == [False]
    assert days.built == [(NOW, Reason.START), (EMBARGO, Reason.TIME)]
    assert days.rests[1] == 20
    assert (root / PAGE).exists()


def test_a_machine_that_slept_builds_when_it_wakes(root: Path) -> None:
    days = Days(lambda: timedelta(days=10))
    days.stay(root)
    assert days.built[1:] == [(NOW + timedelta(days=10), Reason.TIME)]
    assert (root / PAGE).exists()


def test_a_save_and_a_deletion_are_built_after_the_next_rest(root: Path) -> None:
    def saves() -> None:
        (root / "releases/c.md").write_text(release(3))

    days = Days(saves, passes, (root / "releases/c.md").unlink)
    days.stay(root)
    assert [reason for _, reason in days.built] == [Reason.START, Reason.SAVED, Reason.SAVED]
    assert not (root / "public/pressmeddelanden/2018/c/index.html").exists()


def test_an_error_in_a_text_waits_for_its_correction(root: Path) -> None:
    def breaks() -> None:
        (root / "releases/a.md").write_text(release(1, status="färdig"))

    def mends() -> None:
        (root / "releases/a.md").write_text(release(1, rubrik="Badhuset blir bibliotek"))

    days = Days(breaks, passes, mends)
    days.stay(root)
    assert len(days.built) == 3
    assert "bibliotek" in (root / "public/index.html").read_text()


def test_what_the_machine_could_not_do_is_tried_again(root: Path) -> None:
    def breaks() -> None:
        (root / "templates/web").mkdir(parents=True)
        (root / "templates/web/front.html").write_text("{% if %}")

    def mends() -> None:
        (root / "templates/web/front.html").unlink()

    days = Days(breaks, passes, mends)
    days.stay(root)
    assert [fault.key for fault in days.failed] == ["template", "template"]
    assert [reason for _, reason in days.built[1:]] == [
        Reason.SAVED,
        Reason.FAILED,
        Reason.SAVED,
    ]


def test_a_first_build_that_cannot_be_made_ends_the_command(root: Path) -> None:
    (root / "templates/web").mkdir(parents=True)
    (root / "templates/web/front.html").write_text("{% if %}")
    with pytest.raises(KppressError):
        Days().stay(root)


@pytest.mark.parametrize("option", ["--now=2018-07-05", "--dry-run", "--force"])
def test_staying_takes_no_other_time(
    root: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--root", str(root), "build", "--wait", option]) == 2
    assert "--wait" in capsys.readouterr().err
    assert not (root / "public").exists()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_the_command_says_what_it_waits_for_and_ends_with_nothing(root: Path, sign: int) -> None:
    (root / "releases/c.md").write_text(release(3, publicerad="2199-01-01 09:00"))
    with started(root, "build", "--wait") as running:
        assert running.stdout
        said = iter(running.stdout.readline, "")
        assert "Klart:" in next(said)
        assert "Väntar till tisdag 1 januari 2199 kl. 09.00" in next(said)
        running.send_signal(sign)
        assert running.wait() == 0
        assert "Slutar bygga" in next(said)
    assert (root / PAGE).exists()
