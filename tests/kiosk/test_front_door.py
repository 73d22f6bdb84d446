"""The front door: a kiosk that starts does not wait for the libraries of the other commands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
START_AND_TELL = """
import sys
sys.argv = ["okno-kiosk", "run", "--config", "/nowhere/kiosk.toml"]
from kiosk.__main__ import main
try:
    main()
finally:
    print(*sorted({"typer", "pydantic", "cryptography"} & sys.modules.keys()))
"""


def python(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


def test_running_loads_nothing_of_the_other_commands() -> None:
    ran = python("-c", START_AND_TELL)
    assert ran.returncode == 2
    assert ran.stdout.strip() == ""
    assert "/nowhere/kiosk.toml: No such file or directory" in ran.stderr


@pytest.mark.slow
def test_the_first_screen_waits_for_nothing_that_it_does_not_need() -> None:
    late = {
        "rapidfuzz",
        "pydantic",
        "httpx",
        "sqlite3",
        "yaml",
        "numpy",
        "content.speech",
        "content.eligibility",
        "importlib.metadata",
        "kiosk.runner",
        "kiosk.flow.render",
        "kiosk.flow.step",
    }
    told = python("-c", f"import sys, kiosk.wiring; print(*sorted({late!r} & sys.modules.keys()))")
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == ""


@pytest.mark.slow
def test_the_other_commands_are_there() -> None:
    ran = python("-m", "kiosk", "--help")
    assert ran.returncode == 0
    for command in ("run", "enrol", "service-code"):
        assert command in ran.stdout


@pytest.mark.slow
def test_enrolling_with_settings_that_cannot_be_read_says_so() -> None:
    ran = python(
        "-m", "kiosk", "enrol", "--code", "7F3K-92QM", "--backend", "https://localhost:1",
        "--ca", "/nowhere/ca.pem", "--config", "/nowhere/kiosk.toml",
    )  # fmt: skip
    assert ran.returncode == 2
    assert "/nowhere/kiosk.toml" in ran.stderr
