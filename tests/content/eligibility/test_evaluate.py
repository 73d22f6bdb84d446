"""`python -m content evaluate`: a line in, a line out; a bad line harms no other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from content.__main__ import app
from content.eligibility.evaluate import evaluated
from content.rules import syntax as s
from tests.content.eligibility.written_rules import OLD, POOR, VETERAN, book

RULES = book({"old": OLD, "poor": s.AnyOf((POOR, VETERAN))})


def answers(*lines: bytes, explain: bool = False) -> list[dict[str, Any]]:
    return [answer.line for answer in evaluated(lines, RULES, explain=explain)]


def test_verdicts_and_what_is_missing() -> None:
    line = {"id": "a", "facts": {"born": "1950-01-01", "income": None, "papers": {"unknown": True}}}
    assert answers(json.dumps(line).encode(), b" \n") == [
        {
            "id": "a",
            "verdicts": {"old": "entitled", "poor": "unknown"},
            "missing": {"poor": ["income", "papers"]},
        }
    ]


def test_facts_of_another_pack_are_passed_over_and_named() -> None:
    (answer,) = answers(
        b'{"id": 1, "source": "x", "facts": {"born": "1950-01-01", "shoe-size": 44, "hat": null}}'
    )
    assert answer["passed_over"] == ["hat", "shoe-size"]
    assert answer["verdicts"]["old"] == "entitled"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "line-invalid"),
        (b"\xff", "line-invalid"),
        (b"[" * 100_000, "line-invalid"),
        (b"[1]", "line-invalid"),
        (b'{"facts": {}}', "line-invalid"),
        (b'{"id": 1}', "line-invalid"),
        (b'{"id": 1, "facts": []}', "line-invalid"),
        (b'{"id": 1, "facts": {"income": 12}}', "fact-invalid"),
        (b'{"id": 1, "facts": {"income": "-1"}}', "fact-invalid"),
        (b'{"id": 1, "facts": {"born": "2026-02-30"}}', "fact-invalid"),
        (b'{"id": 1, "facts": {"children": NaN}}', "fact-invalid"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_answered(line: bytes, code: str) -> None:
    good = b'{"id": 2, "facts": {}}'
    bad, following = answers(line, good)
    assert (bad["error"]["line"], bad["error"]["code"]) == (1, code)
    assert following["verdicts"] == {"old": "unknown", "poor": "unknown"}


def test_lines_are_answered_one_at_a_time() -> None:
    def people() -> Iterator[bytes]:
        yield b'{"id": 1, "facts": {}}'
        raise AssertionError("the second line is read before the first is answered")

    assert next(evaluated(people(), RULES)).line["id"] == 1


def test_reasons_are_values_that_json_can_say() -> None:
    facts = {"born": "1962-03-12", "income": "50000.00", "papers": []}
    (line,) = answers(json.dumps({"id": 1, "facts": facts}).encode(), explain=True)
    reasons = json.loads(json.dumps(line))["reasons"]
    assert reasons["old"]["change"] == {"becomes": "entitled", "on": "2027-03-12"}
    assert reasons["old"]["facts"] == [{"fact": "born", "value": "1962-03-12", "source": "answer"}]
    assert reasons["old"]["law"] == ["Закон края № 1, ст. 2"]
    assert reasons["poor"]["change"]["facts"][0]["fact"] in ("income", "papers")


PACK = {
    "pack.yaml": 'id: bus\nversion: "1"\ntitle: Автобус\n',
    "facts.yaml": "- {id: age, type: number, title: Возраст, min: 0, max: 120}\n",
    "rules/measures/bus.yaml": "measure: bus\nwhen: {fact: age, at_least: 70}\n",
}


def test_the_command_ends_with_1_after_a_bad_line(tmp_path: Path) -> None:
    for name, text in PACK.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = ["evaluate", str(tmp_path), "--date", "2026-11-22"]
    good = '{"id": "\\ud800", "facts": {"age": 71}}\n'
    ran = CliRunner().invoke(app, command, input=good)
    assert (ran.exit_code, json.loads(ran.stdout)["verdicts"]) == (0, {"bus": "entitled"})
    ran = CliRunner().invoke(app, command, input="x\n" + good)
    assert ran.exit_code == 1
    assert [json.loads(line).get("verdicts") for line in ran.stdout.splitlines()] == [
        None,
        {"bus": "entitled"},
    ]
