"""What the shipped packs promise to a reader: enough of everything, dated, sourced, in own words."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from content.loader import load
from content.model import BenefitCategory, Measure, NeutralGroup, Sureness
from content.pack import Pack

FEDERAL = "ru"
REGIONAL = "ru-mur"
ALIKE = 92  # per cent, the limit of `content check`
NEVER_AT_LEVEL_1 = {"identity", "documents", "categories", "entitlements", "bookings"}


@cache
def shipped(pack: str) -> Pack:
    return load(pack)


def measure(pack: str, measure_id: str) -> Measure:
    return next(one for one in shipped(pack).measures if one.id == measure_id)


def has_figure(one: Measure) -> bool:
    return one.amount.kopecks is not None or one.amount.kopecks_to is not None


def test_the_federal_pack_is_large_enough() -> None:
    assert len(shipped(FEDERAL).measures) >= 45
    assert len(shipped(FEDERAL).categories) >= 30


@pytest.mark.parametrize("pack", [FEDERAL, REGIONAL])
def test_titles_and_summaries_are_in_both_languages(pack: str) -> None:
    entries: list[Measure | BenefitCategory] = [*shipped(pack).measures, *shipped(pack).categories]
    assert [entry.id for entry in entries if not (entry.title.en and entry.summary.en)] == []


@pytest.mark.parametrize("pack", [FEDERAL, REGIONAL])
def test_an_unverified_amount_shows_no_figure_and_asks_to_check(pack: str) -> None:
    unverified = [one for one in shipped(pack).measures if not one.amount.verified]
    assert unverified
    assert [one.id for one in unverified if has_figure(one)] == []
    assert [one.id for one in unverified if "уточнит" not in one.amount.text.ru.lower()] == []


@pytest.mark.parametrize("pack", [FEDERAL, REGIONAL])
def test_a_figure_has_its_day_and_its_source(pack: str) -> None:
    with_figure = [one for one in shipped(pack).measures if has_figure(one)]
    assert len(with_figure) >= 5
    assert [one.id for one in with_figure if not (one.amount.valid_from and one.amount.source)] == []


@pytest.mark.parametrize("pack", [FEDERAL, REGIONAL])
def test_no_two_measures_share_the_words_of_their_deadline(pack: str) -> None:
    deadlines = [(one.id, one.deadline.text.ru) for one in shipped(pack).measures]
    alike = [
        (first, second)
        for (first, words), (second, other) in combinations(deadlines, 2)
        if fuzz.ratio(words, other) > ALIKE
    ]
    assert alike == []


@pytest.mark.parametrize("pack", [FEDERAL, REGIONAL])
def test_every_measure_can_be_read_aloud_and_found(pack: str) -> None:
    measures = shipped(pack).measures
    assert [one.id for one in measures if not one.spoken or any(sign.isdigit() for sign in one.spoken)] == []
    assert [one.id for one in measures if not (one.spheres and one.life_events)] == []


def test_every_neutral_group_has_measures() -> None:
    assert {one.group for one in shipped(FEDERAL).measures} == set(NeutralGroup)


def test_nobody_holds_the_first_child_payment_in_the_region_any_more() -> None:
    assert measure(FEDERAL, "first-child-payment").closed
    assert "first-child-payment" not in {one.id for one in shipped(REGIONAL).measures}


def test_the_region_replaces_and_amends_what_the_country_leaves_to_it() -> None:
    assert any(
        basis.act.endswith("550-01-ЗМО") for basis in measure(REGIONAL, "labour-veteran-support").legal_basis
    )
    country, region = measure(FEDERAL, "land-plot"), measure(REGIONAL, "land-plot")
    assert region.where_note != country.where_note
    assert region.title == country.title


def test_the_minimum_of_the_country_and_of_the_region_are_different_parameters() -> None:
    ids = {parameter.id for parameter in shipped(REGIONAL).parameters}
    for group in ("per-capita", "working-age", "pensioner", "child"):
        assert {f"pm-federal-{group}", f"pm-region-{group}"} <= ids


def test_what_is_not_known_for_sure_is_not_called_verified() -> None:
    doubtful = [one for one in shipped(REGIONAL).measures if one.sureness is Sureness.C]
    assert doubtful
    assert [one.id for one in doubtful if one.amount.verified] == []


def test_a_found_card_tells_nothing_about_health() -> None:
    by_level = {rule.level: rule for rule in shipped(REGIONAL).disclosure}
    assert set(by_level) == {0, 1, 2}
    assert not NEVER_AT_LEVEL_1 & set(by_level[1].shows)
    assert set(by_level[2].shows) >= NEVER_AT_LEVEL_1
    assert not {"list_bookings", "move_booking", "file", "print_list"} & set(by_level[1].allows)
    assert by_level[0].shows == ("public",)
