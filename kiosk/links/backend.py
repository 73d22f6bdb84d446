"""The one real body of `kiosk.ports.backend.Backend`: the HTTPS client, its failures turned into codes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from time import perf_counter
from typing import TypeVar
from uuid import uuid4

from pydantic import BaseModel

from backend.client import ClientFailure, KioskClient
from backend.contract.announcements import KioskAnnouncement
from backend.contract.cards import CardSession, HolderSession
from backend.contract.challenge import challenge
from backend.contract.handoffs import HandoffCode
from backend.contract.kiosks import Heartbeat
from backend.contract.people import PersonalFile
from content.compiled import MOST_BYTES
from devices.ports import CardProof
from kiosk.flow.wizard.effects import FindAnswers, LeaveHandoff, LeaveSlip
from kiosk.leaving import FoundAnswers, found_in, handoff_in, slip_in
from kiosk.links.booking import BookingLink
from kiosk.links.case import CaseLink
from kiosk.links.code_word import CodeWordLink
from kiosk.links.goods import GoodsLink
from kiosk.links.paper import PaperLink
from kiosk.links.playbill import PlaybillLink
from kiosk.links.queue import QueueLink
from kiosk.outbox.delivery import delivery_of, outcome_of
from kiosk.outbox.values import Entry, Outcome
from kiosk.ports.backend import NetworkLine, Refused
from kiosk.proof_sent import proof_in

STOCK = 2  # nonces that the client holds in advance
MAY_STEM_FROM_THE_CLOCK = ("assertion-", "backend-certificate", "clock-wrong", "token-")
"""Beginnings of codes; what is wrong with a card or a session is wrong whatever the time."""

Answer = TypeVar("Answer", bound=BaseModel | str)


class BackendLink:
    """An enrolled kiosk's link; calls may come from any worker thread."""

    def __init__(
        self,
        client: KioskClient,
        kiosk: str,
        on_pack: Callable[[str], None] = lambda _hash: None,
        on_sealing_key: Callable[[str], None] = lambda _key: None,
        on_published: Callable[[str], None] = lambda _file_hash: None,
        on_announcements: Callable[[tuple[KioskAnnouncement, ...]], None] = lambda _all: None,
    ) -> None:
        """`on_pack` gets the hash of the backend's content pack out of every answer that names it.

        `on_sealing_key` gets the key that filings are sealed to, `on_published` the name of the published
        pack's file, with each heartbeat's answer.
        """
        self._client = client
        self._kiosk = kiosk
        self._on_pack = on_pack
        self._on_sealing_key = on_sealing_key
        self._on_published = on_published
        self._on_announcements = on_announcements

    @property
    def kiosk(self) -> str:
        """The id under which this kiosk is enrolled."""
        return self._kiosk

    @property
    def bookings(self) -> BookingLink:
        """What this kiosk asks of bookings."""
        return BookingLink(self._client, self._code)

    @property
    def playbill(self) -> PlaybillLink:
        """What this kiosk asks of events and of paying."""
        return PlaybillLink(self._client, self._code)

    @property
    def papers(self) -> PaperLink:
        """What this kiosk asks about a ticket in somebody's hand."""
        return PaperLink(self._client, self._code)

    @property
    def queues(self) -> QueueLink:
        """What this kiosk asks of the queues for kindergartens and schools."""
        return QueueLink(self._client, self._code)

    @property
    def cases(self) -> CaseLink:
        """What this kiosk asks of somebody's own petitions."""
        return CaseLink(self._client, self._kiosk, self._code)

    @property
    def code_words(self) -> CodeWordLink:
        """What this kiosk asks about code words."""
        return CodeWordLink(self._client, self._code)

    @property
    def goods(self) -> GoodsLink:
        """What this kiosk asks of medicines and books."""
        return GoodsLink(self._client, self._code)

    def prepare(self) -> Refused | None:
        """Have connection, token and nonces ready, so that a tap waits for one call only."""
        return self._refused(self._client.prepare())

    def take_nonce(self) -> str | Refused:
        return self._answer(self._client.take_nonce())

    def digest(self, nonce: str, key: str, purpose: str) -> bytes:
        return challenge(self._kiosk, nonce, key, purpose)

    def open_session(self, proof: CardProof, nonce: str) -> CardSession | Refused:
        answer = self._answer(self._client.open_card_session(proof_in(proof, nonce)))
        if isinstance(answer, CardSession):
            self._on_pack(answer.pack_hash)
        return answer

    def raise_level(self, token: str, proof: CardProof, nonce: str) -> HolderSession | Refused:
        return self._answer(self._client.prove_holder(token, proof_in(proof, nonce)))

    def fetch_file(self, token: str, person: str) -> PersonalFile | Refused:
        return self._answer(self._client.personal_file(token, person))

    def leave_handoff(self, left: LeaveHandoff) -> str | Refused:
        return self._left(self._client.leave_handoff(handoff_in(left), uuid4().hex))

    def find_answers(self, asked: FindAnswers) -> FoundAnswers | Refused:
        opened = self._answer(self._client.find_answers(asked.digits))
        return opened if isinstance(opened, Refused) else found_in(opened)

    def leave_slip(self, left: LeaveSlip) -> str | Refused:
        return self._left(self._client.leave_slip(slip_in(left), uuid4().hex))

    def end_session(self, token: str) -> Refused | None:
        return self._refused(self._client.end_card_session(token))

    def send_heartbeat(self, heartbeat: Heartbeat) -> Refused | None:
        answer = self._client.send_heartbeat(heartbeat)
        if isinstance(answer, ClientFailure):
            return self._refused(answer)
        self._on_pack(answer.pack_hash)
        self._on_sealing_key(answer.sealing_key)
        self._on_published(answer.published_pack)
        self._on_announcements(answer.announcements)
        return self._refused(self._client.clock_failure())

    def time(self) -> datetime:
        return self._client.backend_time()

    def vouch(self, token: str, person: str) -> Refused | None:
        """A look at the own file: the backend has no smaller way to say that a session still stands."""
        answer = self.fetch_file(token, person)
        return answer if isinstance(answer, Refused) else None

    def deliver(self, entry: Entry) -> Outcome:
        """Send one request of the outbox; whatever happens, the same key may be sent again."""
        return outcome_of(entry, self._client.deliver(delivery_of(entry), entry.key))

    def fetch_pack(self, file_hash: str, go_on: Callable[[], bool]) -> bytes | Refused:
        """The published file of this name, if it is still the one; `pack-too-large` before it is fetched."""
        published = self._answer(self._client.packs.current())
        if isinstance(published, Refused):
            return published
        if published.file_hash != file_hash:
            return Refused("pack-unknown")
        if published.size > MOST_BYTES:
            return Refused("pack-too-large")
        content = self._client.packs.content(published, go_on)
        return Refused(self._code(content)) if isinstance(content, ClientFailure) else content

    def test_network(self) -> tuple[NetworkLine, ...]:
        """Use the stock up and fetch a new one over the line: token, certificate and answer in one."""
        for _ in range(STOCK):
            self._client.take_nonce()
        failure, seconds = _timed(self._client.prepare)
        if failure is not None:
            return (NetworkLine("backend", good=False, value=self._code(failure)),)
        skew = self._client.clock_skew_seconds or 0.0
        return (
            NetworkLine("backend", good=True),
            NetworkLine("delay", good=True, value=f"{seconds * 1000:.0f} ms"),
            NetworkLine("clock", good=self._client.clock_failure() is None, value=f"{skew:+.1f} s"),
        )

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _left(self, answer: HandoffCode | ClientFailure) -> str | Refused:
        return Refused(self._code(answer)) if isinstance(answer, ClientFailure) else answer.code

    def _answer(self, answer: Answer | ClientFailure) -> Answer | Refused:
        return Refused(self._code(answer)) if isinstance(answer, ClientFailure) else answer

    def _refused(self, failure: ClientFailure | None) -> Refused | None:
        return None if failure is None else Refused(self._code(failure))

    def _code(self, failure: ClientFailure) -> str:
        """The failure's code; where it may stem from the clock and our clock is known to be wrong, that."""
        if not failure.code.startswith(MAY_STEM_FROM_THE_CLOCK):
            return failure.code
        return (self._client.clock_failure() or failure).code


