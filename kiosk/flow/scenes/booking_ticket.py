"""The ticket on screen, and «Мои записи»."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from content.formats import capitalised, dictated, weekday_and_day
from kiosk.flow.blocks import (
    Block,
    Bullets,
    Chip,
    Emblem,
    Figure,
    Notice,
    Pair,
    Paragraph,
    Row,
    Rows,
    Section,
    Summary,
    Title,
    Tone,
)
from kiosk.flow.booking.confirming import paper_of
from kiosk.flow.booking.events import CancellationConfirmed, MoveBegun, OwnBookingsAsked
from kiosk.flow.booking.own import LIST, MOVE, booking_of
from kiosk.flow.booking.pages import BookingMenuPage, CancelBookingPage, OwnBookingPage, TicketPage
from kiosk.flow.booking.times import at_place, clock_of
from kiosk.flow.disclosure import may
from kiosk.flow.events import Opened, WentBack, WentHome
from kiosk.flow.in_hand.events import ArrivalAsked
from kiosk.flow.playbill.events import InvoiceAsked
from kiosk.flow.printing import can_print
from kiosk.flow.scenes.goods_slip import goods_blocks
from kiosk.flow.scenes.paper import paper_again, print_buttons
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.ticket_sending import send_buttons
from kiosk.flow.scenes.waiting_line import waiting_rows
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.ticket_kinds import EVENT
from kiosk.flow.views import Button
from kiosk.receipts.admission import zone_of

if TYPE_CHECKING:
    from backend.contract.bookings import OwnBooking, Ticket

STATE_TONES = {
    "confirmed": Tone.GOOD,
    "arrived": Tone.GOOD,
    "cancelled": Tone.NEUTRAL,
    "moved": Tone.NEUTRAL,
    "no_show": Tone.ATTENTION,
    "done": Tone.NEUTRAL,
}


PAYMENT_TONES = {"due": Tone.ATTENTION, "paid": Tone.GOOD, "overdue": Tone.TROUBLE, "refund_due": Tone.INFO}


def payment_chip(desk: Desk, shown: Ticket) -> Chip | None:
    """«Не оплачено», «Оплачено», …; nothing where nothing costs anything."""
    if shown.payment == "none":
        return None
    tone = PAYMENT_TONES.get(shown.payment, Tone.NEUTRAL)
    return Chip(desk.words(f"booking.payment.{shown.payment}"), tone)


def ticket(desk: Desk, page: TicketPage) -> Scene:
    """Booked: the number, large; the paper is a copy."""
    words, draft = desk.words, desk.walk.booking
    if draft is None or not draft.tickets:
        return Scene("ticket", (), personal=True)
    shown = draft.tickets[0]
    blocks: list[Block] = [Title(words("booking.done"))]
    if not can_print(desk.walk):
        blocks.append(Notice(Tone.ATTENTION, words("booking.write_down"), words("booking.write_down.text")))
    chip = Chip(words(f"booking.state.{shown.state}"), STATE_TONES.get(shown.state, Tone.INFO))
    blocks += [
        Figure(dictated(shown.number), words("booking.number"), _code_without_paper(desk, shown), chip),
        Summary(ticket_pairs(desk, shown)),
        *_to_bring(desk, shown),
    ]
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    paper = paper_again(desk, paper_of(shown.number))
    send = send_buttons(desk, shown.number)
    return Scene("ticket", tuple(blocks), (*send, paper, done), personal=True)


def _code_without_paper(desk: Desk, shown: Ticket) -> str:
    """What the paper would have told, to be written down with the number."""
    return "" if can_print(desk.walk) else f"{desk.words('paper.ticket.code')}: {shown.code}"


def moment(desk: Desk, shown: Ticket) -> str:
    """«Понедельник, 23 ноября, 09:00»."""
    return capitalised(_moment_in_sentence(desk, shown))


def _moment_in_sentence(desk: Desk, shown: Ticket) -> str:
    day = at_place(shown.starts_at, shown.zone).date()
    return f"{weekday_and_day(day, desk.language)}, {clock_of(shown.starts_at, shown.zone)}"


def ticket_pairs(desk: Desk, shown: Ticket, *, seat: bool = True) -> tuple[Pair, ...]:
    """When, whom, where; what of it is not known is left out."""
    words = desk.words
    who = "playbill.what" if shown.kind == EVENT else "booking.who"
    place = desk.catalogue.places.get(shown.place)
    title = desk.text(place.title) if place else shown.place_title
    room = words("booking.room", room=shown.room) if shown.room and shown.doctor else shown.room
    floor = words("booking.floor", floor=shown.floor) if shown.floor else ""
    where = ". ".join(filter(None, (", ".join(filter(None, (title, room, floor))), shown.address)))
    told = (
        ("booking.when", moment(desk, shown)),
        ("booking.come", "" if shown.home_visit else clock_of(shown.come_at, shown.zone)),
        (who, shown.doctor or shown.title),
        ("playbill.seat_of", _seat(desk, shown) if seat else ""),
        ("booking.where", words("booking.home_visit") if shown.home_visit else where),
        ("booking.entrance", "" if shown.home_visit else capitalised(shown.entrance)),
    )
    pairs = tuple(Pair(words(key), value) for key, value in told if value)
    return (*pairs, *_paid_pair(desk, shown))


def _seat(desk: Desk, shown: Ticket) -> str:
    """«Партер. Ряд 3, место 5»; without a row as its hall names it."""
    seat = shown.seat
    if not seat.row:
        return capitalised(seat.label)
    named = desk.words("playbill.row_and_seat", row=seat.row, seat=seat.place)
    return ". ".join(filter(None, (zone_of(seat), named)))


def _paid_pair(desk: Desk, shown: Ticket) -> tuple[Pair, ...]:
    """What it costs; whether that is paid stands beside the number."""
    if shown.kind != EVENT or not shown.seat.price_kopecks:
        return ()
    return (Pair(desk.words("playbill.price"), desk.money(shown.seat.price_kopecks)),)


def comes_today(desk: Desk, shown: Ticket) -> bool:
    """Whether its owner may say now that they have come."""
    day = at_place(shown.starts_at, shown.zone).date()
    return day == desk.today and shown.state == "confirmed" and not shown.home_visit


def _to_bring(desk: Desk, shown: Ticket) -> tuple[Block, ...]:
    words = desk.words
    items = tuple(words(f"booking.bring.{item}") for item in shown.bring)
    return (Section(words("paper.bring")), Bullets(items, checks=True)) if items else ()


def bookings_blocks(desk: Desk) -> tuple[Block, ...]:
    """The tab of the personal file."""
    words, session = desk.words, desk.walk.session
    if session is None or not may(desk.walk, desk.world, LIST):
        return (Paragraph(words("booking.own.not_here")),)
    if session.no_bookings and session.bookings is None:
        return (
            Notice(
                Tone.ATTENTION, words("booking.own.refused"), words("booking.own.todo"), session.no_bookings
            ),
        )
    if session.bookings is None:
        return (Paragraph(words("booking.own.wait")),)
    rows = (*waiting_rows(desk), *(_own_row(desk, own) for own in session.bookings))
    kept = goods_blocks(desk)
    if kept and not rows:
        return kept
    return (Rows(rows, words("booking.own.none"), "calendar"), *kept)


def bookings_again(desk: Desk) -> tuple[Button, ...]:
    """«Попробовать ещё раз» where the list did not come, «Записаться» where it is empty."""
    words, session = desk.words, desk.walk.session
    if session is None or not may(desk.walk, desk.world, LIST):
        return ()
    if session.bookings is None:
        again = Button(words("failure.retry"), OwnBookingsAsked(), icon="retry", primary=True)
        return (again,) if session.no_bookings else ()
    if session.bookings or waiting_rows(desk) or goods_blocks(desk):
        return ()
    return (Button(words("booking.title"), Opened(BookingMenuPage()), icon="booking", primary=True),)


def title_of(desk: Desk, shown: Ticket) -> str:
    """The doctor by the everyday name of the list one chose from; an event by its own."""
    everyday = f"booking.speciality.{shown.speciality}"
    return desk.words(everyday) if shown.speciality and everyday in desk.words else shown.title


def _own_row(desk: Desk, own: OwnBooking) -> Row:
    shown = own.ticket
    place = desk.catalogue.places.get(shown.place)
    where = desk.text(place.title) if place else shown.place_title
    told = (title_of(desk, shown), own.beneficiary_name, where)
    return Row(
        moment(desk, shown),
        Opened(OwnBookingPage(own.number)),
        ", ".join(filter(None, told)),
        chip=_chip(desk, own),
        icon="calendar",
    )


def _chip(desk: Desk, own: OwnBooking) -> Chip:
    unpaid = own.ticket.payment in ("due", "refund_due")
    paying = payment_chip(desk, own.ticket) if unpaid or own.ticket.payment == "paid" else None
    if paying is not None and (own.state == "confirmed" or own.ticket.payment == "refund_due"):
        return paying
    return Chip(desk.words(f"booking.state.{own.state}"), STATE_TONES.get(own.state, Tone.INFO))


def own_booking(desk: Desk, page: OwnBookingPage) -> Scene:
    """One booking, and what may be done with it."""
    words = desk.words
    own = booking_of(desk.walk, page.number)
    if own is None:
        return Scene("own-booking", (), personal=True)
    whose = (Pair(words("booking.for"), own.beneficiary_name),) if own.beneficiary_name else ()
    blocks = (
        Title(title_of(desk, own.ticket), words("file.tab.bookings")),
        Figure(dictated(own.number), words(number_of(own.ticket)), chip=_chip(desk, own)),
        Summary((*ticket_pairs(desk, own.ticket), *whose)),
    )
    if not own.may_change:
        return Scene("own-booking", blocks, personal=True)
    change: tuple[Button, ...] = (
        Button(words("booking.cancel"), Opened(CancelBookingPage(own.number)), icon="cancel"),
        Button(words("booking.move"), MoveBegun(own.number), icon="calendar"),
    )
    if own.ticket.kind == EVENT:
        change = change[:1]  # another date is another ticket
    allowed = change if may(desk.walk, desk.world, MOVE) else ()
    if comes_today(desk, own.ticket):
        arrive = Button(words("in_hand.arrive"), ArrivalAsked(own.number), icon="done", primary=True)
        return Scene("own-booking-today", blocks, (*allowed, arrive), personal=True)
    paper = print_buttons(desk, paper_of(own.number))
    if own.ticket.payment == "due":
        pay = Button(words("playbill.pay"), InvoiceAsked(own.number), icon="payments", primary=True)
        paper = (*(replace(button, primary=False) for button in paper), pay)
    return Scene("own-booking", blocks, (*allowed, *paper), personal=True)


def number_of(shown: Ticket) -> str:
    """What its number is called."""
    return "playbill.ticket_number" if shown.kind == EVENT else "booking.number"


def _refund(desk: Desk, own: OwnBooking | None) -> str:
    """What becomes of the money, before anything is given up."""
    return desk.words("playbill.refund") if own and own.ticket.payment == "paid" else ""


def cancel(desk: Desk, page: CancelBookingPage) -> Scene:
    """A question before something is gone."""
    words = desk.words
    own = booking_of(desk.walk, page.number)
    if page.since is not None:
        return waiting(desk, "booking-cancelling", words("booking.cancelling"), page.since)
    text = f"{title_of(desk, own.ticket)}, {_moment_in_sentence(desk, own.ticket)}." if own else ""
    blocks = (
        Emblem("calendar", Tone.ATTENTION, badge=True),
        Title(words("booking.cancel.title")),
        Paragraph(" ".join(filter(None, (text, words("booking.cancel.text"), _refund(desk, own))))),
    )
    actions = (
        Button(words("booking.keep"), WentBack(), icon="back"),
        Button(words("booking.cancel"), CancellationConfirmed(page.number), icon="cancel", primary=True),
    )
    return Scene("booking-cancel", blocks, actions, personal=True)
