"""Real processes book the same seats and are killed in the middle: whatever was promised stands."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import select

from backend.bookings import invariants
from backend.bookings.service import ending
from backend.bookings.tables import bookings
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.region import START

ROOT = Path(__file__).parents[3]
PROMISES = 24  # lines of each process, before it is killed; a booking has at most three


@pytest.mark.slow
def test_killed_processes_lose_nothing_and_double_nothing(house: House, database_url: str) -> None:
    slots = [house.slot(starts_at=TOMORROW + timedelta(hours=hour), seats=6) for hour in range(4)]
    processes = [start(database_url, seed, slots) for seed in ("one", "two")]
    promised: dict[str, str] = {}
    guard = Timer(300, kill_all, [processes])  # so that a fault here is a failure and not a hang
    guard.start()
    try:
        for process in processes:
            assert process.stdout is not None
            for _ in range(PROMISES):
                first = process.stdout.readline().split()
                assert first, "it ended by itself, or had nothing to promise for minutes"
                promised[first[1]] = first[0]
    finally:
        guard.cancel()
        kill_all(processes)
    for process in processes:
        rest, _ = process.communicate()
        for line in rest.splitlines():
            words = line.split()
            if len(words) >= 2 and len(words[1]) == 36:  # a line cut off by the kill promises nothing
                promised[words[1]] = words[0]
    house.forward(days=1, seconds=-1)
    house.run(partial(ending.expire, now=house.now + timedelta(days=30)))
    assert house.run(partial(invariants.check, now=house.now)) == []
    stands = house.run(lambda connection: dict(connection.execute(STATES).tuples().all()))
    allowed = {
        "confirmed": {"confirmed"},
        "cancelling": {"confirmed", "cancelled"},
        "cancelled": {"cancelled"},
    }
    wrong = {
        booking: (told, stands.get(booking))
        for booking, told in promised.items()
        if stands.get(booking) not in allowed[told]
    }
    assert wrong == {}
    assert len(promised) >= 2 * PROMISES // 3


def kill_all(processes: list[subprocess.Popen[str]]) -> None:
    for process in processes:
        process.kill()


STATES = select(bookings.c.booking, bookings.c.state)


def start(url: str, seed: str, slots: list[str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.backend.bookings.booking_process", url, seed]
    return subprocess.Popen(
        [*command, START.isoformat(), *slots], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
