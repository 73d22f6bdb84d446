"""`script/run --tour`: the whole region starts, plays the main job on real parts, and leaves its pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
PNG_OF_A_SCREEN = (1080, 1920)
SMALLEST_REAL_PICTURE = 15_000
"""Bytes: a screen that was photographed before anything was drawn is a few kilobytes."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("t")  # sockets lie below; their path must stay short
    out = folder / "tour"
    run = subprocess.run(
        [
            *(sys.executable, "script/region.py", "--people", "200"),
            *("--var", str(folder / "var"), "--tour", str(out)),
        ],
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if key != "DISPLAY"} | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return out


def test_every_screen_was_photographed(tour: Path) -> None:
    pictures = sorted(tour.glob("[0-9][0-9]-*.png"))
    assert len(pictures) >= 12
    for picture in pictures:
        assert Image.open(picture).size == PNG_OF_A_SCREEN
        assert picture.stat().st_size > SMALLEST_REAL_PICTURE, picture.name


def test_the_paper_came_out(tour: Path) -> None:
    assert list(tour.glob("ticket-*.png"))
    assert list(tour.glob("ticket-*.bin"))
    text = next(tour.glob("ticket-*.txt")).read_text(encoding="utf-8")
    assert "Иванова М. П." in text
    assert "Петровна" not in text


def test_the_log_tells_the_story_in_order(tour: Path) -> None:
    log = (tour / "tour.log").read_text(encoding="utf-8")
    steps = ("card in", "welcome", "pin-wrong", "personal-file-social", "printed", "card out", "foreign")
    assert [log.find(step) for step in steps] == sorted(log.find(step) for step in steps)
    assert all(step in log for step in steps)


def test_nothing_but_the_tour_speaks_of_a_request(tour: Path) -> None:
    """The kiosk's process logs neither addresses it asked nor what it printed."""
    log = (tour / "tour.log").read_text(encoding="utf-8")
    assert "/v1/" not in log
