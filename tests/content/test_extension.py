"""A pack over another: add, replace, amend, withdraw, and where each line came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.loader import load, load_with_origins
from content.model import Measure
from content.pack import Pack
from content.problems import PackInvalidError
from content.show import entries_named, resolved_lines
from tests.content.tiny_pack import BUS, region


def measure(pack: Pack, measure_id: str) -> Measure:
    return next(one for one in pack.measures if one.id == measure_id)


def test_amend_replaces_the_fields_it_names_and_keeps_the_others(tmp_path: Path) -> None:
    amend = "amend: heating\nwhere_note: Окно пять.\namount: {text: По счёту}\n"
    heating = measure(load(region(tmp_path, {"measures/heating.yaml": amend})), "heating")
    assert heating.where_note == "Окно пять."
    assert heating.amount.kopecks is None  # replaced whole, not merged
    assert heating.who == "Вы топите печь и живёте в этом доме."


def test_replace_keeps_nothing(tmp_path: Path) -> None:
    replace = BUS.replace("id: bus", "replace: heating").replace("Бесплатный автобус", "Дрова даром")
    heating = measure(load(region(tmp_path, {"measures/other-name.yaml": replace})), "heating")
    assert (heating.title.ru, heating.categories) == ("Дрова даром", ())


def test_withdraw_takes_an_entry_away(tmp_path: Path) -> None:
    pack = load(region(tmp_path, {"measures/bus.yaml": "withdraw: bus\n"}))
    assert [one.id for one in pack.measures] == ["heating"]


def test_the_region_says_who_it_is_and_has_its_own_hash(tmp_path: Path) -> None:
    extended = load(region(tmp_path, {}))
    base = load(tmp_path / "tiny")
    assert (extended.id, extended.version, extended.measures) == ("region", "2.0", base.measures)
    assert extended.hash != base.hash


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("amend: heatng\nwho: Все.\n", "Did you mean heating"),
        ("withdraw: nothing-like-it\n", "Write an id of the measures"),
        ("withdraw: bus\nwho: Все.\n", "withdraw stands beside who"),
        (BUS, "is in the extended pack already"),
        ("amend: bus\nreplace: heating\n", "names itself twice"),
        ("amend: bus\nwhu: Все.\n", "unknown field 'whu'"),
        ("replace: bus\nwho: Все.\n", "title is missing"),
    ],
)
def test_what_an_extension_may_not_do(tmp_path: Path, entry: str, what: str) -> None:
    with pytest.raises(PackInvalidError) as caught:
        load(region(tmp_path, {"measures/bus.yaml": entry}))
    assert any(what in str(problem) for problem in caught.value.problems)
    assert all("region/measures/bus.yaml" in problem.file for problem in caught.value.problems)


def test_a_fault_is_told_where_the_field_was_written(tmp_path: Path) -> None:
    with pytest.raises(PackInvalidError) as caught:
        load(region(tmp_path, {"measures/x.yaml": "amend: heating\ncategories: [pensoner]\n"}))
    (problem,) = caught.value.problems
    assert (Path(problem.file).name, problem.line) == ("x.yaml", 2)


def test_every_line_in_force_has_its_origin(tmp_path: Path) -> None:
    folder = region(tmp_path, {"measures/heating.yaml": "amend: heating\nwhere_note: Окно пять.\n"})
    (entry,) = entries_named(load_with_origins(folder), "heating")
    lines = {line.text: (line.pack, line.line) for line in resolved_lines(entry)}
    assert lines["where_note: Окно пять."] == ("region", 2)
    assert lines["who: Вы топите печь и живёте в этом доме."] == ("tiny", 6)
    assert lines["  kopecks: 1234567"] == ("tiny", 11)
