"""The front door and its settings: named failures, and serving for real with the service manager told."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from backend.region_ca import CA_CERTIFICATE_FILE, SERVER_CERTIFICATE_FILE, SERVER_KEY_FILE
from config.callcenter import load_callcenter_settings
from config.toml_settings import SettingsInvalid
from tests.backend.served import Served


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "callcenter", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)


def test_options_stand_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "callcenter.toml"
    file.write_text('backend = "https://region.example"\nhost = "::1"\nport = 1\n')
    settings = load_callcenter_settings(file, {"OKNO_CALLCENTER_PORT": "2"}, {"host": "127.0.0.2"})
    assert (settings.backend, settings.port, settings.host) == ("https://region.example", 2, "127.0.0.2")


@pytest.mark.parametrize("text", ["port = 99999", 'colour = "red"', 'backend = "ftp://x"', "port ="])
def test_wrong_settings_name_the_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "callcenter.toml"
    file.write_text(text)
    with pytest.raises(SettingsInvalid, match=r"callcenter\.toml"):
        load_callcenter_settings(file, {}, {})


@pytest.mark.slow
def test_a_start_that_cannot_be_names_its_code(served: Served, tmp_path: Path) -> None:
    file = tmp_path / "callcenter.toml"
    ca = served.folder / CA_CERTIFICATE_FILE
    for settings, code in (
        ("port =", "settings-invalid"),
        (f'ca = "{tmp_path / "none.pem"}"', "region-ca-missing"),
        (f'ca = "{ca}"\nhost = "0.0.0.0"', "plain-http-refused"),
        (f'ca = "{ca}"\ncertificate = "{ca}"\nkey = "{file}"', "server-certificate-unusable"),
        (f'ca = "{ca}"\nsession_key = "{ca}"', "session-key-unusable"),
        (f'ca = "{ca}"\nport = {served.port}', "port-in-use"),
    ):
        file.write_text(settings)
        ended = run("serve", "--config", str(file))
        assert ended.returncode == 1
        assert ended.stderr.startswith(f"{code}: "), ended.stderr


@pytest.mark.slow
def test_a_served_console_tells_the_service_manager(served: Served, tmp_path: Path) -> None:
    folder = served.folder
    settings = tmp_path / "callcenter.toml"
    settings.write_text(
        f'ca = "{folder / CA_CERTIFICATE_FILE}"\ncertificate = "{folder / SERVER_CERTIFICATE_FILE}"\n'
        f'key = "{folder / SERVER_KEY_FILE}"\n'
    )
    address = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(address))
        manager.settimeout(20)
        command = [sys.executable, "-m", "callcenter", "serve", "--config", str(settings), "--port", "0"]
        watched = {"NOTIFY_SOCKET": str(address), "WATCHDOG_USEC": "200000"}
        with subprocess.Popen(command, env={**os.environ, **watched}, stderr=subprocess.DEVNULL) as console:
            try:
                assert manager.recv(100) == b"READY=1"
                assert [manager.recv(100) for _ in range(3)] == [b"WATCHDOG=1"] * 3
            finally:
                console.terminate()
        said = {manager.recv(100)}
        while b"STOPPING=1" not in said:
            said.add(manager.recv(100))
    assert console.returncode in (0, -15)
