"""The life of a card: found at a tap, issued, blocked, unblocked, replaced, lost, expired.

Plain functions over an open connection; identifiers, moments and actors are passed in, so a
transaction may run them again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping
from sqlalchemy.exc import IntegrityError

from backend.cards import repository
from backend.cards.values import (
    REVOKED_STATES,
    CardAction,
    CardRecord,
    CardState,
    CardStep,
    RevokedCard,
)

_ALLOWED_FROM: dict[CardAction, frozenset[CardState]] = {
    CardAction.BLOCK: frozenset({CardState.ACTIVE}),
    CardAction.UNBLOCK: frozenset({CardState.BLOCKED}),
    CardAction.REPORT_LOST: frozenset({CardState.ACTIVE, CardState.BLOCKED}),
    CardAction.REPLACE: frozenset({CardState.ACTIVE, CardState.BLOCKED, CardState.LOST, CardState.EXPIRED}),
    CardAction.EXPIRE: frozenset({CardState.ACTIVE}),
}
_STATE_AFTER: dict[CardAction, CardState] = {
    CardAction.BLOCK: CardState.BLOCKED,
    CardAction.UNBLOCK: CardState.ACTIVE,
    CardAction.REPORT_LOST: CardState.LOST,
    CardAction.REPLACE: CardState.REPLACED,
    CardAction.EXPIRE: CardState.EXPIRED,
}

_HAS_GOOD_CARD = (
    "card-already-active",
    "The person holds a good card: use `card replace`, or block it first.",
)


class CardChangeRefused(Exception):
    """A life-cycle command that does not fit; `code` has a page in docs/failures.md."""

    def __init__(self, code: str, what_to_do: str) -> None:
        super().__init__(f"{code}: {what_to_do}")
        self.code = code
        self.what_to_do = what_to_do


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card about to be entered: its identity and the fingerprints of its two certificates."""

    card: str
    person: str = field(repr=False)
    issuer: str
    serial: str = field(repr=False)
    guid: str = field(repr=False)
    fingerprint_9e: str = field(repr=False)
    fingerprint_9a: str = field(repr=False)
    issued_on: date
    expires_on: date
    certificate_numbers: tuple[int, int] | None = field(default=None, repr=False)  # of 9E and 9A


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts, when and why; written into the card's history."""

    actor: str
    at: datetime
    reason: str = ""


def find_by_identity(connection: Connection, issuer: str, serial: str) -> CardRecord | None:
    """The card that a verified certificate names, or None for one that was never issued."""
    row = repository.by_identity(connection, issuer, serial)
    return None if row is None else _record(row)


def get(connection: Connection, card: str) -> CardRecord:
    row = repository.by_card(connection, card)
    if row is None:
        raise CardChangeRefused("card-not-found", "Check the card id: `python -m backend card list`.")
    return _record(row)


def state_at(connection: Connection, card: str, moment: datetime) -> CardState | None:
    """The state the card had at a moment, by its history; None before it was issued."""
    steps = [row for row in repository.history(connection, card) if row["at"] <= moment]
    return CardState(steps[-1]["state"]) if steps else None


def of_person(connection: Connection, person: str) -> tuple[CardRecord, ...]:
    return tuple(_record(row) for row in repository.of_person(connection, person))


def history(connection: Connection, card: str) -> tuple[CardStep, ...]:
    return tuple(
        CardStep(
            card=row["card"],
            step=row["step"],
            at=row["at"],
            action=CardAction(row["action"]),
            state=CardState(row["state"]),
            actor=row["actor"],
            reason=row["reason"],
        )
        for row in repository.history(connection, card)
    )


def revoked(connection: Connection, today: date) -> tuple[RevokedCard, ...]:
    """Cards ended before their term, for the revocation list; without those that have expired since."""
    return tuple(
        RevokedCard(
            tuple(int(row[name], 16) for name in ("number_9e", "number_9a")),
            CardState(row["state"]),
            row["at"],
        )
        for row in repository.revoked(connection, [state.value for state in REVOKED_STATES], today)
    )


def issue(connection: Connection, new: NewCard, hand: Hand) -> CardRecord:
    """Enter a new card as active; a person who holds a good one needs `replace` instead."""
    if any(card.state is CardState.ACTIVE for card in of_person(connection, new.person)):
        raise CardChangeRefused(*_HAS_GOOD_CARD)
    return _enter(connection, new, hand, replaces=None)


def replace(connection: Connection, old: str, new: NewCard, hand: Hand) -> CardRecord:
    """End the old card and enter the new one, in one transaction and for the same person."""
    record = get(connection, old)
    if record.person != new.person:
        raise CardChangeRefused("card-other-person", "A card is replaced for the same person only.")
    _change(connection, record, CardAction.REPLACE, hand)
    return _enter(connection, new, hand, replaces=old)


