"""The kiosk's view of the backend: one call a step, failures as values, everything ready beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import TypeVar
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from pydantic import BaseModel, ValidationError

from backend.calling.assertion import KioskIdentity, public_jwk
from backend.calling.bookings import BookingCalls
from backend.calling.events import EventCalls
from backend.calling.failure import ClientFailure
from backend.calling.line import Line, Patience
from backend.calling.own_cases import OwnCaseCalls
from backend.calling.own_code_word import OwnCodeWordCalls
from backend.calling.packs import PackCalls
from backend.calling.payments import PaymentCalls
from backend.calling.queues import QueueCalls
from backend.calling.reservations import ReservationCalls
from backend.calling.stock import Stock
from backend.contract.base import Contract
from backend.contract.cards import CardProofIn, CardSession, HolderSession, Nonces
from backend.contract.handoffs import HandoffCode, HandoffIn, HandoffOpening, OpenedHandoff, SlipIn
from backend.contract.kiosks import EnrolledKiosk, Enrolment, Heartbeat, HeartbeatAnswer, Token
from backend.contract.people import PersonalFile
from backend.contract.requests import CorrectionIn, Delivery, DeliveryAnswer, OwnRequest
from backend.contract.tokens import ASSERTION_TYPE, GRANT_TYPE, IDEMPOTENCY_HEADER, SESSION_HEADER

__all__ = ["BackendAddress", "ClientFailure", "KioskClient", "KioskIdentity", "Patience", "enrol"]

REFRESH_BEFORE = 45.0  # seconds: nonces that end within this are replaced in the background
CLOCK_TOLERANCE_SECONDS = 60.0
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
STALE_TOKEN = frozenset({"token-expired", "token-invalid"})

Answer = TypeVar("Answer", bound=BaseModel)


class Nothing(Contract):
    """An empty answer."""


@dataclass(frozen=True, slots=True)
class BackendAddress:
    """Where the backend is and whose certificates are believed there."""

    url: str  # https://…
    region_ca: Path  # PEM
    patience: Patience = field(default_factory=Patience)

    def line(self) -> Line:
        """A connection, opened at its first use."""
        return Line(self.url, self.region_ca, self.patience)


def utc_now() -> datetime:
    """The kiosk's own clock."""
    return datetime.now(UTC)


def enrol(
    address: BackendAddress, code: str, key: EllipticCurvePrivateKey, idempotency_key: str
) -> EnrolledKiosk | ClientFailure:
    """Enrol with a one-time code.

    `idempotency_key` (16 to 64 letters and digits) is stored by the caller before the first send:
    sent again after a lost answer, the same request gets the same answer.
    """
    try:
        enrolment = Enrolment(code=code, public_key=public_jwk(key))
    except ValidationError:
        return ClientFailure("enrolment-code-invalid", "A code looks like 7F3K-92QM.")
    line = address.line()
    try:
        headers = {IDEMPOTENCY_HEADER: idempotency_key}
        return line.ask("POST", "/v1/kiosks/enrol", EnrolledKiosk, body=enrolment, headers=headers)
    finally:
        line.close()


