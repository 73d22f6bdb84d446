"""emupos judges our paper: so that printer driver and simulated printer do not share one mistake."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageOps

from devices.layout import as_text, lay_out
from devices.ports import NotPrinted, Printed, PrinterState, QrCode, Sheet
from devices.printer import EscPosPrinter
from devices.printer_address import TcpAddress
from devices.printer_profile import load_profile
from devices.printer_talk import Limits
from tests.devices.printing import SHEET
from tests.independent.emupos import VERSION, Emupos, find_python, install

pytestmark = pytest.mark.slow

PATIENT = Limits(reply=5.0)  # the judge is a Python program too and shares the machine with us
LINK = "https://okno.example/m/жку?n=1"


@pytest.fixture(scope="module")
def emupos(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emupos]:
    python = find_python()
    program = None
    if python is not None:
        try:
            program = install(python)
        except (OSError, subprocess.CalledProcessError) as error:
            python = f"{python} ({error})"
    if program is None:
        why = (
            f"emupos {VERSION} did not judge our paper: needs Python 3.13 (OKNO_PYTHON313) and PyPI; {python}"
        )
        with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            print(f"\nSKIPPED: {why}")
        pytest.skip(why)
    with Emupos(program, tmp_path_factory.mktemp("emupos"), "epson-tm-t20iii") as printer:
        yield printer


def ours(emupos: Emupos, profile: str = "generic-80") -> EscPosPrinter:
    return EscPosPrinter(TcpAddress("127.0.0.1", emupos.port), load_profile(profile), PATIENT)


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_the_text_and_the_code_are_read_as_they_were_meant(emupos: Emupos) -> None:
    before = len(emupos.receipts(0))
    assert ours(emupos).print(SHEET) == Printed()
    text = emupos.receipts(before + 1)[-1].read_text(encoding="utf-8")
    expected = [
        line.replace(f"[QR: {LINK}]", f"[qr {LINK}]") for line in lines_of(as_text(lay_out(SHEET, 48), 48))
    ]
    # A large line is spaced out in our plain text and not in theirs.
    expected = ["1 234,56 руб." if "1   2 3 4" in line else line for line in expected]
    assert lines_of(text) == expected


@pytest.mark.parametrize(
    ("fault", "state", "code"),
    [
        ("paper-out", PrinterState.PAPER_OUT, "printer-paper-out"),
        ("cover-open", PrinterState.COVER_OPEN, "printer-cover-open"),
        ("offline", PrinterState.OFFLINE, "printer-offline"),
    ],
)
def test_their_faults_are_our_states(emupos: Emupos, fault: str, state: PrinterState, code: str) -> None:
    printer = ours(emupos)
    emupos.fault(fault, active=True)
    before = len(emupos.receipts(0))
    try:
        assert printer.state() is state
        assert printer.print(SHEET) == NotPrinted(code)
    finally:
        emupos.fault(fault, active=False)
    assert printer.state() is PrinterState.READY
    assert len(emupos.receipts(0)) == before, "nothing was left to be printed later"


def test_low_paper_is_told_and_prints(emupos: Emupos) -> None:
    printer = ours(emupos)
    emupos.fault("paper-near-end", active=True)
    try:
        assert printer.state() is PrinterState.PAPER_LOW
        assert printer.print(SHEET) == Printed()
    finally:
        emupos.fault("paper-near-end", active=False)


def test_the_printer_tells_its_name(emupos: Emupos) -> None:
    assert ours(emupos).model() == "TM-T20III"


def test_a_code_sent_as_a_picture_has_every_module_in_its_place(emupos: Emupos) -> None:
    before = len(emupos.receipts(0))
    assert ours(emupos, "generic-58").print(Sheet("лист", (QrCode(LINK),))) == Printed()
    receipt = emupos.receipts(before + 1)[-1]
    assert modules_of(receipt.with_suffix(".png")) == meant(LINK)


def modules_of(picture: Path) -> list[list[bool]]:
    """Read the modules of the only code on a paper: the smallest box around all that is black."""
    with Image.open(picture) as opened:
        grey = opened.convert("L")
    box = ImageOps.invert(grey).getbbox()
    assert box is not None
    code = grey.crop(box)
    side = len(meant(LINK))
    module = code.width / side
    at = [int((number + 0.5) * module) for number in range(side)]
    pixels = code.tobytes()
    return [[pixels[y * code.width + x] < 128 for x in at] for y in at]


def meant(data: str) -> list[list[bool]]:
    code = segno.make(data, error="m", micro=False, boost_error=False, mode="byte", encoding="utf-8")
    return [[bool(module) for module in row] for row in code.matrix]
