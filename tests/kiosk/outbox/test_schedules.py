"""Whatever happens to kiosk and line, each request that was promised arrives once."""

from __future__ import annotations

import gc
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.outbox.outbox import Outbox
from tests.kiosk.outbox.killing import Killed, killed_at_line
from tests.kiosk.outbox.ledger import Ledger, LedgerWithoutKey
from tests.kiosk.outbox.samples import desk, file_one
from tests.kiosk.outbox.schedules import Schedule

SEEDS = range(12)
LONGEST_FILING = 400  # lines


@pytest.fixture(scope="module", autouse=True)
def little_to_collect() -> None:
    """A kill looks for what is left of the process: not among what other tests have left."""
    gc.collect()
    gc.freeze()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_and_nothing_doubled(quick_folder: Path, seed: int) -> None:
    verdict = Schedule(quick_folder / "outbox", seed, Ledger()).play()
    assert verdict.is_good, verdict


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(min_value=1000, max_value=2**40))
def test_nothing_is_lost_under_any_schedule(quick_folder: Path, seed: int) -> None:
    with TemporaryDirectory(dir=quick_folder) as folder:
        verdict = Schedule(Path(folder) / "outbox", seed, Ledger()).play()
    assert verdict.is_good, verdict


def test_without_the_key_requests_are_doubled(quick_folder: Path) -> None:
    """The control: the schedules are hard enough to double whatever is not guarded."""
    doubled = 0
    for seed in SEEDS:
        doubled += len(Schedule(quick_folder / f"outbox-{seed}", seed, LedgerWithoutKey()).play().doubled)
    assert doubled


@pytest.mark.slow
def test_killed_at_every_single_line_of_a_filing(quick_folder: Path) -> None:
    """Either it was promised and stands there, or it was not promised; the next filing always works."""
    for line in range(1, LONGEST_FILING):
        folder = quick_folder / str(line)
        promised = _filed_until(folder, line)
        after = Outbox(folder, lambda _code: None)
        stored = len(after.unsettled())
        assert stored in ((1,) if promised else (0, 1)), line
        file_one(desk(after, Random(10_000 + line)))
        assert len(after.unsettled()) == stored + 1
        assert not after.trouble()
        after.close()
        if promised:
            return
    pytest.fail("a filing takes more lines than were tried")


def _filed_until(folder: Path, line: int) -> bool:
    """File in an outbox that has never been opened, and be killed at that line."""
    outbox = Outbox(folder, lambda _code: None)
    try:
        with killed_at_line(line):
            file_one(desk(outbox, Random(line)))
    except Killed:
        pass
    else:
        return True
    del outbox
    gc.collect()  # the system closes the files of a dead process
    return False
