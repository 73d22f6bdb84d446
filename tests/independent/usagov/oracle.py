"""A second, plain implementation: a benefit is granted when every criterion accepts its answer.

It knows nothing of the product: it reads the published files' own conditions on complete answers.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

from tests.independent.usagov.importer import BIRTH
from tests.independent.usagov.published import Benefit, Criterion, is_date, moment
from tests.independent.usagov.wordings import OPTIONS

Answer = bool | str | date
Answers = Mapping[str, Answer]


def granted(benefit: Benefit, answers: Answers, today: date) -> bool:
    return all(_accepts(criterion, answers[criterion.key], today) for criterion in benefit.criteria)


def complete_answers(found: tuple[Benefit, ...], chance: random.Random, yes: float, today: date) -> Answers:
    """Somebody's answers: yes with this chance, else evenly among options and between the law's dates."""
    answers: dict[str, Answer] = {}
    for key, conditions in sorted(_conditions(found).items()):
        if is_date(key):
            answers[key] = chance.choice(_days_between(key, conditions, today))
        elif key in OPTIONS:
            answers[key] = chance.choice(OPTIONS[key])
        else:
            answers[key] = chance.random() < yes
    return answers


def _accepts(criterion: Criterion, answer: Answer, today: date) -> bool:
    if isinstance(answer, date):
        return all(_holds(criterion.key, str(condition), answer, today) for condition in criterion.accepted)
    return answer in criterion.accepted


def _holds(key: str, condition: str, answer: date, today: date) -> bool:
    operator, bound = moment(condition)
    if isinstance(bound, date):
        return answer < bound if operator == "<" else answer > bound
    if key == BIRTH:
        return (_age(answer, today) < bound) == (operator == "<")
    return (answer >= today.replace(year=today.year - bound)) == (operator == "<")


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _conditions(found: tuple[Benefit, ...]) -> dict[str, set[str]]:
    conditions: dict[str, set[str]] = {}
    for benefit in found:
        for criterion in benefit.criteria:
            conditions.setdefault(criterion.key, set()).update(map(str, criterion.accepted))
    return conditions


def _days_between(key: str, conditions: set[str], today: date) -> list[date]:
    """One day before the first date of the law, one between each two, one after the last."""
    bounds = sorted(
        bound if isinstance(bound, date) else today.replace(year=today.year - bound)
        for bound in {moment(condition)[1] for condition in conditions}
    )
    return [bounds[0] - timedelta(days=200), *(bound + timedelta(days=100) for bound in bounds)]
