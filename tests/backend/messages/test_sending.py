"""Sending: claimed by one, tried again, given up, kept from the night; nothing is lost on the way."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from backend.carriers.ports import CarrierDown, LetterRefused
from backend.database.doors import DatabaseUnreachable
from backend.messages import service
from backend.messages.pacing import ATTEMPTS, PAUSES
from backend.messages.sending import keep_sending
from backend.messages.service import LEASE
from backend.messages.tables import messages
from backend.messages.values import Claimed
from tests.backend.messages.post import MAIL, PHONE, Post

EVENING = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)  # ten o'clock in Murmansk
MORNING = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)


def claim(post: Post, most: int = 20) -> tuple[Claimed, ...]:
    channels = tuple(post.services.carriers)
    return post.run(partial(service.claim, channels=channels, now=post.now, most=most))


def many(post: Post, count: int) -> None:
    post.queue(*(post.message(f"confirmed:b{number}:sms") for number in range(count)))


def test_each_goes_once(post: Post) -> None:
    many(post, 45)
    post.send_all()
    assert len({letter.id for letter in post.sms.letters}) == len(post.sms.letters) == 45
    assert post.send() == 0


def test_an_idle_backend_writes_nothing(post: Post) -> None:
    commits = getattr(post.region.database, "commits", 0)
    assert post.send() == 0
    assert getattr(post.region.database, "commits", 0) == commits


def test_what_one_sender_has_no_other_gets(post: Post) -> None:
    many(post, 30)
    first, second, third = claim(post), claim(post), claim(post)
    assert (len(first), len(second), len(third)) == (20, 10, 0)
    assert {each.message for each in first}.isdisjoint(each.message for each in second)


def test_without_a_claim_two_senders_get_the_same(post: Post) -> None:
    """The control: looking and taking in two steps."""
    many(post, 10)

    def look(connection: Connection) -> list[int]:
        due = select(messages.c.message).where(messages.c.state == "waiting")
        return list(connection.execute(due).scalars())

    first, second = post.run(look), post.run(look)
    assert first == second != []


@pytest.mark.parametrize("dialect", [pytest.param("postgresql", marks=pytest.mark.slow)])
def test_senders_at_the_same_moment_pass_by_each_other(post: Post) -> None:
    """A claim that is still open keeps nobody waiting: its rows are skipped."""
    many(post, 30)
    claiming = partial(service.claim, channels=("sms",), now=post.now, most=20)
    with post.region.database.maintenance() as connection:
        mine = claiming(connection)
        others = post.run(claiming)
    assert len(others) == 10
    assert {each.message for each in mine}.isdisjoint(each.message for each in others)


def test_a_dead_sender_s_messages_go_when_its_time_is_over(post: Post) -> None:
    many(post, 3)
    assert len(claim(post)) == 3
    assert post.send() == 0
    post.region.clock.now += LEASE
    assert post.send() == 3
    assert post.states() == ["sent"] * 3


def test_who_was_thought_dead_decides_nothing_any_more(post: Post) -> None:
    """Its claim is not the last one: what it says of the letter is not taken."""
    many(post, 1)
    (slow,) = claim(post)
    post.region.clock.now += LEASE
    (fresh,) = claim(post)
    post.run(partial(service.not_now, claimed=slow, code="sms-unreachable", now=post.now))
    post.run(partial(service.sent, claimed=fresh, now=post.now))
    post.run(partial(service.refused, claimed=slow, code="message-refused", now=post.now))
    assert post.states() == ["sent"]


def test_a_carrier_that_is_down_is_tried_later_and_later_then_given_up(post: Post) -> None:
    post.region.clock.now = MORNING
    post.queue(post.message(channel="email", address=MAIL, subject="s"))
    post.mail.failures = [CarrierDown("mail-unreachable") for _ in range(ATTEMPTS)]
    for pause in PAUSES:
        assert post.send() == 1
        assert post.rows()[0]["code"] == "mail-unreachable"
        post.region.clock.now += pause - timedelta(seconds=1)
        assert post.send() == 0
        post.region.clock.now += timedelta(seconds=1)
    assert post.send() == 1
    (row,) = post.rows()
    assert (row["state"], row["code"], row["attempts"]) == ("failed", "message-given-up", ATTEMPTS)
    assert row["address"] is row["body"] is None


def test_it_goes_when_the_carrier_is_back(post: Post) -> None:
    many(post, 1)
    post.sms.failures = [CarrierDown("sms-unreachable"), CarrierDown("sms-account-refused")]
    for _ in range(3):
        post.send_all()
        post.region.clock.forward(minutes=5)
    assert post.states() == ["sent"]


def test_one_refused_letter_stops_no_other(post: Post) -> None:
    many(post, 3)
    post.sms.failures = [LetterRefused()]
    post.send_all()
    assert sorted(post.states()) == ["failed", "sent", "sent"]
    assert {row["code"] for row in post.rows() if row["state"] == "failed"} == {"message-refused"}


def test_a_fault_of_a_carrier_leaves_the_message_waiting(post: Post) -> None:
    """Nobody thought of it: it counts as a try, and the others go."""
    many(post, 3)
    post.sms.failures = [ZeroDivisionError()]
    post.send_all()
    assert sorted(post.states()) == ["sent", "sent", "waiting"]
    post.region.clock.forward(minutes=1)
    post.send_all()
    assert post.states() == ["sent"] * 3


def test_queued_at_night_it_waits_for_the_morning(post: Post) -> None:
    post.region.clock.now = EVENING
    post.queue(post.message(), post.message("mail", channel="email", address=MAIL, subject="s"))
    post.send_all()
    assert (len(post.sms.letters), len(post.mail.letters)) == (0, 1)
    post.region.clock.now = MORNING
    post.send_all()
    assert len(post.sms.letters) == 1


def test_what_was_due_by_day_does_not_ring_at_night(post: Post) -> None:
    """The backend was off all afternoon."""
    post.queue(post.message())
    post.region.clock.now = EVENING
    post.send_all()
    assert post.sms.letters == []
    (row,) = post.rows()
    assert (row["due_at"], row["attempts"]) == (MORNING, 0)
    post.region.clock.now = MORNING
    post.send_all()
    assert post.states() == ["sent"]


def test_too_late_is_not_sent_but_shown(post: Post) -> None:
    post.queue(post.message(useful_until=post.now + timedelta(hours=1)))
    post.region.clock.forward(hours=1)
    post.send_all()
    (row,) = post.rows()
    assert (row["state"], row["code"], row["body"]) == ("failed", "message-late", None)
    assert post.sms.letters == []


def test_what_is_past_is_not_even_queued(post: Post) -> None:
    assert post.queue(post.message(useful_until=post.now)) == [False]


def test_a_channel_without_a_carrier_keeps_the_others_going(post: Post) -> None:
    post.queue(post.message(), post.message("m", channel="email", address=MAIL, subject="s"))
    mail_only = Post(post.region, channels=("email",))
    mail_only.send_all()
    assert sorted(post.states()) == ["sent", "waiting"]


def test_the_database_itself_keeps_no_text_of_what_has_ended(post: Post) -> None:
    post.queue(post.message())
    with pytest.raises(IntegrityError):
        post.run(lambda connection: connection.execute(update(messages).values(state="sent")) and None)


def test_what_ended_long_ago_is_forgotten(post: Post) -> None:
    many(post, 2)
    post.send_all()
    post.region.clock.forward(days=89)
    post.run(partial(service.purge, now=post.now))
    assert len(post.rows()) == 2
    post.region.clock.forward(days=2)
    post.run(partial(service.purge, now=post.now))
    assert post.rows() == []


def test_nothing_personal_in_the_log(post: Post) -> None:
    post.sms.failures = [LetterRefused(), CarrierDown("sms-unreachable")]
    many(post, 2)
    post.send_all()
    log = post.region.log.getvalue()
    assert '"code": "message-refused"' in log
    assert '"code": "sms-unreachable"' in log
    assert PHONE not in log
    assert "12345678" not in log


def test_the_task_sends_and_outlives_a_fault(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the serving backend runs it; the database is away for its first two looks."""
    monkeypatch.setattr("backend.messages.sending.SECONDS_BETWEEN", 0.01)
    many(post, 25)
    faults: list[Exception] = [DatabaseUnreachable(), ZeroDivisionError()]
    look = service.has_due

    def has_due(*args: Any, **named: Any) -> bool:
        if faults:
            raise faults.pop(0)
        return look(*args, **named)

    monkeypatch.setattr(service, "has_due", has_due)

    async def some_time() -> None:
        task = asyncio.create_task(keep_sending(post.services))
        async with asyncio.timeout(60):
            while len(post.sms.letters) < 25:
                await asyncio.sleep(0.01)
        task.cancel()

    asyncio.run(some_time())
    log = post.region.log.getvalue()
    assert '"code": "database-unreachable"' in log
    assert '"error": "ZeroDivisionError"' in log


def test_rows_of_the_table_have_one_waiting_form(post: Post) -> None:
    """A waiting row without an address could be sent to nobody."""
    row = {
        "dedupe_key": "k",
        "kind": "confirmed",
        "channel": "sms",
        "about": "1",
        "zone": "UTC",
        "state": "waiting",
        "attempts": 0,
        "queued_at": post.now,
        "due_at": post.now,
        "useful_until": post.now,
    }
    with pytest.raises(IntegrityError):
        post.run(lambda connection: connection.execute(insert(messages), row) and None)
