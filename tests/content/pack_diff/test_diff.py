"""Whose verdicts change with a pack, how, and through which entry."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content.commands.people import read_people
from content.problems import PackError
from tests.content.rule_checks.region_pack import DAY, content, ruled

HEATING = "rules/measures/heating.yaml"
STOVE = {"stove": True, "minors": 0, "children": 0, "birth-date": "1990-01-01"}
PEOPLE = [
    {"id": "anna", "facts": {**STOVE, "income": "26000.00"}},
    {"id": "boris", "facts": {**STOVE, "income": "10000.00"}},
    {"id": "vera", "facts": STOVE},
    {"id": "gleb", "facts": {"birth-date": "1950-01-01", "stove": False, "hobby": "chess"}},
]


def written(folder: Path, lines: list[object]) -> Path:
    path = folder / "people.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines) + "\n", "utf-8")
    return path


def test_the_same_pack_changes_nothing(tmp_path: Path) -> None:
    pack = ruled(tmp_path)
    done = content("diff", pack, pack, "--people", written(tmp_path, [*PEOPLE]), "--date", DAY)
    assert done.exit_code == 0
    assert "the entries are the same" in done.output
    assert "0 of 4 people have another verdict on 0 measures" in done.output


def test_a_lower_minimum_takes_from_those_above_it(tmp_path: Path) -> None:
    old, new = ruled(tmp_path / "old"), ruled(tmp_path / "new", {("parameters.yaml", "2709300"): "2500000"})
    done = content("diff", old, new, "--people", written(tmp_path, [*PEOPLE]), "--date", DAY)
    assert done.exit_code == 0, done.output
    lines = [" ".join(line.replace("│", " ").split()) for line in done.output.splitlines()]
    assert any(line.startswith("changed parameters/minimum-wage (values)") for line in lines)
    assert "new/ruled/parameters.yaml:4" in done.output
    assert "heating 1" in lines  # one lost, in the second column of figures
    assert "heating because of parameters/minimum-wage" in lines
    (anna,) = (line for line in lines if line.startswith("anna: "))
    was, is_now = anna.split(" → ")
    assert was == "anna: entitled (by stove, income)"
    assert is_now.startswith("not_entitled (by ") and "income" in is_now
    assert "1 of 4 people have another verdict on 1 measures" in lines
    assert not any("boris" in line or "vera" in line for line in lines)


def test_a_new_question_opens_verdicts(tmp_path: Path) -> None:
    change = {(HEATING, "    - {fact: stove}\n"): "    - {fact: stove}\n    - {fact: metered}\n"}
    asked = (
        "- {id: metered, type: yes_no, title: {ru: С, en: M}, question: {ru: Счётчик?, en: M?}}\n- id: poor"
    )
    old = ruled(tmp_path / "old")
    new = ruled(tmp_path / "new", {**change, ("facts.yaml", "- id: poor"): asked})
    done = content("diff", old, new, "--people", written(tmp_path, [*PEOPLE]), "--date", DAY)
    assert "anna: entitled (by stove, income) → unknown (not known: metered)" in done.output
    assert "heating because of facts/metered (added), rules/heating" in done.output


def test_a_rule_that_is_gone_is_no_loss_to_whom_it_gave_nothing(tmp_path: Path) -> None:
    old, new = ruled(tmp_path / "old"), ruled(tmp_path / "new")
    (new / "rules/measures/bus.yaml").unlink()
    done = content("diff", old, new, "--people", written(tmp_path, [*PEOPLE]), "--date", DAY)
    assert "removed rules/bus" in done.output
    assert "gleb: entitled (by birth-date) → no rule" in done.output
    assert "anna" not in done.output


def test_without_people_only_entries_are_compared(tmp_path: Path) -> None:
    old, new = ruled(tmp_path / "old"), ruled(tmp_path / "new", {(HEATING, "at_least: 6"): "at_least: 5"})
    done = content("diff", old, new)
    assert f"changed rules/heating (when) {new / HEATING}:2" in done.output
    assert "another verdict" not in done.output


def test_people_that_cannot_be_computed_are_named(tmp_path: Path) -> None:
    wrong = [
        *PEOPLE,
        {"id": "dima", "facts": {"children": 1, "minors": 2}},
        {"id": "eva", "facts": {"income": 5}},
    ]
    pack = ruled(tmp_path)
    done = content("diff", pack, pack, "--people", written(tmp_path, [*wrong]), "--date", DAY)
    assert done.exit_code == 1
    assert "2 people could not be computed" in done.output
    assert "dima: facts-contradict: " in done.output
    assert "eva: income: 5 is no money" in done.output


def test_a_line_that_is_no_person_is_named(tmp_path: Path) -> None:
    pack = ruled(tmp_path)
    done = content("diff", pack, pack, "--people", written(tmp_path, [{"id": "a", "facts": {}}, {"id": "b"}]))
    assert (done.exit_code, "people.jsonl:2: no line of people" in done.output) == (1, True)


def test_the_demo_is_asked_at_its_own_front_door() -> None:
    says_one = ("-c", 'print(\'{"id": "demo-1", "facts": {"stove": true}}\')')
    assert [person.id for person in read_people("demo", says_one).each] == ["demo-1"]
    with pytest.raises(PackError, match="no demo here"):
        read_people("demo", ("-c", "raise SystemExit('no demo here')"))
