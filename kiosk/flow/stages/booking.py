"""Every view on the way to a ticket and after it, reached by a real walk."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from devices.ports import PrinterState
from kiosk.flow import events
from kiosk.flow.booking import events as wishes
from kiosk.flow.booking.pages import BookedAfterAllPage, BookingMenuPage, CancelBookingPage, OwnBookingPage
from kiosk.flow.booking.searching import DOCTOR
from kiosk.flow.booking.times import ASKED_AT_ONCE
from kiosk.flow.demo.bookings import (
    NUMBER,
    ZONE,
    bookable_doctors,
    free_days,
    free_slots,
    hold_of,
    own_bookings,
    ticket_of,
)
from kiosk.flow.events import BackendRefused, Opened, Switched
from kiosk.flow.pages import PersonalFilePage
from kiosk.flow.stages.stage import Stage
from kiosk.flow.stages.wizard import typed

REFUSALS = ("booking-exists", "not-attached", "referral-needed", "age-wrong", "booking-too-late", "slot-past")


def booking_stages(start: Stage, welcomed: Stage, person: Stage) -> Iterator[tuple[str, Stage]]:
    """`start` is nobody's, `welcomed` has shown a card, `person` the PIN too, where that can be."""
    menu = start.after(events.Opened(BookingMenuPage()))
    yield "booking", menu
    lost = events.BackendReported("backend-unreachable")
    yield "booking-no-line", start.after(lost, Opened(BookingMenuPage()))
    searching = menu.after(wishes.BookingBegun(DOCTOR))
    yield "booking-what-wait", searching
    yield "booking-what", to_what(menu)
    yield "booking-what-none", searching.after(wishes.BookableFound(searching.asked, ()))
    looking = to_what(menu).after(wishes.SpecialityChosen("therapist"))
    yield "booking-times-wait", looking
    yield "booking-times", to_times(menu)
    yield "booking-times-none", looking.after(wishes.SlotsFound(looking.asked, ()))
    yield "booking-card", to_times(menu).after(wishes.SlotChosen(first(start)))
    yield "booking-refused-line", searching.after(BackendRefused(searching.asked, "backend-unreachable"))
    yield from _without_card(menu)
    yield from _days(welcomed)
    yield from _held(welcomed)
    left = BookedAfterAllPage(NUMBER, start.walk.now)
    yield "booked-after-all", Stage(start.world, replace(start.walk, stack=(*start.walk.stack, left)))
    if person.walk.session is not None:
        yield from _own(person)


def first(stage: Stage) -> str:
    return free_slots(stage.world.pack)[0].slot


def to_what(stage: Stage) -> Stage:
    begun = stage.after(wishes.BookingBegun(DOCTOR))
    return begun.after(wishes.BookableFound(begun.asked, bookable_doctors(stage.world.pack)))


def to_times(stage: Stage) -> Stage:
    looking = to_what(stage).after(wishes.SpecialityChosen("therapist"))
    return looking.after(wishes.SlotsFound(looking.asked, free_slots(stage.world.pack)))


def _days(welcomed: Stage) -> Iterator[tuple[str, Stage]]:
    """Of a clinic with more times than a list holds."""
    pack = welcomed.world.pack
    looking = to_what(welcomed).after(wishes.SpecialityChosen("therapist"))
    many = free_slots(pack, (0, 1, 2, 3, 4, 7))[:ASKED_AT_ONCE]
    times = looking.after(wishes.SlotsFound(looking.asked, many))
    yield "booking-times-many", times
    asked = times.after(wishes.DaysAsked())
    yield "booking-days-wait", asked
    days = asked.after(wishes.DaysFound(asked.asked, free_days(), ZONE))
    yield "booking-days", days
    yield "booking-days-none", asked.after(wishes.DaysFound(asked.asked, (), ""))


