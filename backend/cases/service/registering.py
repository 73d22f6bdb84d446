"""The signed writing is here: from this day on the law counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from backend.cases import repository
from backend.cases.checking import check_channel, missing
from backend.cases.service.acting import take_up
from backend.cases.service.keeping import Office, load, step
from backend.cases.values import UNSIGNED, Asking, Case, Content
from backend.contract.case_signing import text_hash
from backend.contract.cases import CaseChannel, CaseRegistrationIn, CaseSignatureIn
from backend.errors import Refusal, Refused
from content.regulations import KIOSK, PAPER


@dataclass(frozen=True, slots=True)
class _Signature:
    """By what a writing came, and what was seen of its signature."""

    channel: CaseChannel
    signed: bool
    signed_on: date | None
    received_on: date
    as_it_came: bool = False


def register(
    connection: Connection, asking: Asking, office: Office, number: str, asked: CaseRegistrationIn
) -> Case | Refusal:
    """At a desk; `case-channel`, `case-incomplete`."""
    case = take_up(connection, asking, office, number, asked, "registered")
    if isinstance(case, Refusal):
        return case
    received_on = asked.received_on or case.received_on or asking.today
    if received_on > asking.today:
        raise Refused("body-invalid", errors=[{"at": "received_on", "why": "future"}])
    return _registered(
        connection,
        asking,
        office,
        case,
        _Signature(asked.channel, asked.signed, asked.signed_on, received_on, asked.as_it_came),
    )


def sign(
    connection: Connection,
    asking: Asking,
    office: Office,
    number: str,
    asked: CaseSignatureIn,
    holder: str,
    kiosk: str,
) -> Case | Refusal:
    """By the holder's card, whose signature the caller has verified; somebody else's case reads like none.

    `case-text-differs` where the card signed another text than the one that stands here.
    """
    if load(connection, office.vault, number).author != holder:
        raise Refused("case-unknown")
    case = take_up(connection, asking, office, number, asked, "registered")
    if isinstance(case, Refusal):
        return case
    if case.state not in UNSIGNED:
        raise Refused("case-state", state=case.state)
    if text_hash(case.number, case.kind, case.ground, case.content.text) != asked.text_hash:
        raise Refused("case-text-differs")
    signature = _Signature(KIOSK, signed=True, signed_on=asking.today, received_on=asking.today)
    registered = _registered(connection, asking, office, case, signature)
    repository.add_signature(
        connection,
        {
            "number": case.number,
            "version": case.version,
            "at": asking.now,
            "kiosk": kiosk,
            "nonce": asked.proof.nonce,
            "text_hash": asked.text_hash,
            "certificate": asked.proof.certificate,
            "signature": asked.proof.signature,
        },
    )
    return registered


def _registered(
    connection: Connection, asking: Asking, office: Office, case: Case, signature: _Signature
) -> Case:
    regulation = office.book.regulation(case.regulation)
    check_channel(regulation, signature.channel, *regulation.starts_by)
    text = case.content.text
    if signature.signed_on is not None:
        text = text.model_copy(update={"signed_on": signature.signed_on})
    lacking = missing(
        regulation, text, case.ground, author_known=case.author is not None, signed=signature.signed
    )
    # A paper without a name is registered like any other (59-ФЗ, art. 8, part 2), and then not answered.
    if lacking and not (signature.as_it_came and signature.channel == PAPER):
        raise Refused("case-incomplete", missing=list(lacking))
    registered = replace(
        case,
        state="registered",
        channel=signature.channel,
        received_on=signature.received_on,
        registered_at=asking.now,
        registered_on=asking.today,
    )
    return step(
        connection,
        asking,
        office,
        case,
        "registered",
        note=", ".join(lacking),
        state=registered.state,
        channel=registered.channel,
        received_on=registered.received_on,
        registered_at=registered.registered_at,
        registered_on=registered.registered_on,
        due=office.book.term_of(registered),
        content=Content(text, case.content.answer),
    )
