"""Messages as rows: queued in the transaction of what they tell, claimed, sent at least once, wiped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.carriers.ports import Channel, Letter
from backend.contract.messages import UnsentMessage, UnsentMessages
from backend.errors import Refusal
from backend.messages import repository
from backend.messages.pacing import next_try, time_to_send
from backend.messages.repository import Claim
from backend.messages.values import GIVEN_UP, LATE, Claimed, Message, Page, Unsent, Upcoming

LEASE = timedelta(minutes=3)  # longer than a batch may take; then its sender counts as dead
KEPT = timedelta(days=90)  # kind, time and state; the text is wiped when the message ends
REMINDERS_KEPT = timedelta(days=7)  # longer than from the reminder to the booking's end
LISTED = 200


def queue(connection: Connection, message: Message, now: datetime) -> bool:
    """Whether it will be sent; False for what was queued before, or is of no use any more."""
    if message.useful_until <= now:
        return False
    row = {
        "dedupe_key": message.dedupe_key,
        "kind": message.kind,
        "channel": message.channel,
        "about": message.about,
        "address": message.address,
        "subject": message.subject,
        "body": message.body,
        "zone": message.zone,
        "state": "waiting",
        "attempts": 0,
        "queued_at": now,
        "due_at": time_to_send(message.channel, now, message.zone, message.useful_until),
        "useful_until": message.useful_until,
    }
    return repository.add(connection, row)


def withdraw(connection: Connection, about: str, now: datetime) -> None:
    """Send nothing more about a booking that is not as it was; what is on its way may still arrive."""
    repository.withdraw(connection, about, now)


def has_due(connection: Connection, channels: Iterable[Channel], now: datetime) -> bool:
    """Whether a sender has anything to do; a read, so that an idle backend writes nothing."""
    return repository.has_due(connection, channels, now)


def claim(
    connection: Connection, channels: Iterable[Channel], now: datetime, most: int
) -> tuple[Claimed, ...]:
    """Messages to be sent now, kept from other senders until the lease ends.

    A sender that dies after its claim leaves them to the next one: they may go twice, never not at all.
    """
    repository.end_late(connection, now, most, LATE)
    claimed = map(_claimed, repository.claim(connection, channels, now, now + LEASE, most))
    return tuple(each for each in claimed if not _is_kept_for_morning(connection, each, now))


def sent(connection: Connection, claimed: Claimed, now: datetime) -> None:
    """The carrier has it; address and text are wiped."""
    repository.end(connection, _claim_of(claimed), "sent", "", now)


def refused(connection: Connection, claimed: Claimed, code: str, now: datetime) -> None:
    """The carrier will never take this one: operators see it."""
    repository.end(connection, _claim_of(claimed), "failed", code, now)


def not_now(connection: Connection, claimed: Claimed, code: str, now: datetime) -> None:
    """The carrier could not: try later, or give up and let operators see it."""
    again = next_try(claimed.attempt, now)
    if again is None:
        repository.end(connection, _claim_of(claimed), "failed", GIVEN_UP, now)
        return
    due = time_to_send(claimed.channel, again, claimed.zone, claimed.useful_until)
    repository.put_back(connection, _claim_of(claimed), due, code, claimed.attempt)


def unsent(connection: Connection) -> UnsentMessages:
    """Messages that did not arrive and nobody looked after yet, the oldest first; whose, they do not say."""
    rows = repository.unsent(connection, LISTED)
    return UnsentMessages(messages=tuple(UnsentMessage(**row) for row in rows))


def settle(connection: Connection, message: int, actor: str, now: datetime) -> Refusal | None:
    """Mark an unsent message as looked after."""
    if not repository.settle(connection, message, now, actor):
        return Refusal("message-unknown")
    audit.record(connection, AuditEvent(now, actor, "message.settle"))
    return None


def unsent_one(connection: Connection, message: int) -> Unsent | None:
    """What an unsent message was about; None for one that arrived, or that somebody looked after."""
    row = repository.unsent_one(connection, message)
    return None if row is None else Unsent(message, row["kind"], row["channel"], row["about"])


def without_reminder(connection: Connection, page: Page) -> list[Upcoming]:
    """Confirmed bookings of somebody that had no reminder, by their start."""
    rows = repository.to_remind(connection, (page.last_start, page.last_booking), page.until, page.most)
    return [Upcoming(**row) for row in rows]


def mark_reminded(connection: Connection, booking: str, now: datetime) -> bool:
    """False if somebody did before."""
    return repository.mark_reminded(connection, booking, now)


def purge(connection: Connection, now: datetime) -> None:
    """Forget what ended long ago."""
    repository.purge(connection, now - KEPT, now - REMINDERS_KEPT)


def _is_kept_for_morning(connection: Connection, claimed: Claimed, now: datetime) -> bool:
    """Due since the day, but a carrier was down into the night; its attempt is not counted."""
    due = time_to_send(claimed.channel, now, claimed.zone, claimed.useful_until)
    if due == now:
        return False
    repository.put_back(connection, _claim_of(claimed), due, "", claimed.attempt - 1)
    return True


def _claimed(row: RowMapping) -> Claimed:
    letter = Letter(
        id=str(uuid5(NAMESPACE_URL, f"okno:message:{row['dedupe_key']}")),
        to=row["address"],
        subject=row["subject"],
        text=row["body"],
        written_at=row["queued_at"],
    )
    return Claimed(row["message"], row["attempts"], row["channel"], row["zone"], row["useful_until"], letter)


def _claim_of(claimed: Claimed) -> Claim:
    return Claim(claimed.message, claimed.attempt)
