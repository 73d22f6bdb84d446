"""What medicines and books ask of the world; `session` is the number of a card session, 0 for nobody's."""

from __future__ import annotations

from typing import ClassVar

from kiosk.flow.effects import Asking


class GoodsAsking(Asking):
    """The base of what is asked about medicines and books."""


class FindGoods(GoodsAsking):
    repr_fields: ClassVar[tuple[str, ...]] = ("id", "kind")
    kind: str
    text: str


class FindHoldings(GoodsAsking):
    """Where an item is, the nearest to a place of the pack first."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "near")
    session: int
    item: str
    near: str
    beneficiary: str = ""  # "" is the holder


class ReserveGoods(GoodsAsking):
    """`attempt` names the wish: asked again under it, the backend gives the same reservation."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "attempt")
    session: int
    item: str
    place: str
    units: int
    beneficiary: str
    attempt: int


class AskAlert(GoodsAsking):
    """Have the holder told when an item can be had in the town of `near`."""

    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session", "near")
    session: int
    item: str
    near: str


class GiveUpAlert(GoodsAsking):
    repr_fields: ClassVar[tuple[str, ...]] = ("id", "session")
    session: int
    item: str


class FetchReservations(GoodsAsking):
    session: int


class CancelReservation(GoodsAsking):
    session: int
    number: str
