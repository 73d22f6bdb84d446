"""For whom it is looked what is free, and at which places."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from backend.bookings.rules import Visitor
from backend.card_sessions import service as card_sessions
from backend.moment import Moment
from backend.people import service as people
from backend.places import PlaceBook
from backend.reception.asking_for import unrefused, visitor_of, whom_for
from backend.services import Services
from content.model import PlaceKind

PLACES_OF: Final = {
    "doctor": frozenset({PlaceKind.CLINIC}),
    "office": frozenset(
        {PlaceKind.SOCIAL_PROTECTION, PlaceKind.MFC, PlaceKind.JOB_CENTRE, PlaceKind.SOCIAL_FUND}
    ),
    "event": frozenset(
        {
            PlaceKind.MUSEUM,
            PlaceKind.THEATRE,
            PlaceKind.SPORT,
            PlaceKind.LIBRARY,
            PlaceKind.EDUCATION,
        }
    ),
}


def seen(connection: Connection, services: Services, moment: Moment, session: str, whom: str) -> Visitor:
    """What rules ask of whoever will come; nothing without a card."""
    if not session:
        return Visitor()
    opened = unrefused(card_sessions.bearer_seen(connection, moment, session))
    person = whom_for(connection, moment, opened, whom or None, services.disclosure)
    named = people.named(connection, (person,))[person]
    return visitor_of(connection, named, moment.today, opened.level)


def providers(places: PlaceBook, kind: str, near: str, clinic: str, most: int) -> tuple[str, ...]:
    """The person's own clinic, then what is nearest to `near`, or to that clinic."""
    order = places.nearest_to(near) or places.nearest_to(clinic) or tuple(places.places)
    fitting = [place for place in order if places.places[place].kind in PLACES_OF[kind]]
    own = [clinic] if kind == "doctor" and clinic in fitting else []
    return tuple(dict.fromkeys([*own, *fitting]))[:most]
