"""Taking a published pack: when, what is refused and for how long, what stays on the disk."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

from content.compiled import name_of
from content.problems import PackError
from kiosk.flow import events
from kiosk.flow.pages import OutOfServicePage
from kiosk.flow.vacancy import is_vacant
from kiosk.flow.walk import Card, Walk
from kiosk.journal import Journal
from kiosk.packs.delivery import (
    LINE_RETRY_SECONDS,
    QUIET_SECONDS,
    RETRY_SECONDS,
    STOPPED,
    Announced,
    PackDelivery,
    Surroundings,
)
from kiosk.packs.place import REFUSED_FILE, PackPlace
from kiosk.ports.backend import Refused
from tests.kiosk.fakes import FakeClock
from tests.walks.kiosk_walk import KioskWalk

OLD, NEW = b"the pack of yesterday", b"the pack of today"
SOMEBODY = Walk(card=Card(1, "reader"))


@dataclass
class Kiosk:
    """A delivery with everything around it; `answer` is what the line gives, `fault` what the trial finds."""

    folder: Path
    answer: bytes | Refused = NEW
    fault: Exception | None = None
    walk: Walk = field(default_factory=Walk)
    clock: FakeClock = field(default_factory=FakeClock)
    log: io.StringIO = field(default_factory=io.StringIO)
    fetched: int = 0
    left: int = 0

    def __post_init__(self) -> None:
        self.place = PackPlace(self.folder / "region.pack", self.folder / "key.pem", self.folder)
        self.start()

    def start(self) -> None:
        self.announced = Announced()
        around = Surroundings(lambda: self.walk, self.clock.now, self.try_out, self.leave, self.journal)
        self.delivery = PackDelivery(self.place, self, self.announced, around)

    @property
    def journal(self) -> Journal:
        return Journal(self.log, self.clock)

    def fetch_pack(self, file_hash: str, go_on: Callable[[], bool]) -> bytes | Refused:
        self.fetched += 1
        return self.answer if go_on() else Refused(STOPPED)

    def try_out(self, sealed: bytes) -> None:
        if self.fault is not None:
            raise self.fault

    def leave(self) -> None:
        self.left += 1

    def hears(self, content: bytes) -> Kiosk:
        self.announced.hear(name_of(content) if content else "")
        self.delivery.look()
        return self

    def waits(self, seconds: float) -> Kiosk:
        self.clock.seconds += seconds
        self.delivery.look()
        return self

    @property
    def in_place(self) -> bytes:
        return self.place.pack.read_bytes()

    @property
    def noted(self) -> list[tuple[str, str]]:
        lines = map(json.loads, self.log.getvalue().splitlines())
        return [(line["what"], line.get("code", "")) for line in lines]


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    (tmp_path / "region.pack").write_bytes(OLD)
    (tmp_path / "key.pem").write_bytes(b"a key")
    return Kiosk(tmp_path)


def test_it_is_fetched_tried_put_in_place_and_taken_up_when_all_is_quiet(kiosk: Kiosk) -> None:
    kiosk.hears(NEW)
    assert (kiosk.in_place, kiosk.left) == (NEW, 0)
    kiosk.waits(1).waits(QUIET_SECONDS - 1)
    assert kiosk.left == 0
    kiosk.waits(2)
    assert kiosk.left == 1
    assert kiosk.noted == [("pack-taken", ""), ("pack-restart", "")]


@pytest.mark.parametrize("named", [OLD, b""])
def test_what_is_there_already_or_nothing_is_not_fetched(kiosk: Kiosk, named: bytes) -> None:
    kiosk.hears(named).waits(RETRY_SECONDS)
    assert kiosk.fetched == 0


def test_nothing_begins_and_nothing_restarts_while_somebody_is_there(kiosk: Kiosk) -> None:
    kiosk.walk = SOMEBODY
    kiosk.hears(NEW).waits(600)
    assert kiosk.fetched == 0
    kiosk.walk = Walk()
    kiosk.waits(1)
    assert kiosk.in_place == NEW
    kiosk.walk = SOMEBODY
    kiosk.waits(600)
    kiosk.walk = Walk()
    kiosk.waits(1).waits(QUIET_SECONDS - 1)
    assert kiosk.left == 0, "quiet is counted anew"
    kiosk.waits(2)
    assert kiosk.left == 1


def test_somebody_who_comes_stops_it_and_it_is_taken_when_they_have_left(kiosk: Kiosk) -> None:
    kiosk.answer = Refused(STOPPED)
    kiosk.hears(NEW)
    assert (kiosk.in_place, kiosk.noted) == (OLD, [])
    kiosk.answer = NEW
    kiosk.waits(2)
    assert kiosk.in_place == NEW


def test_a_pack_that_fails_its_trial_is_refused_for_good_over_restarts(kiosk: Kiosk) -> None:
    kiosk.fault = PackError("rules-invalid", "")
    kiosk.hears(NEW).waits(RETRY_SECONDS * 100)
    assert (kiosk.in_place, kiosk.fetched, kiosk.left) == (OLD, 1, 0)
    assert kiosk.noted == [("pack-refused", "rules-invalid")]
    assert kiosk.delivery.refused() == "rules-invalid"
    kiosk.start()
    assert kiosk.delivery.refused() == "rules-invalid", "told with the first heartbeat"
    kiosk.hears(NEW).waits(RETRY_SECONDS)
    assert (kiosk.fetched, kiosk.delivery.refused()) == (1, "rules-invalid")
    kiosk.fault = None
    kiosk.answer = newest = b"the pack of tomorrow"
    kiosk.hears(newest)
    assert (kiosk.in_place, kiosk.delivery.refused()) == (newest, "")


def test_another_key_gives_it_another_chance(kiosk: Kiosk) -> None:
    kiosk.fault = PackError("pack-signature-invalid", "")
    kiosk.hears(NEW)
    assert (kiosk.folder / REFUSED_FILE).exists()
    kiosk.fault = None
    kiosk.start()
    kiosk.hears(NEW)
    assert kiosk.in_place == OLD, "the control: with the key as it was"
    kiosk.place.public_key.write_bytes(b"the right key")
    kiosk.start()
    kiosk.hears(NEW)
    assert kiosk.in_place == NEW


def test_a_fault_of_ours_keeps_it_out_too_and_names_the_place(kiosk: Kiosk) -> None:
    kiosk.fault = RuntimeError("secret")
    kiosk.hears(NEW)
    assert kiosk.noted == [("pack-refused", "pack-unusable")]
    assert "test_pack_delivery.py" in kiosk.log.getvalue()
    assert "secret" not in kiosk.log.getvalue()


def test_other_bytes_than_were_announced_are_tried_again_later(kiosk: Kiosk) -> None:
    kiosk.answer = NEW[:-1]
    kiosk.hears(NEW)
    assert kiosk.noted == [("pack-refused", "pack-damaged")]
    kiosk.answer = NEW
    kiosk.waits(RETRY_SECONDS - 1)
    assert kiosk.in_place == OLD
    kiosk.waits(2)
    assert kiosk.in_place == NEW


def test_a_line_that_fails_is_no_refusal(kiosk: Kiosk) -> None:
    kiosk.answer = Refused("backend-slow")
    kiosk.hears(NEW)
    assert kiosk.noted == [("pack-not-fetched", "backend-slow")]
    assert kiosk.delivery.refused() == ""
    kiosk.answer = NEW
    kiosk.waits(LINE_RETRY_SECONDS + 1)
    assert kiosk.in_place == NEW


def test_one_that_is_too_large_is_not_asked_for_again(kiosk: Kiosk) -> None:
    kiosk.answer = Refused("pack-too-large")
    kiosk.hears(NEW).waits(RETRY_SECONDS * 100)
    assert (kiosk.fetched, kiosk.delivery.refused()) == (1, "pack-too-large")


def test_a_place_that_cannot_be_written_says_so(kiosk: Kiosk) -> None:
    kiosk.place = PackPlace(kiosk.folder / "key.pem" / "region.pack", kiosk.place.public_key, kiosk.folder)
    kiosk.start()
    kiosk.hears(NEW)
    assert kiosk.noted == [("pack-refused", "pack-not-stored")]
    kiosk.waits(RETRY_SECONDS + 1)
    assert kiosk.fetched == 2


def test_a_kiosk_without_any_pack_takes_one(kiosk: Kiosk) -> None:
    kiosk.place.pack.unlink()
    kiosk.walk = Walk(stack=(OutOfServicePage("pack-missing"),))
    kiosk.start()
    kiosk.hears(NEW).waits(1).waits(QUIET_SECONDS + 1)
    assert (kiosk.in_place, kiosk.left) == (NEW, 1)


def test_who_is_there_and_who_is_not() -> None:
    assert is_vacant(KioskWalk().walk)
    assert is_vacant(Walk(stack=(OutOfServicePage("pack-missing"),)))
    assert not is_vacant(KioskWalk().card_in().walk)
    assert not is_vacant(KioskWalk().identified().walk)
    assert not is_vacant(KioskWalk().tap("Контраст").walk), "somebody has set up the screen"
    assert not is_vacant(KioskWalk().happens(events.Opened(OutOfServicePage(""))).walk), "opened over home"
    assert not is_vacant(replace(KioskWalk().walk, paper_left_at=1.0))
    assert not is_vacant(replace(KioskWalk().walk, left_filings=frozenset({1})))
