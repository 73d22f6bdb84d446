"""Contacts drawn by chance once a week; judged by another; seen by their operator."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.quality import service
from backend.quality.values import SAMPLES_A_WEEK, By
from backend.quality_form import form_of
from content.cache import load_or_compile
from tests.backend.app_http import AppHttp, code_of
from tests.backend.board.filling import contact_row, enter
from tests.backend.contacts.desk import Operator, add_operator
from tests.backend.region import Region

MOSCOW = ZoneInfo("Europe/Moscow")
WEEK = date(2026, 11, 9)
MONDAY = datetime(2026, 11, 9, 9, tzinfo=MOSCOW)
FORM = form_of(load_or_compile("ru"))
ALL_YES = {point.id: "yes" for point in FORM.points}


@pytest.fixture(autouse=True)
def with_the_form(region: Region) -> None:
    services = replace(region.services, quality_form=FORM)
    region.services, region.http = services, AppHttp(services)


@pytest.fixture
def irina(region: Region) -> Operator:
    return add_operator(region, "irina", "supervisor")


@pytest.fixture
def olga(region: Region) -> Operator:
    return add_operator(region, "olga")


def draw(region: Region, seed: bytes = b"seed", week: date = WEEK) -> int:
    with region.database.maintenance() as connection:
        return service.draw(connection, week, MOSCOW, seed, region.clock.now)


def drawn(operator: Operator, week: str = "") -> list[dict[str, Any]]:
    answer = operator.get(f"quality?week={week}")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["lines"])


def judge(operator: Operator, contact: str, version: int = 0, remark: str = "", **changed: str) -> Any:
    body = {"answers": {**ALL_YES, **changed}, "remark": remark, "version": version}
    return operator.put(f"quality/{contact}", **body)


def some(
    count: int, operator: str = "olga", state: str = "closed", **changed: object
) -> list[dict[str, Any]]:
    return [contact_row(state, MONDAY + timedelta(hours=n), operator, **changed) for n in range(count)]


def test_so_many_of_each_operator_and_only_what_counts(region: Region, irina: Operator) -> None:
    enter(
        region,
        *some(9),
        *some(2, "pavel"),
        *some(4, "pupil", training=True),
        *some(4, "ringer", "lost"),
        *some(4, "talker", "wrap_up"),
        contact_row("closed", MONDAY - timedelta(days=1), "early"),
        contact_row("closed", MONDAY + timedelta(days=7), "late"),
    )
    assert draw(region) == SAMPLES_A_WEEK + 2
    per_operator = [line["operator"] for line in drawn(irina)]
    assert sorted(per_operator) == ["olga"] * SAMPLES_A_WEEK + ["pavel"] * 2


def test_a_week_is_drawn_once(region: Region, irina: Operator) -> None:
    enter(region, *some(9))
    assert draw(region) == SAMPLES_A_WEEK
    first = {line["contact"] for line in drawn(irina)}
    assert draw(region, b"another") == 0
    assert {line["contact"] for line in drawn(irina)} == first


def test_another_seed_draws_others(region: Region) -> None:
    """It is chance: over many seeds each contact comes up about as often."""
    contacts = enter(region, *some(9))
    came_up = dict.fromkeys(contacts, 0)
    for number in range(300):
        with region.database.maintenance() as connection:
            transaction = connection.begin_nested()
            service.draw(connection, WEEK, MOSCOW, number.to_bytes(4, "big"), region.clock.now)
            chosen = service.page(connection, By("irina", region.clock.now), WEEK).lines
            transaction.rollback()
        for line in chosen:
            came_up[line.contact] += 1
    assert sum(came_up.values()) == 300 * SAMPLES_A_WEEK
    assert all(60 <= count <= 145 for count in came_up.values()), came_up


def test_last_week_is_drawn_on_monday_morning() -> None:
    monday = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)  # five in Moscow
    assert service.week_to_draw(monday, MOSCOW) is None
    assert service.week_to_draw(monday + timedelta(hours=1), MOSCOW) == WEEK
    assert service.week_to_draw(monday + timedelta(days=6), MOSCOW) == WEEK


def test_judged_and_seen(region: Region, irina: Operator, olga: Operator) -> None:
    maria = region.person()
    (contact,) = enter(region, *some(1, person=maria, topic="card-lost"))
    draw(region)
    sheet = irina.get(f"quality/{contact}").json()
    assert (sheet["review"], sheet["line"]["topic"]) == (None, "card-lost")
    assert olga.get("quality/own").json()["lines"] == []
    assert code_of(olga.get(f"quality/own/{contact}")) == "quality-unknown"
    judged = judge(irina, contact, remark="Хорошо", greeting="no", answer="partly", danger="not_applicable")
    assert judged.status_code == 200, judged.text
    # 90 of weight apply; lost are 10 and half of 20
    assert (judged.json()["line"]["score"], judged.json()["line"]["failed"]) == (78, False)
    (own,) = olga.get("quality/own").json()["lines"]
    assert (own["score"], own["seen_at"]) == (78, None)
    seen = olga.get(f"quality/own/{contact}").json()
    assert (seen["review"]["remark"], seen["notes"]) == ("Хорошо", "")
    assert drawn(irina)[0]["seen_at"] is not None
    with region.database.maintenance() as connection:
        rows = connection.execute(select(audit_events.c.actor, audit_events.c.action, audit_events.c.person))
        assert ("operator:irina", "contact.view", maria) in [tuple(row) for row in rows]


def test_a_plain_no_at_a_decisive_point_fails_the_whole(region: Region, irina: Operator) -> None:
    (contact,) = enter(region, *some(1))
    draw(region)
    line = judge(irina, contact, identification="no").json()["line"]
    assert (line["score"], line["failed"]) == (80, True)


def test_nobody_judges_themselves(region: Region, irina: Operator) -> None:
    own, other = enter(region, *some(1, "irina"), *some(1))
    draw(region)
    assert [line["contact"] for line in drawn(irina)] == [other]
    assert code_of(irina.get(f"quality/{own}")) == "quality-own-contact"
    assert code_of(judge(irina, own)) == "quality-own-contact"
    second = add_operator(region, "zoya", "supervisor")
    assert judge(second, own).status_code == 200


def test_two_supervisors_at_one_contact_see_both_versions(region: Region, irina: Operator) -> None:
    (contact,) = enter(region, *some(1))
    draw(region)
    zoya = add_operator(region, "zoya", "supervisor")
    assert judge(irina, contact, remark="мой").status_code == 200
    assert judge(irina, contact, remark="мой").status_code == 200  # the first answer was lost
    refused = judge(zoya, contact, remark="её", kindness="no")
    assert code_of(refused) == "quality-changed"
    told = refused.json()
    assert (told["stored"]["remark"], told["sent"]["remark"], told["version"]) == ("мой", "её", 1)
    assert judge(zoya, contact, 1, remark="её", kindness="no").json()["review"]["version"] == 2


def test_a_form_with_gaps_is_refused_by_name(region: Region, irina: Operator) -> None:
    (contact,) = enter(region, *some(1))
    draw(region)
    body = {"answers": {"greeting": "yes", "charm": "yes"}, "version": 0}
    refused = irina.put(f"quality/{contact}", **body)
    assert code_of(refused) == "quality-incomplete"
    assert {"charm", "answer"} <= set(refused.json()["points"])
    assert "greeting" not in refused.json()["points"]


def test_who_may_not(region: Region, olga: Operator) -> None:
    (contact,) = enter(region, *some(1))
    draw(region)
    assert code_of(olga.get("quality")) == "role-missing"
    assert code_of(olga.get(f"quality/{contact}")) == "role-missing"
    assert code_of(judge(olga, contact)) == "role-missing"
    pavel = add_operator(region, "pavel")
    assert code_of(pavel.get(f"quality/own/{contact}")) == "quality-unknown"
    nobody = "00000000-0000-4000-8000-000000000000"
    assert code_of(Operator(region, "irina", "supervisor").get(f"quality/{nobody}")) == "quality-unknown"


def test_a_hostile_remark_is_kept_sealed_and_whole(region: Region, irina: Operator, olga: Operator) -> None:
    (contact,) = enter(region, *some(1))
    draw(region)
    hostile = "<img src=x onerror=alert(1)> \u202e" + "ы" * 1900
    assert judge(irina, contact, remark=hostile).status_code == 200
    assert olga.get(f"quality/own/{contact}").json()["review"]["remark"] == hostile
    assert code_of(judge(irina, contact, 1, remark="ы" * 2001)) == "body-invalid"
