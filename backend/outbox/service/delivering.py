"""Takes in what kiosks' outboxes deliver: once in effect, whoever brings it and however often.

A delivery that can never be taken in is answered all the same, so that the kiosk stops, and stands in
a list for operators.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.card_proof.verify import ProvenCard
from backend.card_sessions import service as card_sessions
from backend.card_sessions.file_by_level import HOLDER_LEVEL
from backend.cards import service as cards
from backend.cards.values import STATE_CODES, CardState
from backend.catalogue import Catalogue
from backend.contract.requests import (
    CorrectionIn,
    Delivery,
    DeliveryAnswer,
    Filing,
    OwnRequest,
)
from backend.disclosure import Disclosure
from backend.errors import Refusal
from backend.kiosks import service as kiosks
from backend.moment import Moment
from backend.outbox import repository
from backend.outbox.opened import OpenedFiling, has_timely_consent
from backend.people import service as people
from backend.requests.service import filing as requests
from backend.requests.service import looking as looking_at_requests
from backend.requests.values import ProvenFiling


@dataclass(frozen=True, slots=True)
class Arrived:
    """A delivery at the backend's door, opened already; `day` is the region's day of the filing."""

    delivery: Delivery = field(repr=False)
    key: str
    opened: OpenedFiling | Refusal
    day: date | None


@dataclass(frozen=True, slots=True)
class OwnChange:
    """What a holder wants of a request; no correction means to withdraw it."""

    session: str = field(repr=False)
    number: str
    key: str
    correction: CorrectionIn | None = field(repr=False)

    def filing(self, moment: Moment, applicant: str, beneficiary: str) -> Filing:
        """The same as an outbox would have delivered it."""
        given = {} if self.correction is None else dict(self.correction)
        return Filing(
            action="withdraw" if self.correction is None else "correct",
            number=self.number,
            kiosk=moment.kiosk,
            filed_at=moment.now,
            applicant=applicant,
            beneficiary=beneficiary,
            **given,
        )


@dataclass(frozen=True, slots=True)
class Voucher:
    """Whose filing it is: the person and card that the session or the signature stands for."""

    person: str = field(repr=False)
    card: str
    by_signature: bool


def deliver(
    connection: Connection, moment: Moment, arrived: Arrived, disclosure: Disclosure, catalogue: Catalogue
) -> DeliveryAnswer | Refusal:
    """Make the request, or name why it never can be made; a withdrawn kiosk may try again later."""
    if not kiosks.serves(connection, moment.kiosk):
        return Refusal("kiosk-withdrawn")
    receipt_code = arrived.delivery.receipt_code
    earlier = requests.number_of_delivery(connection, arrived.key)
    if earlier is not None:  # a replay after the kept answer was forgotten
        return DeliveryAnswer(receipt_code=receipt_code, outcome="accepted", request_number=earlier)
    outcome = _under_receipt(connection, moment, arrived, disclosure, catalogue)
    if isinstance(outcome, Refusal):
        return _refused(connection, moment, arrived, outcome.code)
    return DeliveryAnswer(receipt_code=receipt_code, outcome="accepted", request_number=outcome)


def change_own(
    connection: Connection,
    moment: Moment,
    change: OwnChange,
    disclosure: Disclosure,
    catalogue: Catalogue,
) -> OwnRequest | Refusal:
    """Correct or withdraw at once, inside an open level-2 session."""
    holder = card_sessions.holder_of(connection, moment, change.session)
    if isinstance(holder, Refusal):
        return holder
    standing = looking_at_requests.own(connection, holder.person, change.number)
    if standing is None:
        return Refusal("request-unknown")
    filing = change.filing(moment, holder.person, standing.beneficiary)
    if not has_timely_consent(filing):
        return Refusal("body-invalid")
    not_allowed = _not_allowed(connection, filing, moment.today, disclosure)
    if not_allowed is not None:
        return Refusal(not_allowed)
    proven = ProvenFiling(
        filing, standing.receipt_code, change.key, "session", holder.card, moment.now, moment.actor
    )
    outcome = requests.accept(connection, proven, catalogue, moment.today)
    if isinstance(outcome, Refusal):
        return outcome
    return looking_at_requests.own(connection, holder.person, outcome) or Refusal("request-unknown")


def _under_receipt(
    connection: Connection, moment: Moment, arrived: Arrived, disclosure: Disclosure, catalogue: Catalogue
) -> str | Refusal:
    """Take it in once: a copy of the row that comes under another key finds its receipt taken."""
    receipt_code = arrived.delivery.receipt_code
    sealed_hash = sha256(arrived.delivery.sealed).hexdigest()
    if not repository.claim_receipt(connection, receipt_code, sealed_hash, moment.now):
        taken = repository.receipt(connection, receipt_code)
        is_copy = taken["sealed_hash"] == sealed_hash
        return str(taken["number"]) if is_copy else Refusal("filing-receipt-taken")
    outcome = _taken_in(connection, moment, arrived, disclosure, catalogue)
    if isinstance(outcome, Refusal):
        repository.release_receipt(connection, receipt_code)
    else:
        repository.fill_receipt(connection, receipt_code, outcome)
    return outcome


def _taken_in(
    connection: Connection, moment: Moment, arrived: Arrived, disclosure: Disclosure, catalogue: Catalogue
) -> str | Refusal:
    opened = arrived.opened
    if isinstance(opened, Refusal):
        return opened
    assert arrived.day is not None
    filing = opened.filing
    voucher = _voucher(connection, moment, opened, arrived.day)
    if isinstance(voucher, Refusal):
        return voucher
    if voucher.person != filing.applicant:
        return Refusal("filing-person-other")
    not_allowed = _not_allowed(connection, filing, arrived.day, disclosure)
    if not_allowed is not None:
        return Refusal(not_allowed)
    proven = ProvenFiling(
        filing,
        arrived.delivery.receipt_code,
        arrived.key,
        "signature" if voucher.by_signature else "session",
        voucher.card,
        moment.now,
        moment.actor,
    )
    return requests.accept(connection, proven, catalogue, moment.today)


def _voucher(connection: Connection, moment: Moment, opened: OpenedFiling, day: date) -> Voucher | Refusal:
    """The card's own signature counts for more than the session the kiosk names."""
    if opened.card is not None:
        return _by_signature(connection, opened.card, opened.filing.filed_at, day)
    filing = opened.filing
    is_own = filing.kiosk == moment.kiosk or kiosks.is_one_device(connection, filing.kiosk, moment.kiosk)
    if not is_own:
        return Refusal("filing-kiosk-other")
    session = card_sessions.holder_at(connection, opened.session, filing.kiosk, filing.filed_at)
    if session is None:
        return Refusal("filing-unproven")
    blocked = _state_refused(connection, session.card, filing.filed_at)
    if blocked is not None:
        return blocked
    return Voucher(session.person, session.card, by_signature=False)


