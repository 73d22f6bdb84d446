"""What the demo region names exists in the shipped pack."""

from __future__ import annotations

from random import Random

import pytest

from backend.demo import personas
from backend.demo.households import HouseholdMaker
from backend.demo.limits import LIMITS, ONE_OF
from backend.demo.personas import PersonaMaker
from backend.demo.standing import Standing
from content.loader import load
from tests.backend.demo.test_demo_families import TODAY

pytestmark = pytest.mark.slow

PACK = load("ru-mur")
MEASURES = {measure.id for measure in PACK.measures}
CATEGORIES = {category.id for category in PACK.categories}


def test_every_measure_that_is_named_is_in_the_pack() -> None:
    named = set(LIMITS).union(*ONE_OF)
    for name, value in vars(personas).items():
        if name.endswith("_HAS"):
            named |= value
    assert named - MEASURES == set()


def test_every_category_that_is_given_is_in_the_pack() -> None:
    chance = Random(11)
    maker, standing = HouseholdMaker(chance, TODAY), Standing(chance, TODAY)
    given = set()
    for _ in range(8000):
        household = maker.make()
        standing.settle(household.members)
        given |= {held.category for person in household.members for held in person.categories}
    for persona in PersonaMaker(maker, TODAY).make():
        members = persona.household.members
        given |= {held.category for person in members for held in person.categories}
    assert len(given) > 15
    assert given - CATEGORIES == set()
