"""Letters as lines of a file."""

from __future__ import annotations

import asyncio
import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backend.carriers.letter_file import LetterFile
from backend.carriers.ports import CarrierDown, Letter

LETTER = Letter("id-1", "+79730000001", "", "Запись 12345678", datetime(2026, 12, 1, tzinfo=UTC))


def test_lines_are_for_the_owner_s_eyes(tmp_path: Path) -> None:
    path = tmp_path / "out" / "messages.jsonl"
    for channel in ("sms", "email"):
        asyncio.run(LetterFile(path, channel).send(LETTER))
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [(line["id"], line["channel"], line["to"]) for line in lines] == [
        ("id-1", "sms", LETTER.to),
        ("id-1", "email", LETTER.to),
    ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_cannot_be_written_waits(tmp_path: Path) -> None:
    (tmp_path / "messages.jsonl").mkdir()
    with pytest.raises(CarrierDown, match="letter-file-unusable"):
        asyncio.run(LetterFile(tmp_path / "messages.jsonl", "sms").send(LETTER))


def test_nothing_of_a_letter_is_printed_by_mistake() -> None:
    assert LETTER.to not in repr(LETTER)
    assert LETTER.text not in repr(LETTER)
