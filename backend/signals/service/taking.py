"""A new signal: 112 first where a life is in danger, the body in charge at once where it is a child."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection

from backend.contacts.service import keeping as contacts
from backend.contacts.values import By
from backend.contract.signals import SignalIn, SignalTaken
from backend.due_date import NO_TERM
from backend.errors import Refused
from backend.people import service as people
from backend.signals.repository import LEDGER
from backend.signals.service.keeping import KIND, Office, start
from backend.signals.values import LETTER, Asking, Signal


def take(connection: Connection, asking: Asking, office: Office, new: SignalIn) -> SignalTaken:
    """`signal-emergency-missing`, `signal-kind-unknown`, `signal-body-unknown`."""
    kind = office.rules.signal(new.kind)
    _check(connection, office, new)
    taken = Signal(
        number=LEDGER.next_number(connection, LETTER, asking.today.year),
        kind=kind.id,
        state="passed_on" if new.body else "taken",
        version=1,
        danger=new.danger,
        emergency=new.emergency,
        source=new.source,
        anonymous=new.anonymous,
        about=new.about,
        speaker=None if new.anonymous else _speaker(connection, asking),
        contact=None if new.anonymous else asking.in_hand.contact or None,
        taken_at=asking.now,
        taken_on=asking.today,
        body=new.body,
        passed_at=asking.now if new.body else None,
        checked_on=None,
        outcome="",
        consequence="",
        due=NO_TERM,
        text=new.text,
    )
    taken = replace(taken, due=office.term_of(taken))
    start(connection, asking, office, taken, f"[{new.how}]" if new.body else "")
    KIND.journal(connection, asking, "taken", taken)
    return SignalTaken(
        number=taken.number,
        kind=taken.kind,
        state=taken.state,
        body=taken.body,
        due=office.rules.terms.told(taken.due, asking.today),
        taken_at=taken.taken_at,
    )


def _check(connection: Connection, office: Office, new: SignalIn) -> None:
    if new.danger and not new.emergency:
        raise Refused("signal-emergency-missing")
    if new.body:
        office.rules.check_body(new.body)
    text = new.text
    if new.anonymous and any(each.strip() for each in (text.told_by, text.reach)):
        raise Refused("body-invalid", errors=[{"at": "anonymous", "why": "nobody_is_named"}])
    if bool(new.body) != bool(new.how):
        raise Refused("body-invalid", errors=[{"at": "how", "why": "missing" if new.body else "no_body"}])
    if new.about is not None and new.about not in people.named(connection, {new.about}):
        raise Refused("person-unknown")


def _speaker(connection: Connection, asking: Asking) -> str | None:
    """Whom the contact knows to speak."""
    if not asking.in_hand.contact:
        return None
    row = contacts.found(connection, asking.in_hand.contact, By(asking.operator, asking.now))
    return row["speaker"] or (row["person"] if row["relation"] == "self" else None)
