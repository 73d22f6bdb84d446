"""docs/content-format.md: every example of the rule language is read, every pack of it runs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from typer.testing import CliRunner, Result

from content.__main__ import app
from content.loader import load
from content.pack import Pack
from content.rules.model import Fact, FactType, MeasureRule
from content.rules.reading import read_with_findings
from content.yaml_tree import YamlTree

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "content-format.md").read_text("utf-8")
BLOCKS = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LINES = re.findall(r"^```json\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
HEADER = 'id: warm-home\nversion: "1"\ntitle: {ru: Тёплый дом, en: Warm home}\n'
DAY = "2026-11-22"


def files(of_smallest: bool) -> dict[str, str]:
    """The blocks that are files of the worked pack, or of the smallest one."""
    named = {name: text for name, text in BLOCKS if "/" in name or name.endswith(".yaml")}
    smallest = {name.removeprefix("smallest/"): text for name, text in named.items() if "smallest/" in name}
    rest = {name: text for name, text in named.items() if "smallest/" not in name}
    return smallest if of_smallest else {"pack.yaml": HEADER, **rest}


def written(folder: Path, of_smallest: bool) -> Path:
    for name, text in files(of_smallest).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def content(*arguments: object, lines: str = "") -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=lines)


@pytest.fixture(scope="module")
def warm_home(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return load(written(tmp_path_factory.mktemp("doc") / "warm-home", of_smallest=False))


def examples(of: str) -> list[Any]:
    """The items of all blocks of requirements, or of values."""
    found: list[Any] = []
    for name, text in BLOCKS:
        if name == of:
            node = YamlTree("docs/content-format.md", []).read(text)
            assert node is not None
            plain = node.plain()
            assert isinstance(plain, list)
            found += plain
    return found


@pytest.mark.parametrize("tree", examples("requirements"), ids=str)
def test_each_requirement_is_one(tree: Any, warm_home: Pack) -> None:
    assert _faults(warm_home, rule=tree) == []


@pytest.mark.parametrize("tree", examples("values"), ids=str)
def test_each_value_has_a_type(tree: Any, warm_home: Pack) -> None:
    types = (FactType.NUMBER, FactType.MONEY, FactType.DATE)
    assert [type_ for type_ in types if not _faults(warm_home, value=(tree, type_))], tree


@pytest.mark.parametrize("of_smallest", [False, True])
def test_the_packs_pass_their_check(of_smallest: bool, tmp_path: Path) -> None:
    done = content("check", written(tmp_path, of_smallest), "--date", DAY)
    assert done.exit_code == 0, done.output


def test_the_smallest_pack_has_as_many_lines_as_the_page_says() -> None:
    lines = sum(len(text.splitlines()) for text in files(of_smallest=True).values())
    assert (lines, "Three files, thirteen lines" in PAGE) == (13, True)


def test_the_verdicts_are_those_of_the_page(tmp_path: Path) -> None:
    done = content("evaluate", written(tmp_path, of_smallest=True), "--date", DAY, lines=LINES[0])
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        json.loads(line) for line in LINES[1].splitlines()
    ]


def test_the_interview_is_the_one_of_the_page(tmp_path: Path) -> None:
    case = {"id": "gleb", "facts": {"age": 40, "town": "apatity", "income": "18939.00"}}
    done = content("interview", written(tmp_path, of_smallest=True), "--date", DAY, lines=json.dumps(case))
    assert json.loads(done.stdout.splitlines()[0]) == json.loads(LINES[2])


def _faults(pack: Pack, rule: Any = None, value: tuple[Any, FactType] | None = None) -> list[str]:
    rules = pack.rules
    facts = pack.facts
    if value is not None:
        facts = (*facts, Fact("worked-out", value[1], pack.title, derived=value[0]))
    else:
        rules = (*rules, MeasureRule("worked-out", rule))
    changed = structs.replace(pack, rules=rules, facts=facts)
    return [str(finding) for finding in read_with_findings(changed)[1]]
