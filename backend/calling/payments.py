"""What a kiosk asks about paying: how far an invoice is, and that a terminal has taken money."""

from __future__ import annotations

from backend.calling.bookings import Ask
from backend.calling.failure import ClientFailure
from backend.contract.bookings import HOLD_HEADER
from backend.contract.payments import Invoice, InvoiceAskIn, TerminalSlipIn
from backend.contract.tokens import IDEMPOTENCY_HEADER


class PaymentCalls:
    """Methods block. An invoice is there from the moment a hold with a price is confirmed."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def of_hold(self, hold: str, token: str) -> Invoice | ClientFailure:
        """How far it is, for whoever has just confirmed the hold; `invoice-none` where nothing is to pay."""
        return self._ask("GET", f"/v1/holds/{hold}/invoice", Invoice, more_headers={HOLD_HEADER: token})

    def of_booking(
        self, number: str, *, session: str | None = None, code: str = ""
    ) -> Invoice | ClientFailure:
        """The invoice a ticket stands on; level 2, or by the code on the paper."""
        path, asked = f"/v1/bookings/{number}/invoice", InvoiceAskIn(code=code)
        return self._ask("POST", path, Invoice, body=asked, session=session)

    def paid_at_terminal(
        self, hold: str, token: str, slip: TerminalSlipIn, idempotency_key: str
    ) -> Invoice | ClientFailure:
        """Say what a payment terminal has approved."""
        headers = {HOLD_HEADER: token, IDEMPOTENCY_HEADER: idempotency_key}
        path = f"/v1/holds/{hold}/invoice/slips"
        return self._ask("POST", path, Invoice, body=slip, more_headers=headers)
