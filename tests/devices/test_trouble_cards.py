"""The trainer's cards: every file is a card that the virtual reader takes."""

from __future__ import annotations

import stat
from pathlib import Path
from uuid import UUID

from devices.simulators.card_profile import read_card_file
from devices.simulators.card_shelf import CardShelf
from devices.simulators.trouble_cards import write_cards
from tests.devices.card_maker import CardMaker


def test_foreign_cards_need_nobody_elses_card(tmp_path: Path) -> None:
    assert len(write_cards(tmp_path)) == 3


def test_every_file_is_a_card_with_a_name_and_closed_to_others(tmp_path: Path) -> None:
    maker, shelf = CardMaker(), CardShelf()
    paths = write_cards(tmp_path, maker.content(), maker.content(UUID(int=7)))
    assert len(paths) == 8
    for path in paths:
        assert shelf.take(path).atr.startswith(b"\x3b")
        assert read_card_file(path).name == path.stem
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len({read_card_file(path).title for path in paths}) == 8


def test_writing_again_replaces(tmp_path: Path) -> None:
    assert write_cards(tmp_path) == write_cards(tmp_path)