def block(connection: Connection, card: str, hand: Hand) -> CardRecord:
    return _change(connection, get(connection, card), CardAction.BLOCK, hand)


def unblock(connection: Connection, card: str, hand: Hand) -> CardRecord:
    record = get(connection, card)
    others = (other for other in of_person(connection, record.person) if other.card != card)
    if any(other.state is CardState.ACTIVE for other in others):
        raise CardChangeRefused("card-already-active", "The person holds another good card by now.")
    return _change(connection, record, CardAction.UNBLOCK, hand)


def report_lost(connection: Connection, card: str, hand: Hand) -> CardRecord:
    """A lost card never comes back: it can only be replaced."""
    return _change(connection, get(connection, card), CardAction.REPORT_LOST, hand)


def expire(connection: Connection, card: str, hand: Hand) -> CardRecord:
    return _change(connection, get(connection, card), CardAction.EXPIRE, hand)


def note_first_pin(connection: Connection, card: str, hand: Hand) -> CardRecord:
    """Write into the history that a slip with a first PIN was made; the digits are kept nowhere."""
    record = get(connection, card)
    if record.state is not CardState.ACTIVE:
        raise CardChangeRefused("card-state-conflict", f"A card that is {record.state} gets no first PIN.")
    _write_step(connection, card, CardAction.FIRST_PIN, record.state, hand)
    return record


def expire_past(connection: Connection, today: date, hand: Hand) -> int:
    """Mark active cards whose last good day is over; returns how many."""
    past = repository.past_expiry(connection, today)
    for card in past:
        expire(connection, card, hand)
    return len(past)


def _change(connection: Connection, record: CardRecord, action: CardAction, hand: Hand) -> CardRecord:
    after = _STATE_AFTER[action]
    fits = record.state in _ALLOWED_FROM[action]
    # The guarded UPDATE is what decides between two clerks at once; the check above names the reason.
    if not fits or not repository.set_state(connection, record.card, record.state, after):
        raise CardChangeRefused(
            "card-state-conflict", f"A card that is {record.state} cannot take the action {action}."
        )
    _write_step(connection, record.card, action, after, hand)
    return get(connection, record.card)


def _enter(connection: Connection, new: NewCard, hand: Hand, replaces: str | None) -> CardRecord:
    values = {
        "card": new.card,
        "person": new.person,
        "issuer": new.issuer,
        "serial": new.serial,
        "guid": new.guid,
        "state": CardState.ACTIVE.value,
        "fingerprint_9e": new.fingerprint_9e,
        "fingerprint_9a": new.fingerprint_9a,
        "issued_on": new.issued_on,
        "expires_on": new.expires_on,
        "replaces": replaces,
    }
    if new.certificate_numbers is not None:
        values["number_9e"], values["number_9a"] = (f"{number:x}" for number in new.certificate_numbers)
    try:
        repository.add(connection, values)
    except IntegrityError as error:
        raise _refusal_of(error) from None  # the database's own words quote the person's id
    _write_step(connection, new.card, CardAction.ISSUE, CardState.ACTIVE, hand)
    return get(connection, new.card)


def _refusal_of(error: IntegrityError) -> CardChangeRefused:
    """What the tables did not take, by name: nobody's card, a second good one, or a number given twice."""
    told = str(error.orig).lower()
    if "foreign key" in told:
        return CardChangeRefused("person-unknown", "Check the person's id.")
    if "ux_cards_one_active" in told or "cards.person" in told:
        return CardChangeRefused(*_HAS_GOOD_CARD)
    return CardChangeRefused("card-number-taken", "Another card has this id, serial or GUID.")


def _write_step(connection: Connection, card: str, action: CardAction, state: CardState, hand: Hand) -> None:
    repository.add_step(
        connection,
        {
            "card": card,
            "step": repository.last_step(connection, card) + 1,
            "at": hand.at,
            "action": action.value,
            "state": state.value,
            "actor": hand.actor,
            "reason": hand.reason,
        },
    )


def _record(row: RowMapping) -> CardRecord:
    return CardRecord(
        card=row["card"],
        person=row["person"],
        issuer=row["issuer"],
        serial=row["serial"],
        guid=row["guid"],
        state=CardState(row["state"]),
        fingerprint_9e=row["fingerprint_9e"],
        fingerprint_9a=row["fingerprint_9a"],
        issued_on=row["issued_on"],
        expires_on=row["expires_on"],
        replaces=row["replaces"],
    )
