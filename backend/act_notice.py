"""How the recipient of urgent help is told that an act awaits their signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from backend.cases.values import Receipt, ReceiptChannel


@dataclass(frozen=True, slots=True)
class ActToSign:
    """An act and its recipient; None: the register does not know them."""

    number: str
    version: int
    person: str | None
    until: date | None


TellOfAct = Callable[[Connection, ActToSign, ReceiptChannel], Receipt]


def tell_nothing(connection: Connection, act: ActToSign, channel: ReceiptChannel) -> Receipt:
    """For backends without words."""
    return Receipt(act.number, 0)
