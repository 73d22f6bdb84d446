"""A chosen time: what it needs, what it is, how long it is kept, and what to do when it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.formats import capitalised, phone, weekday_and_day
from devices.ports import PrinterState
from kiosk.flow.blocks import (
    Block,
    Countdown,
    Emblem,
    Figure,
    Notice,
    Pair,
    Paragraph,
    Row,
    Rows,
    Summary,
    Title,
    Tone,
)
from kiosk.flow.booking.draft import BookingDraft
from kiosk.flow.booking.events import (
    BookingConfirmed,
    MoveConfirmed,
    SlotChosen,
    TimesAsked,
    WithoutCardAsked,
)
from kiosk.flow.booking.holding import seconds_left
from kiosk.flow.booking.pages import (
    BookingRefusedPage,
    ConfirmingPage,
    HoldOverPage,
    HoldPage,
    MovePage,
    ProofPage,
    TakenPage,
    TimesPage,
)
from kiosk.flow.booking.times import at_place, clock_of, day_of
from kiosk.flow.booking.without_card import is_offered
from kiosk.flow.events import PinOffered, WentBack
from kiosk.flow.papers import ticket_of
from kiosk.flow.pin_pad import can_enter_pin
from kiosk.flow.playbill.events import SeatsAsked
from kiosk.flow.playbill.pages import SeatsPage
from kiosk.flow.printing import can_print
from kiosk.flow.scenes.booking_search import day_and_weekday, speciality_title, where_of
from kiosk.flow.scenes.failures import refusal_emblem, wording_of
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button

if TYPE_CHECKING:
    from backend.contract.bookings import FreeSlot

LAST_MINUTE = 60


def moment_of(desk: Desk, slot: FreeSlot) -> str:
    """«понедельник, 23 ноября, 09:20»."""
    return f"{weekday_and_day(day_of(slot), desk.language)}, {clock_of(slot.starts_at, slot.zone)}"


def proof(desk: Desk, page: ProofPage) -> Scene:
    """The card, or the PIN where the card is here already."""
    words, walk = desk.words, desk.walk
    chosen = walk.booking.chosen if walk.booking else None
    event = walk.booking.outing.what if walk.booking and walk.booking.outing else None
    what = event.title if event else moment_of(desk, chosen) if chosen else ""
    told = Paragraph(words("booking.proof.kept", moment=what) if what else "")
    if walk.session is None:
        picture = Emblem(desk.world.profile.reader.value, Tone.INFO)
        title = Title(
            desk.reader_words("playbill.proof.card" if of_seats(walk.booking) else "booking.proof.card")
        )
        by_number = Button(words("booking.without_card"), WithoutCardAsked(), icon="keyboard")
        return Scene("booking-card", (picture, title, told), (by_number,) if is_offered(walk) else ())
    if not can_enter_pin(walk, desk.world.profile):
        help_ = Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre)))
        blocks: tuple[Block, ...] = (
            Emblem("pin", Tone.ATTENTION, badge=True),
            Title(words("booking.proof.no_pin")),
            help_,
        )
        return Scene("booking-no-pin", blocks, personal=True)
    pin = Button(words("welcome.pin"), PinOffered(), icon="pin", primary=True)
    blocks = (Emblem("pin", Tone.INFO), Title(words("booking.proof.pin")), told)
    return Scene("booking-pin", blocks, (pin,), personal=True)


def hold(desk: Desk, page: HoldPage) -> Scene:
    """The review: what, where, when; the hold's clock; whether paper will come."""
    words, draft = desk.words, desk.walk.booking
    if page.since is not None or draft is None or draft.chosen is None or draft.hold is None:
        return waiting(desk, "booking-holding", words("booking.holding"), page.since)
    blocks: list[Block] = [
        Title(words("booking.review"), speciality_title(desk, draft.chosen.kind, draft.chosen.speciality)),
        _moment(desk, draft.chosen),
        clock_of_hold(desk, draft),
    ]
    if draft.unsure:
        blocks.append(
            Notice(Tone.ATTENTION, words("booking.unsure"), words("booking.unsure.text"), draft.unsure)
        )
    blocks += [Summary(_particulars(desk, draft)), paper_notice(desk)]
    actions = (
        Button(words("booking.other_time"), TimesAsked(), icon="back"),
        Button(words("booking.confirm"), BookingConfirmed(), icon="done", primary=True),
    )
    return Scene("booking-review", tuple(blocks), actions, personal=True)


def clock_of_hold(desk: Desk, draft: BookingDraft) -> Countdown:
    """«Место за вами: 4:38». Spoken in minutes, so that the voice is not always behind."""
    left, words = seconds_left(desk.walk, draft), desk.words
    minutes, seconds = divmod(left, LAST_MINUTE)
    key = "playbill.held" if of_seats(draft) else "booking.held"
    text = words(key, left=f"{minutes}:{seconds:02d}")
    return Countdown(text, left, round(draft.held_for), words.plural(f"{key}.spoken", max(1, minutes)))


def of_seats(draft: BookingDraft | None) -> bool:
    """Whether it is about the seats of an event, and not about a time."""
    return draft is not None and draft.outing is not None


def _moment(desk: Desk, slot: FreeSlot) -> Figure:
    """The time, large, under its day; today and tomorrow are named as such too."""
    day, exact = day_and_weekday(desk, day_of(slot)), weekday_and_day(day_of(slot), desk.language)
    label = exact if day == exact else f"{day}, {exact}"
    return Figure(clock_of(slot.starts_at, slot.zone), capitalised(label))


