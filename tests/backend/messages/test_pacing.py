"""When a message goes: not at night by the clock of the place, and later after each failure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.messages import sending, service
from backend.messages.pacing import ATTEMPTS, PATIENCE, end_of_quiet, next_try, time_to_send

MURMANSK, KAMCHATKA = "Europe/Moscow", "Asia/Kamchatka"  # UTC+3, UTC+12


def local(text: str, zone: str = MURMANSK) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


FAR = local("2026-12-31T12:00")


@pytest.mark.parametrize(
    ("now", "goes"),
    [
        ("2026-12-01T09:00", "2026-12-01T09:00"),
        ("2026-12-01T20:59:59", "2026-12-01T20:59:59"),
        ("2026-12-01T21:00", "2026-12-02T09:00"),
        ("2026-12-01T23:59", "2026-12-02T09:00"),
        ("2026-12-02T00:00", "2026-12-02T09:00"),
        ("2026-12-02T08:59:59", "2026-12-02T09:00"),
    ],
)
def test_an_sms_waits_for_the_morning(now: str, goes: str) -> None:
    assert time_to_send("sms", local(now), MURMANSK, FAR) == local(goes)


def test_the_clock_of_the_place_counts() -> None:
    noon_in_murmansk = local("2026-12-01T12:30")  # half past nine in the evening on Kamchatka
    assert time_to_send("sms", noon_in_murmansk, MURMANSK, FAR) == noon_in_murmansk
    assert time_to_send("sms", noon_in_murmansk, KAMCHATKA, FAR) == local("2026-12-02T09:00", KAMCHATKA)


def test_a_mail_wakes_nobody() -> None:
    night = local("2026-12-01T23:00")
    assert time_to_send("email", night, MURMANSK, FAR) == night


def test_what_were_too_late_in_the_morning_goes_at_once() -> None:
    """Who is expected at half past eight must learn tonight that nobody will be there."""
    night = local("2026-12-01T22:00")
    assert time_to_send("sms", night, MURMANSK, local("2026-12-02T08:30")) == night
    assert time_to_send("sms", night, MURMANSK, local("2026-12-02T09:30")) == local("2026-12-02T09:00")


def test_nine_o_clock_is_nine_on_the_day_the_clocks_change() -> None:
    zone = ZoneInfo("Europe/Berlin")  # 29 March 2026: an hour is left out in the night
    assert end_of_quiet(local("2026-03-28T22:00", "Europe/Berlin"), zone) == local(
        "2026-03-29T09:00", "Europe/Berlin"
    )


def test_tries_grow_apart_and_end() -> None:
    now = local("2026-12-01T12:00")
    tries = [next_try(attempt, now) for attempt in range(1, ATTEMPTS + 1)]
    pauses = [moment - now for moment in tries if moment is not None]
    assert pauses == sorted(pauses)
    assert pauses[0] == timedelta(minutes=1)
    assert tries[-1] is None
    assert timedelta(days=1) <= PATIENCE <= timedelta(days=2)


def test_a_batch_is_sent_before_its_lease_ends() -> None:
    turns = -(-sending.BATCH // sending.AT_ONCE)
    assert timedelta(seconds=turns * sending.LONGEST_SENDING) < service.LEASE
