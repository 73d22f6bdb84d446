"""Whether a writing has what its act asks for: channel, fields, ground, address of the answer. Pure."""

from __future__ import annotations

from backend.cases.rulebook import ground_of
from backend.contract.cases import CaseField, CaseText
from backend.errors import Refused
from backend.people import email_address
from content.regulations import (
    ADDRESSEE,
    ANSWER_ADDRESS,
    DATE,
    DECISION,
    NAME,
    SERVICE,
    SIGNATURE,
    SUBSTANCE,
    Regulation,
    is_national_email,
)

_ORDER: tuple[CaseField, ...] = (
    ADDRESSEE,
    NAME,
    ANSWER_ADDRESS,
    SUBSTANCE,
    SERVICE,
    DECISION,
    SIGNATURE,
    DATE,
)


def missing(
    regulation: Regulation, text: CaseText, ground: str, *, author_known: bool, signed: bool
) -> tuple[CaseField, ...]:
    """What lacks, in the order of the form."""
    held = {
        ADDRESSEE: text.addressee,
        NAME: author_known or text.author_name,
        ANSWER_ADDRESS: text.answer_address or text.answer_email,
        SUBSTANCE: text.substance,
        SERVICE: text.service,
        DECISION: text.decision,
        SIGNATURE: signed,
        DATE: text.signed_on is not None,
    }
    lacking = tuple(each for each in _ORDER if each in regulation.fields and not _is_said(held[each]))
    return (*lacking, "ground") if regulation.grounds and not ground else lacking


def with_good_email(regulation: Regulation, text: CaseText) -> CaseText:
    """The text with its address as SMTP has it; `email-invalid`, `case-email-foreign`."""
    if not text.answer_email:
        return text
    local, _, domain = text.answer_email.strip().rpartition("@")
    try:
        address = email_address.parse(f"{local}@{domain.encode('idna').decode()}")  # «почта.рф» (RFC 3490)
    except (email_address.EmailInvalid, UnicodeError):
        raise Refused("email-invalid") from None
    if regulation.national_email_only and not is_national_email(address):
        raise Refused("case-email-foreign")
    return text.model_copy(update={"answer_email": address})


def check_channel(regulation: Regulation, channel: str, *allowed: str) -> None:
    """`case-channel`, with the channels there are."""
    if channel not in allowed:
        raise Refused("case-channel", allowed=sorted(regulation.starts_by))


def check_ground(regulation: Regulation, ground: str) -> None:
    """`case-ground-unknown` for what the act names neither as a ground nor as a matter of its own."""
    allowed = (*regulation.grounds, *regulation.matters)
    if ground and ground_of(allowed, ground) is None:
        raise Refused("case-ground-unknown", allowed=[each.id for each in allowed])


def _is_said(value: object) -> bool:
    return bool(value.strip()) if isinstance(value, str) else bool(value)
