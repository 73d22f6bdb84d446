"""Who may be speaking in a contact: masked people, what to ask them, what their answers would let."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.contacts.service import keeping
from backend.contract.callers import CallerPage
from backend.contract.person_search import Candidate, Candidates, PersonSearchIn
from backend.identification import repository
from backend.identification.service import permission, tries
from backend.identification.values import Look
from backend.person_search import service as person_search
from backend.person_search.service import Looking
from backend.vault import Vault

NOBODY = Candidates(candidates=(), more=False)
_UNKNOWN = "nobody"


def page(connection: Connection, vault: Vault, look: Look, *, others: bool) -> CallerPage:
    """`others`: candidates also where somebody was chosen already."""
    by, contact = look.by, look.in_hand.contact
    row = keeping.found(connection, contact, by)
    chosen = _chosen(connection, look, row)
    speaks = row["speaker"] or row["person"]
    return CallerPage(
        contact=contact,
        candidates=_of_number(connection, vault, look, row) if others or not chosen else NOBODY,
        has_number=row["number_hash"] is not None,
        person=chosen.get(row["person"] or ""),
        speaker=chosen.get(row["speaker"] or ""),
        relation=row["relation"],
        ground=row["ground"],
        anonymous=row["anonymous"],
        acts_by_register=permission.acts_by_register(connection, row, look.today),
        can_ring_back=_has_registered_number(connection, speaks),
        locked_until=tries.locked_until(connection, tries.keys_of(speaks or _UNKNOWN, by.operator), by.now),
        is_over=row["state"] not in permission.IN_HAND,
        server_time=by.now,
    )


def _of_number(connection: Connection, vault: Vault, look: Look, row: RowMapping) -> Candidates:
    """Everybody whose number it is; one alone is no more than a candidate either."""
    number = keeping.number_of(vault, row)
    if not number or row["anonymous"]:
        return NOBODY
    asked = PersonSearchIn(purpose=look.purpose, phone=number)
    return person_search.search(connection, Looking(look.by.actor, look.by.now), asked)


def _chosen(connection: Connection, look: Look, row: RowMapping) -> dict[str, Candidate]:
    by = look.by
    persons = {each for each in (row["person"], row["speaker"]) if each}
    shown = person_search.masked(connection, persons)
    audit.record(
        connection,
        *(
            AuditEvent(by.now, by.actor, person_search.ACTION, person=person, purpose=look.purpose)
            for person in sorted(shown)
        ),
    )
    return shown


def _has_registered_number(connection: Connection, speaks: str | None) -> bool:
    known = None if speaks is None else repository.person(connection, speaks)
    return known is not None and bool(known["phone"])
