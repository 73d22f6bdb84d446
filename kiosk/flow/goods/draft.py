"""A medicine or a book on its way: what was found, where it is, what is chosen, what was reserved."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from devices.values import Value

if TYPE_CHECKING:
    from backend.contract.stock import FoundItem, ItemConcession, StockHolding, StockItem, StockReservation


class GoodsDraft(Value):
    """`beneficiary` "" is the holder."""

    repr_fields: ClassVar[tuple[str, ...]] = ("kind", "units")
    kind: str
    found: tuple[FoundItem, ...] = ()
    found_for: str = ""  # what was typed then
    understood: str = ""  # how it was read, "" as it was typed
    no_search: str = ""  # the failure that kept an answer away
    item: StockItem | None = None
    holdings: tuple[StockHolding, ...] = ()
    concession: ItemConcession | None = None
    beneficiary: str = ""
    chosen: StockHolding | None = None
    units: int = 1
    attempt: int = 0  # the effect that first asked for exactly this; 0 before
    unsure: str = ""  # the line failed while it was being reserved: nobody knows yet
    alternatives: tuple[StockHolding, ...] = ()
    made: StockReservation | None = None
