"""What of a heartbeat calls for a technician."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backend.contract.kiosks import Heartbeat
from backend.kiosks.attention import attention_codes

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def codes(waiting: int = 0, oldest_seconds: int = 0, code: str = "") -> tuple[str, ...]:
    heartbeat = Heartbeat(
        sent_at=NOW,
        reader="ready",
        printer="ready",
        voice="ready",
        pack_hash="x",
        version="1",
        uptime_seconds=1,
        outbox_waiting=waiting,
        outbox_oldest_seconds=oldest_seconds,
        outbox_code=code,
    )
    return attention_codes(heartbeat, NOW, 0.0, NOW, "x")


@pytest.mark.parametrize(
    ("waiting", "oldest_seconds", "expected"),
    [(0, 0, ()), (3, 3600, ()), (3, 3601, ("outbox-waiting",))],
)
def test_requests_that_do_not_get_through_call_somebody(
    waiting: int, oldest_seconds: int, expected: tuple[str, ...]
) -> None:
    assert codes(waiting, oldest_seconds) == expected


def test_what_is_wrong_with_the_outbox_itself_stands_first() -> None:
    assert codes(1, 7200, "outbox-damaged") == ("outbox-damaged", "outbox-waiting")


def test_a_heartbeat_of_a_kiosk_without_an_outbox_is_still_understood() -> None:
    told = {
        "sent_at": NOW.isoformat(),
        "reader": "ready",
        "printer": "ready",
        "voice": "ready",
        "pack_hash": "x",
        "version": "1",
        "uptime_seconds": 1,
    }
    heartbeat = Heartbeat.model_validate(told)
    assert attention_codes(heartbeat, NOW, 0.0, NOW, "x") == ()
