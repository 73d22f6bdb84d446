"""HTTP of what can be had: a search that names nobody, and prices by the card after its PIN."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contract.stock import FoundItems, ItemHoldings, ItemKind
from backend.contract.unmet import LEAST_LETTERS
from backend.counter import telling
from backend.errors import Refused
from backend.noted_in_vain import note_in_vain
from backend.reception.asking_for import HOLDER_LEVEL, with_card
from backend.reception.what_is_free import session_if_any
from backend.services import Services
from backend.stock.concessions import NO_CONCESSION, Concession
from backend.stock.service import looking, searching
from backend.unmet.service import Channel, InVain
from backend.web.addresses import PREFIX
from backend.web.answers import answer

ASKERS: Final = ("kiosk", "operator", "case_worker", "supervisor")
MOST_LETTERS: Final = 100
Text = Annotated[str, Query(min_length=1, max_length=MOST_LETTERS)]
Limit = Annotated[int, Query(ge=1, le=50)]
Near = Annotated[str, Query(pattern=r"^[a-z0-9-]{0,80}$")]
Whom = Annotated[str, Query(alias="for", pattern=r"^[0-9A-Za-z-]{0,36}$")]
ItemId = Annotated[str, Path(pattern=r"^[0-9a-z-]{1,40}$")]


def search_routes(services: Services) -> APIRouter:
    """Medicines and books, and the places that have them."""
    router = APIRouter(prefix=PREFIX, tags=["stock"])

    @router.get("/stock", response_model=FoundItems)
    async def search(request: Request, kind: ItemKind, text: Text, limit: Limit = 20) -> Response:
        caller = services.caller(request, *ASKERS)

        def work(connection: Connection) -> FoundItems:
            found = searching.search_items(connection, kind, text.replace("\0", " "), limit)
            return telling.found(found, looking.offers(connection, [each.item for each in found.items]))

        told = await services.database.read(work)
        if not told.items and len(text.strip()) >= LEAST_LETTERS:
            channel: Channel = "kiosk" if "kiosk" in caller.roles else "phone"
            await note_in_vain(services, InVain("search", kind, channel, caller.subject), services.clock())
        return answer(told)

    @router.get("/stock/{item}", response_model=ItemHoldings)
    async def list_holdings(request: Request, item: ItemId, near: Near = "", whom: Whom = "") -> Response:
        moment, session = services.moment(request), session_if_any(request)

        def work(connection: Connection) -> ItemHoldings:
            known = looking.item(connection, item)
            if known is None:
                raise Refused("item-unknown")
            clinic, granted = "", NO_CONCESSION
            if session:
                clinic, granted = granted_to(connection, known.concessionary)
            places = services.tickets.places
            nearest = places.nearest_to(near) or places.nearest_to(clinic)
            free = looking.available(connection, item, nearest)
            return ItemHoldings(
                item=telling.item(known),
                holdings=tuple(telling.holding(each, known, granted, moment.now) for each in free),
                concession=telling.concession(granted),
                server_time=moment.now,
            )

        def granted_to(connection: Connection, concessionary: bool) -> tuple[str, Concession]:
            """The clinic near which to look, and what lowers the price; that is a look at a person."""
            visit = with_card(connection, moment, session, whom or None, services.disclosure)
            if visit.asking.level < HOLDER_LEVEL or not concessionary:
                return visit.visitor.clinic, NO_CONCESSION
            audit.record(
                connection, AuditEvent(moment.now, moment.actor, "concession.view", person=visit.person)
            )
            return visit.visitor.clinic, services.concessions.for_categories(visit.visitor.categories)

        told = await (services.database.write(work) if session else services.database.read(work))
        if not told.holdings:
            wish = InVain("goods", item, "kiosk", moment.kiosk, near)
            await note_in_vain(services, wish, moment.now)
        return answer(told)

    return router