class KioskClient:
    """One enrolled kiosk's client; its methods block and may be called from any worker thread."""

    def __init__(
        self,
        address: BackendAddress,
        identity: KioskIdentity,
        clock: Callable[[], datetime] = utc_now,
        steady_clock: Callable[[], float] = monotonic,
    ) -> None:
        self._line = address.line()
        self._identity = identity
        self._clock = clock
        self._steady_clock = steady_clock
        self._stock = Stock(steady_clock)
        self.bookings = BookingCalls(self._ask)
        self.reservations = ReservationCalls(self._ask)
        self.queues = QueueCalls(self._ask)
        self.cases = OwnCaseCalls(self._ask)
        self.code_word = OwnCodeWordCalls(self._ask)
        self.events = EventCalls(self._ask)
        self.payments = PaymentCalls(self._ask)
        self.packs = PackCalls(self._ask, self._fetch)
        self._skew: float | None = None
        self._last_heard: tuple[datetime, float] | None = (
            None  # the backend's time, and ours that goes forward
        )

    @property
    def clock_skew_seconds(self) -> float | None:
        """How far this clock is ahead of the backend's; None before the first answer."""
        return self._skew

    def backend_time(self) -> datetime:
        """The backend's time as its last answer and a steady clock tell it; before that, our own clock's."""
        if self._last_heard is None:
            return self._clock()
        told, at = self._last_heard
        return told + timedelta(seconds=self._steady_clock() - at)

    def prepare(self) -> ClientFailure | None:
        """Have the connection, a token and two nonces ready; call it at the start and every half minute."""
        if not self._stock.needs_nonces(REFRESH_BEFORE):
            return None
        given = self._ask("POST", "/v1/nonces", Nonces)
        if isinstance(given, ClientFailure):
            return given
        self._keep(given)
        return None

    def take_nonce(self) -> str | ClientFailure:
        """A nonce for the card to sign over: from the stock, or asked for now."""
        held = self._stock.take_nonce()
        if held is not None:
            return held
        failure = self.prepare()
        if failure is not None:
            return failure
        return self._stock.take_nonce() or ClientFailure("nonce-expired", "Check the backend's clock.")

    def open_card_session(self, proof: CardProofIn) -> CardSession | ClientFailure:
        """Level 1: what a genuine card may show."""
        answer = self._ask("POST", "/v1/card-sessions", CardSession, body=proof)
        if isinstance(answer, CardSession):
            self._keep(answer.nonces)
        return answer

    def prove_holder(self, session: str, proof: CardProofIn) -> HolderSession | ClientFailure:
        """Level 2: the personal file, after the card accepted the PIN and signed with 9A."""
        path = "/v1/card-sessions/current/holder"
        answer = self._ask("POST", path, HolderSession, body=proof, session=session)
        if isinstance(answer, HolderSession):
            self._keep(answer.nonces)
        return answer

    def personal_file(self, session: str, person: str) -> PersonalFile | ClientFailure:
        """The holder's own file again, or that of somebody they act for."""
        return self._ask("GET", f"/v1/people/{person}/file", PersonalFile, session=session)

    def end_card_session(self, session: str) -> ClientFailure | None:
        """End it; a failure changes nothing for the citizen, since sessions run out by themselves."""
        answer = self._ask("DELETE", "/v1/card-sessions/current", Nothing, session=session)
        return answer if isinstance(answer, ClientFailure) else None

    def deliver(self, delivery: Delivery, idempotency_key: str) -> DeliveryAnswer | ClientFailure:
        """Hand over a row of the outbox; `idempotency_key` was stored with it before the first send."""
        path, once = "/v1/outbox/deliveries", {IDEMPOTENCY_HEADER: idempotency_key}
        return self._ask("POST", path, DeliveryAnswer, body=delivery, more_headers=once)

    def leave_handoff(self, content: HandoffIn, idempotency_key: str) -> HandoffCode | ClientFailure:
        """Leave answers for an operator to go on with; the code is to be shown as 4 + 4."""
        once = {IDEMPOTENCY_HEADER: idempotency_key}
        return self._ask("POST", "/v1/handoffs", HandoffCode, body=content, more_headers=once)

    def find_answers(self, code: str) -> OpenedHandoff | ClientFailure:
        """What an operator has left behind eight digits, for this kiosk to go on with."""
        return self._ask("POST", "/v1/handoffs/continue", OpenedHandoff, body=HandoffOpening(code=code))

    def leave_slip(self, content: SlipIn, idempotency_key: str) -> HandoffCode | ClientFailure:
        """Leave an application prepared without a card, for an office to print."""
        once = {IDEMPOTENCY_HEADER: idempotency_key}
        return self._ask("POST", "/v1/slips", HandoffCode, body=content, more_headers=once)

    def withdraw_request(self, session: str, number: str, idempotency_key: str) -> OwnRequest | ClientFailure:
        """Withdraw one of the holder's own requests; level 2."""
        path, once = f"/v1/requests/{number}/withdrawal", {IDEMPOTENCY_HEADER: idempotency_key}
        return self._ask("POST", path, OwnRequest, session=session, more_headers=once)

    def correct_request(
        self, session: str, number: str, correction: CorrectionIn, idempotency_key: str
    ) -> OwnRequest | ClientFailure:
        """File one of the holder's own requests anew under its number; level 2."""
        path, once = f"/v1/requests/{number}/correction", {IDEMPOTENCY_HEADER: idempotency_key}
        return self._ask("POST", path, OwnRequest, body=correction, session=session, more_headers=once)

    def send_heartbeat(self, heartbeat: Heartbeat) -> HeartbeatAnswer | ClientFailure:
        """Tell how the kiosk is; learn the backend's time and pack."""
        answer = self._ask("POST", "/v1/heartbeats", HeartbeatAnswer, body=heartbeat)
        if isinstance(answer, HeartbeatAnswer):
            self._note_time(answer.server_time)
        return answer

    def clock_failure(self) -> ClientFailure | None:
        """`clock-wrong` if the last answers showed this clock more than a minute off."""
        if self._skew is None or abs(self._skew) <= CLOCK_TOLERANCE_SECONDS:
            return None
        return ClientFailure("clock-wrong", f"Set the kiosk's clock: it is {self._skew:+.0f} s off.")

    def close(self) -> None:
        """Close the connection."""
        self._line.close()

    def _ask(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        *,
        body: BaseModel | None = None,
        session: str | None = None,
        more_headers: Mapping[str, str] = NO_HEADERS,
    ) -> Answer | ClientFailure:
        """With the access token; once more with a new one if the backend no longer takes it."""
        token = self._token()
        if isinstance(token, ClientFailure):
            return token
        headers = {**_headers(token, session), **more_headers}
        received = self._line.ask(method, path, answer, body=body, headers=headers)
        if not isinstance(received, ClientFailure) or received.code not in STALE_TOKEN:
            return received
        self._stock.drop_token()
        token = self._token()
        if isinstance(token, ClientFailure):
            return token
        headers = {**_headers(token, session), **more_headers}
        return self._line.ask(method, path, answer, body=body, headers=headers)

    def _fetch(self, path: str, size: int, go_on: Callable[[], bool]) -> bytes | ClientFailure:
        """With the access token; one that has just run out is made anew by the next request."""
        token = self._token()
        if isinstance(token, ClientFailure):
            return token
        return self._line.fetch(path, size, _headers(token, None), go_on)

    def _token(self) -> str | ClientFailure:
        held = self._stock.token()
        if held is not None:
            return held
        form = {
            "grant_type": GRANT_TYPE,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": self._identity.assertion(self._clock(), uuid4().hex),
        }
        given = self._line.ask("POST", "/v1/token", Token, form=form)
        if isinstance(given, ClientFailure):
            return given
        self._stock.keep_token(given)
        return given.access_token

    def _keep(self, given: Nonces) -> None:
        self._stock.keep_nonces(given)
        self._note_time(given.server_time)

    def _note_time(self, server_time: datetime) -> None:
        self._last_heard = (server_time, self._steady_clock())
        self._skew = (self._clock() - server_time).total_seconds()


def _headers(token: str, session: str | None) -> Mapping[str, str]:
    named = {} if session is None else {SESSION_HEADER: session}
    return {"Authorization": f"Bearer {token}", **named}
