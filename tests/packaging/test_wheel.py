"""The built wheel: every front door opens from `/`, with the packs and words it ships."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from config.version import VERSION

ROOT = Path(__file__).parents[2]
DOORS = ("kiosk", "callcenter", "backend", "devices", "content")
SERVER_ONLY = ("fastapi", "sqlalchemy", "starlette", "uvicorn", "alembic")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("okno-*.whl"))


@pytest.fixture(scope="module")
def site(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel unpacked where a virtual environment would have it."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(site: Path, *arguments: str, data: Path | None = None) -> subprocess.CompletedProcess[str]:
    """`python ARGUMENTS` from `/`, with the wheel before anything else on the path."""
    more = {"OKNO_BACKEND_DATA": str(data)} if data else {}
    environment = {**os.environ, "PYTHONPATH": str(site), "TERM": "dumb", **more}
    return subprocess.run(
        [sys.executable, *arguments], cwd="/", env=environment, capture_output=True, text=True, check=False
    )


def test_tests_and_private_files_are_not_shipped(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    rooms = {name.split("/")[0] for name in names}
    assert rooms == {
        "kiosk",
        "callcenter",
        "devices",
        "content",
        "config",
        "backend",
        f"okno-{VERSION}.dist-info",
    }
    assert [
        name for name in names if name.endswith((".pyc", ".db", ".key.pem")) or "/.compiled/" in name
    ] == []


@pytest.mark.parametrize("door", DOORS)
def test_a_front_door_opens_out_of_the_wheel(door: str, site: Path) -> None:
    where = run(site, "-c", f"import {door}; print({door}.__file__)")
    assert where.stdout.startswith(str(site)), where.stdout + where.stderr
    opened = run(site, "-m", door, "--help")
    assert opened.returncode == 0, opened.stderr
    assert "Usage" in opened.stdout


def test_the_shipped_packs_are_sound_out_of_the_wheel(site: Path) -> None:
    check = run(site, "-m", "content", "check", "ru", "ru-mur")
    assert check.returncode == 0, check.stdout + check.stderr


def test_the_backend_sets_itself_up_out_of_the_wheel(site: Path, tmp_path: Path) -> None:
    setup = run(site, "-m", "backend", "setup", data=tmp_path / "data")
    assert setup.returncode == 0, setup.stderr
    assert (tmp_path / "data" / "okno.db").exists()
    assert '"/v1/card-sessions"' in run(site, "-m", "backend", "openapi", data=tmp_path / "data").stdout


def test_a_kiosk_installs_no_server(tmp_path: Path) -> None:
    """The kiosk's lock names no server library, and its whole wiring imports without one."""
    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements-kiosk.lock").read_text(), re.MULTILINE)
    assert len(locked) > 10
    assert set(locked).isdisjoint(SERVER_ONLY)
    forbid = "; ".join(f"sys.modules[{name!r}] = None" for name in SERVER_ONLY)
    rooms = ("kiosk.wiring", "kiosk.walking", "kiosk.parts", "kiosk.enrolment", "devices.health")
    wiring = f"import {', '.join(rooms)}, kiosk.links.backend"
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys; {forbid}; {wiring}; print('whole')"],
        cwd=ROOT,
        env={**os.environ, "SDL_VIDEODRIVER": "offscreen", "KIVY_NO_CONSOLELOG": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "whole" in loaded.stdout, loaded.stderr
