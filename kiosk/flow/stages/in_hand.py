"""Every view of a ticket in the hand, of what is sent on, and of the waiting list."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from devices.ports import PrinterState
from kiosk.flow import events
from kiosk.flow.booking import events as booking
from kiosk.flow.booking.effects import FetchBookings
from kiosk.flow.booking.pages import BookingMenuPage, OfferPage, WaitingEntryPage
from kiosk.flow.booking.searching import DOCTOR
from kiosk.flow.demo.bookings import (
    CODE,
    NUMBER,
    bookable_doctors,
    free_slots,
    hold_of,
    own_bookings,
    ticket_of,
)
from kiosk.flow.demo.papers import OFFERED, QR, WAITS, WAYS, arrived, paper_of, waiting_entries
from kiosk.flow.events import BackendRefused, Opened, Switched
from kiosk.flow.in_hand import events as wishes
from kiosk.flow.in_hand.pages import CancelByPaperPage
from kiosk.flow.pages import PersonalFilePage
from kiosk.flow.stages.stage import Stage
from kiosk.flow.stages.wizard import typed

REFUSALS = ("booking-unknown", "arrival-too-early", "slot-past", "booking-ended", "too-many-attempts")


def in_hand_stages(start: Stage, welcomed: Stage, person: Stage) -> Iterator[tuple[str, Stage]]:
    """`start` is nobody's, `welcomed` has shown a card, `person` the PIN too, where that can be."""
    yield from _typed(start)
    yield from _arriving(start)
    yield from _sending(welcomed, person)
    yield from _waiting_line(start, welcomed, person)


def _typed(start: Stage) -> Iterator[tuple[str, Stage]]:
    pack, menu = start.world.pack, start.after(Opened(BookingMenuPage()))
    with_scanner = Stage(
        replace(start.world, profile=replace(start.world.profile, scanner=True)), menu.walk
    ).after(wishes.PaperShown())
    yield "ticket-number-or-scanner", with_scanner
    number = menu.after(wishes.PaperShown(), *typed(NUMBER[:5]))
    yield "ticket-number", number
    yield "ticket-number-short", number.after(wishes.PaperEntered())
    code = number.after(*typed(NUMBER[5:]), wishes.PaperEntered(), *typed(CODE))
    yield "ticket-code", code
    looking = code.after(wishes.PaperEntered())
    yield "ticket-looking", looking
    yield "ticket-code-unknown", looking.after(BackendRefused(looking.asked, "booking-unknown"))
    yield "ticket-closed", looking.after(BackendRefused(looking.asked, "too-many-attempts"))
    shown = looking.after(wishes.PaperSeen(looking.asked, paper_of(pack)))
    yield "paper-booking", shown
    yield "paper-booking-today", looking.after(wishes.PaperSeen(looking.asked, paper_of(pack, today=True)))
    asked = shown.after(Opened(CancelByPaperPage()))
    slip = menu.after(wishes.PaperShown(), *typed(NUMBER[:7]), wishes.PaperEntered())
    question = slip.after(*typed(CODE), wishes.PaperEntered())
    yield "paper-cancel-reservation", question
    giving_up = question.after(wishes.PaperCancelAsked())
    yield "paper-reservation-cancelled", giving_up.after(wishes.PaperCancelled(giving_up.asked))
    refused = giving_up.after(BackendRefused(giving_up.asked, "reservation-unknown"))
    yield "ticket-refused-reservation-unknown", refused
    yield "paper-cancel", asked
    cancelling = asked.after(wishes.PaperCancelAsked())
    yield "paper-cancelling", cancelling
    yield "paper-booking-cancelled", cancelling.after(wishes.PaperCancelled(cancelling.asked))
    moving = shown.after(wishes.PaperMoveBegun())
    times = moving.after(booking.SlotsFound(moving.asked, free_slots(pack)))
    keeping = times.after(booking.SlotChosen(free_slots(pack)[1].slot))
    yield "paper-move", keeping.after(booking.SeatHeld(keeping.asked, hold_of(free_slots(pack)[1])))


