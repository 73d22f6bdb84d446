"""«Я пришёл»: by the ticket before the scanner, by number and code, or from one's own bookings."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from kiosk.flow.booking.own import booking_of, renewed
from kiosk.flow.booking.pages import BookingMenuPage
from kiosk.flow.filing.pages import FiledAfterAllPage
from kiosk.flow.in_hand import events as wishes
from kiosk.flow.in_hand.draft import PaperInHand
from kiosk.flow.in_hand.effects import Arrive
from kiosk.flow.in_hand.looking import alone
from kiosk.flow.in_hand.pages import (
    ArrivedPage,
    ArrivingPage,
    InHandRefusedPage,
    PaperBookingPage,
    TicketCodePage,
    TicketNumberPage,
)
from kiosk.flow.pages import AfterAllPage, Home, PersonalFilePage, WelcomePage
from kiosk.flow.walk import Walk, answered, asked

SHOWN_FOR: Final = 30.0
NO_TICKET: Final = "not-a-ticket"
LISTENING: Final = (
    Home, WelcomePage, PersonalFilePage, BookingMenuPage, TicketNumberPage, TicketCodePage, PaperBookingPage,
    InHandRefusedPage, ArrivedPage, AfterAllPage, FiledAfterAllPage,
)  # fmt: skip
"""Pages on which a ticket before the scanner means its owner; on others somebody is busy with their own."""
_QR: Final = re.compile(r"okno:t1:([0-9]{8}):[A-Za-z0-9_-]{86}")


def scanned(walk: Walk, text: str) -> Walk:
    """Whoever holds a ticket to the scanner has come: no touch is needed."""
    page = walk.page
    if not isinstance(page, LISTENING) or (isinstance(page, TicketCodePage) and page.since is not None):
        return walk
    ticket = _QR.fullmatch(text)
    if ticket is None:
        return alone(replace(walk, in_hand=PaperInHand()), InHandRefusedPage(NO_TICKET))
    number = ticket.group(1)
    return _asked(replace(walk, in_hand=PaperInHand(number)), Arrive(walk.next_effect, number, qr=text))


def asked_for(walk: Walk, number: str) -> Walk:
    """«Я пришёл» under the booking of a paper, or under one of one's own."""
    paper, own = walk.in_hand, booking_of(walk, number)
    if isinstance(walk.page, PaperBookingPage) and paper is not None and paper.number == number:
        return _asked(walk, Arrive(walk.next_effect, number, code=paper.code))
    if own is None:
        return walk
    walk = replace(walk, in_hand=PaperInHand(number, own.ticket.code))
    return _asked(walk, Arrive(walk.next_effect, number, code=own.ticket.code))


def taken(walk: Walk, event: wishes.ArrivalTaken) -> Walk:
    """Where to go now."""
    walk = answered(walk, event.effect)
    if walk.in_hand is None:
        return walk
    walk = replace(walk, in_hand=replace(walk.in_hand, arrived=event.arrived, code=""))
    return renewed(alone(walk, ArrivedPage(walk.now)))


def is_over(walk: Walk) -> bool:
    """Whether the room of somebody who has gone there has stood long enough."""
    page = walk.page
    return isinstance(page, ArrivedPage) and walk.session is None and walk.now - page.since >= SHOWN_FOR


def _asked(walk: Walk, effect: Arrive) -> Walk:
    return asked(alone(walk, ArrivingPage(walk.now)), effect)
