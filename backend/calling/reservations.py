"""What a kiosk asks of stock: a search, where something can be had, and reservations."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from backend.calling.bookings import Ask
from backend.calling.failure import ClientFailure
from backend.contract.stock import (
    CancelReservationIn,
    ChangedReservation,
    FoundItems,
    ItemHoldings,
    ItemKind,
    OwnReservations,
    ReservationIn,
    StockAlertIn,
    StockAlertState,
    StockReservation,
)
from backend.contract.tokens import IDEMPOTENCY_HEADER


class ReservationCalls:
    """Methods block. The caller keeps an `idempotency_key` and sends it again after a lost answer.

    A `stock-gone` brings places along that have it: `places_that_have(failure.problem)`.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def search(self, kind: ItemKind, text: str, limit: int = 20) -> FoundItems | ClientFailure:
        """By name, substance or author; typos are forgiven."""
        return self._ask("GET", f"/v1/stock?{_query(kind=kind, text=text, limit=str(limit))}", FoundItems)

    def holdings(
        self, item: str, near: str = "", session: str | None = None, whom: str = ""
    ) -> ItemHoldings | ClientFailure:
        """Where it can be had; with a level-2 session also what the holder pays, or whom they act for."""
        asked = _query(near=near, **{"for": whom})
        return self._ask("GET", f"/v1/stock/{item}?{asked}", ItemHoldings, session=session)

    def reserve(
        self, wish: ReservationIn, idempotency_key: str, session: str
    ) -> StockReservation | ClientFailure:
        """Have it kept for the holder of the card."""
        path, once = "/v1/reservations", _once(idempotency_key)
        return self._ask("POST", path, StockReservation, body=wish, session=session, more_headers=once)

    def alert(self, item: str, near: str, session: str) -> StockAlertState | ClientFailure:
        """Have the holder told when it can be had in the town of `near`."""
        wish = StockAlertIn(near=near)
        return self._ask("PUT", f"/v1/stock/{item}/alert", StockAlertState, body=wish, session=session)

    def no_alert(self, item: str, session: str) -> StockAlertState | ClientFailure:
        """Level 2."""
        return self._ask("DELETE", f"/v1/stock/{item}/alert", StockAlertState, session=session)

    def own(self, session: str) -> OwnReservations | ClientFailure:
        """What is kept for the holder and for whom the holder acts; level 2."""
        return self._ask("GET", "/v1/reservations", OwnReservations, session=session)

    def cancel(
        self, number: str, idempotency_key: str, *, session: str | None = None, code: str = ""
    ) -> ChangedReservation | ClientFailure:
        """Level 2, or by the code on the paper."""
        return self._ask(
            "POST",
            f"/v1/reservations/{number}/cancel",
            ChangedReservation,
            body=CancelReservationIn(code=code),
            session=session,
            more_headers=_once(idempotency_key),
        )


def _query(**given: str) -> str:
    return urlencode({name: value for name, value in given.items() if value})


def _once(key: str) -> Mapping[str, str]:
    return {IDEMPOTENCY_HEADER: key}
