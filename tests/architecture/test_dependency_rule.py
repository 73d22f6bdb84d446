"""The dependency contracts hold, and each of them would notice a bad import planted in the right place."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("backend", "callcenter", "config", "content", "devices", "kiosk")

PLANTED = {
    "pure-rooms": ("kiosk/flow/walk.py", "import time"),
    "kivy-room": ("kiosk/runner.py", "import kivy"),
    "pcsc-room": ("devices/reader.py", "import smartcard"),
    "printer-room": ("devices/health.py", "import escpos"),
    "voice-room": ("devices/health.py", "import pyttsx3"),
    "columns-room": ("content/eligibility/case.py", "import numpy"),
    "backend-doors": ("kiosk/runner.py", "import backend.database.doors"),
    "screens-draw": ("kiosk/screens/theme.py", "import kiosk.runner"),
    "content-stands-alone": ("content/model.py", "import devices.ports"),
    "devices-stand-alone": ("devices/layout.py", "import kiosk.flow.views"),
    "settings-at-the-doors": ("backend/people/service.py", "import config.backend"),
    "repositories-behind-services": (
        "backend/card_sessions/endpoints.py",
        "import backend.people.repository",
    ),
    "nobody-enters-a-front-door": ("kiosk/runner.py", "import kiosk.__main__"),
    "no-cycles": ("kiosk/flow/events.py", "import kiosk.runner"),
}

pytestmark = pytest.mark.slow


def lint(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("okno")
    for room in ROOMS:
        shutil.copytree(
            ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__", "packs", "locale")
        )
    shutil.copy(ROOT / ".importlinter", folder)
    return folder


def contracts() -> set[str]:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return {name.rsplit(":", 1)[1] for name in parser.sections() if ":" in name}


def test_every_contract_has_its_planted_import() -> None:
    assert set(PLANTED) == contracts()


def test_the_contracts_are_kept(copy: Path) -> None:
    run = lint(copy)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_import_breaks_its_contract(contract: str, copy: Path) -> None:
    file, statement = PLANTED[contract]
    module = copy / file
    honest = module.read_text()
    module.write_text(f"{honest}\n{statement}\n")
    try:
        run = lint(copy, "--contract", contract)
    finally:
        module.write_text(honest)
    assert run.returncode != 0
    assert "1 broken" in run.stdout, run.stdout + run.stderr


# The modules that may meet the world: files, clocks, threads, devices, the network. All others of these two
# rooms are pure, and a new one is pure until somebody names it here.
WORLDLY = {
    "content": {
        "__main__", "cache", "catalogues", "commands", "compiled", "loader", "pack_files", "pack_source",
        "public_key", "published", "report", "show", "signing", "spoken_forms",
    },
    "kiosk.flow": set[str](),
    "kiosk.receipts": set[str](),
    "devices.card_protocol": set[str](),
}  # fmt: skip


def pure_modules() -> set[str]:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return set(parser["importlinter:contract:pure-rooms"]["source_modules"].split())


@pytest.mark.parametrize("room", WORLDLY)
def test_every_module_of_a_pure_room_is_under_the_purity_contract(room: str) -> None:
    pure = pure_modules()
    if room in pure:
        assert WORLDLY[room] == set()
        return
    folder = ROOT / room.replace(".", "/")
    modules = {path.stem for path in folder.glob("*.py")} | {
        path.parent.name for path in folder.glob("*/__init__.py")
    }
    named = {name.removeprefix(f"{room}.") for name in pure if name.startswith(f"{room}.")}
    assert modules - {"__init__"} - WORLDLY[room] == named


def test_every_package_is_a_room() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages == set(ROOMS)
