"""Which sheet a paper of the walk is: made anew from the walk and the pack whenever it is needed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from content.model import PlaceKind
from devices.ports import Sheet
from kiosk.flow.pages import Paper, PaperKind
from kiosk.flow.papers_of_answers import sheet_of_answers
from kiosk.flow.selection import places_for
from kiosk.flow.ticket_kinds import EVENT
from kiosk.flow.walk import Walk
from kiosk.flow.world import World
from kiosk.receipts.admission import admission_sheet
from kiosk.receipts.case import case_sheet
from kiosk.receipts.catalogue import measure_sheet, place_sheet, trial_sheet
from kiosk.receipts.paper import Letterhead
from kiosk.receipts.personal import entitlement_list_sheet, entitlement_sheet
from kiosk.receipts.queue import queue_sheet
from kiosk.receipts.reservation import reservation_sheet
from kiosk.receipts.ticket import ticket_sheet

if TYPE_CHECKING:
    from backend.contract.bookings import Ticket
    from backend.contract.cases import CaseFile
    from backend.contract.queues import QueueApplication
    from backend.contract.stock import StockReservation


def sheet_of(walk: Walk, world: World, paper: Paper) -> Sheet | None:
    """The sheet, or nothing when the thing or the person it is about is gone."""
    head = letterhead(walk, world)
    match paper.kind:
        case PaperKind.MEASURE if measure := world.catalogue.measures.get(paper.thing):
            nearest = places_for(world.pack, measure.where, "", world.profile)
            return measure_sheet(head, measure, nearest)
        case PaperKind.PLACE if place := world.catalogue.places.get(paper.thing):
            return place_sheet(head, place)
        case PaperKind.TEST:
            return trial_sheet(head, world.profile.paper_columns)
        case PaperKind.ENTITLEMENT | PaperKind.ENTITLEMENT_LIST:
            return _personal_sheet(head, walk, world, paper)
        case PaperKind.TICKET if ticket := ticket_of(walk, paper.thing):
            return _ticket_sheet(head, walk, ticket)
        case PaperKind.RESERVATION if reservation := reservation_of(walk, paper.thing):
            place = world.catalogue.places.get(reservation.place)
            owner = walk.session.number if walk.session else 0
            return reservation_sheet(head, reservation, place, world.profile.time_zone, owner)
        case PaperKind.QUEUE if application := queue_application_of(walk, paper.thing):
            owner = walk.session.number if walk.session else 0
            titles = {place.id: place.title.in_language(head.language) for place in world.pack.places}
            priorities, zone = world.pack.place_priorities, world.profile.time_zone
            return queue_sheet(head, application, titles, priorities, zone, owner)
        case PaperKind.CASE if case := case_of(walk, paper.thing):
            owner = walk.session.number if walk.session else 0
            return case_sheet(head, case, world.profile.time_zone, owner)
        case PaperKind.RESULTS | PaperKind.RECEIPT | PaperKind.SLIP:
            return sheet_of_answers(head, walk, world, paper)
        case _:
            return None


def _personal_sheet(head: Letterhead, walk: Walk, world: World, paper: Paper) -> Sheet | None:
    session = walk.session
    file = session.file_of(paper.person) if session else None
    if session is None or file is None:
        return None
    if paper.kind is PaperKind.ENTITLEMENT_LIST:
        return entitlement_list_sheet(head, file, world.catalogue.measures, session.number)
    for entitlement in file.entitlements:
        if entitlement.id == paper.thing:
            measure = world.catalogue.measures.get(entitlement.measure)
            kinds: tuple[PlaceKind, ...] = measure.where if measure else ()
            nearest = places_for(world.pack, kinds, "", world.profile)
            return entitlement_sheet(head, file, entitlement, measure, nearest, session.number)
    return None


def _ticket_sheet(head: Letterhead, walk: Walk, ticket: Ticket) -> Sheet:
    """A talon; or, of an event, every ticket that was taken together with it."""
    owner, draft = walk.session.number if walk.session else 0, walk.booking
    if ticket.kind != EVENT:
        return ticket_sheet(head, ticket, owner)
    if draft is not None and ticket in draft.tickets:
        return admission_sheet(head, draft.tickets, draft.invoice, owner)
    return admission_sheet(head, (ticket,), None, owner)


def ticket_of(walk: Walk, number: str) -> Ticket | None:
    """Of the booking just made, or of one's own."""
    fresh = walk.booking.tickets if walk.booking else ()
    own = (walk.session.bookings or ()) if walk.session else ()
    shown = walk.in_hand.found if walk.in_hand else None
    tickets = (*fresh, *(one.ticket for one in own), *((shown.ticket,) if shown else ()))
    return next((ticket for ticket in tickets if ticket.number == number), None)


def reservation_of(walk: Walk, number: str) -> StockReservation | None:
    """Of those just made, or of one's own."""
    made = walk.goods.made if walk.goods else None
    fresh = (made,) if made is not None else ()
    own = (walk.session.reservations or ()) if walk.session else ()
    return next((one for one in (*fresh, *own) if one.number == number), None)


def queue_application_of(walk: Walk, number: str) -> QueueApplication | None:
    """Of those that were fetched, or that which has just been made."""
    draft = walk.queue
    known = (*(draft.own or ()), *((draft.made,) if draft.made else ())) if draft else ()
    return next((each for each in known if each.number == number), None)


def case_of(walk: Walk, number: str) -> CaseFile | None:
    """One of the petitions that were fetched."""
    known = (walk.session.cases or ()) if walk.session else ()
    return next((each for each in known if each.number == number), None)


def letterhead(walk: Walk, world: World) -> Letterhead:
    """Head and foot of a paper printed now."""
    return Letterhead(
        words=world.words[walk.comfort.language],
        place=world.profile.place,
        region=world.pack.region,
        day=date.fromisoformat(walk.today) if walk.today else None,
        clock=walk.clock,
        call_centre=world.pack.call_centre,
        pack=world.pack.version,
        pack_hash=world.pack.hash,
    )
