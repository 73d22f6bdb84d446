"""What the units start can be started: the commands parse, the samples load, the paths are theirs to use."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from backend.published_packs import CURRENT_FILE, published_packs
from config.backend import load_backend_settings
from config.callcenter import load_callcenter_settings
from config.kiosk import load_kiosk_settings

ROOT = Path(__file__).parents[2]
UNITS = ROOT / "systemd"
SAMPLES = {
    "/etc/okno/backend.toml": ROOT / "config/servers/backend.toml",
    "/etc/okno/callcenter.toml": ROOT / "config/servers/callcenter.toml",
    "/etc/okno/kiosk.toml": ROOT / "config/kiosks/portrait-insert.toml",
}
WRONG_USAGE = 2
PROGRAM = re.compile(r"/opt/okno/(?:server|kiosk)/bin/okno-([a-z]+)")
backend = partial(load_backend_settings, environment={}, options={})
callcenter = partial(load_callcenter_settings, environment={}, options={})


@dataclass(frozen=True)
class Unit:
    """A service file, as far as it says what may be read and written."""

    name: str
    text: str

    @classmethod
    def read(cls, name: str) -> Unit:
        return cls(name, (UNITS / f"{name}.service").read_text())

    def all(self, key: str) -> list[str]:
        return re.findall(rf"^{key}=(.*)$", self.text, re.MULTILINE)

    def words(self, key: str) -> list[str]:
        return [word for value in self.all(key) for word in value.split()]

    @property
    def commands(self) -> list[tuple[str, list[str]]]:
        """(front door, arguments) of each command of ours."""
        split = [line.split() for line in self.all("ExecStart")]
        named = [(PROGRAM.fullmatch(words[0]), words[1:]) for words in split]
        return [(program[1], arguments) for program, arguments in named if program]

    @property
    def state(self) -> list[Path]:
        return [Path("/var/lib") / name for name in self.words("StateDirectory")]

    def may_write(self, path: Path) -> bool:
        given = [*self.state, *(Path(word) for word in self.words("ReadWritePaths"))]
        return any(path.is_relative_to(folder) for folder in given)

    def may_read(self, path: Path) -> bool:
        """Its own state, what root put into /etc/okno, and the credentials systemd shows it."""
        shown = Path("/run/credentials") / f"{self.name}.service"
        credentials = [shown / value.partition(":")[0] for value in self.all("LoadCredential")]
        return self.may_write(path) or path in credentials or path.is_relative_to("/etc/okno")


OURS = [unit for file in sorted(UNITS.glob("*.service")) if (unit := Unit.read(file.stem)).commands]
COMMANDS = [(unit.name, door, arguments) for unit in OURS for door, arguments in unit.commands]


def test_every_service_of_ours_is_looked_at() -> None:
    names = {"okno-backend", "okno-backend-match", "okno-backend-nightly", "okno-callcenter", "okno-kiosk"}
    assert {unit.name for unit in OURS} == names


def asked_for_help(door: str, arguments: list[str], patched: pytest.MonkeyPatch) -> object:
    """The status with which the front door leaves."""
    here = [str(SAMPLES.get(word, word)) for word in arguments]
    patched.setattr(sys, "argv", [f"okno-{door}", *here, "--help"])
    with pytest.raises(SystemExit) as left:
        import_module(f"{door}.__main__").main()
    return left.value.code


@pytest.mark.parametrize(("unit", "door", "arguments"), COMMANDS)
def test_the_front_door_takes_the_units_arguments(
    unit: str, door: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked_for_help(door, arguments, monkeypatch) == 0, unit


@pytest.mark.parametrize(("unit", "door", "arguments"), COMMANDS)
def test_a_misspelt_argument_would_be_found(
    unit: str, door: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same check fails for a command that no door knows."""
    command = next(word for word in arguments if word.isalpha())
    wrong = [f"{word}x" if word == command else word for word in arguments]
    assert asked_for_help(door, wrong, monkeypatch) == WRONG_USAGE, unit


