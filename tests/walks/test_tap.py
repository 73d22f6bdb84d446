"""The `tap` kiosk over real parts: a touch on the field, then the card in the contact slot for its PIN."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.ports import ReaderProfile
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.real_region import Backend, RealKiosk, enrolled, kiosk

FIELD, SLOT = 0, 1


def test_the_settings_word_finds_the_slot_whatever_its_case() -> None:
    walked = KioskWalk(ReaderProfile.TAP, "contact")
    walked.card_in("ACME Dual Contactless 0").card_proves().backend_opens().card_out(
        "ACME Dual Contactless 0"
    )
    assert walked.page == "welcome", "a touch is enough"
    walked.tap("welcome.pin").card_in("ACME Dual Contact 1")
    assert walked.page == "pin"
    walked.card_out("ACME Dual Contact 1")
    assert walked.page == "home"


@pytest.fixture
def tapped(
    region: Backend, virtual_reader: PrivatePcscd, tmp_path: Path
) -> Iterator[tuple[RealKiosk, PrivatePcscd]]:
    for slot in (FIELD, SLOT):
        virtual_reader.remove(slot)
    enrolled(region, tmp_path)
    reader = {
        "OKNO_KIOSK_READER__PROFILE": "tap",
        "OKNO_KIOSK_READER__CONTACT_NAME": virtual_reader.contact_name.upper(),
    }
    with SimulatedPrinter() as printer, kiosk(tmp_path, printer, virtual_reader, **reader) as made:
        yield made, virtual_reader
    for slot in (FIELD, SLOT):
        virtual_reader.remove(slot)


@pytest.mark.slow
def test_tap_then_slot_then_pin_opens_the_personal_file(
    region: Backend, tapped: tuple[RealKiosk, PrivatePcscd]
) -> None:
    made, reader = tapped
    card = region.cards / "demo-mother.json"
    reader.insert(card, slot=FIELD)
    made.page("welcome")
    reader.remove(FIELD)
    made.press("Ввести ПИН-код")
    made.page("contact-slot")
    reader.insert(card, slot=SLOT)
    made.page("pin")
    made.type_pin("1234")
    assert "Орлова" in made.page("personal-file-general")["text"]
    reader.remove(SLOT)
    assert "Орлова" not in made.page("home")["text"]


@pytest.mark.slow
def test_another_persons_card_in_the_slot_opens_nothing(
    region: Backend, tapped: tuple[RealKiosk, PrivatePcscd]
) -> None:
    made, reader = tapped
    reader.insert(region.cards / "demo-mother.json", slot=FIELD)
    made.page("welcome")
    reader.remove(FIELD)
    reader.insert(region.cards / "demo-widow.json", slot=SLOT)
    made.page("pin")
    made.type_pin("1234")
    made.page("failure-card-changed")
    reader.remove(SLOT)
    made.page("home")
