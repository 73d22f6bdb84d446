"""jcecard's OpenPGP card, which somebody else wrote, is recognised by its name and declined."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from devices.ports import CardFailure, CardKey, CardPresent, ForeignCard, ReaderEvent
from devices.reader import PcscReader
from devices.simulators.private_pcscd import PrivatePcscd

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


@pytest.fixture
def openpgp_card(virtual_reader: PrivatePcscd, tmp_path: Path) -> Iterator[None]:
    virtual_reader.start()
    virtual_reader.remove()
    plug = subprocess.Popen(
        [*virtual_reader.inside(), sys.executable, "-m", "tests.independent.jcecard_plug", str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert plug.stdin is not None and plug.stdout is not None
    assert plug.stdout.readline() == "in\n"
    yield
    plug.stdin.close()
    plug.wait(5)
    plug.stdout.close()


@pytest.mark.usefixtures("openpgp_card")
def test_it_is_named_and_declined() -> None:
    told: SimpleQueue[ReaderEvent] = SimpleQueue()
    reader = PcscReader("*00 00")
    reader.start(told.put)
    while not isinstance(event := told.get(timeout=5), CardPresent):
        pass
    # Somebody else's card program starts slowly on a busy machine; a citizen, too, tries twice.
    for _ in range(2):
        proof = reader.prove(event.sequence, CardKey.CARD, bytes(32), None)
        if proof != CardFailure("card-unreadable"):
            break
    reader.stop()
    assert proof == CardFailure("card-foreign", foreign=ForeignCard.OPENPGP)