@pytest.mark.parametrize("unit", OURS, ids=lambda unit: unit.name)
def test_settings_are_read_from_where_the_unit_may_read(unit: Unit) -> None:
    for _, arguments in unit.commands:
        files = [word for word in arguments if word.endswith(".toml")]
        assert files and set(files) <= SAMPLES.keys()
    assert "okno" in unit.words("ConfigurationDirectory")


def test_the_backend_may_write_its_data() -> None:
    settings = backend(SAMPLES["/etc/okno/backend.toml"])
    for name in ("okno-backend", "okno-backend-match", "okno-backend-nightly"):
        unit = Unit.read(name)
        assert unit.may_write(settings.data), name
        assert unit.words("StateDirectoryMode") == ["0700"]


def test_the_port_of_the_sample_is_the_port_the_unit_may_open() -> None:
    for name, port in (
        ("okno-backend", backend(SAMPLES["/etc/okno/backend.toml"]).port),
        ("okno-callcenter", callcenter(SAMPLES["/etc/okno/callcenter.toml"]).port),
    ):
        assert f"tcp:{port}" in Unit.read(name).words("SocketBindAllow")


def test_the_night_writes_where_it_may_and_tmpfiles_makes_the_folders() -> None:
    unit = Unit.read("okno-backend-nightly")
    written = [
        Path(arguments[arguments.index(option) + 1])
        for _, arguments in unit.commands
        for option in ("--into", "--out")
        if option in arguments
    ]
    assert len(written) == 2
    assert all(unit.may_write(path) for path in written)
    made = re.findall(r"^d (\S+) \d+ okno-backend ", (UNITS / "okno-tmpfiles.conf").read_text(), re.MULTILINE)
    assert sorted(made) == sorted(unit.words("ReadWritePaths"))


def test_the_console_reads_its_key_and_writes_its_own() -> None:
    unit, settings = Unit.read("okno-callcenter"), callcenter(SAMPLES["/etc/okno/callcenter.toml"])
    assert settings.session_key is not None and settings.certificate is not None and settings.key is not None
    assert unit.may_write(settings.session_key)
    for path in (settings.ca, settings.certificate, settings.key):
        assert unit.may_read(path), path
    # What lies in the backend's folder is no business of this user, but by systemd's hand.
    assert not unit.may_read(Path("/var/lib/okno-backend/server.key.pem"))
    sources = {Path(value.partition(":")[2]) for value in unit.all("LoadCredential")}
    assert {source.parent for source in sources} == {backend(SAMPLES["/etc/okno/backend.toml"]).data}


@pytest.mark.parametrize(
    "sample", sorted((ROOT / "config/kiosks").glob("*.toml")), ids=lambda file: file.stem
)
def test_the_kiosk_may_use_its_paths(sample: Path) -> None:
    unit, settings = Unit.read("okno-kiosk"), load_kiosk_settings(sample, {})
    assert unit.may_write(settings.data)
    assert unit.may_read(Path(settings.pack))
    assert settings.pack_key is not None and unit.may_read(settings.pack_key)
    home = re.search(r"KIVY_HOME=(\S+)", unit.text)
    assert home and unit.may_write(Path(home[1]))


def test_a_timer_and_a_watched_path_start_units_that_exist() -> None:
    started = {
        "okno-backend-match.timer": "timers.target",
        "okno-backend-nightly.timer": "timers.target",
        "okno-backend-renewed.path": "multi-user.target",
    }
    assert {file.name for kind in ("timer", "path") for file in UNITS.glob(f"*.{kind}")} == started.keys()
    for name, target in started.items():
        assert (UNITS / name).with_suffix(".service").exists()
        assert f"[Install]\nWantedBy={target}" in (UNITS / name).read_text()


def test_the_watched_paths_are_the_published_pack_and_the_certificate_the_console_shows() -> None:
    watched = re.findall(r"^PathChanged=(.+)$", (UNITS / "okno-backend-renewed.path").read_text(), re.M)
    data = backend(SAMPLES["/etc/okno/backend.toml"]).data
    assert watched == [str(data / "server.pem"), str(published_packs(data).folder / CURRENT_FILE)]
    assert f"server.pem:{watched[0]}" in Unit.read("okno-callcenter").all("LoadCredential")
