"""A provider closes a day at the command line: whoever was booked is told by the serving backend."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from backend.clock import utc_now
from backend.database.opening import open_database
from backend.messages.tables import messages
from backend.people import service as people
from backend.people.values import NewPerson
from tests.backend.bookings.house import House
from tests.backend.site import Site

PERSON = NewPerson(
    person="p1",
    last_name="Иванова",
    first_name="Мария",
    middle_name="",
    sex="f",
    birth_date=date(1948, 3, 8),
    birth_place="г. Мурманск",
    town="Мурманск",
    address="ул. Полярная, д. 1",
    snils="",
    phone="+7 973 000-00-01",
    email="maria@post.example",
    language="ru",
    registered_at=utc_now(),
)


def close_a_booked_day(site: Site) -> str:
    """The number of the booking."""
    with closing(open_database(site.url)) as database:
        house = House(database, utc_now())
        house.run(lambda connection: people.register(connection, PERSON))
        house.resource()
        start = house.now.replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=3)
        number = house.book(house.slot(starts_at=start), PERSON.person).number
    day = f"{start:%Y-%m-%d}"
    site.must("bookings", "close-day", "--resource", "therapist-1", "--day", day, "--reason", "ill")
    return number


def kinds(site: Site) -> list[tuple[str, str, str]]:
    with closing(open_database(site.url)) as database, database.maintenance() as connection:
        found = select(messages.c.kind, messages.c.channel, messages.c.about).order_by(messages.c.channel)
        return [tuple(row) for row in connection.execute(found)]


def test_who_was_booked_is_told(bare_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKNO_BACKEND_SMS", "file")
    monkeypatch.setenv("OKNO_BACKEND_MAIL", "file")
    number = close_a_booked_day(bare_site)
    assert kinds(bare_site) == [("cancelled", "email", number), ("cancelled", "sms", number)]


def test_without_carriers_nobody_is(bare_site: Site) -> None:
    close_a_booked_day(bare_site)
    assert kinds(bare_site) == []