def _by_signature(
    connection: Connection, proven: ProvenCard, filed_at: datetime, day: date
) -> Voucher | Refusal:
    record = cards.find_by_identity(connection, proven.issuer, proven.serial)
    if record is None:
        return Refusal("card-unknown")
    if record.guid != proven.guid:
        return Refusal("card-guid-mismatch")
    if record.fingerprint_9a != proven.fingerprint:
        return Refusal("card-certificate-invalid")
    refused = _state_refused(connection, record.card, filed_at)
    if refused is not None:
        return refused
    if record.expires_on < day:
        return Refusal("card-expired")
    return Voucher(record.person, record.card, by_signature=True)


def _state_refused(connection: Connection, card: str, at: datetime) -> Refusal | None:
    """Why the card could vouch for nothing at that moment; a block may come while its session is open."""
    state = cards.state_at(connection, card, at)
    if state is None:
        return Refusal("card-unknown")
    return None if state is CardState.ACTIVE else Refusal(STATE_CODES[state])


def _not_allowed(connection: Connection, filing: Filing, day: date, disclosure: Disclosure) -> str | None:
    """What the pack's policy or the register has against it."""
    if not disclosure.allows(HOLDER_LEVEL, "file"):
        return "filing-not-allowed"
    if filing.applicant == filing.beneficiary:
        return None
    may_represent = disclosure.allows(HOLDER_LEVEL, "act_for_represented")
    if may_represent and people.may_act_for(connection, filing.applicant, filing.beneficiary, day):
        return None
    return "person-not-yours"


def _refused(connection: Connection, moment: Moment, arrived: Arrived, code: str) -> DeliveryAnswer:
    receipt_code = arrived.delivery.receipt_code
    repository.add(
        connection,
        {
            "delivery_key": arrived.key,
            "receipt_code": receipt_code,
            "sequence": arrived.delivery.sequence,
            "kiosk": moment.kiosk,
            "at": moment.now,
            "code": code,
            "sealed": arrived.delivery.sealed,
            "settled_at": None,
            "settled_by": None,
        },
    )
    audit.record(
        connection, AuditEvent(moment.now, moment.actor, "request.deliver", outcome=code, kiosk=moment.kiosk)
    )
    return DeliveryAnswer(receipt_code=receipt_code, outcome="refused", code=code)
