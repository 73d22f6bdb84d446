"""The published benefits of USA.gov in our engine, against a plain second implementation."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from content.loader import load
from content.rules.values import Value
from content.wizard.goals import Goals
from content.wizard.interview import Interview
from content.wizard.play import play
from content.wizard.wizard import Wizard
from tests.independent.usagov.importer import write_pack
from tests.independent.usagov.oracle import Answers, complete_answers, granted
from tests.independent.usagov.published import Benefit, benefits, fact_id, measure_id, published_folder

TODAY = date(2026, 11, 22)
CASES = 300


@pytest.fixture(scope="module")
def published() -> tuple[Benefit, ...]:
    return benefits(_folder())


@pytest.fixture(scope="module")
def wizard(tmp_path_factory: pytest.TempPathFactory) -> Wizard:
    return Wizard.of(load(write_pack(_folder(), tmp_path_factory.mktemp("usagov"))), TODAY)


def _folder() -> Path:
    folder = published_folder()
    if folder is None:
        pytest.skip("the published set of USA.gov is not at hand")
    return folder


def facts_of(answers: Answers) -> dict[str, Value]:
    return {fact_id(key): answer for key, answer in answers.items()}


def test_the_whole_set_is_there(published: tuple[Benefit, ...], wizard: Wizard) -> None:
    uses = [criterion for benefit in published for criterion in benefit.criteria]
    assert (len(published), len(wizard.book.facts), len(uses)) == (61, 32, 247)
    assert not wizard.book.inexact


@pytest.mark.slow
@pytest.mark.parametrize("yes", [0.2, 0.5, 0.8])
def test_every_verdict_is_the_second_implementations(
    published: tuple[Benefit, ...], wizard: Wizard, yes: float
) -> None:
    chance = random.Random(20220727)
    for _ in range(CASES):
        answers = complete_answers(published, chance, yes, TODAY)
        expected = {measure_id(benefit): granted(benefit, answers, TODAY) for benefit in published}
        computed = wizard.book.verdicts(wizard.book.case(facts_of(answers)))
        assert {name: verdict == "entitled" for name, verdict in computed.items()} == expected


@pytest.mark.slow
def test_an_interview_ends_with_the_verdicts_of_complete_answers(
    published: tuple[Benefit, ...], wizard: Wizard
) -> None:
    chance = random.Random(7)
    for _ in range(CASES // 10):
        facts = facts_of(complete_answers(published, chance, 0.5, TODAY))
        played = play(Interview.begun(wizard, Goals.all()), facts)
        complete = wizard.book.verdicts(wizard.book.case(facts))
        assert {name: verdict for (_, name), verdict in played.end.verdicts.items()} == complete
        assert len(played.order) < len(facts)
