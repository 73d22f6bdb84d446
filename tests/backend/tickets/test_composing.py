"""What stands on a ticket, for whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from backend.bookings.rules import ResourceRules
from backend.bookings.values import Booked, SlotFacts, TakenSeat
from backend.tickets.composing import Owner, TicketMaker, calendar_of, compose
from tests.backend.region import PLACES, TEST_SIGNER, TEST_VAULT

MAKER = TicketMaker(PLACES, TEST_SIGNER, TEST_VAULT)
STARTS = datetime(2026, 12, 3, 7, 20, tzinfo=UTC)
MARIA = Owner("Иванова", "Мария", "Петровна", date(1948, 3, 8))
RULES = ResourceRules()
SLOT = SlotFacts(
    slot="therapist-1",
    resource="therapist",
    kind="doctor",
    speciality="therapist",
    title="Участковый терапевт",
    person_name="Соколова Е. В.",
    provider="clinic-1",
    room="214",
    floor="2",
    entrance="Пандус со двора",
    zone="Europe/Moscow",
    starts_at=STARTS,
    ends_at=STARTS + timedelta(minutes=15),
    home_visit=False,
    state="open",
    rules=RULES.model_dump_json(),
)
VISIT = Booked(
    booking="b-1",
    party="p-1",
    number="12345674",
    person=None,
    state="confirmed",
    slot=SLOT,
    seat=TakenSeat("b-1", 1, "", "ordinary", 0),
    channel="kiosk",
    level=1,
    booked_by="kiosk:1",
    created_at=STARTS - timedelta(days=5),
    expires_at=None,
    moved_to=None,
    category="",
    note_kind="",
    hold_token_hash=None,
)


def visit(**changed: Any) -> Booked:
    """The visit with another slot."""
    return replace(VISIT, slot=replace(SLOT, **changed))


def test_a_ticket_says_who_what_where_and_when() -> None:
    ticket = compose(VISIT, MARIA, MAKER)
    assert (ticket.name_short, ticket.doctor, ticket.room) == ("Иванова М. П.", "Соколова Е. В.", "214")
    assert (ticket.place_title, ticket.address) == ("Поликлиника № 1", "Мурманск, ул. Шмидта, д. 39")
    assert STARTS - ticket.come_at == timedelta(minutes=10)
    assert ticket.bring == ("passport", "policy", "snils")
    assert TEST_SIGNER.number_in(ticket.qr) == "12345674"


def test_a_calendar_on_a_lost_telephone_tells_neither_who_nor_which_doctor() -> None:
    text = calendar_of(VISIT, MAKER)
    assert "Шмидта" in text and text.startswith("BEGIN:VCALENDAR")
    assert "Иванова" not in text
    assert "терапевт" not in text.lower()


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
    referral = ResourceRules(referral_needed=True).model_dump_json()
    assert "referral" in compose(visit(rules=referral), MARIA, MAKER).bring


def test_a_doctor_who_comes_home_needs_nobody_to_come_earlier() -> None:
    ticket = compose(visit(home_visit=True), None, MAKER)
    assert (ticket.come_at, ticket.desk_first) == (STARTS, False)
    assert "Шмидта" not in calendar_of(visit(home_visit=True), MAKER)


def test_an_office_and_an_event_ask_for_other_papers() -> None:
    assert compose(visit(kind="office"), MARIA, MAKER).bring == ("passport", "snils")
    assert compose(visit(kind="event"), MARIA, MAKER).bring == ("social_card", "passport")


def test_places_by_nearness() -> None:
    assert PLACES.nearest_to("clinic-1") == ("clinic-1", "mfc", "clinic-2")
    assert PLACES.nearest_to("elsewhere") == ()
    assert PLACES.title_of("elsewhere") == PLACES.address_of("elsewhere") == ""


def test_where_citizens_reach_the_server_the_ticket_says_where_its_calendar_is() -> None:
    maker = replace(MAKER, calendar_page="okno.region.example/calendar")
    assert compose(VISIT, MARIA, maker).calendar_page == "okno.region.example/calendar"
    assert compose(VISIT, MARIA, MAKER).calendar_page == ""
