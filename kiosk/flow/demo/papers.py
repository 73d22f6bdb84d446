"""Invented answers about a ticket in the hand and the waiting list: for the gallery and the tests."""

from __future__ import annotations

from datetime import timedelta

from backend.contract.ticket_in_hand import Arrived, ContactWays, PaperBooking
from backend.contract.waiting import WaitingEntry
from content.pack import Pack
from kiosk.flow.demo.bookings import NOW, clinic, free_slots, ticket_of

QR = f"okno:t1:48213079:{'A' * 86}"
WAYS = ContactWays(sms="+7 ••• •••-01-42", email="м•••@post.example")
WAITS, OFFERED = "entry-waits", "entry-offered"


def paper_of(pack: Pack, *, today: bool = False) -> PaperBooking:
    """A ticket whose time is on Monday, or today."""
    ticket = ticket_of(pack, free_slots(pack)[0])
    if today:
        back = ticket.starts_at - NOW - timedelta(minutes=25)
        ticket = ticket.model_copy(
            update={"starts_at": ticket.starts_at - back, "come_at": ticket.come_at - back}
        )
    return PaperBooking(
        number=ticket.number, state="confirmed", may_change=True, may_arrive=today, ticket=ticket
    )


def arrived(pack: Pack, *, desk_first: bool = False) -> Arrived:
    ticket = paper_of(pack, today=True).ticket
    return Arrived(
        number=ticket.number,
        state="arrived",
        room=ticket.room,
        floor=ticket.floor,
        title=ticket.title,
        doctor=ticket.doctor,
        place=ticket.place,
        place_title=ticket.place_title,
        address=ticket.address,
        starts_at=ticket.starts_at,
        zone=ticket.zone,
        desk_first=desk_first,
    )


def waiting_entries(pack: Pack) -> tuple[WaitingEntry, ...]:
    """One offer that is kept, one place in a line."""
    place, slot = clinic(pack), free_slots(pack)[3]
    where = place.id if place else ""
    offer = WaitingEntry(
        entry=OFFERED,
        beneficiary="demo-holder",
        resource="",
        speciality="therapist",
        place=where,
        since=NOW - timedelta(days=4),
        offer=slot,
        offer_until=NOW + timedelta(hours=20),
    )
    waits = {"entry": WAITS, "speciality": "dentist", "offer": None, "offer_until": None}
    return (offer, offer.model_copy(update=waits))