class NoBackend:
    """The link of a kiosk that is not enrolled: everything is refused with a code."""

    def __init__(self, code: str) -> None:
        self._refusal = Refused(code)

    def prepare(self) -> Refused:
        return self._refusal

    def take_nonce(self) -> Refused:
        return self._refusal

    def digest(self, nonce: str, key: str, purpose: str) -> bytes:
        return challenge("", nonce, key, purpose)

    def open_session(self, proof: CardProof, nonce: str) -> Refused:
        return self._refusal

    def raise_level(self, token: str, proof: CardProof, nonce: str) -> Refused:
        return self._refusal

    def fetch_file(self, token: str, person: str) -> Refused:
        return self._refusal

    def leave_handoff(self, left: LeaveHandoff) -> Refused:
        return self._refusal

    def find_answers(self, asked: FindAnswers) -> Refused:
        return self._refusal

    def leave_slip(self, left: LeaveSlip) -> Refused:
        return self._refusal

    def end_session(self, token: str) -> Refused:
        return self._refusal

    def send_heartbeat(self, heartbeat: Heartbeat) -> Refused:
        return self._refusal

    def test_network(self) -> tuple[NetworkLine, ...]:
        return (NetworkLine("backend", good=False, value=self._refusal.code),)

    def close(self) -> None:
        """Nothing is open."""


def _timed(call: Callable[[], ClientFailure | None]) -> tuple[ClientFailure | None, float]:
    began = perf_counter()
    return call(), perf_counter() - began
