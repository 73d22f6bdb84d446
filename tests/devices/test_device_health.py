"""`python -m devices health`: every part says how it is, every trouble has a code and a remedy."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.health import (
    Finding,
    HealthReport,
    Part,
    Verdict,
    check_clock,
    check_disk,
    check_display,
    check_headset,
    check_printer,
    check_voice,
)
from devices.health_words import PARTS, REMEDIES, as_json
from devices.simulators.printer.realtime import Condition
from devices.simulators.printer.server import SimulatedPrinter
from tests.devices.printing import printer_at

FAILURES = Path(__file__).parents[2] / "docs" / "failures.md"


@pytest.fixture
def simulated() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter() as printer:
        yield printer


@pytest.mark.parametrize(
    ("condition", "verdict", "code"),
    [
        (Condition(), Verdict.GOOD, ""),
        (Condition(paper="low"), Verdict.ATTENTION, "printer-paper-low"),
        (Condition(paper="out"), Verdict.TROUBLE, "printer-paper-out"),
        (Condition(cover_open=True), Verdict.TROUBLE, "printer-cover-open"),
        (Condition(offline=True), Verdict.TROUBLE, "printer-offline"),
        (Condition(silent=True), Verdict.TROUBLE, "printer-unknown"),
    ],
)
def test_printer(simulated: SimulatedPrinter, condition: Condition, verdict: Verdict, code: str) -> None:
    simulated.set(condition)
    finding = check_printer(printer_at(simulated))
    assert (finding.verdict, finding.code) == (verdict, code)
    if verdict is not Verdict.TROUBLE:
        assert finding.detail == "OKNO-80"


def test_clock() -> None:
    assert check_clock(("echo", "NTPSynchronized=yes")).verdict is Verdict.GOOD
    assert check_clock(("echo", "NTPSynchronized=no")).code == "clock-unsynchronised"
    assert check_clock(("okno-no-such-program",)).verdict is Verdict.ATTENTION


def test_disk(tmp_path: Path) -> None:
    assert check_disk(tmp_path, enough=1).verdict is Verdict.GOOD
    assert check_disk(tmp_path, enough=1 << 62).code == "disk-low"
    assert check_disk(tmp_path / "nothing").code == "disk-low"


def test_display(tmp_path: Path) -> None:
    assert check_display({}).code == "display-missing"
    assert check_display({"DISPLAY": ":4242"}).code == "display-missing"
    environment = {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert check_display(environment).code == "display-missing"
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-0"))
        compositor.listen()
        assert check_display(environment).verdict is Verdict.GOOD


def test_headset(tmp_path: Path) -> None:
    assert check_headset(tmp_path / "nothing").code == "headset-absent"
    os.mkfifo(tmp_path / "event0")
    assert check_headset(tmp_path / "event0").verdict is Verdict.GOOD


def test_voice_without_a_sound_card(tmp_path: Path) -> None:
    nobody = {"PATH": os.environ["PATH"], "PULSE_SERVER": f"unix:{tmp_path}/nobody", "HOME": str(tmp_path)}
    assert check_voice(nobody).code == "voice-lost"
    assert check_voice({"PATH": str(tmp_path)}).code == "voice-lost"


def test_a_kiosk_without_a_printer_serves_in_part_and_without_a_screen_not_at_all() -> None:
    good = Finding(Part.DISK, Verdict.GOOD, "")
    no_printer = Finding(Part.PRINTER, Verdict.TROUBLE, "", "printer-offline")
    no_screen = Finding(Part.DISPLAY, Verdict.TROUBLE, "", "display-missing")
    assert (HealthReport((good,)).can_serve, HealthReport((good,)).complete) == (True, True)
    partly = HealthReport((good, no_printer))
    assert (partly.can_serve, partly.complete) == (True, False)
    assert not HealthReport((good, no_screen)).can_serve


def test_every_code_has_a_remedy_and_a_page() -> None:
    pages = set(re.findall(r"\[([a-z0-9-]+)\]", FAILURES.read_text(encoding="utf-8")))
    assert set(REMEDIES) <= pages
    source = (Path(__file__).parents[2] / "devices" / "health.py").read_text(encoding="utf-8")
    used = set(re.findall(r'"([a-z]+-[a-z-]+)"', source)) - {"espeak-ng"}
    assert used <= set(REMEDIES)
    assert set(PARTS) == set(Part)


@pytest.mark.slow
def test_the_command_prints_a_table_and_json(simulated: SimulatedPrinter, tmp_path: Path) -> None:
    address = ["--printer", f"tcp://127.0.0.1:{simulated.port}", "--data", str(tmp_path)]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "PCSCLITE_CSOCK_NAME": str(tmp_path / "no-pcscd"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "devices", "health", *address, *options]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
        )

    table, data = run(), run("--json")
    assert table.returncode == data.returncode == 3  # no display here
    assert "Считыватель" in table.stdout
    assert "pcscd-lost" in table.stdout
    report = json.loads(data.stdout)
    assert report["can_serve"] is False
    parts = {part["part"]: part for part in report["parts"]}
    assert parts["printer"] == {
        "part": "printer", "verdict": "good", "detail": "OKNO-80", "code": "", "remedy": ""
    }  # fmt: skip
    assert parts["reader"]["code"] == "pcscd-lost"
    wrong = run("--printer", "nowhere")
    assert wrong.returncode == 2
    assert "tcp://HOST" in re.sub(r"[\s│]+", " ", wrong.stderr)


def test_json_has_no_surprises() -> None:
    report = as_json(HealthReport((Finding(Part.DISK, Verdict.GOOD, "1 МБ"),)))
    assert json.loads(json.dumps(report)) == report
