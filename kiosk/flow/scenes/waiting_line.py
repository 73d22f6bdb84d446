"""The waiting list: joined, looked at, and what it offers to whoever has no telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.formats import capitalised, weekday_and_day
from kiosk.flow.blocks import Block, Chip, Emblem, Figure, Notice, Pair, Paragraph, Row, Summary, Title, Tone
from kiosk.flow.booking.events import LineLeaveAsked, OfferTaken
from kiosk.flow.booking.line import entry_of
from kiosk.flow.booking.pages import InLinePage, OfferPage, WaitingEntryPage
from kiosk.flow.booking.times import at_place, clock_of
from kiosk.flow.events import Opened, WentHome
from kiosk.flow.scenes.booking_hold import moment_of
from kiosk.flow.scenes.booking_search import speciality_title, where_of
from kiosk.flow.scenes.scene import Desk, Scene
from kiosk.flow.scenes.waits import waiting
from kiosk.flow.views import Button

if TYPE_CHECKING:
    from backend.contract.waiting import WaitingEntry

DOCTOR = "doctor"


def in_line(desk: Desk, page: InLinePage) -> Scene:
    """What happens next, in the order in which it does."""
    words = desk.words
    if page.since is not None:
        return waiting(desk, "line-joining", words("line.joining"), page.since)
    steps = (words("line.step.kept"), desk.reader_words("line.step.card"), words("line.step.message"))
    done = Button(words("wizard.done"), WentHome(), icon="done", primary=True)
    blocks: tuple[Block, ...] = (
        Emblem("waited", Tone.GOOD, badge=True),
        Title(words("line.joined")),
        *(Paragraph(step) for step in steps),
    )
    return Scene("line-joined", blocks, (done,), personal=True)


def waiting_rows(desk: Desk) -> tuple[Row, ...]:
    """Offers first: they end soonest."""
    waiting = desk.walk.session.waiting if desk.walk.session else ()
    offered = tuple(_offer_row(desk, one) for one in waiting if one.offer is not None)
    return (*offered, *(_row(desk, one) for one in waiting if one.offer is None))


def _offer_row(desk: Desk, entry: WaitingEntry) -> Row:
    assert entry.offer is not None
    chip = Chip(desk.words("line.offered"), Tone.ATTENTION)
    title, press = capitalised(moment_of(desk, entry.offer)), Opened(OfferPage(entry.entry))
    return Row(title, press, entry.offer.doctor or entry.offer.title, chip=chip, icon="calendar")


def _row(desk: Desk, entry: WaitingEntry) -> Row:
    chip = Chip(desk.words("line.waiting"), Tone.INFO)
    title = _what(desk, entry)
    return Row(title, Opened(WaitingEntryPage(entry.entry)), _where(desk, entry), chip=chip, icon="waited")


def _what(desk: Desk, entry: WaitingEntry) -> str:
    return speciality_title(desk, DOCTOR, entry.speciality) if entry.speciality else entry.resource


def _where(desk: Desk, entry: WaitingEntry) -> str:
    place = desk.catalogue.places.get(entry.place)
    return desk.text(place.title) if place else ""


def entry(desk: Desk, page: WaitingEntryPage) -> Scene:
    """What somebody waits for."""
    words, found = desk.words, entry_of(desk.walk, page.entry)
    if page.since is not None or found is None:
        return waiting(desk, "line-leaving", words("line.leaving"), page.since)
    since = at_place(found.since, desk.world.profile.time_zone).date()
    told = (("booking.where", _where(desk, found)), ("line.since", desk.day(since)))
    pairs = tuple(Pair(words(key), value) for key, value in told if value)
    blocks: tuple[Block, ...] = (
        Title(_what(desk, found), words("line.waiting")),
        Paragraph(words("line.step.kept")),
        Summary(pairs),
    )
    leave = Button(words("line.leave"), LineLeaveAsked(found.entry), icon="cancel")
    return Scene("line-entry", blocks, (leave,), personal=True)


def offer(desk: Desk, page: OfferPage) -> Scene:
    """A time that came free, and until when it is kept."""
    words, found = desk.words, entry_of(desk.walk, page.entry)
    if page.since is not None or found is None or found.offer is None or found.offer_until is None:
        return waiting(desk, "line-taking", words("line.answering"), page.since)
    slot = found.offer
    until = at_place(found.offer_until, slot.zone)
    kept = f"{weekday_and_day(until.date(), desk.language)}, {clock_of(found.offer_until, slot.zone)}"
    day = capitalised(weekday_and_day(at_place(slot.starts_at, slot.zone).date(), desk.language))
    pairs = (
        Pair(words("booking.who"), slot.doctor or slot.title),
        Pair(words("booking.where"), where_of(desk, slot)),
    )
    blocks = (
        Title(words("line.offer.title")),
        Figure(clock_of(slot.starts_at, slot.zone), day),
        Notice(Tone.ATTENTION, words("line.offer.until", until=kept), words("line.offer.text")),
        Summary(pairs),
    )
    actions = (
        Button(words("line.decline"), LineLeaveAsked(found.entry), icon="cancel"),
        Button(words("booking.confirm"), OfferTaken(found.entry), icon="done", primary=True),
    )
    return Scene("line-offer", blocks, actions, personal=True)
