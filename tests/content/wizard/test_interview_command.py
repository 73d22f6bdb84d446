"""`python -m content interview`: the lines other people's packs are judged by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from content.__main__ import app
from tests.content.wizard.small_pack import write_pack

CASE = {
    "disabled": False,
    "group": "first",
    "birth-date": "1950-05-09",
    "children": 0,
    "family-size": 1,
    "income": "12000.00",
    "papers": ["veteran"],
    "was-in-prison": False,
}
DAY = "2026-11-22"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pack(tmp_path_factory.mktemp("small"))


def played(pack: Path, *lines: object, options: tuple[str, ...] = ()) -> tuple[int, list[dict[str, Any]]]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    done = CliRunner().invoke(app, ["interview", str(pack), "--date", DAY, *options], input=text)
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()]


def test_a_line_a_case_and_a_summary(pack: Path) -> None:
    code, (first, second, last) = played(pack, {"id": 7, "facts": CASE}, {"id": "b", "facts": CASE})
    assert code == 0
    assert set(first) == {"id", "asked", "decided_90", "certificate", "order"}
    assert (first["id"], second["id"]) == (7, "b")
    assert first["asked"] == len(first["order"])
    assert first["decided_90"] <= first["asked"]
    assert first["certificate"] <= first["asked"]
    assert last["summary"]["cases"] == 2
    assert last["summary"]["asked"] == {"mean": first["asked"], "interval_95": [first["asked"]] * 2}
    assert set(last["summary"]) == {"cases", "asked", "decided_90", "certificate", "ratio", "screens"}


def test_a_bad_line_is_named_and_the_others_are_played(pack: Path) -> None:
    odd = {**CASE, "children": 4, "family-size": 2}
    code, lines = played(
        pack,
        "no json",
        {"id": 2, "facts": {"no-such": 1}},
        {"id": 3, "facts": odd},
        "",
        {"id": 5, "facts": CASE},
    )
    assert code == 1
    errors = [(line["id"], line["error"]["line"], line["error"]["code"]) for line in lines if "error" in line]
    assert errors == [(None, 1, "line-invalid"), (2, 2, "fact-invalid"), (3, 3, "facts-contradict")]
    assert lines[-2]["id"] == 5
    assert lines[-1]["summary"]["cases"] == 1


def test_what_a_case_does_not_tell_is_answered_with_i_do_not_know(pack: Path) -> None:
    code, (line, _) = played(pack, {"id": 1, "facts": {}})
    assert code == 0
    assert line["asked"] == len(set(line["order"])) > 0
    assert line["certificate"] == 0


def test_one_measure_or_the_categories_only(pack: Path) -> None:
    _, (one, _) = played(pack, {"id": 1, "facts": CASE}, options=("--goals", "measure:large-family"))
    assert one["order"] == ["children"]
    _, (categories, _) = played(pack, {"id": 1, "facts": CASE}, options=("--goals", "categories"))
    assert set(categories["order"]) == {"disabled", "birth-date"}
    code, _ = played(pack, options=("--goals", "measure:no-such"))
    assert code == 2


def test_facts_without_questions_are_asked_by_their_titles(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    (pack / "rules" / "measures").mkdir(parents=True)
    (pack / "pack.yaml").write_text("{id: bare, version: '1', title: Bare}")
    (pack / "facts.yaml").write_text("- {id: a, type: yes_no, title: A}\n- {id: b, type: yes_no, title: B}\n")
    (pack / "rules" / "measures" / "m.yaml").write_text("{measure: m, when: {all: [{fact: a}, {fact: b}]}}")
    _, (line, _) = played(pack, {"id": 1, "facts": {"a": True, "b": False}})
    assert (line["asked"], line["certificate"]) == (2, 1)
