"""Calls that were promised: a queue by wanted time, one operator at a time, three tries."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, RowMapping

from backend.contacts import repository
from backend.contacts.service import keeping
from backend.contacts.service.beginning import first_row
from backend.contacts.values import MOST_TRIES, PAUSE_BETWEEN_TRIES, By, Fresh, NewContact
from backend.contract.contacts import CallBack
from backend.errors import Refused
from backend.vault import Vault

MOST_LISTED = 200


def promise(
    connection: Connection,
    vault: Vault,
    by: By,
    contact: str,
    number: str,
    wanted_at: datetime,
    fresh: Fresh,
) -> CallBack:
    """One a contact; promised again it keeps its place and gets the new time."""
    row = keeping.own(connection, contact, by)
    to_dial = number or keeping.number_of(vault, row)
    if not to_dial:
        raise Refused("contact-number-missing")
    if wanted_at < by.now:
        raise Refused("body-invalid", errors=[{"at": "wanted_at", "why": "past"}])
    standing = repository.promised(connection, contact)
    which = fresh.id if standing is None else standing["call_back"]
    sealed = vault.seal(fresh.number_nonce, to_dial, f"{keeping.CALL_BACK}:{which}")
    if standing is not None:
        values = {"wanted_at": wanted_at, "number_sealed": sealed}
        repository.change_call_back(connection, which, {"state": "waiting"}, values)
    else:
        repository.add_call_back(
            connection,
            {
                "call_back": which,
                "contact": contact,
                "state": "waiting",
                "wanted_at": wanted_at,
                "tries": 0,
                "number_sealed": sealed,
                "created_at": by.now,
            },
        )
    keeping.change(connection, row, "call_back", by.actor, by.now, {})
    return _told(_row(connection, which))


def waiting(connection: Connection, by: By) -> tuple[CallBack, ...]:
    """Without numbers and names: who takes one sees them. Of exercises only this operator's own."""
    return tuple(_told(row) for row in repository.open_call_backs(connection, by.operator, MOST_LISTED))


def take(connection: Connection, vault: Vault, by: By, which: str, fresh: Fresh) -> RowMapping:
    """It is this operator's now, with a contact to dial from; `call-back-taken` for all others."""
    repository.take_turn(connection, by.operator)
    row = _row(connection, which)
    if row["training"] and row["promised_by"] != by.operator:
        raise Refused("call-back-unknown")  # somebody else's exercise
    taken = {"state": "taken", "operator": by.operator, "taken_at": by.now, "tries": row["tries"] + 1}
    if not repository.change_call_back(connection, which, {"state": "waiting", "tries": row["tries"]}, taken):
        raise Refused("call-back-taken")
    origin = repository.by_id(connection, row["contact"])
    assert origin is not None
    number = vault.open(row["number_sealed"], f"{keeping.CALL_BACK}:{which}")
    new = NewContact("call-back", which, "call_back", "out", number, by.operator, training=origin["training"])
    known = {name: origin[name] for name in ("person", "speaker", "relation", "ground", "topic")}
    if origin["anonymous"]:
        known |= {"person": None, "speaker": None}
    repository.add(
        connection, first_row(vault, new, fresh, by) | known | {"parent_contact": origin["contact"]}
    )
    opened = repository.by_id(connection, fresh.id)
    assert opened is not None
    keeping.change(connection, opened, "call_back.taken", by.actor, by.now, {})
    keeping.journal(connection, by, opened, "contact.call_back")
    return opened


def result(connection: Connection, by: By, which: str, *, reached: bool) -> CallBack:
    """Reached, or to be tried again later; after the third try nobody is called any more."""
    row = _row(connection, which)
    if reached:
        after: dict[str, object] = {"state": "reached"}
    elif row["tries"] >= MOST_TRIES:
        after = {"state": "given_up"}
    else:
        again = by.now + PAUSE_BETWEEN_TRIES
        after = {"state": "waiting", "wanted_at": again, "operator": None, "taken_at": None}
    standing = {"state": "taken", "operator": by.operator}
    if not repository.change_call_back(connection, which, standing, after):
        raise Refused("call-back-taken")
    return _told(_row(connection, which))


def _row(connection: Connection, which: str) -> RowMapping:
    row = repository.call_back(connection, which)
    if row is None:
        raise Refused("call-back-unknown")
    return row


def _told(row: RowMapping) -> CallBack:
    return CallBack(
        call_back=row["call_back"],
        contact=row["contact"],
        state=row["state"],
        wanted_at=row["wanted_at"],
        tries=row["tries"],
        operator=row["operator"],
        training=row["training"],
    )
