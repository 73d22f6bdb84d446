"""Announcements at a kiosk: kept on the disk, told once a change, cleaned of what turns writing round."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from backend.announcements import service
from backend.announcements.service import By
from backend.client import KioskClient, KioskIdentity, enrol
from backend.contract.announcements import AnnouncementIn, KioskAnnouncement
from backend.contract.kiosks import EnrolledKiosk, Heartbeat
from kiosk.announcements import ANNOUNCEMENTS_FILE, AnnouncementShelf, plain
from kiosk.clock import SystemClock
from kiosk.flow.announcements import AnnouncementsReported
from kiosk.flow.events import Event
from kiosk.journal import Journal
from kiosk.links.backend import BackendLink
from tests.backend.served import serving
from tests.callcenter.consoles import region_in

ZONE = "Europe/Moscow"
NOON = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def announced(title: str = "Закрыто", **changed: str) -> KioskAnnouncement:
    words = {"title": title, "text": "Приходите завтра.", "title_en": "", "text_en": "", **changed}
    return KioskAnnouncement(
        announcement="a-1", importance="urgent", begins_at=NOON, ends_at=NOON + timedelta(hours=3), **words
    )


def shelf(folder: Path, told: list[Event], log: StringIO | None = None) -> AnnouncementShelf:
    return AnnouncementShelf(folder, ZONE, told.append, Journal(log or StringIO(), SystemClock(ZONE)))


def titles(event: Event) -> list[str]:
    assert isinstance(event, AnnouncementsReported)
    return [one.title.ru for one in event.announcements]


def test_it_stands_after_a_restart_without_a_line_and_goes_when_retracted(tmp_path: Path) -> None:
    told: list[Event] = []
    first = shelf(tmp_path, told)
    first.begin()
    for _ in range(3):
        first.heard((announced(),))
    assert [titles(event) for event in told] == [["Закрыто"]]
    restarted: list[Event] = []
    second = shelf(tmp_path, restarted)
    second.begin()
    (event,) = restarted
    assert isinstance(event, AnnouncementsReported)
    assert (event.announcements[0].begins, event.announcements[0].ends) == (
        "2026-11-20T12:00",
        "2026-11-20T15:00",
    )
    second.heard((announced(),))
    second.heard(())
    assert [titles(event) for event in restarted] == [["Закрыто"], []]
    third: list[Event] = []
    shelf(tmp_path, third).begin()
    assert third == []


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'[{"title": 1}]', b"\xff"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / ANNOUNCEMENTS_FILE).write_bytes(content)
    told: list[Event] = []
    shelf(tmp_path, told).begin()
    assert told == []


def test_what_cannot_be_written_is_shown_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told: list[Event] = []
    log = StringIO()
    shelf(tmp_path / "file", told, log).heard((announced(),))
    assert [titles(event) for event in told] == [["Закрыто"]]
    assert "announcements-not-kept" in log.getvalue()
    assert "Закрыто" not in log.getvalue()


def test_words_cannot_turn_the_line_round(tmp_path: Path) -> None:
    assert plain("а\u202eб\u200f\x00в\r\nг\x07") == "абв\nг"
    told: list[Event] = []
    shelf(tmp_path, told).heard((announced("Закрыто\nна\u202e день"),))
    assert titles(told[0]) == ["Закрыто на день"]


@pytest.mark.slow
def test_it_comes_with_a_real_heartbeat(tmp_path: Path) -> None:
    region = region_in(tmp_path)
    region.clock.now = datetime.now(UTC)
    now = region.clock.now
    written = AnnouncementIn(
        title="Закрыто", text="Приходите завтра.", importance="info", for_operators=False, for_kiosks=True,
        begins_at=now, ends_at=now + timedelta(hours=1),
    )  # fmt: skip
    heartbeat = Heartbeat(
        sent_at=now, reader="ready", printer="ready", voice="ready", pack_hash="x", version="1",
        uptime_seconds=1,
    )  # fmt: skip
    told: list[Event] = []
    with serving(region, tmp_path / "data") as served:
        key = ec.generate_private_key(ec.SECP256R1())
        enrolled = enrol(served.address(), region.invitation(), key, "a" * 32)
        assert isinstance(enrolled, EnrolledKiosk)
        client = KioskClient(served.address(), KioskIdentity(enrolled.kiosk, key), region.clock)
        link = BackendLink(client, enrolled.kiosk, on_announcements=shelf(tmp_path, told).heard)
        with region.database.maintenance() as connection:
            service.publish(connection, By("irina", now), written, "a" * 36)
        assert link.send_heartbeat(heartbeat) is None
        with region.database.maintenance() as connection:
            service.retract(connection, By("irina", now), "a" * 36)
        assert link.send_heartbeat(heartbeat) is None
        client.close()
    assert [titles(event) for event in told] == [["Закрыто"], []]
