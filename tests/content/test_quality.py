"""The quality form: what a judgement comes to, what the check finds, what the shipped packs hold."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from content.cache import load_or_compile
from content.model import Text
from content.quality import FULL, JUDGEMENTS, Judgement, QualityPoint, result_of
from content.quality_checks import faults_of


def point(name: str, weight: int, *, decisive: bool = False) -> QualityPoint:
    return QualityPoint(name, Text("Пункт", "Point"), Text("Как", "How"), weight, decisive)


FORM = (point("a", 50), point("b", 30, decisive=True), point("c", 20))


def score(**answers: Judgement) -> tuple[int | None, bool]:
    result = result_of(FORM, answers)
    return result.score, result.failed


def test_points_that_do_not_apply_count_on_neither_side() -> None:
    assert score(a="yes", b="yes", c="yes") == (100, False)
    assert score(a="no", b="yes", c="yes") == (50, False)
    assert score(a="partly", b="yes", c="yes") == (75, False)
    assert score(a="not_applicable", b="yes", c="no") == (60, False)
    assert score(a="not_applicable", b="not_applicable", c="not_applicable") == (None, False)


def test_a_plain_no_at_a_decisive_point_fails_the_whole() -> None:
    assert score(a="yes", b="no", c="yes") == (70, True)
    assert score(a="yes", b="partly", c="yes") == (85, False)


@given(st.tuples(*(st.sampled_from(JUDGEMENTS) for _ in FORM)))
def test_a_better_answer_is_never_worth_less(answers: tuple[Judgement, ...]) -> None:
    told = dict(zip("abc", answers, strict=True))
    before = score(**told)[0]
    for name in "abc":
        if told[name] in ("no", "partly"):
            after = score(**{**told, name: "yes"})[0]
            assert before is not None
            assert after is not None
            assert before <= after <= FULL


@dataclass(frozen=True)
class Planted:
    form: tuple[QualityPoint, ...]
    said: str
    at: str = field(default="weight")


@pytest.mark.parametrize(
    "planted",
    [
        Planted((point("a", 60), point("b", 30)), "come to 90"),
        Planted((point("a", 100), point("b", 0)), "weight is 0"),
        Planted((replace(point("a", 100), title=Text("Пункт")),), "title has no English", "title"),
        Planted((replace(point("a", 100), look_for=Text("Как")),), "look_for has no English", "look_for"),
    ],
)
def test_each_fault_is_found_with_its_place_and_remedy(planted: Planted) -> None:
    found = [fault for each in planted.form for fault in faults_of(each, planted.form)]
    ((path, what, remedy),) = found
    assert (path, planted.said in what, bool(remedy)) == ((planted.at,), True, True)


@pytest.mark.parametrize("pack", ["ru", "ru-mur"])
def test_the_shipped_form_is_whole(pack: str) -> None:
    form = load_or_compile(pack).quality
    assert sum(each.weight for each in form) == FULL
    assert any(each.decisive for each in form)
    assert [fault for each in form for fault in faults_of(each, form)] == []
