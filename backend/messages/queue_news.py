"""Tells parents that a place is offered; whose it is and what for, the message does not say."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from backend.messages.announcing import Notice, PostOffice
from backend.messages.composing import Told
from backend.queues.values import MadeOffer


@dataclass(frozen=True, slots=True)
class QueueNews:
    """What the queues call for each offer."""

    post: PostOffice

    def tell(self, connection: Connection, made: MadeOffer) -> None:
        """Queue it in the transaction that makes the offer; a child has its parents' address."""
        number, offer = made.application.number, made.offer
        notice = Notice(
            kind="place",
            person=made.application.child,
            dedupe_key=f"place:{offer.offer}",
            about=number,
            told=Told(
                number=number,
                where=self.post.places.address_of(offer.place),
                zone=self.post.zone.key,
                until=offer.until,
            ),
            useful_until=offer.until,
        )
        self.post.give(connection, notice, self.post.clock())
