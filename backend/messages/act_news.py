"""What the recipient of urgent help is told of the act: its number and a day, nothing of the matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from backend.act_notice import ActToSign
from backend.cases.values import Receipt, ReceiptChannel
from backend.messages.announcing import Notice, PostOffice
from backend.messages.composing import FALLBACK_LANGUAGE, Told, text_of, words_of

KIND: Final = "act_to_sign"
USEFUL_FOR: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ActNews:
    """What a desk calls when an act awaits a signature."""

    post: PostOffice

    def tell(self, connection: Connection, act: ActToSign, channel: ReceiptChannel) -> Receipt:
        """The words, to be read out or printed; by SMS or mail they are queued in this transaction."""
        told = Told(number=act.number, where="", zone=self.post.zone.key, day=act.until)
        text = text_of(words_of(self.post.words, FALLBACK_LANGUAGE), KIND, told)
        if channel not in {"sms", "email"} or act.person is None:
            return Receipt(text, 0)
        now = self.post.clock()
        notice = Notice(
            kind=KIND,
            person=act.person,
            dedupe_key=f"{KIND}:{act.number}:{act.version}",
            about=act.number,
            told=told,
            useful_until=now + USEFUL_FOR,
        )
        return Receipt(text, self.post.give(connection, notice, now, only=channel))
