"""What stands on a ticket, for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from backend.tickets.composing import Booked, Owner, TicketMaker, compose
from tests.backend.region import PLACES, TEST_SIGNER, TEST_VAULT

MAKER = TicketMaker(PLACES, TEST_SIGNER, TEST_VAULT)
STARTS = datetime(2026, 12, 3, 7, 20, tzinfo=UTC)
MARIA = Owner("Иванова", "Мария", "Петровна", date(1948, 3, 8))
VISIT = Booked(
    number="12345674",
    state="confirmed",
    kind="doctor",
    speciality="therapist",
    title="Участковый терапевт",
    doctor="Соколова Е. В.",
    place="clinic-1",
    room="214",
    floor="2",
    entrance="Пандус со двора",
    zone="Europe/Moscow",
    starts_at=STARTS,
    ends_at=STARTS + timedelta(minutes=15),
    home_visit=False,
    referral_needed=False,
    confirmed_at=STARTS - timedelta(days=5),
)


def test_a_ticket_says_who_what_where_and_when() -> None:
    ticket = compose(VISIT, MARIA, MAKER)
    assert (ticket.name_short, ticket.doctor, ticket.room) == ("Иванова М. П.", "Соколова Е. В.", "214")
    assert (ticket.place_title, ticket.address) == ("Поликлиника № 1", "Мурманск, ул. Шмидта, д. 39")
    assert STARTS - ticket.come_at == timedelta(minutes=10)
    assert ticket.bring == ("passport", "policy", "snils")
    assert TEST_SIGNER.number_in(ticket.qr) == "12345674"
    assert "Иванова" not in ticket.ics
    assert "терапевт" not in ticket.ics.lower(), "a calendar on a lost telephone tells nobody which doctor"


def test_who_booked_without_a_card_goes_to_the_desk_first() -> None:
    ticket = compose(VISIT, None, MAKER)
    assert (ticket.desk_first, ticket.name_short) == (True, "")
    assert STARTS - ticket.come_at == timedelta(minutes=20)


def test_a_child_brings_a_certificate_and_a_parent() -> None:
    child = replace(MARIA, birth_date=date(2012, 12, 4))
    assert compose(VISIT, child, MAKER).bring[:2] == ("birth_certificate", "representative_passport")
    fourteen = replace(MARIA, birth_date=date(2012, 12, 3))
    assert compose(VISIT, fourteen, MAKER).bring[0] == "passport"


def test_a_referral_is_asked_for_where_the_rules_need_one() -> None:
    assert "referral" in compose(replace(VISIT, referral_needed=True), MARIA, MAKER).bring


def test_a_doctor_who_comes_home_needs_nobody_to_come_earlier() -> None:
    ticket = compose(replace(VISIT, home_visit=True), None, MAKER)
    assert (ticket.come_at, ticket.desk_first) == (STARTS, False)
    assert "Шмидта" not in ticket.ics


def test_an_office_and_an_event_ask_for_other_papers() -> None:
    assert compose(replace(VISIT, kind="office"), MARIA, MAKER).bring == ("passport", "snils")
    assert compose(replace(VISIT, kind="event"), MARIA, MAKER).bring == ("social_card", "passport")


def test_places_by_nearness() -> None:
    assert PLACES.nearest_to("clinic-1") == ("clinic-1", "mfc", "clinic-2")
    assert PLACES.nearest_to("elsewhere") == ()
    assert PLACES.title_of("elsewhere") == PLACES.address_of("elsewhere") == ""
