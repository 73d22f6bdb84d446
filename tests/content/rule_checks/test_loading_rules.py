"""Rules in a pack's folder: short forms, regional overrides, the compiled pack, faults at loading."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content import compiled
from content.eligibility.book import RuleBook
from content.eligibility.verdicts import Verdict
from content.loader import load
from content.model import Text
from content.problems import PackInvalidError
from content.rules.model import FactType, Option
from content.rules.values import read_facts
from tests.content.rule_checks.region_pack import DAY, content, ruled
from tests.content.tiny_pack import write_pack

ON = date.fromisoformat(DAY)
REGION = 'id: region\nextends: ruled\nversion: "1"\ntitle: {ru: Район, en: District}\n'
HERE = "rules/measures/heating.yaml"


def region(folder: Path, files: dict[str, str]) -> Path:
    """A pack that extends the one with rules, beside it."""
    ruled(folder)
    return write_pack(folder / "region", {"pack.yaml": REGION, **files})


def verdict(pack: Path, measure: str, **facts: object) -> Verdict:
    book = RuleBook.of(load(pack), ON)
    return book.verdict(measure, book.case(read_facts(book.facts, facts)))


def test_options_may_be_written_short(tmp_path: Path) -> None:
    options = "[birch, {id: pine, title: {ru: Сосна, en: Pine}}]"
    facts = f"- {{id: wood, type: choice, title: Дрова, options: {options}}}\n"
    pack = load(
        write_pack(tmp_path / "p", {"pack.yaml": "id: p\nversion: '1'\ntitle: П\n", "facts.yaml": facts})
    )
    assert pack.facts[0].type is FactType.CHOICE
    assert pack.facts[0].options == (Option("birch", Text("birch")), Option("pine", Text("Сосна", "Pine")))


def test_a_region_amends_replaces_and_withdraws_rules(tmp_path: Path) -> None:
    amended = "amend: heating\nwhen: {all: [{fact: stove}, {fact: children, at_least: 2}]}\n"
    parameter = (
        "- amend: minimum-wage\n  values: [{value: 1, valid_from: 2026-01-01, source: Закон района}]\n"
    )
    bus = "withdraw: bus\n"
    files = {HERE: amended, "rules/measures/bus.yaml": bus, "parameters.yaml": parameter}
    pack = region(tmp_path, files)
    assert verdict(tmp_path / "ruled", "heating", stove=True, children=2, income="100.00") is Verdict.ENTITLED
    assert verdict(pack, "heating", stove=True, children=2) is Verdict.ENTITLED
    assert verdict(pack, "heating", stove=True, children=1, income="100.00") is Verdict.NOT_ENTITLED
    resolved = load(pack)
    assert [rule.measure for rule in resolved.rules] == ["heating"]
    assert resolved.rules[0].law == load(tmp_path / "ruled").rules[1].law  # amend keeps what it does not name
    assert resolved.parameters[0].values[0].value == 1


def test_a_fault_in_an_amended_rule_is_named_in_the_regions_own_file(tmp_path: Path) -> None:
    amended = "amend: heating\nwhen:\n  all:\n    - {fact: stove}\n    - {fact: childs, at_least: 2}\n"
    pack = region(tmp_path, {HERE: amended})
    with pytest.raises(PackInvalidError) as caught:
        load(pack)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == (str(pack / HERE), 5)
    assert "Did you mean" in problem.remedy


def test_an_example_that_the_region_made_wrong_is_named_where_it_stands(tmp_path: Path) -> None:
    pack = region(tmp_path, {HERE: "amend: heating\nwhen: {fact: children, at_least: 2}\n"})
    done = content("check", pack, "--date", DAY)
    assert f"{tmp_path / 'ruled' / HERE}:16 error heating: example «Печь и малый доход»" in done.output


def test_show_prints_the_rule_beside_the_measure(tmp_path: Path) -> None:
    pack = region(tmp_path, {HERE: "amend: heating\nwhen: {fact: children, at_least: 2}\n"})
    lines = " ".join(content("show", "heating", "--pack", pack).output.split())
    assert "measure: heating" in lines
    assert f"region {pack / HERE}:2" in lines


def test_a_misspelt_folder_of_rules_is_an_error(tmp_path: Path) -> None:
    pack = write_pack(ruled(tmp_path), {"rules/measure/bus.yaml": "measure: bus\n"})
    with pytest.raises(PackInvalidError, match="no part of a pack"):
        load(pack)


def test_a_compiled_pack_computes_the_same(tmp_path: Path) -> None:
    pack = load(ruled(tmp_path))
    again = compiled.decode(compiled.encode(pack))
    assert again == pack
    facts = {"stove": True, "income": "100.00"}
    for one in (pack, again):
        book = RuleBook.of(one, ON)
        assert book.verdicts(book.case(read_facts(book.facts, facts)))["heating"] is Verdict.ENTITLED


def test_trees_may_be_nested_deep_but_not_without_end(tmp_path: Path) -> None:
    deep, too_deep = ("{not: " * depth + "{fact: stove}" + "}" * depth for depth in (40, 80))
    assert load(ruled(tmp_path / "deep", {(HERE, "- {fact: stove}\n"): f"- {deep}\n"}))
    with pytest.raises(PackInvalidError, match="nested deeper than 64"):
        load(ruled(tmp_path / "too-deep", {(HERE, "- {fact: stove}\n"): f"- {too_deep}\n"}))


def test_a_question_is_left_out_and_not_written_empty(tmp_path: Path) -> None:
    facts = "- {id: wood, type: yes_no, title: Дрова, question: ''}\n"
    with pytest.raises(PackInvalidError, match=r"facts\.yaml:1: wood: the text is empty"):
        load(
            write_pack(tmp_path / "p", {"pack.yaml": "id: p\nversion: '1'\ntitle: П\n", "facts.yaml": facts})
        )
