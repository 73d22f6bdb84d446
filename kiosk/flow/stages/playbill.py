"""Every view on the way to an event's tickets and after it, reached by a real walk."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from devices.ports import PrinterState
from kiosk.flow import events
from kiosk.flow.booking import events as booking
from kiosk.flow.booking.pages import BookingMenuPage, OwnBookingPage
from kiosk.flow.demo import playbill as demo
from kiosk.flow.events import BackendRefused, Opened, Switched
from kiosk.flow.pages import PersonalFilePage
from kiosk.flow.playbill import events as wishes
from kiosk.flow.stages.stage import Stage


def playbill_stages(start: Stage, welcomed: Stage, person: Stage) -> Iterator[tuple[str, Stage]]:
    """`start` is nobody's, `welcomed` has shown a card, `person` the PIN too, where that can be."""
    asked = start.after(Opened(BookingMenuPage()), wishes.PlaybillAsked())
    yield "playbill-wait", asked
    yield "playbill-none", asked.after(wishes.EventsFound(asked.asked, ()))
    yield "playbill-refused", asked.after(BackendRefused(asked.asked, "backend-unreachable"))
    listed = to_list(start)
    yield "playbill", listed
    yield "playbill-of-a-day", listed.after(wishes.PlaybillDayChosen("2026-11-25"))
    yield "event", listed.after(wishes.EventChosen(demo.POOL))
    yield "event-with-plan", listed.after(wishes.EventChosen(demo.THEATRE))
    yield "event-seats-free", to_seats(listed, demo.MUSEUM)
    seats = to_seats(listed, demo.THEATRE)
    yield "event-seats", seats
    yield "event-seats-wheelchair", seats.after(wishes.WheelchairSwitched(), wishes.CountChanged(1))
    yield "event-card", seats.after(wishes.BestSeatsAsked())
    yield from _hall(seats)
    yield from _held(welcomed)
    if person.walk.session is not None:
        yield from _own(person)


def to_list(start: Stage) -> Stage:
    asked = start.after(Opened(BookingMenuPage()), wishes.PlaybillAsked())
    return asked.after(wishes.EventsFound(asked.asked, demo.events(start.world.pack)))


def to_seats(listed: Stage, event: str) -> Stage:
    opened = listed.after(wishes.EventChosen(event))
    slot = demo.slot_of(listed.world.pack, event).slot
    what = next(one for one in demo.events(listed.world.pack) if one.event == event)
    return opened.after(wishes.DateChosen(slot if len(what.dates) > 1 else what.dates[0].slot))


def _hall(seats: Stage) -> Iterator[tuple[str, Stage]]:
    opening = seats.after(wishes.PlanAsked())
    yield "hall-wait", opening
    hall = opening.after(wishes.PlanFetched(opening.asked, demo.plan()))
    yield "hall", hall
    part = hall.after(wishes.PartChosen(0))
    yield "hall-part", part
    chosen = part.after(wishes.SeatSwitched(101), wishes.SeatSwitched(102), wishes.SeatSwitched(303))
    yield "hall-part-chosen", chosen
    yield "hall-part-full", chosen.after(wishes.SeatSwitched(304))
    yield "hall-chosen", chosen.after(events.WentBack())
    yield "hall-part-back", hall.after(wishes.PartChosen(3))
    whole = opening.after(wishes.PlanFetched(opening.asked, demo.small_plan()))
    yield "hall-part-whole", whole
    listing = seats.after(wishes.PlanAsked(by_rows=True))
    rows = listing.after(wishes.PlanFetched(listing.asked, demo.plan()))
    yield "hall-rows", rows
    row = rows.after(wishes.RowChosen(0))
    yield "hall-row", row
    yield "hall-row-chosen", row.after(wishes.SeatSwitched(101))


