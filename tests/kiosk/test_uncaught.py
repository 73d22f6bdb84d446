"""What ends a thread or the process is told without a word of what it was about."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAIL = """
import sys, threading
from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.uncaught import note_uncaught

if {noted}:
    note_uncaught(Journal(sys.stderr, SystemClock("Europe/Moscow")))

def fail():
    raise ValueError("Полярная Мария, 1951")

thread = threading.Thread(target=fail)
thread.start()
thread.join()
fail()
"""


@pytest.mark.parametrize("noted", [True, False])
def test_an_exception_is_noted_by_kind_and_place_alone(noted: bool) -> None:
    """The control, without the hooks, does tell the name."""
    ran = subprocess.run(
        [sys.executable, "-c", FAIL.format(noted=noted)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert ("Полярная" in ran.stderr) is not noted
    if noted:
        lines = [json.loads(line) for line in ran.stderr.splitlines()]
        assert [(line["what"], line["error"]) for line in lines] == [("uncaught", "ValueError")] * 2
        assert all(line["where"].startswith("<string>:") for line in lines)


def test_no_command_prints_the_values_of_an_exception() -> None:
    for program in ("kiosk.commands", "devices.__main__", "backend.__main__", "callcenter.__main__"):
        source = (ROOT / f"{program.replace('.', '/')}.py").read_text()
        assert "pretty_exceptions_enable=False" in source, program
