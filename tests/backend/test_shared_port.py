"""Several backends on one port, over one PostgreSQL: a kiosk never notices which one answers."""

from __future__ import annotations

import ssl
from pathlib import Path
from time import monotonic, sleep

import httpx
import pytest

from backend.region_ca import CA_CERTIFICATE_FILE
from tests.backend.conftest import PostgresServer
from tests.backend.test_front_door import free_port, run, served

pytestmark = pytest.mark.slow
LONGEST_START = 30.0
CONNECTIONS = 60  # the kernel deals them out by chance: all to one of two is less likely than 2**-59


def wait_for(*logs: Path) -> None:
    until = monotonic() + LONGEST_START
    while not all('"serving"' in log.read_text() for log in logs):
        assert monotonic() < until, [log.read_text() for log in logs]
        sleep(0.05)


def shares_of(*logs: Path) -> list[int]:
    """How many requests each has logged, once all are: the line of the last comes after its answer."""
    until = monotonic() + LONGEST_START
    while sum(shares := [log.read_text().count('"request"') for log in logs]) < CONNECTIONS:
        assert monotonic() < until, shares
        sleep(0.05)
    return shares


def answered(folder: Path, port: int) -> list[int]:
    trust = ssl.create_default_context(cafile=str(folder / CA_CERTIFICATE_FILE))
    with httpx.Client(
        verify=trust, limits=httpx.Limits(max_keepalive_connections=0), trust_env=False
    ) as client:
        address = f"https://localhost:{port}/v1/health/ready"
        return [client.get(address).status_code for _ in range(CONNECTIONS)]


def test_each_of_two_backends_has_its_share_and_the_other_takes_over(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url, folder, port = postgres.empty(), tmp_path / "backend", free_port()
    assert run(folder, "setup", database_url=url).returncode == 0
    logs = folder / "first", folder / "second"
    named = {"database_url": url, "shared_port": "1"}
    with (
        served(folder, port, "first", **named) as first,
        served(folder, port, "second", **named) as second,
    ):
        wait_for(*logs)
        assert set(answered(folder, port)) == {200}
        shares = shares_of(*logs)
        assert sum(shares) == CONNECTIONS and min(shares) > 0
        first.kill()
        first.wait()
        assert set(answered(folder, port)) == {200}
        assert second.poll() is None
    postgres.drop(url)


def test_without_the_setting_the_second_finds_the_port_taken(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.empty()
    folder = tmp_path / "keys"
    assert run(folder, "setup", database_url=url).returncode == 0
    port = free_port()
    with served(folder, port, database_url=url):
        wait_for(folder / "log")
        refused = run(folder, "serve", database_url=url, port=str(port))
    assert refused.returncode == 1 and refused.stderr.startswith("port-in-use:")
    postgres.drop(url)


def test_an_sqlite_file_still_has_one_worker(tmp_path: Path) -> None:
    folder = tmp_path / "backend"
    assert run(folder, "setup").returncode == 0
    port = free_port()
    with served(folder, port, shared_port="1"):
        wait_for(folder / "log")
        refused = run(folder, "serve", port=str(port), shared_port="1")
    assert refused.returncode == 1 and refused.stderr.startswith("database-in-use:")
