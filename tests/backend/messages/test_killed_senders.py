"""Real senders killed by SIGKILL while a real gateway has their letter: nothing lost; the key undoubles."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from backend.messages.service import LEASE
from backend.region_ca import CA_CERTIFICATE_FILE
from tests.backend.carriers.sms_room import SmsRoom, sms_room
from tests.backend.messages.post import Post

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
COUNT = 12
KILLED_AT = (3, 9)  # the number of the request, over all senders
ONE_DATABASE = pytest.mark.parametrize("dialect", ["sqlite"])  # the order is the same for both


class Senders:
    """One process after another, each a lease later, until one ends by itself."""

    def __init__(self, url: str, room: SmsRoom, post: Post, how: str) -> None:
        self._command = [
            sys.executable, "-m", "tests.backend.messages.sender_process",
            url, room.url, str(room.folder / CA_CERTIFICATE_FILE),
        ]  # fmt: skip
        self._post, self._how = post, how
        self._running: subprocess.Popen[bytes] | None = None
        self.killed = 0

    def kill(self) -> bool:
        """False: whatever it was sending got lost with it."""
        assert self._running is not None
        os.kill(self._running.pid, signal.SIGKILL)
        self.killed += 1
        return False

    def run(self) -> None:
        while True:
            now = self._post.now.isoformat()
            self._running = subprocess.Popen([*self._command, now, self._how], cwd=ROOT)
            if self._running.wait(120) == 0:
                return
            assert self._running.returncode == -signal.SIGKILL
            self._post.region.clock.now += LEASE


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[SmsRoom]:
    with sms_room(tmp_path / "gateway") as room:
        yield room


def queue_all(post: Post) -> None:
    post.queue(*(post.message(f"confirmed:b{number}:sms") for number in range(COUNT)))


def test_killed_between_send_and_mark_nothing_is_lost_and_the_key_tells_copies(
    post: Post, database_url: str, gateway: SmsRoom
) -> None:
    queue_all(post)
    senders = Senders(database_url, gateway, post, "properly")

    def taken(number: int) -> None:
        if number in KILLED_AT:
            senders.kill()

    gateway.before_answer = taken
    senders.run()
    assert senders.killed == len(KILLED_AT)
    assert post.states() == ["sent"] * COUNT
    # A gateway that knows its keys sends each SMS once …
    assert len(set(gateway.keys)) == COUNT
    # … and the control: one that does not sends some of them twice.
    assert len(gateway.asked) > COUNT


@ONE_DATABASE
def test_killed_before_the_gateway_had_it_nothing_is_lost(
    post: Post, database_url: str, gateway: SmsRoom
) -> None:
    queue_all(post)
    senders = Senders(database_url, gateway, post, "properly")
    gateway.before_taking = lambda number: number not in KILLED_AT or senders.kill()
    senders.run()
    assert len(set(gateway.keys)) == COUNT


@ONE_DATABASE
def test_a_sender_that_marks_first_loses(post: Post, database_url: str, gateway: SmsRoom) -> None:
    """The control of the order: the same kills, and somebody is never told."""
    queue_all(post)
    senders = Senders(database_url, gateway, post, "mark-first")
    gateway.before_taking = lambda number: number not in KILLED_AT or senders.kill()
    senders.run()
    assert post.states() == ["sent"] * COUNT
    assert len(set(gateway.keys)) == COUNT - len(KILLED_AT)