def _particulars(desk: Desk, draft: BookingDraft) -> tuple[Pair, ...]:
    words, slot = desk.words, draft.chosen
    if slot is None:
        return ()
    place = desk.catalogue.places.get(slot.place)
    address = f"{place.town}, {place.address}" if place and not slot.home_visit else ""
    told = (
        ("booking.who", slot.doctor or slot.title),
        ("booking.where", ". ".join(filter(None, (where_of(desk, slot), address)))),
        ("booking.for", _beneficiary(desk, draft)),
    )
    return tuple(Pair(words(key), value) for key, value in told if value)


def _beneficiary(desk: Desk, draft: BookingDraft) -> str:
    session = desk.walk.session
    if session is None or not draft.beneficiary:
        return ""
    known = (one for one in session.acts_for if one.person == draft.beneficiary)
    return next((f"{one.first_name}\u00a0{one.initial}." for one in known), "")


def paper_notice(desk: Desk) -> Notice:
    """Known before «Записаться»: a ticket on paper, or the number to write down."""
    words = desk.words
    if not can_print(desk.walk):
        return Notice(Tone.ATTENTION, words("booking.no_paper"), words("booking.no_paper.text"), compact=True)
    low = desk.walk.devices.printer is PrinterState.PAPER_LOW
    key = "playbill.paper" if of_seats(desk.walk.booking) else "booking.paper"
    text = words(f"{key}.low" if low else "booking.paper.text")
    return Notice(Tone.INFO, words(key), text, icon="print", compact=True)


def confirming(desk: Desk, page: ConfirmingPage) -> Scene:
    return waiting(desk, "booking-confirming", desk.words("booking.confirming"), page.since)


def taken(desk: Desk, page: TakenPage) -> Scene:
    """Nobody's fault: the nearest times are one touch away."""
    words, draft = desk.words, desk.walk.booking
    slots = draft.alternatives if draft else ()
    rows = tuple(
        Row(
            capitalised(moment_of(desk, slot)),
            SlotChosen(slot.slot),
            ", ".join(filter(None, (slot.doctor or slot.title, where_of(desk, slot)))),
            icon="calendar",
        )
        for slot in slots
    )
    key = "playbill.taken" if of_seats(draft) else "booking.taken"
    alone = () if rows else (Emblem(_picture(draft), Tone.ATTENTION, badge=True),)
    blocks: tuple[Block, ...] = (
        *alone,
        Title(words(key)),
        Paragraph(words(f"{key}.text" if rows else f"{key}.none")),
        *((Rows(rows),) if rows else ()),
    )
    return Scene("booking-taken", blocks, _back_to_times(desk, primary=True), personal=True)


def hold_over(desk: Desk, page: HoldOverPage) -> Scene:
    """The clock has run out."""
    words, draft = desk.words, desk.walk.booking
    chosen = draft.chosen if draft else None
    blocks = (
        Emblem("waited", Tone.ATTENTION, badge=True),
        Title(words("booking.over")),
        Paragraph(words("booking.over.text")),
    )
    again = (
        (Button(words("booking.over.again"), SlotChosen(chosen.slot), icon="retry", primary=True),)
        if chosen
        else ()
    )
    return Scene("booking-over", blocks, (*_back_to_times(desk), *again), personal=True)


def refused(desk: Desk, page: BookingRefusedPage) -> Scene:
    """Why it cannot be, in plain words, and what can be done; it names nobody and nothing of theirs."""
    words = desk.words
    key = wording_of(desk, page.code)
    draft = desk.walk.booking
    if draft and draft.outing and f"failure.{key}.event.title" in words:
        key = f"{key}.event"
    blocks = (
        refusal_emblem(desk, page.code, _picture(draft)),
        Title(words(f"failure.{key}.title")),
        Notice(Tone.ATTENTION, words("failure.what_to_do"), words(f"failure.{key}.todo"), page.code),
        Paragraph(words("failure.call", phone=phone(desk.world.pack.call_centre))),
    )
    back = _back_to_times(desk, primary=True)
    return Scene(f"booking-refused-{key}", blocks, back, personal=desk.walk.session is not None)


def _picture(draft: BookingDraft | None) -> str:
    """What was asked for: seats or a time."""
    return "playbill" if of_seats(draft) else "calendar"


def _back_to_times(desk: Desk, *, primary: bool = False) -> tuple[Button, ...]:
    words = desk.words
    if any(isinstance(page, SeatsPage) for page in desk.walk.stack):
        return (Button(words("playbill.other_seats"), SeatsAsked(), icon="seat", primary=primary),)
    if not any(isinstance(page, TimesPage) for page in desk.walk.stack):
        return (Button(words("bar.back"), WentBack(), icon="back"),)
    return (Button(words("booking.times"), TimesAsked(), icon="search", primary=primary),)


def move(desk: Desk, page: MovePage) -> Scene:
    """The old time and the new one, before anything is changed."""
    words, draft = desk.words, desk.walk.booking
    chosen = draft.chosen if draft else None
    old = ticket_of(desk.walk, draft.moving) if draft else None
    if page.since is not None or chosen is None or old is None:
        return waiting(desk, "booking-moving", words("booking.moving"), page.since)
    day = weekday_and_day(at_place(old.starts_at, old.zone).date(), desk.language)
    was = f"{day}, {clock_of(old.starts_at, old.zone)}"
    pairs = (
        Pair(words("booking.move.was"), capitalised(was)),
        Pair(words("booking.who"), chosen.doctor or chosen.title),
        Pair(words("booking.where"), where_of(desk, chosen)),
    )
    actions = (
        Button(words("booking.other_time"), TimesAsked(), icon="back"),
        Button(words("booking.move"), MoveConfirmed(), icon="done", primary=True),
    )
    held = (clock_of_hold(desk, draft),) if draft and draft.hold else ()
    blocks = (Title(words("booking.move.title")), _moment(desk, chosen), *held, Summary(pairs))
    return Scene("booking-move", blocks, actions, personal=True)
