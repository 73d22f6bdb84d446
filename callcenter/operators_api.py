"""All that the console asks of the backend: plain API calls with the operator's own token."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from backend.client import BackendAddress, ClientFailure
from backend.contract.base import Contract
from backend.contract.bookings import ChangedBooking
from backend.contract.desk import DeskBookings, DeskChangeIn
from backend.contract.handoffs import HandoffOpening, OpenedHandoff
from backend.contract.kiosks import KioskList
from backend.contract.matches import MatchCounts
from backend.contract.messages import UnsentMessages
from backend.contract.operators import (
    OperatorLogin,
    OperatorToken,
    SignInBeginning,
    SignInReturn,
    SignInWays,
    UnlockIn,
)
from backend.contract.requests import RefusedDeliveries, RefusedFiling
from backend.contract.ticket_check import TicketCheck, TicketCheckIn
from backend.contract.tokens import IDEMPOTENCY_HEADER

Answer = TypeVar("Answer", bound=BaseModel)


class Nothing(Contract):
    """An empty answer."""


@dataclass(frozen=True, slots=True)
class RefusedOne:
    """A refused delivery: another kiosk may have brought another one under the same receipt."""

    receipt_code: str  # letters, digits and hyphens, as `kiosk`: both become part of an address
    kiosk: str

    @property
    def settlement(self) -> str:
        """The API's address of its settlement."""
        return f"/v1/outbox/refused/{self.receipt_code}/settlement?kiosk={self.kiosk}"


class OperatorsApi:
    """One line to the backend for all operators; it keeps no token of anybody."""

    def __init__(self, address: BackendAddress) -> None:
        self._line = address.line()

    async def sign_in(self, login: OperatorLogin) -> OperatorToken | ClientFailure:
        """Login, password and one-time code for a token."""
        return await self._ask("POST", "/v1/operators/token", OperatorToken, body=login)

    async def renew(self, token: str) -> OperatorToken | ClientFailure:
        """A fresh token for one that is still good."""
        return await self._ask("POST", "/v1/operators/token/renewal", OperatorToken, token=token)

    async def unlock(self, token: str, password: UnlockIn) -> ClientFailure | None:
        """Whether the password is that of whose token it is."""
        answer = await self._ask("POST", "/v1/operators/unlocking", Nothing, body=password, token=token)
        return answer if isinstance(answer, ClientFailure) else None

    async def sign_out_everywhere(self, token: str) -> ClientFailure | None:
        """No token of theirs counts any more."""
        answer = await self._ask("DELETE", "/v1/operators/sessions", Nothing, token=token)
        return answer if isinstance(answer, ClientFailure) else None

    async def sign_in_ways(self) -> SignInWays | ClientFailure:
        """How one may sign in besides login, password and code."""
        return await self._ask("GET", "/v1/operators/sign-in-ways", SignInWays)

    async def begin_single_sign_on(self) -> SignInBeginning | ClientFailure:
        """Where the browser goes to be vouched for."""
        return await self._ask("POST", "/v1/operators/single-sign-on/beginnings", SignInBeginning)

    async def finish_single_sign_on(self, returned: SignInReturn) -> OperatorToken | ClientFailure:
        """A token for what the browser came back with."""
        return await self._ask("POST", "/v1/operators/single-sign-on/token", OperatorToken, body=returned)

    async def kiosks(self, token: str) -> KioskList | ClientFailure:
        """Every kiosk in service, as its last heartbeat said."""
        return await self._ask("GET", "/v1/kiosks", KioskList, token=token)

    async def open_handoff(self, token: str, opening: HandoffOpening) -> OpenedHandoff | ClientFailure:
        """What a citizen left at a kiosk behind eight digits."""
        return await self._ask("POST", "/v1/handoffs/open", OpenedHandoff, body=opening, token=token)

    async def match_counts(self, token: str) -> MatchCounts | ClientFailure:
        """How many people could have each measure and do not."""
        return await self._ask("GET", "/v1/matches/counts", MatchCounts, token=token)

    async def refused(self, token: str) -> RefusedDeliveries | ClientFailure:
        """Requests the backend did not take in, which somebody has to look after."""
        return await self._ask("GET", "/v1/outbox/refused", RefusedDeliveries, token=token)

    async def refused_filing(self, token: str, which: RefusedOne) -> RefusedFiling | ClientFailure:
        """Whose one of them says it is; the backend notes the look."""
        path = f"/v1/outbox/refused/{which.receipt_code}?kiosk={which.kiosk}"
        return await self._ask("GET", path, RefusedFiling, token=token)

    async def settle(self, token: str, which: RefusedOne) -> ClientFailure | None:
        """It is looked after."""
        answer = await self._ask("POST", which.settlement, Nothing, token=token)
        return answer if isinstance(answer, ClientFailure) else None

    async def reopen(self, token: str, which: RefusedOne) -> ClientFailure | None:
        """It was settled by mistake."""
        answer = await self._ask("DELETE", which.settlement, Nothing, token=token)
        return answer if isinstance(answer, ClientFailure) else None

    async def check_ticket(self, token: str, qr: str) -> TicketCheck | ClientFailure:
        """Whether a ticket is ours, and whose; the backend notes the look."""
        return await self._ask(
            "POST", "/v1/tickets/check", TicketCheck, body=TicketCheckIn(qr=qr), token=token
        )

    async def bookings_of(self, token: str, number: str) -> DeskBookings | ClientFailure:
        """The booking under a number, eight digits."""
        return await self._ask("GET", f"/v1/desk/bookings?number={number}", DeskBookings, token=token)

    async def arrive(self, token: str, number: str, reason: str, once: str) -> ChangedBooking | ClientFailure:
        """Its person has come; `once` is the same where it is sent again."""
        path, body = f"/v1/desk/bookings/{number}/arrive", DeskChangeIn(reason=reason)
        return await self._ask("POST", path, ChangedBooking, body=body, token=token, once=once)

    async def unsent(self, token: str) -> UnsentMessages | ClientFailure:
        """Messages that did not arrive, the oldest first; whose they are they do not say."""
        return await self._ask("GET", "/v1/messages/unsent", UnsentMessages, token=token)

    async def send_again(self, token: str, message: int) -> ClientFailure | None:
        """Write it anew from the booking as it stands, to the person's address of today."""
        answer = await self._ask("POST", f"/v1/messages/{message}/resending", Nothing, token=token)
        return answer if isinstance(answer, ClientFailure) else None

    async def give_up(self, token: str, message: int) -> ClientFailure | None:
        """It is looked after some other way."""
        answer = await self._ask("POST", f"/v1/messages/{message}/settlement", Nothing, token=token)
        return answer if isinstance(answer, ClientFailure) else None

    def close(self) -> None:
        """Close the line."""
        self._line.close()

    async def _ask(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        body: BaseModel | None = None,
        token: str = "",
        once: str = "",
    ) -> Answer | ClientFailure:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        headers |= {IDEMPOTENCY_HEADER: once} if once else {}
        return await asyncio.to_thread(self._line.ask, method, path, answer, body=body, headers=headers)