def _arriving(start: Stage) -> Iterator[tuple[str, Stage]]:
    pack, coming = start.world.pack, start.after(wishes.TicketScanned(QR))
    yield "arriving", coming
    yield "arrived", coming.after(wishes.ArrivalTaken(coming.asked, arrived(pack)))
    desk = wishes.ArrivalTaken(coming.asked, arrived(pack, desk_first=True))
    yield "arrived-desk", coming.after(desk)
    yield "ticket-refused-not-a-ticket", start.after(wishes.TicketScanned("4607001771234"))
    for code in REFUSALS:
        yield f"ticket-refused-{code}", coming.after(BackendRefused(coming.asked, code))


def _booked_without_paper(welcomed: Stage) -> Stage:
    pack = welcomed.world.pack
    slot = free_slots(pack)[0]
    begun = welcomed.after(booking.BookingBegun(DOCTOR))
    found = begun.after(booking.BookableFound(begun.asked, bookable_doctors(pack)))
    looking = found.after(booking.SpecialityChosen("therapist"))
    times = looking.after(booking.SlotsFound(looking.asked, free_slots(pack)))
    wishing = times.after(booking.SlotChosen(slot.slot))
    held = wishing.after(booking.SeatHeld(wishing.asked, hold_of(slot)))
    confirming = held.after(booking.BookingConfirmed(), events.PrinterReported(PrinterState.PAPER_OUT))
    tickets = (ticket_of(pack, slot),)
    return confirming.after(booking.Booked(confirming.asked, tickets, None, ("email", "sms")))


def _sending(welcomed: Stage, person: Stage) -> Iterator[tuple[str, Stage]]:
    ticket = _booked_without_paper(welcomed)
    yield "ticket-no-paper-send", ticket
    phone = ticket.after(wishes.SendOffered(NUMBER), *typed("9215550142"))
    yield "ticket-phone", phone
    yield "ticket-phone-short", phone.after(events.TextErased(), wishes.PaperEntered())
    sending = phone.after(wishes.PaperEntered())
    yield "ticket-sending", sending
    yield "ticket-phone-refused", sending.after(BackendRefused(sending.asked, "phone-invalid"))
    yield "ticket-sent", sending.after(wishes.TicketSent(sending.asked, "+7 ••• •••-01-42"))
    if person.walk.session is None:
        return
    asking = _booked_without_paper(person).after(wishes.SendOffered(NUMBER))
    yield "ticket-ways", asking
    yield "ticket-send", asking.after(wishes.WaysFound(asking.asked, WAYS))


def _waiting_line(start: Stage, welcomed: Stage, person: Stage) -> Iterator[tuple[str, Stage]]:
    pack = start.world.pack
    begun = welcomed.after(booking.BookingBegun(DOCTOR))
    found = begun.after(booking.BookableFound(begun.asked, bookable_doctors(pack)))
    looking = found.after(booking.SpecialityChosen("dentist"))
    none = looking.after(booking.SlotsFound(looking.asked, ()))
    yield "booking-times-none-wait", none
    joining = none.after(booking.WaitAsked())
    yield "line-joining", joining
    yield "line-joined", joining.after(booking.LineJoined(joining.asked))
    if welcomed.walk.session is not None:
        kept = replace(welcomed.walk, session=replace(welcomed.walk.session, offers=1))
        yield "welcome-offer", Stage(welcomed.world, kept)
    if person.walk.session is None:
        return
    fetching = person.after(Switched(PersonalFilePage()), booking.OwnBookingsAsked())
    asked = next((one.id for one in fetching.walk.awaited if isinstance(one, FetchBookings)), None)
    if asked is None:
        return
    listed = fetching.after(booking.OwnBookingsFetched(asked, own_bookings(pack), waiting_entries(pack)))
    yield "own-bookings-waiting", listed
    offer = listed.after(Opened(OfferPage(OFFERED)))
    yield "line-offer", offer
    yield "line-taking", offer.after(booking.OfferTaken(OFFERED))
    entry = listed.after(Opened(WaitingEntryPage(WAITS)))
    yield "line-entry", entry
    yield "line-leaving", entry.after(booking.LineLeaveAsked(WAITS))
