"""Tells people that something they asked about can be had again; what it is, the message does not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from backend.messages.announcing import Notice, PostOffice
from backend.messages.composing import Told
from backend.stock.values import Alert

OF_USE: Final = timedelta(days=3)  # later it may be gone again


@dataclass(frozen=True, slots=True)
class Restock:
    """What stock calls for each alert that has come true."""

    post: PostOffice

    def tell(self, connection: Connection, alert: Alert) -> None:
        """Queue it in the transaction that marks the alert as told."""
        now = self.post.clock()
        item = alert.item.item
        notice = Notice(
            kind="available",
            person=alert.person,
            dedupe_key=f"available:{item}:{alert.since:%Y%m%dT%H%M%S}",
            about="alert",  # operators see it: not what is waited for
            told=Told(number="", where=self.post.places.address_of(alert.place), zone=self.post.zone.key),
            useful_until=now + OF_USE,
        )
        self.post.give(connection, notice, now)
