"""What the shipped packs promise about services, places and articles."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import combinations, product

import pytest
from rapidfuzz import fuzz

from content.formats import phone
from content.loader import load
from content.model import Article, LifeEvent, Place, PlaceKind, Service, ServiceLevel, Sphere
from content.pack import Pack
from content.pack_checks import SECTIONS
from content.sentences import word_count

FEDERAL = "ru"
REGIONAL = "ru-mur"
ALIKE = 92  # per cent, the limit of `content check` for measures
SHORTEST, LONGEST = 120, 250  # words of an article
OFFICE_TOWNS = {
    "Мурманск", "Апатиты", "Кировск", "Североморск", "Мончегорск", "Кандалакша", "Полярные Зори",
    "Ковдор", "Оленегорск",
}  # fmt: skip
AREA_CODE_DIGITS = {"Мурманск": 4}  # other towns have five
FORMATTING = re.compile(r"\*\*|__|`|\]\(|^#(?!# )|^> |<", re.MULTILINE)
PHONE_WITHOUT_CODE_OF_COUNTRY = 10


@cache
def shipped(pack: str) -> Pack:
    return load(pack)


def services() -> tuple[Service, ...]:
    return shipped(REGIONAL).services


def places() -> tuple[Place, ...]:
    return shipped(REGIONAL).places


def articles() -> tuple[Article, ...]:
    return shipped(REGIONAL).articles


def in_section(section: str) -> list[Article]:
    return [article for article in articles() if article.section == section]


# --- services -------------------------------------------------------------------------------------


def test_there_are_services_of_every_level_in_every_sphere() -> None:
    assert len(shipped(FEDERAL).services) >= 45
    found = {(service.sphere, service.level) for service in shipped(FEDERAL).services}
    assert found == set(product(Sphere, ServiceLevel))


def test_every_life_event_has_services() -> None:
    assert {event for service in services() for event in service.life_events} == set(LifeEvent)


@pytest.mark.parametrize("field", ["how", "summary"])
def test_no_two_services_share_their_words(field: str) -> None:
    def text(service: Service) -> str:
        return service.how if field == "how" else service.summary.ru

    alike = [
        (one.id, other.id)
        for one, other in combinations(services(), 2)
        if fuzz.ratio(text(one), text(other)) > ALIKE
    ]
    assert alike == []


def test_a_service_has_english_steps_and_a_place_to_go() -> None:
    assert [one.id for one in services() if not (one.title.en and one.summary.en)] == []
    assert [one.id for one in services() if not (one.how.strip() and one.where and one.channels)] == []


def test_the_window_itself_is_named_only_where_it_informs_or_shows_ones_own_file() -> None:
    here = {one.id for one in services() if "kiosk" in one.channels}
    assert "my-measures-by-card" in here
    levels = {one.level for one in services() if one.id in here - {"my-measures-by-card"}}
    assert levels == {ServiceLevel.INFORMATION}


# --- places ---------------------------------------------------------------------------------------


def test_the_directory_is_large_and_of_every_kind() -> None:
    assert len(places()) >= 70
    assert set(Counter(place.kind for place in places())) == set(PlaceKind)
    assert shipped(FEDERAL).places == ()


@pytest.mark.parametrize("town", sorted(OFFICE_TOWNS))
def test_every_larger_town_has_its_offices_clinic_and_pharmacy(town: str) -> None:
    kinds = {place.kind for place in places() if place.town == town}
    needed = {
        PlaceKind.SOCIAL_PROTECTION,
        PlaceKind.MFC,
        PlaceKind.SOCIAL_SERVICES,
        PlaceKind.CLINIC,
        PlaceKind.PHARMACY,
    }
    assert needed <= kinds


def test_every_place_is_marked_as_invented() -> None:
    assert [place.id for place in places() if not place.demo] == []


def test_no_phone_can_belong_to_anybody() -> None:
    """A subscriber's number inside a town never begins with 0."""

    def local_number(place: Place) -> str:
        return place.phone.removeprefix("+7")[AREA_CODE_DIGITS.get(place.town, 5) :]

    numbers = [place.phone.removeprefix("+7") for place in places()]
    assert {len(number) for number in numbers} == {PHONE_WITHOUT_CODE_OF_COUNTRY}
    assert [place.id for place in places() if not local_number(place).startswith("0")] == []
    assert len(set(numbers)) == len(numbers)


def test_places_lie_in_the_region_and_near_their_town() -> None:
    by_town: dict[str, list[Place]] = {}
    for place in places():
        by_town.setdefault(place.town, []).append(place)
    for town, there in by_town.items():
        latitudes = [place.latitude for place in there]
        longitudes = [place.longitude for place in there]
        assert 66.0 < min(latitudes) <= max(latitudes) < 70.0, town
        assert 28.0 < min(longitudes) <= max(longitudes) < 42.0, town
        assert max(latitudes) - min(latitudes) < 0.15, town  # about 17 km, the length of Murmansk
        assert max(longitudes) - min(longitudes) < 0.15, town


def test_hours_and_accessibility_differ_as_in_life() -> None:
    assert len({place.hours for place in places()}) >= 20
    assert len({place.accessibility for place in places()}) >= 15
    assert any(hours.break_from for place in places() for hours in place.hours)
    assert any("sun" in hours.days for place in places() for hours in place.hours)


# --- articles -------------------------------------------------------------------------------------


def test_every_section_of_the_menu_has_its_articles() -> None:
    least = dict.fromkeys(SECTIONS, 2) | {"important": 5, "where-to-go": 4, "social-card": 6}
    short = {section for section, number in least.items() if len(in_section(section)) < number}
    assert short == set()


def test_an_article_is_of_a_readable_length_and_plain() -> None:
    lengths = {article.id: word_count_of(article.body) for article in articles()}
    assert {name: words for name, words in lengths.items() if not SHORTEST <= words <= LONGEST} == {}
    assert [article.id for article in articles() if FORMATTING.search(article.body)] == []
    assert [one.id for one in articles() if not (one.title.en and one.summary.en)] == []


def word_count_of(body: str) -> int:
    return sum(word_count(line) for line in body.splitlines())


def test_the_region_says_its_own_phone_where_the_country_cannot() -> None:
    helpline = phone(shipped(REGIONAL).call_centre)
    for article in articles():
        written = re.findall(r"8\s800\s555-\d\d-\d\d", article.body + article.summary.ru)
        assert set(written) <= {helpline}, article.id
    by_id = {article.id: article.body for article in articles()}
    assert helpline in by_id["card-lost"]
    assert helpline not in "".join(article.body for article in shipped(FEDERAL).articles)


def test_deadlines_of_complaints_name_their_article() -> None:
    deadlines = next(article.body for article in articles() if article.id == "complaints-deadlines")
    for article in ("Статья 8, часть 2", "Статья 12, часть 1", "Статья 11.2, часть 6"):
        assert article in deadlines


def test_what_changed_has_dates_and_keeps_the_unchecked_without_figures() -> None:
    changes = next(article.body for article in articles() if article.id == "changes-2026")
    checked, unchecked = changes.split("## Сумму уточните")
    assert "Источник" in checked
    assert "1\u00a0февраля" in checked
    assert "₽" not in unchecked
