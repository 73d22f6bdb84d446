"""Reading a pack: what a good one gives, and what an editor is told about a bad one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from content.loader import load
from content.model import Hours, MeasureKind
from content.problems import PackError, PackInvalidError, Problem
from tests.content.tiny_pack import FILES, tiny, with_change, write_pack


def problems_of(pack: Path) -> tuple[Problem, ...]:
    with pytest.raises(PackInvalidError) as caught:
        load(pack)
    assert caught.value.code == "pack-invalid"
    return caught.value.problems


def test_a_sound_pack_becomes_values(tmp_path: Path) -> None:
    pack = load(tiny(tmp_path))
    heating = next(measure for measure in pack.measures if measure.id == "heating")
    assert heating.kind is MeasureKind.REIMBURSEMENT
    assert heating.amount.kopecks == 1_234_567
    assert heating.amount.valid_from == date(2026, 2, 1)
    assert heating.amount.text.ru == "Раз в год"
    assert pack.places[0].phone == "+78152550142"
    assert pack.places[0].hours[0] == Hours("mon-fri", "08:00", "20:00", "13:00", "13:30")
    assert pack.articles[0].body.startswith("## Правила")
    assert (pack.region, pack.call_centre, pack.version) == ("Край", "+78005550142", "1.0")


def test_the_hash_follows_the_source(tmp_path: Path) -> None:
    first = load(tiny(tmp_path / "one")).hash
    assert load(tiny(tmp_path / "two")).hash == first
    assert load(with_change(tmp_path / "three", "measures/bus.yaml", "поезжайте", "едьте")).hash != first


WRONG = [
    ("measures/bus.yaml", "kind: concession", "kind: concesion", 3, "kind", "Did you mean concession"),
    ("measures/bus.yaml", "sureness: C", "sureness: D", 14, "sureness", "Use one of: A, B, C"),
    ("measures/bus.yaml", "who: Вам исполнилось семьдесят лет.\n", "", 1, "who is missing", "Add the field"),
    ("measures/bus.yaml", "who: Вам исполнилось семьдесят лет.", "who:", 6, "who", "Write words"),
    ("measures/bus.yaml", "who: Вам", 'who: ""\nwhom: Вам', 6, "the text is empty", "Write it"),
    ("measures/bus.yaml", "who:", "wh0:", 6, "unknown field 'wh0'", "Did you mean who"),
    ("measures/bus.yaml", "{ru: Бесплатный автобус,", "{ru: Бесплатный, автобус,", 2, "unknown field", "Use"),
    ("measures/bus.yaml", "from_registry: false", "from_registry: no", 9, "valid boolean", "true or false"),
    ("measures/bus.yaml", "id: bus", "id: tram", 1, "named bus.yaml", "the same name"),
    ("measures/bus.yaml", "sureness: C", "sureness: C\nsureness: B", 15, "written twice", "Keep one"),
    ("measures/bus.yaml", "where: [mfc]", "where: [mfc", 12, "not YAML", "indentation"),
    ("measures/bus.yaml", "where: [mfc]", "where: []", 11, "where is empty", "at least one"),
    ("measures/bus.yaml", "where: [mfc]", "where: [mfz]", 11, "where.0", "Did you mean mfc"),
    ("measures/bus.yaml", "where: [mfc]", "where: mfc", 11, "valid array", "Write a list"),
    ("measures/heating.yaml", "kopecks: 1234567", 'kopecks: "1234567"', 11, "integer", "without quotes"),
    ("measures/heating.yaml", "kopecks: 1234567", "kopecks: 12345.67", 11, "integer", "whole number"),
    ("measures/heating.yaml", "kopecks: 1234567", "kopecks: -5", 11, "cannot be negative", "Write kopecks"),
    ("measures/heating.yaml", "  valid_from: 2026-02-01\n", "", 9, "without valid_from", "drop the figure"),
    ("measures/heating.yaml", "  source: Постановление края\n", "", 9, "without source", "Name the source"),
    ("measures/heating.yaml", "2026-02-01", "01.02.2026", 13, "date", "2026-02-01"),
    ("measures/heating.yaml", "2026-02-01", "2026-02-31", 13, "date", "2026-02-01"),
    ("measures/heating.yaml", "per: year", "per: decade", 12, "unknown period", "Use one of"),
    ("measures/heating.yaml", "sureness: A", "sureness: C", 15, "verified while", "verified: false"),
    ("measures/heating.yaml", "[pensioner]", "[pensoner]", 23, "no category 'pensoner'", "pensioner"),
    ("categories/pensioner.yaml", "evidence:", "evidence: &e", 6, "anchor", "Write the value out"),
    ("services/health.yaml", "- id: book-doctor\n  title", "- title", 1, "has no id", "exactly one of"),
    ("services/health.yaml", "book-doctor", "Book_doctor", 1, "not kebab-case", "a-z"),
    ("services/health.yaml", "life_events: [illness]", "life_events: []", 6, "no life event", "at least one"),
    ("places/town.yaml", "+78152550142", "8 8152 55-01-42", 8, "no phone number", "+7815"),
    ("places/town.yaml", "68.97", "968.97", 6, "no latitude", "-90"),
    ("places/town.yaml", "mon-fri", "fri-mon", 10, "runs backwards", "earlier day first"),
    ("places/town.yaml", "opens: 09:00", "opens: 9.00", 11, "hours.1.opens", "Write words"),
    ("places/town.yaml", "opens: 09:00", "opens: 25:00", 11, "not written as 09:00", "two digits"),
    ("places/town.yaml", "break_from: 13:00", "break_from: 14:00", 10, "do not follow", "Order"),
    (
        "articles/safety.md",
        "section: important",
        "section: important\nid: other",
        4,
        "written twice",
        "Keep one",
    ),
    ("articles/safety.md", "section: important", "section: news", 3, "no section", "Use one of"),
    ("articles/safety.md", "---\nid", "id", 1, "front matter is missing", "---"),
    ("parameters.yaml", "2026-01-01", "2025-06-01", 6, "begins before", "overlap"),
    ("disclosure.yaml", "level: 1", "level: 5", 2, "no such level", "0, 1 or 2"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "what", "remedy"), WRONG)
def test_a_fault_is_named_with_file_line_and_remedy(
    tmp_path: Path, name: str, old: str, new: str, line: int, what: str, remedy: str
) -> None:
    pack = with_change(tmp_path, name, old, new)
    found = problems_of(pack)
    assert any(
        problem.file.endswith(name)
        and problem.line == line
        and what in problem.what
        and remedy in problem.remedy
        for problem in found
    ), [str(problem) for problem in found]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    pack = with_change(tmp_path, "measures/bus.yaml", "sureness: C", "sureness: D")
    (pack / "parameters.yaml").write_text("- {id: a, b", "utf-8")
    (pack / "places" / "town.yml").write_text("- 1", "utf-8")
    files = {Path(problem.file).name for problem in problems_of(pack)}
    assert files == {"bus.yaml", "parameters.yaml", "town.yml"}


def test_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    pack = tiny(tmp_path)
    (pack / "measures/bus.yaml").write_bytes("id: bus\ntitle: Автобус\n".encode("cp1251"))
    assert problems_of(pack)[0].line == 2
    assert problems_of(pack)[0].remedy == "Save the file as UTF-8"


@pytest.mark.parametrize(
    "hostile",
    [
        "- &a [1]\n- *a\n",
        "- !!python/object/apply:os.system [echo]\n",
        "[" * 60_000,
        "- {? [a] : b}\n",
        "\x00",
        "",
        "- 5\n",
        "just words\n",
        f"- {{level: {'9' * 6_000}}}\n",
    ],
)
def test_hostile_yaml_is_a_problem_and_never_a_crash(tmp_path: Path, hostile: str) -> None:
    pack = tiny(tmp_path)
    (pack / "parameters.yaml").write_text(hostile, "utf-8")
    assert problems_of(pack)[0].file.endswith("parameters.yaml")


def test_one_id_in_two_files_is_a_fault(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "tiny", {**FILES, "services/more.yaml": FILES["services/health.yaml"]})
    assert "is written in" in problems_of(pack)[0].what


def test_no_pack_at_all_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        load(tmp_path / "nothing")
    assert caught.value.code == "pack-missing"


def test_packs_that_extend_each_other_in_a_circle_are_refused(tmp_path: Path) -> None:
    pack = with_change(tmp_path, "pack.yaml", "id: tiny", "id: tiny\nextends: tiny")
    with pytest.raises(PackError, match="circle"):
        load(pack)
