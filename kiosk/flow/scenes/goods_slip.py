"""What was reserved, and what of medicines and books stands in «Мои записи»."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from content.formats import capitalised, day_and_month, dictated, weekday_and_day
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
from kiosk.flow.booking.times import at_place
from kiosk.flow.disclosure import may
from kiosk.flow.events import Opened, WentBack, WentHome
from kiosk.flow.goods.events import AlertFollowed, AlertGivenUp, CancellationConfirmed
from kiosk.flow.goods.own import alert_of
from kiosk.flow.goods.pages import CancelReservationPage, OwnAlertPage, OwnReservationPage, ReservedPage
from kiosk.flow.goods.reserving import paper_of
from kiosk.flow.goods.searching import BOOK
from kiosk.flow.papers import reservation_of
from kiosk.flow.printing import can_print
from kiosk.flow.scenes.goods_review import hours_today, until
from kiosk.flow.scenes.goods_search import FREE, ICONS, described
from kiosk.flow.scenes.paper import paper_again, print_buttons
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button

if TYPE_CHECKING:
    from backend.contract.stock import StockAlert, StockReservation

STANDING: Final = frozenset({"reserved", "delivered"})
TONES: Final = {"reserved": Tone.INFO, "delivered": Tone.GOOD, "collected": Tone.INFO}
MOVE: Final = "move_booking"  # as levels name what is allowed


def reserved(desk: Desk, page: ReservedPage) -> Scene:
    """It is kept: the number, large; the paper is a copy."""
    words, draft = desk.words, desk.walk.goods
    made = draft.made if draft else None
    if made is None:
        return Scene("goods-reserved", (), personal=True)
    blocks: list[Block] = [Title(words("goods.done"), made.item.title)]
    if not can_print(desk.walk):
        blocks.append(Notice(Tone.ATTENTION, words("booking.write_down"), words("goods.write_down.text")))
    blocks += [
        Figure(dictated(made.number), words("goods.number")),
        Summary(_pairs(desk, made)),
        Section(words("paper.bring")),
        Bullets(to_bring(desk, made), checks=True),
    ]
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    paper = paper_again(desk, paper_of(made.number))
    return Scene(f"goods-reserved-{made.item.kind}", tuple(blocks), (paper, done), personal=True)


def to_bring(desk: Desk, made: StockReservation) -> tuple[str, ...]:
    """The card; a prescription, where the pharmacy will ask for it."""
    words = desk.words
    prescription = made.item.prescription or made.concession is not None
    return (
        words(f"goods.bring.card.{made.item.kind}"),
        *((words("goods.bring.prescription"),) if prescription else ()),
    )


def _pairs(desk: Desk, made: StockReservation) -> tuple[Pair, ...]:
    words = desk.words
    ready = made.expected_at > made.created_at and made.state == "reserved"
    told = (
        ("goods.what", described(made.item)),
        ("goods.units", words.plural("goods.packs", made.units) if made.item.kind != BOOK else ""),
        ("goods.to_pay", _to_pay(desk, made)),
        ("booking.where", ". ".join(filter(None, (_place(desk, made), made.address)))),
        ("goods.hours", hours_today(desk, made.place)),
        ("goods.ready", _day(desk, made.expected_at) if ready else ""),
        ("goods.kept", until(desk, made.expires_at) if is_kept(made) else ""),
        ("goods.give_back", _give_back(desk, made)),
    )
    return tuple(Pair(words(key), capitalised(value)) for key, value in told if value)


def _place(desk: Desk, one: StockReservation | StockAlert) -> str:
    """In the language of the screen, where the pack still has the place."""
    place = desk.catalogue.places.get(one.place)
    return desk.text(place.title) if place else one.place_title


def is_kept(made: StockReservation) -> bool:
    """Whether it still waits to be fetched."""
    return made.state in STANDING


def _to_pay(desk: Desk, made: StockReservation) -> str:
    if made.item.kind == BOOK:
        return ""
    if made.concession is not None and made.concession.discount_percent == FREE:
        return desk.words("goods.free")
    return desk.money(made.to_pay_kopecks)


def _give_back(desk: Desk, made: StockReservation) -> str:
    """The rule of a loan before it begins, its last day afterwards."""
    if made.due_on is not None:
        return desk.words("goods.until", day=day_and_month(made.due_on, desk.language))
    if not made.loan_days:
        return ""
    return desk.words.plural("goods.loan", made.loan_days)


def _day(desk: Desk, moment: datetime) -> str:
    day = at_place(moment, desk.world.profile.time_zone).date()
    return weekday_and_day(day, desk.language)


def _chip(desk: Desk, made: StockReservation) -> Chip:
    state = "lent" if made.due_on is not None else made.state
    return Chip(desk.words(f"goods.state.{state}"), TONES.get(made.state, Tone.NEUTRAL))


def goods_blocks(desk: Desk) -> tuple[Block, ...]:
    """The lower part of «Мои записи»: nothing where there is nothing."""
    words, session = desk.words, desk.walk.session
    if session is None:
        return ()
    if session.no_reservations and session.reservations is None:
        text = words("booking.own.todo")
        return (Notice(Tone.ATTENTION, words("goods.own.refused"), text, session.no_reservations),)
    blocks: list[Block] = []
    if session.reservations:
        rows = tuple(_own_row(desk, one) for one in session.reservations)
        blocks += [Section(words("goods.own")), Rows(rows)]
    if session.alerts:
        waited = tuple(_alert_row(desk, one) for one in session.alerts)
        blocks += [Section(words("goods.awaited")), Rows(waited)]
    return tuple(blocks)


def _own_row(desk: Desk, one: StockReservation) -> Row:
    last = _give_back(desk, one) if one.due_on else until(desk, one.expires_at) if is_kept(one) else ""
    help_ = ", ".join(filter(None, (_place(desk, one), last)))
    press = Opened(OwnReservationPage(one.number))
    return Row(one.item.title, press, help_, chip=_chip(desk, one), icon=ICONS[one.item.kind])


def _alert_row(desk: Desk, one: StockAlert) -> Row:
    press = Opened(OwnAlertPage(one.item.item))
    help_ = _place(desk, one) if one.found_at else described(one.item)
    return Row(one.item.title, press, help_, chip=_alert_chip(desk, one), icon=ICONS[one.item.kind])


def _alert_chip(desk: Desk, one: StockAlert) -> Chip:
    if one.found_at:
        return Chip(desk.words("goods.state.found"), Tone.GOOD)
    return Chip(desk.words("goods.state.awaited"), Tone.INFO)


def own_reservation(desk: Desk, page: OwnReservationPage) -> Scene:
    """One reservation, and what may be done with it."""
    words, made = desk.words, reservation_of(desk.walk, page.number)
    if made is None:
        over = (Title(words("failure.reservation-ended.title"), words("file.tab.bookings")),)
        return Scene("own-reservation", over, personal=True)
    blocks: tuple[Block, ...] = (
        Title(made.item.title, words("file.tab.bookings")),
        Figure(dictated(made.number), words("goods.number"), chip=_chip(desk, made)),
        Summary(_pairs(desk, made)),
    )
    if not is_kept(made):
        return Scene("own-reservation", blocks, personal=True)
    cancel = (Button(words("goods.cancel"), Opened(CancelReservationPage(made.number)), icon="cancel"),)
    allowed = cancel if may(desk.walk, desk.world, MOVE) else ()
    actions = (*allowed, *print_buttons(desk, paper_of(made.number)))
    return Scene("own-reservation", blocks, actions, personal=True)


def cancel(desk: Desk, page: CancelReservationPage) -> Scene:
    """A question before something is gone."""
    words, made = desk.words, reservation_of(desk.walk, page.number)
    if page.since is not None:
        title = Title(words("booking.wait"))
        return waiting(desk, "goods-cancelling", words("goods.cancelling"), page.since, title)
    blocks = (
        Emblem(ICONS[made.item.kind] if made else "waited", Tone.ATTENTION, badge=True),
        Title(words("goods.cancel.title"), made.item.title if made else ""),
        Paragraph(words("goods.cancel.text")),
    )
    actions = (
        Button(words("booking.keep"), WentBack(), icon="back"),
        Button(words("goods.cancel"), CancellationConfirmed(page.number), icon="cancel", primary=True),
    )
    return Scene("goods-cancel", blocks, actions, personal=True)


def own_alert(desk: Desk, page: OwnAlertPage) -> Scene:
    """Something one waits for: where it has come to, or that it has not."""
    words, one = desk.words, alert_of(desk.walk, page.item)
    if one is None:
        return Scene("own-alert", (), personal=True)
    title = Title(one.item.title, words("goods.awaited"))
    if page.since is not None:
        return waiting(desk, "own-alert-wait", words("booking.wait"), page.since, title, "important")
    text = words("goods.found_at", place=_place(desk, one)) if one.found_at else words("goods.alerted.text")
    emblem = Emblem("done" if one.found_at else "waited", Tone.GOOD if one.found_at else Tone.INFO)
    drop = Button(words("goods.give_up"), AlertGivenUp(one.item.item), icon="cancel")
    go = (Button(words("goods.see"), AlertFollowed(one.item.item), icon="places", primary=True),)
    actions = (drop, *(go if one.found_at else ()))
    return Scene(
        "own-alert", (emblem, title, Paragraph(described(one.item)), Paragraph(text)), actions, personal=True
    )
