"""The one real body of `kiosk.ports.goods.GoodsLine`: the client's calls, failures turned into codes."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Final
from uuid import uuid4

from pydantic import TypeAdapter

from backend.client import ClientFailure, KioskClient
from backend.contract.stock import (
    FoundItems,
    ItemHoldings,
    ItemKind,
    OwnReservations,
    ReservationIn,
    StockReservation,
    places_that_have,
)
from kiosk.flow.goods.effects import FindHoldings, ReserveGoods
from kiosk.ports.backend import Refused
from kiosk.ports.goods import Gone

STOCK_GONE: Final = "stock-gone"
MOST_FOUND: Final = 21  # three pages of a list
KEY_LENGTH: Final = 32
_KIND: TypeAdapter[ItemKind] = TypeAdapter(ItemKind)


class GoodsLink:
    """Calls may come from any worker thread; `code_of` names a failure."""

    def __init__(self, client: KioskClient, code_of: Callable[[ClientFailure], str]) -> None:
        self._calls = client.reservations
        self._code_of = code_of

    def search(self, kind: str, text: str) -> FoundItems | Refused:
        answer = self._calls.search(_KIND.validate_python(kind), text, MOST_FOUND)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def holdings(self, session: str | None, wish: FindHoldings) -> ItemHoldings | Refused:
        whom = wish.beneficiary if session else ""
        answer = self._calls.holdings(wish.item, wish.near, session, whom)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def reserve(self, session: str, wish: ReserveGoods) -> StockReservation | Gone | Refused:
        asked = ReservationIn(
            item=wish.item, place=wish.place, units=wish.units, beneficiary=wish.beneficiary or None
        )
        # The session's token is fresh with each card, an attempt's number within the session: nobody
        # else's wish has this key, and the same wish asked again has no other.
        key = sha256(f"reserve\n{session}\n{wish.attempt}".encode()).hexdigest()[:KEY_LENGTH]
        answer = self._calls.reserve(asked, key, session)
        if not isinstance(answer, ClientFailure):
            return answer
        return Gone(places_that_have(answer.problem)) if answer.code == STOCK_GONE else self._refused(answer)

    def alert(self, session: str, item: str, near: str) -> Refused | None:
        answer = self._calls.alert(item, near, session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else None

    def no_alert(self, session: str, item: str) -> Refused | None:
        answer = self._calls.no_alert(item, session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else None

    def own(self, session: str) -> OwnReservations | Refused:
        answer = self._calls.own(session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else answer

    def cancel(self, session: str, number: str) -> Refused | None:
        answer = self._calls.cancel(number, uuid4().hex, session=session)
        return self._refused(answer) if isinstance(answer, ClientFailure) else None

    def _refused(self, failure: ClientFailure) -> Refused:
        return Refused(self._code_of(failure))
