"""HTTP of everything that is kept for whoever calls: bookings, reservations, queues, waiting lists."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.bookings.service import looking, waiting_list
from backend.contract.on_behalf import DeskKept
from backend.contract.queues import QueueApplication
from backend.contract.stock import StockReservation
from backend.counter import telling as goods
from backend.enrolment import telling as queues
from backend.on_behalf.desks import Behalf, Whom, behalf_of
from backend.people import service as people
from backend.queues.service import looking as applications
from backend.reception import telling
from backend.services import Services
from backend.stock.concessions import NO_CONCESSION
from backend.stock.service import looking as stock
from backend.stock.values import Reservation
from backend.web.addresses import PREFIX
from backend.web.answers import answer

GROUNDS = "categories"  # what may be said of why somebody comes first or pays less
OF_CHILDREN = "represented"


def kept_routes(services: Services) -> APIRouter:
    """One look, one line in the journal for each person it tells of."""
    router = APIRouter(prefix=PREFIX, tags=["desk"])

    @router.get("/desk/kept", response_model=DeskKept)
    async def list_kept(request: Request, whom: Whom = "") -> Response:
        behalf = behalf_of(services, request, whom)

        def work(connection: Connection) -> DeskKept:
            behalf.named(connection)
            return kept(connection, services, behalf)

        return answer(await services.database.write(work))

    return router


def kept(connection: Connection, services: Services, behalf: Behalf) -> DeskKept:
    """Of the person, and in their own contact of whom they act for."""
    desk, person, theirs = behalf.desk, behalf.person, behalf.theirs
    say = services.identification.said_at(desk.in_hand.level)
    bookings = looking.of_persons(connection, theirs, desk.now)
    desk.journal(connection, "booking.list", {person, *(each.person for each in bookings)})
    represented = people.relations(connection, person, behalf.today) if OF_CHILDREN in say else ()
    return DeskKept(
        person=person,
        represented=represented,
        bookings=telling.desk_bookings(connection, bookings, services.tickets, desk.now).bookings,
        reservations=tuple(reservations(connection, services, theirs, with_grounds=GROUNDS in say)),
        applications=tuple(
            queued(connection, services, {each.person for each in represented}, with_grounds=GROUNDS in say)
        ),
        waiting=tuple(map(telling.waiting, waiting_list.of_persons(connection, theirs))),
        server_time=desk.now,
    )


def reservations(
    connection: Connection, services: Services, theirs: Iterable[str], *, with_grounds: bool
) -> Iterable[StockReservation]:
    """What stands, then the books they have at home."""
    persons = frozenset(theirs)
    found = (*stock.of_persons(connection, persons), *stock.lent_to(connection, persons))
    named = people.named(connection, {each.person for each in found})
    for each in found:
        granted = (
            services.concessions.named(each.concession, each.category) if with_grounds else NO_CONCESSION
        )
        yield goods.reservation(each, services.tickets, named[each.person], granted)


def queued(
    connection: Connection, services: Services, children: set[str], *, with_grounds: bool
) -> Iterable[QueueApplication]:
    """Where the children stand."""
    for each in applications.of_children(connection, children) if children else ():
        child = people.named(connection, (each.child,))[each.child]
        standing = applications.standing(connection, each.application)
        told = queues.application(standing, child, services.vault)
        yield told if with_grounds else without_grounds(told)


def without_grounds(told: QueueApplication) -> QueueApplication:
    """Where a child stands, without why: from the right and who is before it the family could be guessed."""
    positions = tuple(each.model_copy(update={"right": "", "ahead": None}) for each in told.positions)
    return told.model_copy(update={"positions": positions, "grounds": (), "moves": ()})


def told_reservation(
    connection: Connection, services: Services, behalf: Behalf, found: Reservation
) -> StockReservation:
    """One of them, as the slip has it."""
    say = services.identification.said_at(behalf.desk.in_hand.level)
    named = people.named(connection, (found.person,))[found.person]
    granted = services.concessions.named(found.concession, found.category)
    return goods.reservation(found, services.tickets, named, granted if GROUNDS in say else NO_CONCESSION)