def _held(welcomed: Stage) -> Iterator[tuple[str, Stage]]:
    pack = welcomed.world.pack
    seats = to_seats(to_list(welcomed), demo.THEATRE)
    wishing = seats.after(wishes.CountChanged(1), wishes.BestSeatsAsked())
    yield "seats-holding", wishing
    yield "seats-taken", wishing.after(booking.SlotTaken(wishing.asked, (demo.slot_of(pack),)))
    yield "seats-refused", wishing.after(BackendRefused(wishing.asked, "capacity-gone"))
    review = wishing.after(booking.SeatHeld(wishing.asked, demo.hold_of(pack, demo.two_seats())))
    yield "seats-held", review
    half = booking.SeatHeld(wishing.asked, demo.hold_of(pack, demo.held_seats()))
    yield "seats-held-discount", wishing.after(half)
    swim = to_seats(to_list(welcomed), demo.POOL).after(wishes.BestSeatsAsked())
    free = tuple(seat.model_copy(update={"row": "", "place": "", "label": ""}) for seat in demo.two_seats())
    yield (
        "seats-held-free-seating",
        swim.after(booking.SeatHeld(swim.asked, demo.hold_of(pack, free, demo.POOL))),
    )
    yield "seats-held-no-paper", review.after(events.PrinterReported(PrinterState.PAPER_OUT))
    confirming = review.after(booking.BookingConfirmed())
    yield "seats-unsure", confirming.after(BackendRefused(confirming.asked, "backend-unreachable"))
    yield from _tickets(confirming)


def _tickets(confirming: Stage) -> Iterator[tuple[str, Stage]]:
    pack, two = confirming.world.pack, demo.two_seats()
    tickets = demo.tickets_of(pack, two)
    booked = booking.Booked(confirming.asked, tickets, demo.invoice_of(two))
    printing = confirming.after(booked)
    due = printing.after(events.PaperPrinted(printing.asked), events.WentBack())
    yield "admission-due", due
    yield "admission-due-no-paper", confirming.after(events.PrinterReported(PrinterState.PAPER_OUT), booked)
    paper = next(button.press for button in due.view().actions if not button.primary)
    yield "preview-admission", due.after(paper)
    asking = due.after(events.Ticked(due.walk.now + 5, "12:05", "2026-11-20"))
    yield "admission-paid", asking.after(wishes.InvoiceFetched(asking.asked, demo.invoice_of(two, "paid")))
    world = replace(due.world, profile=replace(due.world.profile, terminal=True))
    at_terminal = Stage(world, due.walk)
    yield "admission-due-terminal", at_terminal
    paying = at_terminal.after(wishes.TerminalAsked())
    yield "terminal", paying
    yield "admission-declined", paying.after(wishes.TerminalDeclined(paying.asked, "terminal-declined"))
    single = two[0].model_copy(update={"price_kopecks": 0})
    free = booking.Booked(confirming.asked, demo.tickets_of(pack, (single,)))
    done = confirming.after(free)
    yield "admission-free", done.after(events.PaperPrinted(done.asked), events.WentBack())


def _own(person: Stage) -> Iterator[tuple[str, Stage]]:
    fetching = person.after(Switched(PersonalFilePage()), booking.OwnBookingsAsked())
    if not fetching.walk.awaited:
        return
    own = demo.own_ticket(person.world.pack)
    listed = fetching.after(booking.OwnBookingsFetched(fetching.asked, (own,)))
    yield "own-bookings-unpaid", listed
    one = listed.after(Opened(OwnBookingPage(own.number)))
    yield "own-ticket", one
    asking = one.after(wishes.InvoiceAsked(own.number))
    yield "own-invoice-wait", asking
    yield "own-invoice", asking.after(wishes.InvoiceFetched(asking.asked, demo.invoice_of(demo.two_seats())))
    paid = demo.invoice_of(demo.two_seats(), "paid")
    yield "own-invoice-paid", asking.after(wishes.InvoiceFetched(asking.asked, paid))
