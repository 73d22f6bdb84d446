"""What the kiosk asks of medicines and books: a Protocol whose one real body is `kiosk.links.goods`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.ports.backend import Refused

if TYPE_CHECKING:
    from backend.contract.stock import (
        FoundItems,
        ItemHoldings,
        OwnReservations,
        StockHolding,
        StockReservation,
    )
    from kiosk.flow.goods.effects import FindHoldings, ReserveGoods


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody was faster; the nearest places that have it."""

    alternatives: tuple[StockHolding, ...]


class GoodsLine(Protocol):
    """`session` is the token of a card session, None for nobody's. Every call ends within its time limit."""

    def search(self, kind: str, text: str) -> FoundItems | Refused: ...

    def holdings(self, session: str | None, wish: FindHoldings) -> ItemHoldings | Refused: ...

    def reserve(self, session: str, wish: ReserveGoods) -> StockReservation | Gone | Refused:
        """Asked twice under one `attempt` it reserves once."""
        ...

    def alert(self, session: str, item: str, near: str) -> Refused | None: ...

    def no_alert(self, session: str, item: str) -> Refused | None: ...

    def own(self, session: str) -> OwnReservations | Refused: ...

    def cancel(self, session: str, number: str) -> Refused | None: ...
