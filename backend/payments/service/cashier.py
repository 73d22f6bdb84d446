"""Hears what becomes of bookings, in the transaction in which it does: invoices, and what goes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backend.bookings.service import looking
from backend.bookings.values import Booked, News, Tell
from backend.clock import Clock
from backend.contract.payments import RefundReason
from backend.errors import Refused
from backend.payments.purposes import number_of
from backend.payments.repository import invoices
from backend.payments.service import changing, reading
from backend.payments.values import Invoice
from backend.vault import Vault

NUMBERS_TRIED: Final = 20


@dataclass(frozen=True, slots=True)
class Cashier:
    """Passes all news on, with the time until which what is confirmed has to be paid."""

    vault: Vault = field(repr=False)
    clock: Clock
    tell: Tell

    def hear(self, connection: Connection, news: Sequence[News]) -> None:
        """What the services of bookings call with their news."""
        now = self.clock()
        due: dict[str, datetime] = {}
        priced = (each.booked for each in news if each.kind == "confirmed" and each.booked.seat.price_kopecks)
        for party in dict.fromkeys(booked.party for booked in priced):
            pay_until = self._ask_for_money(connection, party, now)
            if pay_until is not None:
                due[party] = pay_until
        for each in news:
            if each.kind == "cancelled":
                give_back(connection, each.booked, now)
        told = [
            replace(each, pay_until=due.get(each.booked.party)) if each.kind == "confirmed" else each
            for each in news
        ]
        self.tell(connection, told)

    def _ask_for_money(self, connection: Connection, party: str, now: datetime) -> datetime | None:
        """Until when; None where nothing is paid by invoice."""
        booked = [each for each in looking.of_party(connection, party) if each.state == "confirmed"]
        amount = sum(each.seat.price_kopecks for each in booked)
        if not amount:
            return None
        slot = booked[0].slot
        rules = looking.rules_of(slot)
        if not rules.pay_within_minutes or reading.payee_of(connection, slot.provider) is None:
            return None
        pay_until = min(now + timedelta(minutes=rules.pay_within_minutes), slot.starts_at)
        row = {
            "invoice": party,
            "number": self._free_number(connection, party),
            "provider": slot.provider,
            "amount_kopecks": amount,
            "state": "due",
            "created_at": now,
            "pay_until": pay_until,
            "released_at": min(pay_until + timedelta(minutes=rules.pay_grace_minutes), slot.starts_at),
        }
        invoices.add(connection, row)
        return pay_until

    def _free_number(self, connection: Connection, party: str) -> str:
        for attempt in range(NUMBERS_TRIED):
            number = number_of(self.vault, party, attempt)
            if not invoices.is_number_taken(connection, number):
                return number
        raise Refused("database-busy")


def give_back(connection: Connection, booked: Booked, now: datetime) -> None:
    """What a cancelled booking changes of its invoice: less to pay, or money that goes back."""
    invoice = reading.invoice_of(connection, booked.party)
    price = booked.seat.price_kopecks
    if invoice is None or not price:
        return
    if invoice.state == "paid":
        # A slot that was closed tells of the booking as it stood before.
        by_provider = booked.state == "confirmed"
        reason: RefundReason = "provider" if by_provider else "cancelled"
        changing.refund(connection, reason, price, now, invoice=booked.party, booking=booked.booking)
    elif invoice.is_open:
        _ask_for_less(connection, invoice, booked, now)


def _ask_for_less(connection: Connection, invoice: Invoice, booked: Booked, now: datetime) -> None:
    """Without this seat; a part that was paid already and is too much now goes back."""
    left = invoice.amount_kopecks - booked.seat.price_kopecks
    too_much = max(0, invoice.paid_kopecks - left)
    amount = max(left, invoice.paid_kopecks)
    if amount == 0:
        changing.change(connection, invoice, "cancelled", now)
        return
    state = "paid" if invoice.paid_kopecks == amount else invoice.state
    changing.change(connection, invoice, state, now, amount=amount)
    if too_much:
        ground = {"invoice": invoice.invoice, "booking": booked.booking}
        changing.refund(connection, "cancelled", too_much, now, **ground)
