"""A ticket in the hand: its two numbers, what it says, and where to go now."""

from __future__ import annotations

from content.formats import capitalised, dictated, phone
from kiosk.flow.blocks import (
    Block,
    Bullets,
    Chip,
    Emblem,
    Figure,
    Notice,
    Pair,
    Paragraph,
    Section,
    Summary,
    Title,
    Tone,
)
from kiosk.flow.booking.confirming import paper_of
from kiosk.flow.booking.pages import BookingMenuPage
from kiosk.flow.booking.times import clock_of
from kiosk.flow.entry_blocks import Field, NumberPad
from kiosk.flow.events import Opened, WentBack, WentHome
from kiosk.flow.in_hand.events import (
    ArrivalAsked,
    PaperCancelAsked,
    PaperEntered,
    PaperMoveBegun,
    PaperShown,
)
from kiosk.flow.in_hand.looking import TOO_SHORT
from kiosk.flow.in_hand.pages import (
    ArrivedPage,
    ArrivingPage,
    CancelByPaperPage,
    InHandRefusedPage,
    PaperBookingPage,
    ReservationGivenUpPage,
    TicketCodePage,
    TicketNumberPage,
)
from kiosk.flow.printing import can_print
from kiosk.flow.scenes.booking_ticket import STATE_TONES, moment, ticket_pairs, title_of
from kiosk.flow.scenes.failures import wording_of
from kiosk.flow.scenes.paper import print_buttons
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button

CLOSED = "too-many-attempts"  # for an hour: no use in typing it again
OVER = frozenset({"slot-past", "booking-ended"})


def number(desk: Desk, page: TicketNumberPage) -> Scene:
    """Eight digits, or the ticket before the scanner where there is one."""
    words, paper = desk.words, desk.walk.in_hand
    text = dictated(paper.number) if paper and paper.number else ""
    told: list[Block] = [Title(words("in_hand.title"))]
    if desk.world.profile.scanner:
        told.append(Notice(Tone.INFO, words("in_hand.scan"), words("in_hand.scan.text"), icon="scanner"))
    told.append(_help(desk, "in_hand.number"))
    pad = NumberPad((Field(words("in_hand.number.field"), text),))
    onward = Button(words("wizard.next"), PaperEntered(), icon="continue", primary=True)
    return Scene("ticket-number", (*told, pad), (onward,), personal=True)


def code(desk: Desk, page: TicketCodePage) -> Scene:
    """Four digits under the number: the proof that the paper is here."""
    words, paper = desk.words, desk.walk.in_hand
    if page.since is not None:
        return waiting(desk, "ticket-looking", words("in_hand.looking"), page.since)
    pad = NumberPad((Field(words("in_hand.code.field"), paper.code if paper else ""),))
    onward = Button(words("wizard.next"), PaperEntered(), icon="continue", primary=True)
    blocks = (Title(words("in_hand.code")), _help(desk, "in_hand.code"), pad)
    return Scene("ticket-code", blocks, (onward,), personal=True)


def _help(desk: Desk, key: str) -> Block:
    """What is asked for, or what is wrong with what was typed and what to do."""
    words, paper = desk.words, desk.walk.in_hand
    unclear = paper.unclear if paper else ""
    if not unclear:
        return Paragraph(words(f"{key}.help"))
    if unclear == TOO_SHORT:
        return Notice(Tone.ATTENTION, words("in_hand.short"), words(f"{key}.help"))
    return Notice(Tone.ATTENTION, words("in_hand.unknown"), words("in_hand.unknown.text"))


def booking(desk: Desk, page: PaperBookingPage) -> Scene:
    """What the paper says, as it stands today, and what may be done with it."""
    words, paper = desk.words, desk.walk.in_hand
    if paper is None or paper.found is None:
        return Scene("paper-booking", (), personal=True)
    found, ticket = paper.found, paper.found.ticket
    chip = Chip(words(f"booking.state.{found.state}"), STATE_TONES.get(found.state, Tone.INFO))
    blocks = (
        Title(title_of(desk, ticket), words("in_hand.crumb")),
        Figure(dictated(found.number), words("booking.number"), chip=chip),
        Summary(ticket_pairs(desk, ticket)),
    )
    change = (
        Button(words("booking.cancel"), Opened(CancelByPaperPage()), icon="cancel"),
        Button(words("booking.move"), PaperMoveBegun(), icon="calendar"),
    )
    buttons = change if found.may_change else ()
    if found.may_arrive:
        arrive = Button(words("in_hand.arrive"), ArrivalAsked(found.number), icon="done", primary=True)
        return Scene("paper-booking-today", blocks, (*buttons, arrive), personal=True)
    papers = print_buttons(desk, paper_of(found.number)) if found.may_change and can_print(desk.walk) else ()
    return Scene("paper-booking", blocks, (*buttons, *papers), personal=True)


