"""A code word over real parts: a virtual card in a real pcscd, and a backend that keeps the hash."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.real_region import Backend, RealKiosk, enrolled, kiosk

pytestmark = pytest.mark.slow
WORD = "полярная сова"


@pytest.fixture
def at_kiosk(region: Backend, virtual_reader: PrivatePcscd, tmp_path: Path) -> Iterator[RealKiosk]:
    enrolled(region, tmp_path)
    with SimulatedPrinter() as printer, kiosk(tmp_path, printer, virtual_reader) as made:
        yield made
        virtual_reader.remove()


def hashes(region: Backend) -> list[str]:
    with closing(sqlite3.connect(region.folder / "okno.db", timeout=30)) as database:
        return [row[0] for row in database.execute("SELECT word_hash FROM code_words")]


def test_card_pin_word_and_nothing_of_it_is_left(
    region: Backend, at_kiosk: RealKiosk, virtual_reader: PrivatePcscd
) -> None:
    virtual_reader.insert(region.cards / "demo-mother.json")
    at_kiosk.page("welcome")
    at_kiosk.enter_pin("1234")
    at_kiosk.page("personal-file-general")
    at_kiosk.press("Кодовое слово")
    at_kiosk.page("code-word")
    at_kiosk.order(f"write {WORD}")
    at_kiosk.until(lambda view: WORD in view["text"], "the word stands there")
    assert at_kiosk.objects_holding(WORD.encode())  # the control: it can be found where it is
    at_kiosk.press("done")
    at_kiosk.page("code-word-kept")
    (word_hash,) = hashes(region)
    assert PasswordHasher().verify(word_hash, WORD.replace(" ", ""))
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(word_hash, "полярныйволк")
    virtual_reader.remove()
    at_kiosk.page("home")
    assert at_kiosk.objects_holding(WORD.encode()) == []
    assert WORD not in at_kiosk.log.read_text()
