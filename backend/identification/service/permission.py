"""Whether something may be done in a contact: the one question every address of the desk asks first."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, RowMapping

from backend.contacts.service import keeping
from backend.contacts.values import By
from backend.errors import Refused
from backend.identification_policy import NONE, Policy
from backend.in_hand import InHand
from backend.people import service as people

IN_HAND = ("talking", "held", "wrap_up")
ACT_FOR = "act_for_represented"


def may(policy: Policy, in_hand: InHand, action: str) -> None:
    """`identification-too-low` with the level that is needed."""
    if not policy.allows(in_hand.level, action):
        raise Refused("identification-too-low", needed=policy.needed_for(action), level=in_hand.level)


def in_hand(connection: Connection, policy: Policy, by: By, contact: str, today: date) -> InHand:
    """The operator's own contact as it stands; over, or for nobody yet, it shows nobody."""
    row = keeping.found(connection, contact, By(by.operator, by.now))
    return of_row(connection, policy, row, today)


def of_row(connection: Connection, policy: Policy, row: RowMapping, today: date) -> InHand:
    """The same of a contact that was found.

    Who speaks for somebody else is as sure as they showed themselves to be, and acts for that person by
    the register; where the register knows nothing of it, nobody was identified.
    """
    contact, person, level = row["contact"], row["person"] or "", row["level"]
    if not person or row["state"] not in IN_HAND:
        return InHand(contact, person, NONE, training=row["training"])
    if not speaks_for_oneself(row) and not (
        policy.allows(level, ACT_FOR) and acts_by_register(connection, row, today)
    ):
        level = NONE
    acts_for = represented(connection, policy, person, level, today)
    return InHand(contact, person, level, acts_for, row["speaker"] or "", row["training"])


def represented(
    connection: Connection, policy: Policy, person: str, level: str, today: date
) -> frozenset[str]:
    """The children and wards the person may act for, where the level lets them."""
    if not policy.allows(level, ACT_FOR):
        return frozenset()
    return frozenset(each.person for each in people.relations(connection, person, today))


def speaks_for_oneself(row: RowMapping) -> bool:
    """Whether person and speaker are one; of a neighbour whom nobody named they are not."""
    return row["speaker"] == row["person"] or (row["speaker"] is None and row["relation"] == "self")


def acts_by_register(connection: Connection, row: RowMapping, today: date) -> bool:
    """Whether who speaks may act for whom it is about; everybody for themselves."""
    if row["person"] is None or speaks_for_oneself(row):
        return True
    speaker = row["speaker"]
    return speaker is not None and people.may_act_for(connection, speaker, row["person"], today)