def _without_card(menu: Stage) -> Iterator[tuple[str, Stage]]:
    looking = to_what(menu).after(wishes.SpecialityChosen("therapist"))
    for_all = tuple(slot.model_copy(update={"level": 0}) for slot in free_slots(menu.world.pack))
    times = looking.after(wishes.SlotsFound(looking.asked, for_all))
    card = times.after(wishes.SlotChosen(for_all[0].slot))
    yield "booking-card-or-number", card
    number = card.after(wishes.WithoutCardAsked(), *typed("1122334459507788"))
    yield "booking-number", number
    yield "booking-number-unclear", number.after(events.TextErased(), wishes.NumberEntered())
    born = number.after(wishes.NumberEntered(), *typed("08031951"))
    yield "booking-born", born
    yield "booking-born-unclear", born.after(events.TextErased(), wishes.NumberEntered())


def _held(welcomed: Stage) -> Iterator[tuple[str, Stage]]:
    pack = welcomed.world.pack
    slots = free_slots(pack)
    wishing = to_times(welcomed).after(wishes.SlotChosen(slots[0].slot))
    yield "booking-holding", wishing
    yield "booking-taken", wishing.after(wishes.SlotTaken(wishing.asked, slots[1:4]))
    yield "booking-taken-none", wishing.after(wishes.SlotTaken(wishing.asked, ()))
    for code in REFUSALS:
        yield f"booking-refused-{code}", wishing.after(BackendRefused(wishing.asked, code))
    review = wishing.after(wishes.SeatHeld(wishing.asked, hold_of(slots[0])))
    yield "booking-review", review
    yield "booking-review-no-paper", review.after(events.PrinterReported(PrinterState.PAPER_OUT))
    later = events.Ticked(review.walk.now + 299.0, "12:10", "2026-11-20")
    extended = review.after(later, events.Extended())
    yield "booking-review-last-second", extended
    over = events.Ticked(review.walk.now + 301.0, "12:10", "2026-11-20")
    yield "booking-over", extended.after(over)
    confirming = review.after(wishes.BookingConfirmed())
    yield "booking-confirming", confirming
    yield "booking-unsure", confirming.after(BackendRefused(confirming.asked, "backend-unreachable"))
    booked = wishes.Booked(confirming.asked, (ticket_of(pack, slots[0]),))
    printing = confirming.after(booked)
    yield "ticket-printing", printing
    yield "ticket", printing.after(events.PaperPrinted(printing.asked), events.WentBack())
    yield "ticket-no-paper", confirming.after(events.PrinterReported(PrinterState.PAPER_OUT), booked)
    paper = printing.after(events.PaperPrinted(printing.asked), events.WentBack())
    number = next(button.press for button in paper.view().actions if not button.primary)
    yield "preview-ticket", paper.after(number)


def _own(person: Stage) -> Iterator[tuple[str, Stage]]:
    pack = person.world.pack
    yield "booking-what-for-whom", to_what(person)
    fetching = person.after(Switched(PersonalFilePage()), wishes.OwnBookingsAsked())
    if not fetching.walk.awaited:
        return
    yield "own-bookings-wait", fetching
    yield "own-bookings-none", fetching.after(wishes.OwnBookingsFetched(fetching.asked, ()))
    refused = (BackendRefused(each.id, "backend-unreachable") for each in fetching.walk.awaited)
    yield "own-bookings-refused", fetching.after(*refused)
    listed = fetching.after(wishes.OwnBookingsFetched(fetching.asked, own_bookings(pack)))
    yield "own-bookings", listed
    one = listed.after(Opened(OwnBookingPage(NUMBER)))
    yield "own-booking", one
    asked = one.after(Opened(CancelBookingPage(NUMBER)))
    yield "booking-cancel", asked
    cancelling = asked.after(wishes.CancellationConfirmed(NUMBER))
    yield "booking-cancelling", cancelling
    yield "own-booking-cancelled", cancelling.after(wishes.BookingCancelled(cancelling.asked, NUMBER))
    moving = one.after(wishes.MoveBegun(NUMBER))
    times = moving.after(wishes.SlotsFound(moving.asked, free_slots(pack)))
    yield "booking-move-times", times
    later = free_slots(pack)[1]
    keeping = times.after(wishes.SlotChosen(later.slot))
    kept = keeping.after(wishes.SeatHeld(keeping.asked, hold_of(later)))
    yield "booking-move", kept
    waiting = kept.after(wishes.MoveConfirmed())
    yield "booking-moving", waiting
