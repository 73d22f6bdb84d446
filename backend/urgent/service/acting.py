"""The steps of urgent help, each by the version that was read; a stale one shows both versions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from backend.contract.urgent import (
    UrgentAction,
    UrgentEndIn,
    UrgentProvidedIn,
    UrgentProviderIn,
    UrgentSignedIn,
    UrgentUnsignedIn,
)
from backend.errors import Refusal, Refused
from backend.numbered_records import Versioned
from backend.urgent.repository import LEDGER
from backend.urgent.service.keeping import KIND, Office, check, check_step, load, step
from backend.urgent.service.looking import told
from backend.urgent.values import ACT_LETTER, MAY, Asking, Urgent


def take_up(
    connection: Connection,
    asking: Asking,
    office: Office,
    number: str,
    asked: Versioned,
    action: UrgentAction,
) -> Urgent | Refusal:
    """As somebody read it who now acts; `urgent-changed` if it is another by now, `urgent-state`."""
    urgent = load(connection, office, number)
    check(asking, urgent.person, urgent.contact)
    check_step(asking, action)
    shown = partial(told, connection, asking, office)
    return KIND.as_read(connection, asking, urgent, asked, MAY[action], shown)


def assign(
    connection: Connection, asking: Asking, office: Office, number: str, asked: UrgentProviderIn
) -> Urgent | Refusal:
    """Name who is to give it."""
    urgent = take_up(connection, asking, office, number, asked, "assigned")
    if isinstance(urgent, Refusal):
        return urgent
    return step(
        connection,
        asking,
        office,
        urgent,
        "assigned",
        note=asked.provider,
        state="assigned",
        provider=asked.provider,
    )


def provide(
    connection: Connection, asking: Asking, office: Office, number: str, asked: UrgentProvidedIn
) -> Urgent | Refusal:
    """Help was given: the act gets its number and awaits the recipient's signature."""
    urgent = take_up(connection, asking, office, number, asked, "provided")
    if isinstance(urgent, Refusal):
        return urgent
    provider = asked.provider or urgent.provider
    _check_act(asking, office, urgent, asked, provider)
    is_unnamed = urgent.identity == "unnamed"
    return step(
        connection,
        asking,
        office,
        urgent,
        "provided",
        act_number=LEDGER.next_number(connection, ACT_LETTER, asking.today.year),
        state="unsigned" if is_unnamed else "provided",  # who is not named signs nothing
        unsigned_reason="unnamed" if is_unnamed else "",
        provider=provider,
        provided_on=asked.act.provided_on,
        content=replace(urgent.content, act=asked.act),
    )


def sign(
    connection: Connection, asking: Asking, office: Office, number: str, asked: UrgentSignedIn
) -> Urgent | Refusal:
    """The recipient has signed the paper."""
    urgent = take_up(connection, asking, office, number, asked, "signed")
    if isinstance(urgent, Refusal):
        return urgent
    if urgent.identity == "unnamed":
        raise Refused("urgent-state", state=urgent.state)
    if asked.signed_on > asking.today:
        raise Refused("urgent-date-wrong", at="signed_on", why="future")
    if urgent.provided_on is not None and asked.signed_on < urgent.provided_on:
        raise Refused("urgent-date-wrong", at="signed_on", why="before_help")
    return step(
        connection,
        asking,
        office,
        urgent,
        "signed",
        state="signed",
        signed_on=asked.signed_on,
        unsigned_reason="",
        identity="papers" if asked.papers_seen else urgent.identity,
    )


def leave_unsigned(
    connection: Connection, asking: Asking, office: Office, number: str, asked: UrgentUnsignedIn
) -> Urgent | Refusal:
    """The act stays without the recipient's signature, and says why."""
    urgent = take_up(connection, asking, office, number, asked, "unsigned")
    if isinstance(urgent, Refusal):
        return urgent
    return step(
        connection,
        asking,
        office,
        urgent,
        "unsigned",
        note=asked.note,
        state="unsigned",
        unsigned_reason=asked.reason,
    )


def refuse(
    connection: Connection, asking: Asking, office: Office, number: str, asked: UrgentEndIn
) -> Urgent | Refusal:
    """No help is given: why is written down, and told to who asked."""
    urgent = take_up(connection, asking, office, number, asked, "refused")
    if isinstance(urgent, Refusal):
        return urgent
    return step(connection, asking, office, urgent, "refused", note=asked.note, state="refused")


def withdraw(
    connection: Connection, asking: Asking, office: Office, number: str, asked: UrgentEndIn
) -> Urgent | Refusal:
    """The recipient wants it no more."""
    urgent = take_up(connection, asking, office, number, asked, "withdrawn")
    if isinstance(urgent, Refusal):
        return urgent
    return step(connection, asking, office, urgent, "withdrawn", note=asked.note, state="withdrawn")


def awaiting(connection: Connection, asking: Asking, office: Office, number: str) -> Urgent:
    """One whose recipient can be told that an act awaits them; `urgent-state`."""
    urgent = load(connection, office, number)
    check(asking, urgent.person, urgent.contact)
    if urgent.state != "provided":
        raise Refused("urgent-state", state=urgent.state)
    KIND.journal(connection, asking, "notice", urgent)
    return urgent


def _check_act(
    asking: Asking, office: Office, urgent: Urgent, asked: UrgentProvidedIn, provider: str
) -> None:
    act = asked.act
    office.rules.check_services(act.given)
    if not asking.at_desk and not office.rules.are_by_phone(act.given):
        raise Refused("urgent-desk-only")
    if urgent.identity == "unnamed" and not office.rules.are_unnamed(act.given):
        raise Refused("urgent-name-missing")
    if not provider:
        raise Refused("urgent-provider-missing")
    if act.provided_on > asking.today:
        raise Refused("urgent-date-wrong", at="provided_on", why="future")
    if act.until is not None and act.until < act.provided_on:
        raise Refused("urgent-date-wrong", at="until", why="before_help")
