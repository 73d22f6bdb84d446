"""A real process killed by its id, a real socket cut, a real backend over TLS: each request once."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend.database.opening import open_database
from tests.backend.conftest import create_tables
from tests.kiosk.outbox.lives import Balance, run_lives

pytestmark = pytest.mark.slow
LIVES = 12


def lived(tmp_path: Path, with_key: bool) -> Balance:
    url = f"sqlite:///{tmp_path / 'okno.db'}"
    create_tables(url)
    database = open_database(url)
    try:
        return run_lives(database, tmp_path / "kiosk", LIVES, seed=7, with_key=with_key)
    finally:
        database.close()


def test_killed_and_cut_off_it_delivers_each_request_once(tmp_path: Path) -> None:
    balance = lived(tmp_path, with_key=True)
    assert balance.lost == balance.doubled == 0, balance
    assert balance.promised > 0
    assert balance.cuts >= LIVES
    assert 0 < balance.by_signature < balance.arrived


def test_without_the_key_it_doubles(tmp_path: Path) -> None:
    """The control."""
    balance = lived(tmp_path, with_key=False)
    assert balance.lost == 0
    assert balance.doubled > 0, balance
