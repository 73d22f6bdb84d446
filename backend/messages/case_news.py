"""The receipt of a petition, complaint or enquiry: its number and a day, nothing of the matter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from backend.cases.values import UNSIGNED, Case, Receipt, ReceiptChannel
from backend.messages.announcing import Notice, PostOffice
from backend.messages.composing import FALLBACK_LANGUAGE, Told, text_of, words_of
from backend.messages.values import Kind

USEFUL_FOR: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CaseNews:
    """What a desk calls when it gives a receipt."""

    post: PostOffice

    def tell(self, connection: Connection, case: Case, channel: ReceiptChannel) -> Receipt:
        """The words, to be read out or printed; by SMS or mail they are queued in this transaction."""
        kind = _kind_of(case)
        told = Told(number=case.number, where="", zone=self.post.zone.key, day=case.due.day)
        text = text_of(words_of(self.post.words, FALLBACK_LANGUAGE), kind, told)
        if channel not in {"sms", "email"} or case.author is None:
            return Receipt(text, 0)
        now = self.post.clock()
        notice = Notice(
            kind=kind,
            person=case.author,
            dedupe_key=f"{kind}:{case.number}:{case.version}",
            about=case.number,
            told=told,
            useful_until=now + USEFUL_FOR,
        )
        return Receipt(text, self.post.give(connection, notice, now, only=channel))


def _kind_of(case: Case) -> Kind:
    if case.state in UNSIGNED:
        return "case_prepared"
    return "case_received" if case.due.day is None or case.state == "received" else "case_registered"
