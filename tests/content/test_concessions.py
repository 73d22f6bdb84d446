"""Concessions: the shipped ones are whole, and an editor's slip is named."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from msgspec import structs

from content.concession_checks import faults_of
from content.concessions import Concession
from content.loader import load
from content.model import LegalBasis, Text

CATEGORIES = ("hero", "rehabilitated")
HALF = Concession(
    "half", Text("За половину цены"), "medicines", 50, ("rehabilitated",), (LegalBasis("Закон № 1"),)
)


def test_the_shipped_pack_names_who_pays_nothing_and_who_pays_half() -> None:
    discounts = {each.discount_percent: each for each in load("ru").concessions}
    assert "disabled-child" in discounts[100].categories
    assert "rehabilitated" in discounts[50].categories
    assert not set(discounts[100].categories) & set(discounts[50].categories)


def test_a_region_has_the_concessions_of_the_country() -> None:
    assert load("ru-mur").concessions == load("ru").concessions


@dataclass(frozen=True)
class Slip:
    changed: dict[str, object]
    what: str


@pytest.mark.parametrize(
    "slip",
    [
        Slip({"goods": "bread"}, "unknown goods 'bread'"),
        Slip({"discount_percent": 0}, "a discount is 1 to 100 percent"),
        Slip({"discount_percent": 101}, "a discount is 1 to 100 percent"),
        Slip({"categories": ()}, "nobody is named"),
        Slip({"categories": ("heroe",)}, "there is no category 'heroe'"),
    ],
)
def test_an_editors_slip_is_named(slip: Slip) -> None:
    assert not list(faults_of(HALF, CATEGORIES))
    faults = list(faults_of(structs.replace(HALF, **slip.changed), CATEGORIES))
    assert [what for _, what, _ in faults] == [slip.what]
