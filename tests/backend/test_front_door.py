"""`python -m backend` as an operator types it: set up, enrol, serve, refuse what must be refused."""

from __future__ import annotations

import json
import os
import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LONGEST_START = 20.0


def settings(**named: str) -> dict[str, str]:
    given = {f"OKNO_BACKEND_{name.upper()}": value for name, value in named.items()}
    return {**os.environ, "PYTHONPATH": str(ROOT), **given}


def run(folder: Path, *arguments: str, **named: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "backend", "--data", str(folder), *arguments]
    return subprocess.run(
        command, env=settings(**named), cwd="/", capture_output=True, text=True, check=False, timeout=60
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    done = run(tmp_path / "backend", "setup")
    assert done.returncode == 0, done.stderr
    return tmp_path / "backend"


@contextmanager
def served(folder: Path, port: int, journal: str = "log", **named: str) -> Iterator[subprocess.Popen[bytes]]:
    """A serving backend that logs into this file of its folder."""
    command = [sys.executable, "-m", "backend", "--data", str(folder), "serve"]
    environment = settings(port=str(port), **named)
    with (
        (folder / journal).open("wb") as log,
        subprocess.Popen(command, env=environment, cwd="/", stderr=log) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=20)


def live(folder: Path, port: int) -> int:
    """The status of /health/live, as soon as anybody answers."""
    trusted = ssl.create_default_context(cafile=folder / "region-ca.pem")
    until = monotonic() + LONGEST_START
    while True:
        try:
            return httpx.get(f"https://localhost:{port}/v1/health/ready", verify=trusted).status_code
        except httpx.ConnectError:
            if monotonic() > until:
                raise
            sleep(0.1)


def test_set_up_twice_keeps_the_authority(folder: Path) -> None:
    authority = (folder / "region-ca.pem").read_bytes()
    assert run(folder, "setup").returncode == 0
    assert (folder / "region-ca.pem").read_bytes() == authority


def test_keys_and_data_are_for_their_owner_only(folder: Path) -> None:
    port = free_port()
    with served(folder, port):
        live(folder, port)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    private = [file for file in folder.iterdir() if "key" in file.name or "okno.db" in file.name]
    assert len(private) >= 5
    assert {stat.S_IMODE(file.stat().st_mode) for file in private} == {0o600}


def test_it_serves_over_tls_and_a_second_worker_is_refused(folder: Path) -> None:
    port = free_port()
    with served(folder, port) as process:
        assert live(folder, port) == 200
        second = run(folder, "serve", port=str(free_port()))
        assert second.returncode == 1
        assert second.stderr.startswith("database-in-use")
        assert process.poll() is None
        # Commands work beside it.
        code = run(folder, "kiosk", "invite", "--title", "Мурманск")
        assert code.returncode == 0, code.stderr
        assert len(code.stdout.strip()) == 9
    lines = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
    assert lines[0]["event"] == "serving"
    assert lines[0]["scheme"] == "https"


def test_plain_http_off_loopback_is_refused(folder: Path) -> None:
    refused = run(folder, "serve", host="0.0.0.0", plain_http="true", port=str(free_port()))
    assert refused.returncode == 1
    assert refused.stderr.startswith("plain-http-refused")


def test_without_set_up_it_says_what_to_do(tmp_path: Path) -> None:
    refused = run(tmp_path / "nothing", "serve")
    assert refused.returncode == 1
    assert "region-ca-missing" in refused.stderr
    assert "setup" in refused.stderr


def test_it_serves_without_the_authoritys_key(folder: Path) -> None:
    """Whoever takes over the web process finds no key to issue cards with."""
    (folder / "region-ca.key.pem").rename(folder.parent / "region-ca.key.pem")
    port = free_port()
    with served(folder, port):
        assert live(folder, port) == 200
        told = ready(folder, port)
    assert datetime.fromisoformat(told["certificate_until"]) > datetime.now(UTC) + timedelta(days=300)


def test_a_certificate_is_made_by_command_and_not_by_the_server(folder: Path) -> None:
    (folder / "server.pem").unlink()
    refused = run(folder, "serve", port=str(free_port()))
    assert refused.stderr.startswith("server-certificate-unusable")
    renewed = run(folder, "certificate")
    assert "is good until" in renewed.stdout, renewed.stderr
    made = (folder / "server.pem").read_bytes()
    assert run(folder, "certificate").returncode == 0
    assert (folder / "server.pem").read_bytes() == made
    port = free_port()
    with served(folder, port):
        assert live(folder, port) == 200


def ready(folder: Path, port: int) -> dict[str, str]:
    trusted = ssl.create_default_context(cafile=folder / "region-ca.pem")
    told: dict[str, str] = httpx.get(f"https://localhost:{port}/v1/health/ready", verify=trusted).json()
    return told


def test_a_kiosk_is_listed_and_withdrawn(folder: Path) -> None:
    assert json.loads(run(folder, "kiosk", "list", "--json").stdout) == {"kiosks": []}
    unknown = run(folder, "kiosk", "withdraw", "kiosk-none")
    assert unknown.returncode == 1
    assert unknown.stderr.startswith("kiosk-unknown")


def test_the_openapi_document_names_every_body(folder: Path) -> None:
    document = json.loads(run(folder, "openapi").stdout)
    assert document["openapi"].startswith("3.1")
    schemas = document["components"]["schemas"]
    for path, operations in document["paths"].items():
        for operation in operations.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if body:
                assert body["schema"]["$ref"].rsplit("/", 1)[1] in schemas, path
            assert "application/problem+json" in operation["responses"]["default"]["content"]
