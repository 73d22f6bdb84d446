"""The units as systemd itself reads them: no unknown key, and hardened as far as was promised."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "systemd"
# Exposure × 10, as `systemd-analyze security --threshold` counts it.
LIMITS = {
    "okno-backend": 20,
    "okno-backend-match": 20,
    "okno-backend-nightly": 20,
    "okno-backend-renewed": 20,
    "okno-callcenter": 20,
    "okno-kiosk": 40,
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed"),
]


def installed(folder: Path) -> list[Path]:
    """The units copied to `folder`, with programs that exist here in place of the installed ones."""
    copies = []
    for unit in sorted(each for kind in ("service", "timer", "path") for each in UNITS.glob(f"*.{kind}")):
        copy = folder / unit.name
        copy.write_text(
            re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit.read_text(), flags=re.MULTILINE)
        )
        copies.append(copy)
    return copies


def complaints(folder: Path) -> str:
    # An unknown key exits 0, so what counts is what it says.
    units = [str(unit) for unit in sorted(folder.glob("okno-*"))]
    run = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    return "\n".join(line for line in run.stderr.splitlines() if "okno-" in line)


def test_systemd_finds_nothing_to_complain_of(tmp_path: Path) -> None:
    assert len(installed(tmp_path)) == 10
    assert complaints(tmp_path) == ""


def test_a_misspelt_key_would_be_found(tmp_path: Path) -> None:
    kiosk = next(unit for unit in installed(tmp_path) if unit.name == "okno-kiosk.service")
    kiosk.write_text(kiosk.read_text().replace("ProtectClock=", "ProtectClok="))
    assert "ProtectClok" in complaints(tmp_path)


@pytest.mark.parametrize(("unit", "limit"), LIMITS.items())
def test_exposure_stays_under_the_limit(unit: str, limit: int) -> None:
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", f"--threshold={limit}"]
    run = subprocess.run(
        [*command, str(UNITS / f"{unit}.service")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout.splitlines()[-1]


@pytest.mark.parametrize("unit", LIMITS)
def test_the_limit_bites_without_hardening(unit: str, tmp_path: Path) -> None:
    bare = tmp_path / f"{unit}.service"
    bare.write_text("[Service]\nExecStart=/bin/true\n")
    command = ["systemd-analyze", "security", "--offline=yes", "--no-pager", f"--threshold={LIMITS[unit]}"]
    assert subprocess.run([*command, str(bare)], capture_output=True, check=False).returncode != 0


def test_every_exception_of_the_kiosk_has_a_reason() -> None:
    """A switched-off protection stands below a comment that says why."""
    lines = (UNITS / "okno-kiosk.service").read_text().splitlines()
    off = [n for n, line in enumerate(lines) if re.fullmatch(r"\w+=no", line)]
    assert off, "the kiosk needs some exceptions; if none are left, drop this test"
    for n in off:
        reason = next(
            line
            for line in reversed(lines[:n])
            if not re.match(r"(DeviceAllow|DevicePolicy|Private\w+)=", line)
        )
        assert reason.startswith("# -"), f"{lines[n]} has no reason above it"
