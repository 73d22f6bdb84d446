"""What an editor's eye looks for in wordings, as warnings."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from content.loader import load
from content.model import PlaceKind
from content.wording_checks import unverified, wording_faults, wording_warnings
from tests.content.tiny_pack import tiny, with_change


def test_a_good_pack_has_no_faults_and_only_the_places_it_lacks_as_warnings(tmp_path: Path) -> None:
    pack = load(tiny(tmp_path))
    assert wording_faults(pack) == []
    assert {warning.what for warning in wording_warnings(pack)} == {
        "the directory has no place of kind social_protection",
        "the directory has no place of kind mfc",
    }


def test_a_pack_without_a_directory_lacks_no_place(tmp_path: Path) -> None:
    assert wording_warnings(replace(load(tiny(tmp_path)), places=())) == []


@pytest.mark.parametrize("spoken", ["100 процентов", "помощь СФР", "№ семь"])
def test_a_spoken_form_with_figures_or_abbreviations_is_warned_of(tmp_path: Path, spoken: str) -> None:
    pack = load(with_change(tmp_path, "measures/bus.yaml", "sureness: C", f"sureness: C\nspoken: {spoken}"))
    assert any(warning.what.startswith("spoken has") for warning in wording_warnings(pack))


def test_every_doubt_is_counted(tmp_path: Path) -> None:
    doubts = [(doubt.kind, doubt.id, doubt.what) for doubt in unverified(load(tiny(tmp_path)))]
    assert doubts == [
        ("measures", "bus", "sureness C"),
        ("measures", "bus", "unverified amount"),
        ("parameters", "minimum-wage", "unverified value"),
    ]


def test_the_place_that_is_there_is_not_missed(tmp_path: Path) -> None:
    pack = load(tiny(tmp_path))
    assert {place.kind for place in pack.places} == {PlaceKind.CLINIC}
    assert not any("clinic" in warning.what for warning in wording_warnings(pack))
