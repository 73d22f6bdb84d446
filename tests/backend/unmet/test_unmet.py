"""What is asked for in vain is written down where it happens: not who asked, nor in what words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from backend.stock.tables import items
from backend.unmet import service
from backend.unmet.service import KEPT, InVain
from backend.unmet.tables import unmet_needs
from tests.backend.app_http import code_of
from tests.backend.contacts.desk import Operator, add_operator
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region


def noted(region: Region) -> list[tuple[str, str, str, str]]:
    with region.database.maintenance() as connection:
        found = connection.execute(
            select(
                unmet_needs.c.kind, unmet_needs.c.subject, unmet_needs.c.channel, unmet_needs.c.place
            ).order_by(unmet_needs.c.kind, unmet_needs.c.subject, unmet_needs.c.span)
        )
        return [tuple(row) for row in found]


def test_a_speciality_without_a_free_time(region: Region, kiosk: KioskInTest) -> None:
    for query in ("speciality=cardiologist", "speciality=cardiologist&near=clinic-1"):
        for _ in range(2):
            assert region.http.get(f"/v1/slots?{query}", headers=kiosk.headers).status_code == 200
    region.http.get("/v1/slots?speciality=dentist&from=2026-12-01T00:00:00Z", headers=kiosk.headers)
    assert noted(region) == [
        ("booking", "cardiologist", "kiosk", ""),
        ("booking", "cardiologist", "kiosk", "clinic-1"),
    ]
    region.clock.forward(minutes=11)
    kiosk.sign_in()
    region.http.get("/v1/slots?speciality=cardiologist", headers=kiosk.headers)
    assert len(noted(region)) == 3


def test_a_medicine_that_is_nowhere_and_a_search_that_finds_nothing(
    region: Region, kiosk: KioskInTest
) -> None:
    row: dict[str, Any] = {"item": "insulin", "kind": "medicine", "title": "Инсулин", "prescription": True}
    with region.database.maintenance() as connection:
        connection.execute(insert(items), row | {"concessionary": True})
    assert region.http.get("/v1/stock/insulin", headers=kiosk.headers).json()["holdings"] == []
    for text in ("Иванов Иван 1948", "Иванов", "абв"):  # people type names; three letters go on
        region.http.get(f"/v1/stock?kind=medicine&text={text}", headers=kiosk.headers)
    assert noted(region) == [("goods", "insulin", "kiosk", ""), ("search", "medicine", "kiosk", "")]
    olga = add_operator(region, "olga")
    region.http.get("/v1/stock?kind=book&text=Непопулярное", headers=olga.headers)
    assert ("search", "book", "phone", "") in noted(region)


def test_a_console_tells_in_what_it_searched_and_never_for_what(region: Region) -> None:
    olga = add_operator(region, "olga")
    assert olga.post("unmet", subject="knowledge").json() == {"new": True}
    assert olga.post("unmet", subject="knowledge").json() == {"new": False}
    assert code_of(olga.post("unmet", subject="Иванов")) == "body-invalid"
    assert code_of(olga.post("unmet", subject="knowledge", text="Иванов")) == "body-invalid"
    assert code_of(Operator(region, "x", "technician").post("unmet", subject="knowledge")) == "role-missing"
    assert noted(region) == [("search", "knowledge", "phone", "")]


@pytest.mark.parametrize("minutes", [0, 9])
def test_a_span_begins_where_ten_minutes_begin(region: Region, minutes: int) -> None:
    wish = InVain("booking", "s", "kiosk", "k")
    with region.database.maintenance() as connection:
        assert service.note(connection, wish, region.clock.now)
        again = region.clock.now + timedelta(minutes=minutes)
        assert not service.note(connection, wish, again)
        assert service.note(connection, wish, again + timedelta(minutes=10))


def test_after_three_years_it_is_forgotten(region: Region) -> None:
    with region.database.maintenance() as connection:
        service.note(connection, InVain("booking", "s", "kiosk", "k"), region.clock.now)
        service.purge(connection, region.clock.now + KEPT)
    assert len(noted(region)) == 1
    with region.database.maintenance() as connection:
        service.purge(connection, region.clock.now + KEPT + timedelta(minutes=10))
    assert noted(region) == []
