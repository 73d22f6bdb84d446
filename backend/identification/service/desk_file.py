"""The person of a contact on one screen: the parts that were asked for, as far as they may be said now."""

from __future__ import annotations

from sqlalchemy import Connection

from backend.bookings.service import looking as bookings
from backend.contract.callers import DeskFile, FilePart, ShortBooking, ShortRequest
from backend.identification.service import person_page
from backend.identification.values import Look
from backend.identification_policy import Policy
from backend.matching import service as matching
from backend.requests.service import looking as requests

NOT_TOLD = frozenset({"held", "expired", "moved"})
MOST_REQUESTS = 20


def file(connection: Connection, policy: Policy, look: Look, parts: tuple[FilePart, ...]) -> DeskFile:
    """A line of the journal for each part; `person-unknown`."""
    person, say = look.in_hand.person, policy.said_at(look.in_hand.level)
    shown = tuple(part for part in dict.fromkeys(parts) if part in say)
    return DeskFile(
        contact=look.in_hand.contact,
        shown=shown,
        person=person_page.page(connection, policy, look, person, frozenset(shown)),
        possible=matching.of_person(connection, person) if "possible" in shown else (),
        bookings=_bookings(connection, look) if "bookings" in shown else (),
        requests=_requests(connection, person) if "requests" in shown else (),
        today=look.today,
    )


def _bookings(connection: Connection, look: Look) -> tuple[ShortBooking, ...]:
    found = bookings.of_persons(connection, (look.in_hand.person,), look.by.now)
    return tuple(
        ShortBooking(
            number=each.number,
            state=each.state,
            title=each.slot.title,
            place=each.slot.provider,
            starts_at=each.slot.starts_at,
            zone=each.slot.zone,
        )
        for each in found
        if each.number and each.state not in NOT_TOLD
    )


def _requests(connection: Connection, person: str) -> tuple[ShortRequest, ...]:
    return tuple(
        ShortRequest(
            number=each.number,
            state=each.state,
            filed_at=each.filed_at,
            decide_by=each.decide_by,
            measures=tuple(item.measure for item in each.items),
        )
        for each in requests.of_applicant(connection, person)[:MOST_REQUESTS]
    )
