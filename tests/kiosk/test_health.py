"""`python -m kiosk health` and the service menu examine this kiosk's own devices, as the settings say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.kiosk import KioskSettings, ReaderSettings
from devices.health import Part
from devices.ports import PrinterState, VoiceState
from devices.presence import Presence
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from kiosk.device_test import DeviceTest, standing_on
from kiosk.flow.technician_pages import CheckState
from kiosk.health import parts_of
from tests.kiosk.fakes import FakeClock, FakePrinter
from tests.kiosk.worlds import WORDS

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Watched:
    presence: Presence


class Silent:
    def state(self) -> VoiceState:
        return VoiceState.LOST


def device_test(tmp_path: Path, headset: Path | None, printer: PrinterState) -> DeviceTest:
    readers = {
        "reader": Watched(Presence(reader="Field 00")),
        "contact_reader": Watched(Presence(lost="reader-lost")),
    }
    return DeviceTest(
        readers, FakePrinter(now=printer), Silent(), FakeClock(), headset, tmp_path / "not-yet", {}
    )


def test_the_menus_test_has_a_line_for_each_device(tmp_path: Path) -> None:
    lines = {line.what: line for line in device_test(tmp_path, tmp_path / "none", PrinterState.READY)()}
    assert list(lines) == [
        "reader", "contact_reader", "printer", "voice", "headset", "clock", "disk", "display"
    ]  # fmt: skip
    assert lines["reader"].state is CheckState.GOOD
    assert lines["contact_reader"].state is CheckState.TROUBLE
    assert lines["headset"].detail == "service.hint.headset-absent"
    assert lines["disk"].state is CheckState.GOOD, "no data folder before the enrolment is no full disk"
    assert lines["display"].state is CheckState.TROUBLE


@pytest.mark.parametrize("printer", list(PrinterState))
def test_every_line_and_hint_has_words(tmp_path: Path, printer: PrinterState) -> None:
    for line in device_test(tmp_path, tmp_path / "none", printer)():
        for words in WORDS.values():
            assert f"service.test.{line.what}" in words
            assert not line.detail or line.detail in words, line.detail


def test_a_kiosk_without_a_headset_switch_has_no_line_for_it(tmp_path: Path) -> None:
    lines = device_test(tmp_path, None, PrinterState.READY)()
    assert "headset" not in {line.what for line in lines}


def test_the_settings_decide_what_is_examined(tmp_path: Path) -> None:
    settings = KioskSettings(
        data=tmp_path,
        headset=tmp_path / "headset",
        scanner=tmp_path / "scanner",
        reader=ReaderSettings(name="Field", contact_name="Slot"),
    )
    parts = parts_of(settings, {"DISPLAY": ":7"})
    assert (parts.reader, parts.contact_reader, parts.headset) == ("Field", "Slot", tmp_path / "headset")
    assert parts.scanner == tmp_path / "scanner"
    assert parts.data == standing_on(tmp_path / "deeper" / "still") == tmp_path


@pytest.mark.slow
def test_the_command_examines_this_kiosk(virtual_reader: PrivatePcscd, tmp_path: Path) -> None:
    virtual_reader.start()
    os.mkfifo(tmp_path / "headset")
    os.mkfifo(tmp_path / "scanner")
    settings = tmp_path / "kiosk.toml"
    with SimulatedPrinter() as printer:
        settings.write_text(
            f'data = "{tmp_path}"\nheadset = "{tmp_path / "headset"}"\nscanner = "{tmp_path / "scanner"}"\n'
            f'[reader]\nprofile = "tap"\ncontact_name = "{virtual_reader.contact_name}"\n'
            f'[printer]\naddress = "tcp://127.0.0.1:{printer.port}"\n'
        )
        done = health("--config", str(settings), "--json", pcscd=virtual_reader)
    assert done.returncode == 3, done.stderr  # no display here
    parts = {part["part"]: part for part in json.loads(done.stdout)["parts"]}
    assert set(parts) == {str(part) for part in Part}
    assert parts["reader"]["detail"].startswith(virtual_reader.reader_name)
    assert parts["contact_reader"]["detail"].startswith(virtual_reader.contact_name)
    assert parts["printer"]["verdict"] == parts["headset"]["verdict"] == parts["disk"]["verdict"] == "good"
    settings.write_text('[printer]\naddress = "nowhere"\n')
    wrong = health("--config", str(settings), pcscd=virtual_reader)
    assert wrong.returncode == 2
    assert "tcp://HOST" in wrong.stderr


def health(*options: str, pcscd: PrivatePcscd) -> subprocess.CompletedProcess[str]:
    environment = os.environ | pcscd.environment
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "health", *options],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