def cancel(desk: Desk, page: CancelByPaperPage) -> Scene:
    """A question before something is gone."""
    words, paper = desk.words, desk.walk.in_hand
    if page.since is not None or paper is None:
        return waiting(desk, "paper-cancelling", words("booking.cancelling"), page.since)
    if paper.found is None:
        return _give_up(desk, paper.number)
    ticket = paper.found.ticket
    blocks = (
        Emblem("calendar", Tone.ATTENTION, badge=True),
        Title(words("booking.cancel.title")),
        Paragraph(f"{title_of(desk, ticket)}, {moment(desk, ticket)}. {words('booking.cancel.text')}"),
    )
    actions = (
        Button(words("booking.keep"), WentBack(), icon="back"),
        Button(words("booking.cancel"), PaperCancelAsked(), icon="cancel", primary=True),
    )
    return Scene("paper-cancel", blocks, actions, personal=True)


def _give_up(desk: Desk, number: str) -> Scene:
    """What it is stands on the slip, and is told to nobody who has its number alone."""
    words = desk.words
    blocks = (
        Emblem("ticket", Tone.ATTENTION, badge=True),
        Title(words("goods.cancel.title")),
        Figure(dictated(number), words("goods.number")),
        Paragraph(words("goods.cancel.text")),
    )
    actions = (
        Button(words("in_hand.keep"), WentBack(), icon="back"),
        Button(words("goods.cancel"), PaperCancelAsked(), icon="cancel", primary=True),
    )
    return Scene("paper-cancel-reservation", blocks, actions, personal=True)


def given_up(desk: Desk, page: ReservationGivenUpPage) -> Scene:
    """Somebody else can have it now."""
    words, paper = desk.words, desk.walk.in_hand
    number = paper.number if paper else ""
    chip = Chip(words("goods.state.cancelled"), Tone.INFO)
    blocks = (
        Title(words("in_hand.given_up")),
        Figure(dictated(number), words("goods.number"), chip=chip),
    )
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    return Scene("paper-reservation-cancelled", blocks, (done,), personal=True)


def arriving(desk: Desk, page: ArrivingPage) -> Scene:
    return waiting(desk, "arriving", desk.words("in_hand.arriving"), page.since)


def arrived(desk: Desk, page: ArrivedPage) -> Scene:
    """Where to go, so large that one reads it while walking on; it names nobody."""
    words, paper = desk.words, desk.walk.in_hand
    where = paper.arrived if paper else None
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    if where is None:
        return Scene("arrived", (Title(words("in_hand.arrived")),), (done,), personal=True)
    starts = clock_of(where.starts_at, where.zone) if where.starts_at else ""
    place = desk.catalogue.places.get(where.place)
    title = desk.text(place.title) if place else where.place_title
    told = (
        ("booking.who", where.doctor or where.title),
        ("booking.when", starts),
        ("booking.where", ". ".join(filter(None, (title, where.address)))),
    )
    pairs = Summary(tuple(Pair(words(key), value) for key, value in told if value))
    blocks: list[Block] = [Title(words("in_hand.arrived"))]
    floor = words("booking.floor", floor=where.floor) if where.floor else ""
    chip = Chip(words("booking.state.arrived"), Tone.GOOD)
    room = where.room or where.title
    if where.desk_first:
        blocks += [
            Figure(words("in_hand.desk"), words("in_hand.go_first"), chip=chip, huge=True),
            Section(words("in_hand.desk.bring")),
            Bullets(_papers_of_desk(desk), checks=True),
            Paragraph(words("in_hand.then", room=words("booking.room", room=room) if where.doctor else room)),
        ]
    else:
        label = _label(desk, where.doctor)
        blocks.append(Figure(room, label, capitalised(floor), chip, huge=True))
    return Scene("arrived-desk" if where.desk_first else "arrived", (*blocks, pairs), (done,), personal=True)


def _label(desk: Desk, doctor: str) -> str:
    return desk.words("in_hand.room" if doctor else "in_hand.go")


def _papers_of_desk(desk: Desk) -> tuple[str, ...]:
    return tuple(desk.words(f"booking.bring.{item}") for item in ("passport", "policy"))


def refused(desk: Desk, page: InHandRefusedPage) -> Scene:
    """Why it cannot be, and what can be done; nothing that tells whose ticket it is."""
    words = desk.words
    own = f"in_hand.refused.{page.code}"
    key = own if f"{own}.title" in words else f"failure.{wording_of(desk, page.code)}"
    blocks = (
        Emblem("ticket", Tone.ATTENTION, badge=True),
        Title(words(f"{key}.title")),
        Notice(Tone.ATTENTION, words("failure.what_to_do"), words(f"{key}.todo"), page.code),
        Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre))),
    )
    way = _way_from(desk, page.code)
    return Scene(f"ticket-refused-{page.code}", blocks, way, personal=desk.walk.session is not None)


def _way_from(desk: Desk, code: str) -> tuple[Button, ...]:
    """The number to be typed again; of a visit that is over, a new one; nothing where nothing helps."""
    if code == CLOSED:
        return ()
    if code in OVER:
        anew = Opened(BookingMenuPage())
        return (Button(desk.words("booking.title"), anew, icon="booking", primary=True),)
    return (Button(desk.words("in_hand.by_number"), PaperShown(), icon="keyboard", primary=True),)
