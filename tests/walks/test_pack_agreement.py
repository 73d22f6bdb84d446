"""Kiosk and backend with different packs: noticed at the first answer, told to the technician, kindly put."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest

from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from kiosk.flow import events, pages, technician_events
from kiosk.flow.demo.person import holder_file
from kiosk.flow.events import BackendPackReported, Event
from kiosk.journal import Journal
from kiosk.packs.agreement import PackAgreement
from tests.kiosk.fakes import FakeClock
from tests.kiosk.sample_pack import PACK
from tests.kiosk.worlds import VERSIONS
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.real_region import Backend, RealKiosk, backend, enrolled, kiosk

OTHER = "cd" * 32


def test_another_pack_is_noted_once_and_told_with_each_change() -> None:
    log, told = io.StringIO(), list[Event]()
    agreement = PackAgreement("ab", Journal(log, FakeClock()), told.append)
    for named in ("ab", "ab", OTHER, OTHER, "ab"):
        agreement.heard(named)
    assert told == [BackendPackReported("ab"), BackendPackReported(OTHER), BackendPackReported("ab")]
    (line,) = map(json.loads, log.getvalue().splitlines())
    assert (line["what"], line["code"], line["pack"]) == ("pack-outdated", "pack-outdated", OTHER)


def versions_with(backends_hash: str) -> KioskWalk:
    walked = (
        KioskWalk().happens(technician_events.ClockHeld()).happens(events.PinChanged(6)).tap("pin.confirm")
    )
    walked.happens(technician_events.ServiceCodeChecked(walked.ask, right=True))
    if backends_hash:
        walked.happens(BackendPackReported(backends_hash))
    return walked.tap("service.versions")


def test_the_service_menu_compares_the_packs() -> None:
    assert not versions_with("").shows("service.version.backend_pack"), "nothing is said before it is known"
    same, other = versions_with(VERSIONS.pack_hash), versions_with(OTHER)
    assert same.shows("service.version.same_pack")
    assert not same.shows("service.version.other_pack")
    assert other.shows("service.version.other_pack")
    assert other.shows(OTHER[:16])


def test_an_award_this_pack_does_not_know_is_named_kindly_and_says_where_to_ask() -> None:
    file = holder_file(PACK)
    strange = file.entitlements[0].model_copy(update={"measure": "from-a-newer-pack"})
    walked = KioskWalk().identified(file.model_copy(update={"entitlements": (strange,)}))
    walked.happens(events.Switched(pages.PersonalFilePage(pages.FileTab.SOCIAL)))
    walked.tap("entitlement.unnamed")
    assert walked.page == "entitlement"
    assert walked.shows("Мера поддержки")
    assert walked.shows("Подробнее расскажут по телефону 8\xa0800\xa0555-01-42 или там, где меру назначили.")
    assert not walked.shows("unnamed")
    walked.tap("entitlement.why")
    assert walked.page == "entitlement-why"


@pytest.fixture
def older(
    virtual_reader: PrivatePcscd, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Backend, RealKiosk]]:
    """A kiosk with the country's pack, beside a backend that works with the region's."""
    folder = tmp_path_factory.mktemp("kiosk")
    virtual_reader.remove()
    with backend(tmp_path_factory.mktemp("backend")) as region, SimulatedPrinter() as printer:
        enrolled(region, folder)
        with kiosk(folder, printer, virtual_reader, OKNO_KIOSK_PACK="ru") as made:
            yield region, made
        virtual_reader.remove()


@pytest.mark.slow
def test_for_real(older: tuple[Backend, RealKiosk], virtual_reader: PrivatePcscd) -> None:
    region, made = older
    virtual_reader.insert(region.cards / "demo-widow.json")
    made.enter_pin("1234")
    made.page("personal-file-general")
    made.press("Данные социальной защиты")
    made.press("Мера поддержки")
    assert "Подробнее расскажут по телефону" in made.page("entitlement")["text"]
    noted = [json.loads(line) for line in made.log.read_text().splitlines()]
    assert [line["what"] for line in noted if line.get("code") == "pack-outdated"] == ["pack-outdated"]
