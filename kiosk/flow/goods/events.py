"""What a person does to have something kept for them, and what the world answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from kiosk.flow.events import Answered, Touched

if TYPE_CHECKING:
    from backend.contract.stock import (
        FoundItem,
        ItemHoldings,
        StockAlert,
        StockHolding,
        StockReservation,
    )


class GoodsTouch(Touched):
    """The base of what a person does here."""


class GoodsBegun(GoodsTouch):
    """«Лекарства», «Книги»; `kind` as the contract names it."""

    kind: str


class ItemChosen(GoodsTouch):
    repr_fields: ClassVar[tuple[str, ...]] = ()
    item: str


class ForWhomChosen(GoodsTouch):
    """For whom: "" is the holder."""

    repr_fields: ClassVar[tuple[str, ...]] = ()
    person: str


class PlaceChosen(GoodsTouch):
    place: str


class UnitsChosen(GoodsTouch):
    units: int


class PlacesAsked(GoodsTouch):
    """The places from the beginning, as they are now."""


class ReservationConfirmed(GoodsTouch):
    """«Забронировать»."""


class AlertWanted(GoodsTouch):
    """«Сообщить, когда появится»."""


class CancellationConfirmed(GoodsTouch):
    number: str


class AlertGivenUp(GoodsTouch):
    """«Больше не ждать»."""

    repr_fields: ClassVar[tuple[str, ...]] = ()
    item: str


class AlertFollowed(GoodsTouch):
    """It has come: where it is now."""

    repr_fields: ClassVar[tuple[str, ...]] = ()
    item: str


class GoodsAnswered(Answered):
    """The base of an answer about medicines and books."""


class GoodsFound(GoodsAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    text: str  # what was looked for
    found: tuple[FoundItem, ...]
    understood: str = ""


class HoldingsFound(GoodsAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    where: ItemHoldings


class Reserved(GoodsAnswered):
    """It is kept: only now its number may be shown."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    reservation: StockReservation


class GoodsGone(GoodsAnswered):
    """Somebody was faster."""

    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    alternatives: tuple[StockHolding, ...]


class AlertSet(GoodsAnswered):
    pass


class ReservationsFetched(GoodsAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    reservations: tuple[StockReservation, ...]
    alerts: tuple[StockAlert, ...]


class ReservationCancelled(GoodsAnswered):
    number: str


class AlertDropped(GoodsAnswered):
    repr_fields: ClassVar[tuple[str, ...]] = ("effect",)
    item: str
