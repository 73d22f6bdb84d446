"""Each mistake of an editor in the rules: found by `content check`, with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.rule_checks.region_pack import DAY, content, ruled

HEATING = "rules/measures/heating.yaml"
BUS = "rules/measures/bus.yaml"
PENSIONER = "rules/categories/pensioner.yaml"


def test_the_pack_as_it_is_passes(tmp_path: Path) -> None:
    done = content("check", ruled(tmp_path), "--date", DAY)
    assert done.exit_code == 0, done.output
    assert "2 of 2 rules (100.0%) use a number" in done.output
    assert "0 rules are not exact" in done.output


MISTAKES = {
    "unknown fact": (
        HEATING,
        "fact: stove}",
        "fact: stov}",
        "heating.yaml:4",
        "no fact 'stov'. Did you mean stove",
    ),
    "unknown category": (
        HEATING,
        "{category: pensioner}",
        "{category: pension}",
        "heating.yaml:9",
        "no rule",
    ),
    "unknown parameter": (
        "facts.yaml",
        "minimum-wage",
        "minimum-wag",
        "facts.yaml:30",
        "Did you mean minimum-wage",
    ),
    "type clash": (HEATING, "at_least: 3", "at_least: 2026-01-01", "heating.yaml:7", "a date, not a number"),
    "money without quotes": (
        HEATING,
        "{fact: poor}",
        "{fact: income, less_than: 20000}",
        "heating.yaml:6",
        "20000 is a number, not money. Write roubles in quotes",
    ),
    "a circle": (
        "facts.yaml",
        "{fact: income, less_than: {parameter: minimum-wage}}",
        "{fact: poor}",
        "facts.yaml:30",
        "poor → poor",
    ),
    "contradiction": (
        HEATING,
        "    - {fact: stove}\n",
        "    - {fact: stove}\n    - {fact: stove, is: false}\n",
        "heating.yaml:5",
        "nobody can meet this together with what stands above it",
    ),
    "contradiction with a constraint": (
        HEATING,
        "    - {fact: stove}\n",
        "    - {fact: children, at_most: 1}\n    - {fact: minors, at_least: 2}\n    - {fact: stove}\n",
        "heating.yaml:5",
        "or with the constraints",
    ),
    "a rule out of bounds": (BUS, "at_least: 70", "at_least: -10", "bus.yaml:2", "everybody meets the rule"),
    "a rule that nobody meets": (
        BUS,
        "{age: birth-date, at_least: 70}",
        "{fact: birth-date, after: 2031-01-01}",
        "bus.yaml:2",
        "nobody can meet the rule",
    ),
    "a question never asked": (
        "facts.yaml",
        "- id: poor",
        "- {id: cat, type: yes_no, title: {ru: Кот, en: Cat}, question: {ru: А кот?, en: Cat?}}\n- id: poor",
        "facts.yaml:27",
        "the question is asked for no rule",
    ),
    "a fact from nowhere": (
        "facts.yaml",
        "  question: {ru: Топите ли вы дом печью?, en: Do you heat with a stove?}\n",
        "",
        "facts.yaml:6",
        "nothing says where it comes from",
    ),
    "an expired number": (
        "parameters.yaml",
        "valid_from: 2026-01-01, source: Проект закона",
        "valid_from: 2026-01-01, valid_to: 2026-06-30, source: Проект закона",
        "parameters.yaml:6",
        "no value on 2026-11-22",
    ),
    "an unsourced number": (
        "parameters.yaml",
        "source: Проект закона",
        "source: ''",
        "parameters.yaml:6",
        "text is empty",
    ),
    "a missing translation": (
        "facts.yaml",
        ", en: Do you heat with a stove?}",
        "}",
        "facts.yaml:9",
        "the question has no English",
    ),
    "a wrong example": (
        HEATING,
        "facts: {stove: false}\n    verdict: not_entitled",
        "facts: {stove: false}\n    verdict: entitled",
        "heating.yaml:20",
        "it says entitled, the rule computes not_entitled",
    ),
    "an example left open": (
        HEATING,
        'income: "100.00", birth-date: 1990-01-01',
        "birth-date: 1990-01-01",
        "heating.yaml:16",
        "the rule computes unknown (not known: ",
    ),
    "an example of another type": (
        HEATING,
        'income: "100.00"',
        "income: 100",
        "heating.yaml:15",
        "income: 100 is no money",
    ),
    "a wrong amount": (
        HEATING,
        'amount: "500.00"',
        'amount: "600.00"',
        "heating.yaml:17",
        "its amount is 600.00, the rule computes 500.00",
    ),
    "an amount that is no money": (
        HEATING,
        'amount: "500.00"',
        'amount: "500 ₽"',
        "heating.yaml:17",
        "'500 ₽' is no money",
    ),
    "an example that cannot be": (
        HEATING,
        "minors: 2, birth-date",
        "minors: 2, children: 1, birth-date",
        "heating.yaml:22",
        "the constraints forbid minors, children together",
    ),
    "an example without a verdict": (
        HEATING,
        "verdict: unknown",
        "verdict: maybe",
        "heating.yaml:23",
        "no verdict 'maybe'",
    ),
    "no example": (
        PENSIONER,
        "examples:\n  - {title: Семьдесят лет, facts: {birth-date: 1950-01-01}, verdict: entitled}\n",
        "",
        "pensioner.yaml:1",
        "the rule has no worked example",
    ),
    "no law": (BUS, "law: [{act: Закон края № 7}]\n", "", "bus.yaml:1", "the rule names no act"),
    "a question that restates a measure": (
        "facts.yaml",
        "Топите ли вы дом печью?",
        "Положена ли вам помощь с дровами?",
        "facts.yaml:9",
        "the question restates the measure heating",
    ),
    "a rule that is one question": (
        BUS,
        "{age: birth-date, at_least: 70}",
        "{fact: rides}",
        "bus.yaml:2",
        "the whole rule is the answer to one question, rides",
    ),
    "a window that is no day": (
        BUS,
        'opens: "06-01"',
        'opens: "06-31"',
        "bus.yaml:7",
        "'06-31' is no day of the year",
    ),
    "an unknown measure in a group": (
        "best_of.yaml",
        "[heating, bus]",
        "[heating, buss]",
        "best_of.yaml:4",
        "there is no measure 'buss'. Did you mean bus",
    ),
    "a group of one": (
        "best_of.yaml",
        "[heating, bus]",
        "[heating]",
        "best_of.yaml:4",
        "two different measures",
    ),
}
BESIDES = {
    "a rule that is one question": {
        ("facts.yaml", "- id: poor"): "- {id: rides, type: yes_no, title: {ru: Ездит, en: Rides}, "
        "question: {ru: Ездите ли вы на автобусе?, en: Do you ride?}}\n- id: poor"
    }
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_it_is_found_with_file_line_and_remedy(mistake: str, tmp_path: Path) -> None:
    file, old, new, place, what = MISTAKES[mistake]
    pack = ruled(tmp_path, {(file, old): new, **BESIDES.get(mistake, {})})
    done = content("check", pack, "--date", DAY)
    assert done.exit_code == 1, done.output
    errors = [line for line in done.output.splitlines() if " error " in line]
    assert any(f"{place} error" in line and what in line for line in errors), done.output


def test_constraints_that_forbid_everybody_are_named(tmp_path: Path) -> None:
    nobody = "- id: nobody\n  title: {ru: Никто, en: Nobody}\n  always: {fact: children, at_most: 1}\n"
    nobody += "- id: none\n  title: {ru: Ничто, en: None}\n  always: {fact: minors, at_least: 2}\n"
    pack = ruled(tmp_path, {("constraints.yaml", "- id: minors-are"): f"{nobody}- id: minors-are"})
    done = content("check", pack, "--date", DAY)
    assert (
        "constraints.yaml:9 error minors-are-children: the constraints together forbid everybody"
        in done.output
    )


def test_an_amount_for_everybody_needs_a_measure_of_the_catalogue(tmp_path: Path) -> None:
    pack = ruled(tmp_path, {(BUS, "measure: bus"): "measure: tram"})
    (pack / BUS).rename(pack / "rules/measures/tram.yaml")
    done = content("check", pack, "--date", DAY, "--warnings")
    assert "tram.yaml:1 warning tram: the catalogue has no such measure" in done.output
    assert "bus.yaml:1 warning bus: the measure has no rule" in done.output


def test_unverified_rules_are_listed(tmp_path: Path) -> None:
    done = content("check", ruled(tmp_path), "--date", DAY, "--warnings")
    assert "bus.yaml:1 unverified bus: unverified rule" in done.output
    assert "unverified heating: unverified rule" not in done.output


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    done = content("check", ruled(tmp_path), "--date", "22.11.2026")
    assert (done.exit_code, "write it as 2026-11-22" in done.output) == (2, True)


def test_a_branch_that_nobody_takes_and_a_part_that_everybody_meets_are_warned_of(tmp_path: Path) -> None:
    dead = "        - {all: [{fact: children, at_most: 1}, {fact: minors, at_least: 2}]}\n"
    changes = {
        (HEATING, "        - {fact: poor}\n"): f"        - {{fact: poor}}\n{dead}",
        (HEATING, "    - {fact: stove}\n"): "    - {fact: stove}\n    - {fact: children, at_least: 0}\n",
    }
    done = content("check", ruled(tmp_path, changes), "--date", DAY, "--warnings")
    assert done.exit_code == 0, done.output
    assert "heating.yaml:8 warning heating: nobody can take this branch" in done.output
    assert "heating.yaml:5 warning heating: everybody meets this part" in done.output
    assert done.output.count("everybody meets this part") == 1


def test_what_the_day_alone_decides_is_no_idle_part(tmp_path: Path) -> None:
    ends = "    - {value: today, before: 2031-07-01}\n    - {fact: stove}\n"
    pack = ruled(tmp_path, {(HEATING, "    - {fact: stove}\n"): ends})
    assert "everybody meets" not in content("check", pack, "--date", DAY, "--warnings").output
    assert "nobody can meet" in content("check", pack, "--date", "2031-07-01").output


def test_an_option_that_reads_like_a_measure_is_warned_of(tmp_path: Path) -> None:
    asked = (
        "- id: needs\n  type: set\n  title: {ru: Нужды, en: Needs}\n  question: {ru: Что нужно?, en: What?}\n"
    )
    asked += "  options: [{id: wood, title: {ru: Помощь с дровами, en: Wood}}]\n- id: poor"
    done = content(
        "check", ruled(tmp_path, {("facts.yaml", "- id: poor"): asked}), "--date", DAY, "--warnings"
    )
    assert "facts.yaml:31 warning needs: the option wood reads like the measure heating" in done.output


def test_the_share_of_rules_with_figures_is_counted_through_facts_and_categories(tmp_path: Path) -> None:
    bare = {(BUS, "{age: birth-date, at_least: 70}"): "{fact: stove}"}
    done = content("check", ruled(tmp_path / "bare", bare), "--date", DAY, "--warnings")
    assert "1 of 2 rules (50.0%) use a number" in done.output
    assert "only 1 of 2 rules use a number, date, household or parameter" in done.output
    for number, figured in enumerate(("{fact: poor}", "{category: pensioner}", "{measure: heating}")):
        through = {(BUS, "{age: birth-date, at_least: 70}"): figured}
        done = content("check", ruled(tmp_path / str(number), through), "--date", DAY)
        assert "2 of 2 rules (100.0%) use a number" in done.output
