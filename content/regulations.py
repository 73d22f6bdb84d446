"""What an act asks of those who take petitions and complaints: fields, channels, grounds, terms."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from content.model import LegalBasis, Text

PAPER: Final = "paper"
KIOSK: Final = "kiosk"
PORTAL: Final = "portal"
VISIT: Final = "visit"
PHONE: Final = "phone"
EMAIL: Final = "email"
CHANNELS: Final = (PAPER, KIOSK, PORTAL, VISIT, PHONE, EMAIL)

ADDRESSEE: Final = "addressee"
NAME: Final = "name"
ANSWER_ADDRESS: Final = "answer_address"
SUBSTANCE: Final = "substance"
SIGNATURE: Final = "signature"
DATE: Final = "date"
SERVICE: Final = "service"
DECISION: Final = "decision"
FIELDS: Final = (ADDRESSEE, NAME, ANSWER_ADDRESS, SUBSTANCE, SIGNATURE, DATE, SERVICE, DECISION)


class Ground(Struct, frozen=True):
    """Why one may complain, or why a body need not answer."""

    id: str
    title: Text
    legal_basis: tuple[LegalBasis, ...]
    answer_rule: str = ""  # a deadline of its own, instead of the regulation's
    original: bool = False  # stood in the act from the beginning
    told_rule: str = ""  # the sender is told by this deadline


class Regulation(Struct, frozen=True):
    """One kind of writing to a body, and everything its act fixes."""

    id: str
    title: Text
    kinds: tuple[Text, ...]  # what the act calls such a writing
    legal_basis: tuple[LegalBasis, ...]
    starts_by: tuple[str, ...]  # of CHANNELS: here registration starts the clock
    prepared_by: tuple[str, ...]  # here a text is prepared, and no clock runs before it is signed
    fields: tuple[str, ...]  # of FIELDS: what it must hold
    registration_rule: str = ""  # ids of deadlines
    answer_rule: str = ""
    extension_rule: str = ""  # "": it cannot be extended
    forwarding_rule: str = ""
    decision_told_rule: str = ""
    grounds: tuple[Ground, ...] = ()  # of which one has to be named; none: any matter will do
    matters: tuple[Ground, ...] = ()  # that have an `answer_rule` of their own; none has to be named
    unanswered: tuple[Ground, ...] = ()  # when the body need not answer on the substance
    national_email_only: bool = False  # an answer goes to no address outside the national domain zone
    verified: bool = False


NATIONAL_ZONES: Final = ("ru", "su", "рф", "xn--p1ai")


def is_national_email(address: str) -> bool:
    """Whether an answer may go there: 59-ФЗ since 2025-03-30 knows addresses of the national zone alone."""
    return address.rpartition("@")[2].lower().rpartition(".")[2] in NATIONAL_ZONES
