"""What a case worker's lists ask: queues for places, money that fits nothing, refunds, referrals."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlencode

from backend.calling.acting import As
from backend.calling.desk import DeskCalls
from backend.calling.failure import ClientFailure
from backend.contract.payments import MoneyItem, MoneyItems, RefundDoneIn, RefundItem, RefundItems, SettleIn
from backend.contract.queues import (
    ChangedQueueApplication,
    DeskQueue,
    QueueAnswerIn,
    QueueApplication,
    QueueDecisionIn,
    QueueKind,
)
from backend.contract.referrals import Referral, ReferralIn, Referrals

RefundState = Literal["due", "done"]


class CaseListCalls(DeskCalls):
    """`once` is a key that the caller keeps and sends again after a lost answer."""

    def queue(self, acting: As, kind: QueueKind, place: str) -> DeskQueue | ClientFailure:
        """Everybody who waits at a place, in order; the backend notes each look."""
        asked = urlencode({"kind": kind, "place": place})
        return self._ask(acting, "GET", f"/v1/desk/queue-applications?{asked}", DeskQueue)

    def application(self, acting: As, number: str) -> QueueApplication | ClientFailure:
        return self._ask(acting, "GET", _application(number), QueueApplication)

    def decide(
        self, acting: As, number: str, decision: QueueDecisionIn, once: str
    ) -> ChangedQueueApplication | ClientFailure:
        """The paper was seen, or is not what was said."""
        path = _application(number, "decisions")
        return self._ask(acting, "POST", path, ChangedQueueApplication, decision, once)

    def answer_offer(
        self, acting: As, number: str, given: QueueAnswerIn, once: str
    ) -> ChangedQueueApplication | ClientFailure:
        """The parent's yes or no, said at the desk."""
        path = _application(number, "answer")
        return self._ask(acting, "POST", path, ChangedQueueApplication, given, once)

    def withdraw(self, acting: As, number: str, once: str) -> ChangedQueueApplication | ClientFailure:
        """Out of the queue for good."""
        path = _application(number, "withdrawal")
        return self._ask(acting, "POST", path, ChangedQueueApplication, once=once)

    def money(self, acting: As) -> MoneyItems | ClientFailure:
        """What came in and has no use yet."""
        return self._ask(acting, "GET", "/v1/desk/money", MoneyItems)

    def settle(self, acting: As, money: str, how: SettleIn, once: str) -> MoneyItem | ClientFailure:
        return self._ask(acting, "POST", f"/v1/desk/money/{money}/settle", MoneyItem, how, once)

    def refunds(self, acting: As, state: RefundState = "due") -> RefundItems | ClientFailure:
        return self._ask(acting, "GET", f"/v1/desk/refunds?state={state}", RefundItems)

    def refunded(self, acting: As, refund: str, done: RefundDoneIn, once: str) -> RefundItem | ClientFailure:
        """It was sent back by this document."""
        return self._ask(acting, "POST", f"/v1/desk/refunds/{refund}/done", RefundItem, done, once)

    def referrals(self, acting: As) -> Referrals | ClientFailure:
        """The newest that offices have recorded, by short name."""
        return self._ask(acting, "GET", "/v1/desk/referrals", Referrals)

    def refer(self, acting: As, new: ReferralIn, once: str) -> Referral | ClientFailure:
        return self._ask(acting, "POST", "/v1/desk/referrals", Referral, new, once)

    def withdraw_referral(self, acting: As, number: str, once: str) -> Referrals | ClientFailure:
        """It had been given by mistake."""
        return self._ask(acting, "POST", f"/v1/desk/referrals/{number}/withdraw", Referrals, once=once)


def _application(number: str, step: str = "") -> str:
    return f"/v1/desk/queue-applications/{number}" + (f"/{step}" if step else "")
