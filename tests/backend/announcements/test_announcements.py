"""A supervisor announces, operators mark it read, kiosks get it with their heartbeats until it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.backend.app_http import code_of
from tests.backend.contacts.desk import Operator, add_operator
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region

HEARTBEAT = {
    "reader": "ready",
    "printer": "ready",
    "voice": "ready",
    "pack_hash": "ab" * 32,
    "version": "0.1.0",
    "uptime_seconds": 1,
}


@pytest.fixture
def irina(region: Region) -> Operator:
    return add_operator(region, "irina", "supervisor")


@pytest.fixture
def olga(region: Region) -> Operator:
    return add_operator(region, "olga")


def announcement(region: Region, **changed: object) -> dict[str, Any]:
    now = region.clock.now
    return {
        "title": "Приём на Полярной закрыт",
        "text": "Идите на Книповича.",
        "importance": "important",
        "for_operators": True,
        "for_kiosks": True,
        "begins_at": now.isoformat(),
        "ends_at": (now + timedelta(hours=8)).isoformat(),
        **changed,
    }


def announce(operator: Operator, once: str = "", **changed: object) -> dict[str, Any]:
    answer = operator.post("announcements", once, **announcement(operator.region, **changed))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def told(operator: Operator, every: bool = False) -> list[dict[str, Any]]:
    answer = operator.get("announcements/all" if every else "announcements")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["announcements"])


def at_kiosk(kiosk: KioskInTest) -> list[str]:
    kiosk.sign_in()
    body = {**HEARTBEAT, "sent_at": kiosk.region.clock.now.isoformat()}
    answer = kiosk.region.http.post("/v1/heartbeats", json=body, headers=kiosk.headers)
    assert answer.status_code == 200, answer.text
    return [each["title"] for each in answer.json()["announcements"]]


def test_operators_mark_it_read_and_readers_are_counted(
    region: Region, irina: Operator, olga: Operator
) -> None:
    which = announce(irina)["announcement"]
    (shown,) = told(olga)
    assert (shown["read"], shown["readers"], shown["asked"]) == (False, 0, 2)
    for _ in range(2):
        assert olga.post(f"announcements/{which}/reading").status_code == 200
    assert [each["read"] for each in told(olga)] == [True]
    (line,) = told(irina, every=True)
    assert (line["read"], line["readers"], line["asked"], line["author"]) == (False, 1, 2, "Смирнова О. Н.")
    assert [each["title"] for each in olga.get("start").json()["announcements"]] == [shown["title"]]


def test_kiosks_get_what_stands_and_what_will_and_drop_what_is_retracted(
    region: Region, irina: Operator, kiosk: KioskInTest
) -> None:
    now = region.clock.now
    announce(irina, title="срочно", importance="urgent")
    announce(irina, title="завтра", begins_at=(now + timedelta(days=1)).isoformat(),
             ends_at=(now + timedelta(days=2)).isoformat())  # fmt: skip
    announce(irina, title="через месяц", begins_at=(now + timedelta(days=30)).isoformat(),
             ends_at=(now + timedelta(days=31)).isoformat())  # fmt: skip
    announce(irina, title="операторам", for_kiosks=False)
    last = announce(irina, title="важно")["announcement"]
    assert at_kiosk(kiosk) == ["срочно", "завтра", "важно"]
    for _ in range(2):
        assert irina.post(f"announcements/{last}/retraction").status_code == 200
    assert at_kiosk(kiosk) == ["срочно", "завтра"]
    region.clock.forward(hours=8)
    assert at_kiosk(kiosk) == ["завтра"]


def test_what_is_over_or_not_begun_no_operator_sees(region: Region, irina: Operator, olga: Operator) -> None:
    now = region.clock.now
    announce(irina, begins_at=(now + timedelta(hours=1)).isoformat())
    assert told(olga) == []
    region.clock.forward(hours=1)
    assert len(told(olga)) == 1
    region.clock.forward(hours=7)
    assert told(olga) == []
    assert len(told(irina, every=True)) == 1


def test_sent_twice_it_is_announced_once(irina: Operator) -> None:
    first = announce(irina, "k" * 32)
    assert announce(irina, "k" * 32) == first
    assert len(told(irina, every=True)) == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"ends_at": "2026-11-20T08:59:00Z", "begins_at": "2026-11-20T08:00:00Z"}, "announcement-period"),
        ({"ends_at": "2026-11-20T08:00:00Z"}, "announcement-period"),
        ({"ends_at": "2028-01-01T00:00:00Z"}, "announcement-period"),
        ({"title": "  "}, "body-invalid"),
        ({"text": "x" * 2001}, "body-invalid"),
        ({"for_operators": False, "for_kiosks": False}, "body-invalid"),
        ({"importance": "huge"}, "body-invalid"),
        ({"begins_at": "2026-11-20T09:00:00"}, "body-invalid"),
    ],
)
def test_what_does_not_fit_is_refused(irina: Operator, changed: dict[str, object], code: str) -> None:
    assert code_of(irina.post("announcements", **announcement(irina.region, **changed))) == code
    assert told(irina, every=True) == []


def test_only_a_supervisor_writes(region: Region, irina: Operator, olga: Operator) -> None:
    which = announce(irina)["announcement"]
    assert code_of(olga.post("announcements", **announcement(region))) == "role-missing"
    assert code_of(olga.post(f"announcements/{which}/retraction")) == "role-missing"
    assert code_of(olga.get("announcements/all")) == "role-missing"
    unknown = "00000000-0000-4000-8000-000000000000"
    assert code_of(olga.post(f"announcements/{unknown}/reading")) == "announcement-unknown"
    for_kiosks = announce(irina, for_operators=False)["announcement"]
    assert code_of(olga.post(f"announcements/{for_kiosks}/reading")) == "announcement-unknown"


def test_hostile_words_come_back_as_they_are(irina: Operator, olga: Operator) -> None:
    hostile = "<script>alert(1)</script> \u202e' OR 1=1 --"
    announce(irina, title=hostile, text=hostile)
    assert [each["text"] for each in told(olga)] == [hostile]
