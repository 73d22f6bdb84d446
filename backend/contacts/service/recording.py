"""What the operator writes into a contact: for whom, who speaks, notes, how it ended."""

from __future__ import annotations

from sqlalchemy import Connection, RowMapping

from backend.contacts import repository
from backend.contacts.service import keeping, talking
from backend.contacts.values import By, Fresh
from backend.contract.contacts import ContactNotesIn, ContactPersonIn, ContactWrapUpIn, IdentificationLevel
from backend.errors import Refused
from backend.people import service as people
from backend.vault import Vault

# Who decides for another shows by what right.
_NEEDS_GROUND = frozenset({"parent", "guardian"})


def attach(connection: Connection, by: By, contact: str, told: ContactPersonIn) -> RowMapping:
    """Set both identities; of another person nothing is known yet, so the level falls to none."""
    row = keeping.still_open(connection, contact, by)
    if told.anonymous and (told.person or told.speaker):
        raise Refused("body-invalid", errors=[{"at": "anonymous", "why": "nobody_is_named"}])
    if told.relation in _NEEDS_GROUND and not told.ground.strip():
        raise Refused("contact-ground-missing")
    named = {each for each in (told.person, told.speaker) if each}
    if named - people.named(connection, named).keys():
        raise Refused("contact-person-unknown")
    values: dict[str, object] = {
        "person": told.person,
        "speaker": told.speaker or (told.person if told.relation == "self" else None),
        "relation": told.relation,
        "ground": told.ground.strip(),
        "anonymous": told.anonymous,
    }
    if told.anonymous:
        values |= {"number_sealed": None, "number_hash": None}
    if any(values[name] != row[name] for name in ("person", "speaker", "relation", "ground")):
        values["level"] = "none"
    keeping.change(connection, row, "unnamed" if told.anonymous else "person", by.actor, by.now, values)
    after = keeping.own(connection, contact, by)
    keeping.journal(connection, by, after, "contact.person")
    return after


def identified(connection: Connection, by: By, contact: str, level: IdentificationLevel) -> RowMapping:
    """The caller has shown who they are; by what, the service of identification knows."""
    row = keeping.still_open(connection, contact, by)
    if row["person"] is None:
        raise Refused("contact-person-missing")
    keeping.change(connection, row, f"level.{level}", by.actor, by.now, {"level": level})
    after = keeping.own(connection, contact, by)
    keeping.journal(connection, by, after, f"contact.level.{level}")
    return after


def choose_topic(connection: Connection, by: By, contact: str, topic: str) -> RowMapping:
    """What it is about: the words to be read aloud follow from it."""
    row = keeping.still_open(connection, contact, by)
    if row["topic"] != topic:
        keeping.change(connection, row, "topic", by.actor, by.now, {"topic": topic})
    return keeping.own(connection, contact, by)


def save_notes(
    connection: Connection, vault: Vault, by: By, contact: str, told: ContactNotesIn, fresh: Fresh
) -> RowMapping:
    """Keep the text, also of a closed contact: the line may have been down. Stale: both texts go back.

    It takes no turn: what is typed every few seconds is no news to the operator's other pages.
    """
    row = keeping.mine(connection, contact, by)
    standing = keeping.notes_of(vault, row)
    if standing == told.notes:
        return row
    sealed = keeping.sealed_notes(vault, told.notes, fresh, contact)
    if not repository.save_notes(connection, contact, told.version, sealed):
        raise Refused("contact-notes-changed", stored=standing, sent=told.notes, version=row["notes_version"])
    keeping.change(connection, row, "notes", by.actor, by.now, {})
    return keeping.mine(connection, contact, by)


def wrap_up(connection: Connection, by: By, contact: str, told: ContactWrapUpIn) -> RowMapping:
    """Close it; what still talks ends with that, for the line may have kept its end to itself."""
    row = keeping.own(connection, contact, by)
    values = {"topic": told.topic, "outcome": told.outcome}
    if row["state"] == "closed":
        if {name: row[name] for name in values} != values:
            raise Refused("contact-closed")
        return row
    if row["state"] != "wrap_up":
        talking.end(connection, row, by.actor, by.now)
    keeping.change(
        connection, row, "closed", by.actor, by.now, {**values, "state": "closed", "closed_at": by.now}
    )
    return keeping.own(connection, contact, by)
