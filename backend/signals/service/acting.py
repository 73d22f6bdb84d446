"""The steps of a signal, each by the version that was read; a stale one shows both versions."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection

from backend.contract.signals import (
    SignalAction,
    SignalCheckIn,
    SignalClosingIn,
    SignalNoteIn,
    SignalPassingIn,
)
from backend.errors import Refusal, Refused
from backend.numbered_records import Versioned
from backend.signals.service.keeping import KIND, Office, load, step
from backend.signals.service.looking import told
from backend.signals.values import MAY, Asking, Signal


def take_up(
    connection: Connection,
    asking: Asking,
    office: Office,
    number: str,
    asked: Versioned,
    action: SignalAction,
) -> Signal | Refusal:
    """As somebody read it who now acts; `signal-changed` if it is another by now, `signal-state`."""
    signal = load(connection, office, number)
    shown = partial(told, connection, asking, office)
    return KIND.as_read(connection, asking, signal, asked, MAY[action], shown)


def note(
    connection: Connection, asking: Asking, office: Office, number: str, asked: SignalNoteIn
) -> Signal | Refusal:
    """Something more that became known, or a visit where nobody opened."""
    signal = take_up(connection, asking, office, number, asked, "noted")
    if isinstance(signal, Refusal):
        return signal
    return step(connection, asking, office, signal, "noted", note=asked.note)


def pass_on(
    connection: Connection, asking: Asking, office: Office, number: str, asked: SignalPassingIn
) -> Signal | Refusal:
    """The body in charge knows now (120-ФЗ, art. 9, part 2); another one may have to know as well."""
    signal = take_up(connection, asking, office, number, asked, "passed_on")
    if isinstance(signal, Refusal):
        return signal
    office.rules.check_body(asked.body)
    return step(
        connection,
        asking,
        office,
        signal,
        "passed_on",
        note=f"{asked.body} [{asked.how}]\n{asked.note}".strip(),
        state="passed_on" if signal.state == "taken" else signal.state,
        body=asked.body,
        passed_at=asking.now,
    )


def check(
    connection: Connection, asking: Asking, office: Office, number: str, asked: SignalCheckIn
) -> Signal | Refusal:
    """Somebody went to the address."""
    signal = take_up(connection, asking, office, number, asked, "checked")
    if isinstance(signal, Refusal):
        return signal
    if asked.checked_on > asking.today:
        raise Refused("signal-date-wrong", at="checked_on", why="future")
    if asked.checked_on < signal.taken_on:
        raise Refused("signal-date-wrong", at="checked_on", why="before_signal")
    return step(
        connection,
        asking,
        office,
        signal,
        "checked",
        note=asked.note,
        state="checked",
        checked_on=asked.checked_on,
        outcome=asked.outcome,
    )


def close(
    connection: Connection, asking: Asking, office: Office, number: str, asked: SignalClosingIn
) -> Signal | Refusal:
    """What came of it."""
    signal = take_up(connection, asking, office, number, asked, "closed")
    if isinstance(signal, Refusal):
        return signal
    return step(
        connection,
        asking,
        office,
        signal,
        "closed",
        note=asked.note,
        state="closed",
        consequence=asked.consequence,
    )
