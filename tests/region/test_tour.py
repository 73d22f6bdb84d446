"""`script/run --tour`: the whole region starts, plays the main job on real parts, and leaves its pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.made_once import made_once

ROOT = Path(__file__).parents[2]
PNG_OF_A_SCREEN = (1080, 1920)
SMALLEST_REAL_PICTURE = 15_000
"""Bytes: a screen that was photographed before anything was drawn is a few kilobytes."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory.getbasetemp(), "tour", play) / "out"


def play(folder: Path) -> None:
    run = subprocess.run(
        [
            *(sys.executable, "script/region.py", "--people", "200"),
            *("--var", str(folder / "var"), "--tour", str(folder / "out")),
        ],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key != "DISPLAY"} | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]


def test_every_screen_was_photographed(tour: Path) -> None:
    pictures = sorted(tour.glob("[0-9][0-9]-*.png"))
    assert len(pictures) >= 12
    for picture in pictures:
        assert Image.open(picture).size == PNG_OF_A_SCREEN
        assert picture.stat().st_size > SMALLEST_REAL_PICTURE, picture.name


def test_the_papers_came_out(tour: Path) -> None:
    """The list of what is due says whose it is; the receipt of a request names nobody."""
    listed, receipt = (path.read_text(encoding="utf-8") for path in sorted(tour.glob("ticket-*.txt")))
    assert len(list(tour.glob("ticket-*.png"))) == len(list(tour.glob("ticket-*.bin"))) == 2
    assert "Иванова М. П." in listed
    assert "Петровна" not in listed
    assert "Заявление принято" in receipt
    assert "Иванова" not in receipt


def test_the_log_tells_the_story_in_order(tour: Path) -> None:
    log = (tour / "tour.log").read_text(encoding="utf-8")
    steps = (
        *("card in", "welcome", "pin-wrong", "personal-file-social", "printed", "results-entitled", "wishes"),
        *("consent", ": review", "receipt", "own-requests", "card out", "foreign"),
    )
    assert [log.find(step) for step in steps] == sorted(log.find(step) for step in steps)
    assert all(step in log for step in steps)
