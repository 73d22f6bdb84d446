"""`backend serve` at its start: what systemd hears, and each way a start can fail, by its name."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.backend.test_front_door import ROOT, free_port, run, settings

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after `setup`, to be copied."""
    folder = tmp_path_factory.mktemp("prepared") / "backend"
    assert run(folder, "setup").returncode == 0
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "backend"))


def test_the_service_manager_hears_ready_then_the_watchdog_then_the_end(folder: Path, tmp_path: Path) -> None:
    config = tmp_path / "backend.toml"
    config.write_text(f'data = "{folder}"\nport = 0\n')
    address = tmp_path / "notify"
    command = [sys.executable, "-m", "backend", "--config", str(config), "serve"]
    watched = {"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": "200000"}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(address))
        manager.settimeout(20)
        with subprocess.Popen(
            command, env=settings() | watched, cwd="/", stderr=subprocess.PIPE, text=True
        ) as backend:
            try:
                assert manager.recv(100) == b"READY=1"
                assert backend.stderr is not None
                port = int(backend.stderr.readline().split('"port": ')[1].split(",")[0])
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                assert [manager.recv(100) for _ in range(3)] == [b"WATCHDOG=1"] * 3
            finally:
                backend.terminate()
        said = {manager.recv(100)}
        while b"STOPPING=1" not in said:
            said.add(manager.recv(100))
    assert backend.returncode in (0, -signal.SIGTERM)


def failure(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.partition(":")[0]


@pytest.mark.parametrize(
    ("command", "damage"),
    [("serve", "cut off"), ("serve", "overwritten"), ("serve", "no database"), ("setup", "no database"),
     ("migrate", "overwritten")],
)  # fmt: skip
def test_a_damaged_database_is_named(folder: Path, command: str, damage: str) -> None:
    file = folder / "okno.db"
    match damage:
        case "cut off":
            with file.open("r+b") as content:
                content.truncate(file.stat().st_size // 2)
        case "overwritten":
            with file.open("r+b") as content:
                content.seek(100)
                content.write(b"\xff" * 4000)
        case _:
            file.write_text("not a database " * 100)
    done = run(folder, command, port=str(free_port()))
    assert failure(done) == "database-damaged"
    assert "restore" in done.stderr and "check" in done.stderr


@pytest.mark.parametrize(
    ("wrong", "place"),
    [({"port": "x"}, "port"), ({"prot": "8443"}, "prot"), ({"time_zone": "Europe/Nowhere"}, "time_zone"),
     ({"database_url": "mysql://x/y"}, "database_url")],
)  # fmt: skip
def test_a_wrong_environment_is_named(folder: Path, wrong: dict[str, str], place: str) -> None:
    done = run(folder, "serve", **wrong)
    assert failure(done) == "settings-invalid"
    assert place in done.stderr


@pytest.mark.parametrize(("text", "place"), [("prot = 8443", "prot"), ("port = 1 1", "line 1")])
def test_a_wrong_file_is_named(folder: Path, tmp_path: Path, text: str, place: str) -> None:
    config = tmp_path / "backend.toml"
    config.write_text(text)
    done = run(folder, "--config", str(config), "migrate")
    assert failure(done) == "settings-invalid"
    assert str(config) in done.stderr
    assert place in done.stderr


def test_a_missing_file_is_named(folder: Path) -> None:
    assert failure(run(folder, "--config", "/nowhere/backend.toml", "serve")) == "settings-invalid"


def test_a_port_in_use_is_named(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = run(folder, "serve", port=str(port))
    assert failure(done) == "port-in-use"
    assert str(port) in done.stderr


def test_an_address_of_another_machine_is_named(folder: Path) -> None:
    assert failure(run(folder, "serve", host="192.0.2.1", port="0")) == "address-unusable"


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    assert failure(run(tmp_path / "data", "setup")) == "file-unusable"


def on_a_small_disk(kib: int, script: str) -> subprocess.CompletedProcess[str]:
    """Run a shell script whose /mnt is a disk of so many KiB that nobody else sees."""
    inside = f"mount -t tmpfs -o size={kib}k okno /mnt && {script}"
    return subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", inside],
        env=settings(), cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("command", ["setup", "serve"])
def test_a_full_disk_is_named(prepared: Path, command: str) -> None:
    if on_a_small_disk(64, "true").returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    backend = f"{sys.executable} -m backend --data /mnt/backend"
    fill = "head -c 10M /dev/zero > /mnt/filling 2> /dev/null"
    if command == "setup":
        done = on_a_small_disk(64, f"{backend} setup")
    else:
        done = on_a_small_disk(2048, f"cp -r {prepared} /mnt/backend; {fill}; {backend} serve")
    assert failure(done) == "database-full"


def test_a_disk_with_room_sets_up(prepared: Path) -> None:
    """The control: the same commands on a disk that is large enough."""
    if on_a_small_disk(64, "true").returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    done = on_a_small_disk(8192, f"{sys.executable} -m backend --data /mnt/backend setup")
    assert done.returncode == 0, done.stderr
