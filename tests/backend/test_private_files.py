"""Keys made by processes that start together."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from backend.private_files import made_once, write_private


def both_starters(path: Path) -> tuple[bytes, bytes]:
    """What two hold where the second starts, and is done, while the first is still making its key."""
    second: list[bytes] = []

    def make() -> bytes:
        second.append(made_once(path, lambda: b"of the second"))
        return b"of the first"

    return made_once(path, make), second[0]


def test_two_who_start_together_use_one_key(tmp_path: Path) -> None:
    path = tmp_path / "region" / "vault.key"
    assert both_starters(path) == (b"of the second", b"of the second")
    assert [file.name for file in path.parent.iterdir()] == ["vault.key"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_the_guard_a_key_in_use_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        os, "link", lambda unfinished, path: write_private(path, Path(unfinished).read_bytes())
    )
    first, second = both_starters(tmp_path / "vault.key")
    assert first != second


def test_a_key_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    write_private(tmp_path / "vault.key", b"old")
    assert made_once(tmp_path / "vault.key", lambda: pytest.fail("made again")) == b"old"
