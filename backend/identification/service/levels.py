"""Raises how sure it is who speaks in a contact: by data, by the code word, by calling back."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.auth.passwords import NOBODYS_HASH
from backend.contacts.service import keeping, recording
from backend.contacts.values import By
from backend.contract.contacts import IdentificationLevel
from backend.contract.identification import IdentifyByCallBackIn, IdentifyByCodeWordIn, IdentifyByDataIn
from backend.errors import Refusal, Refused
from backend.identification import repository
from backend.identification.service import comparing, permission, tries
from backend.identification.values import Comparing
from backend.identification_policy import surer
from backend.vault import Vault
from content.identification import CALL_BACK, CODE_WORD, DATA

LEVEL_IN_CONTACT: Final[dict[str, IdentificationLevel]] = {
    DATA: "data",
    CODE_WORD: "code_word",
    CALL_BACK: "call_back",
}


def by_data(connection: Connection, by: By, contact: str, told: IdentifyByDataIn) -> str | Refusal:
    """The level reached, or a refusal that is committed; which answer was wrong is told to nobody."""
    row = keeping.still_open(connection, contact, by)
    speaks = who_speaks(row)
    if not comparing.asked_enough(told):
        raise Refused("identification-answers-missing")
    known = repository.person(connection, speaks)
    is_right = known is not None and comparing.fits(connection, known, told)
    return _reached(connection, by, row, DATA, is_right, told.purpose)


def word_to_compare(connection: Connection, by: By, contact: str) -> Comparing:
    """Whose code word is compared, and with what: hashing is too slow for a transaction."""
    row = keeping.found(connection, contact, by)
    speaks = who_speaks(row)
    if tries.are_locked(connection, tries.keys_of(speaks, by.operator), by.now):
        return Comparing(speaks, NOBODYS_HASH)
    return Comparing(speaks, repository.code_word(connection, speaks) or NOBODYS_HASH)


def by_code_word(
    connection: Connection, by: By, contact: str, told: IdentifyByCodeWordIn, compared: Comparing, fits: bool
) -> str | Refusal:
    """The same by the word; who has none fails like who says a wrong one."""
    row = keeping.still_open(connection, contact, by)
    is_right = fits and who_speaks(row) == compared.person and compared.word_hash != NOBODYS_HASH
    return _reached(connection, by, row, CODE_WORD, is_right, told.purpose)


def by_call_back(
    connection: Connection, by: By, contact: str, told: IdentifyByCallBackIn, vault: Vault
) -> str | Refusal:
    """The contact is a call of ours, to the number that stands in the register, and it was answered."""
    row = keeping.still_open(connection, contact, by)
    known = repository.person(connection, who_speaks(row))
    phone = "" if known is None else known["phone"]
    is_ours = row["direction"] == "out" and row["answered_at"] is not None
    if not is_ours or not phone or row["number_hash"] != keeping.number_hash(vault, phone):
        raise Refused("identification-number-other")
    return _raised(connection, by, row, CALL_BACK, told.purpose)


def who_speaks(row: RowMapping) -> str:
    """The one whose identity is asked; `contact-person-missing`, `contact-speaker-missing`."""
    if row["person"] is None:
        raise Refused("contact-person-missing")
    if row["speaker"] is None and not permission.speaks_for_oneself(row):
        raise Refused("contact-speaker-missing")
    return str(row["speaker"] or row["person"])


def _reached(
    connection: Connection, by: By, row: RowMapping, level: str, is_right: bool, purpose: str
) -> str | Refusal:
    speaks = who_speaks(row)
    keys = tries.keys_of(speaks, by.operator)
    if tries.are_locked(connection, keys, by.now):
        return _refused(connection, by, row, level, "too-many-attempts", purpose)
    if not is_right:
        tries.count_wrong(connection, keys, by.now)
        return _refused(connection, by, row, level, "identification-failed", purpose)
    repository.forget_tries(connection, keys[0])
    return _raised(connection, by, row, level, purpose)


def _raised(connection: Connection, by: By, row: RowMapping, level: str, purpose: str) -> str:
    """Never lowered: who was called back is not asked for data again."""
    reached = surer(row["level"], level)
    if reached != row["level"]:
        recording.identified(connection, by, row["contact"], LEVEL_IN_CONTACT[reached])
    _journal(connection, by, row, level, audit.DONE, purpose)
    return reached


def _refused(connection: Connection, by: By, row: RowMapping, level: str, code: str, purpose: str) -> Refusal:
    _journal(connection, by, row, level, code, purpose)
    return Refusal(code)


def _journal(connection: Connection, by: By, row: RowMapping, level: str, outcome: str, purpose: str) -> None:
    event = AuditEvent(
        by.now, by.actor, f"identify.{level}", outcome=outcome, person=who_speaks(row), purpose=purpose
    )
    audit.record(connection, event)
