"""HTTP of what somebody wants to be told of: asked for with a card, given up after its PIN."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from sqlalchemy import Connection
from starlette.responses import Response

from backend.card_sessions.endpoints import session_of
from backend.contract.stock import StockAlertIn, StockAlertState
from backend.errors import Refused
from backend.kiosks import service as kiosks
from backend.reception.asking_for import with_card
from backend.reception.rights import MOVE, holder_and_theirs, journal
from backend.services import Services
from backend.stock.service import alerting
from backend.web.addresses import PREFIX
from backend.web.answers import answer
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

ItemId = Annotated[str, Path(pattern=r"^[0-9a-z-]{1,40}$")]
BODIES = (StockAlertIn,)


def alert_routes(services: Services) -> APIRouter:
    """Asked once more it changes nothing, so no key is needed. Level 1 may ask, and learns nothing."""
    router = APIRouter(prefix=PREFIX, tags=["stock"])

    @router.put("/stock/{item}/alert", response_model=StockAlertState, openapi_extra=takes(StockAlertIn))
    async def ask_alert(request: Request, item: ItemId) -> Response:
        moment, session = services.moment(request), session_of(request)
        near = parsed(await read_json_text(request), StockAlertIn).near

        def work(connection: Connection) -> StockAlertState:
            if not kiosks.serves(connection, moment.kiosk):
                raise Refused("kiosk-withdrawn")
            visit = with_card(connection, moment, session, None, services.disclosure)
            assert visit.person is not None
            alerting.ask(connection, visit.person, item, near, moment.now)
            journal(connection, moment, "stock_alert.ask", {visit.person})
            return StockAlertState(item=item, waiting=True)

        return answer(await services.database.write(work))

    @router.delete("/stock/{item}/alert", response_model=StockAlertState)
    async def give_up(request: Request, item: ItemId) -> Response:
        moment, session = services.moment(request), session_of(request)

        def work(connection: Connection) -> StockAlertState:
            holder, _ = holder_and_theirs(connection, moment, session, services.disclosure, MOVE)
            alerting.give_up(connection, holder, item)
            journal(connection, moment, "stock_alert.give_up", {holder})
            return StockAlertState(item=item, waiting=False)

        return answer(await services.database.write(work))

    return router
