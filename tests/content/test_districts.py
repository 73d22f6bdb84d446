"""Which school a house belongs to."""

from __future__ import annotations

import pytest

from content.cache import load_or_compile
from content.districts import NotAStreet, schools_of, street_and_house, stretch_of


@pytest.mark.parametrize(
    ("line", "street", "house", "inside"),
    [
        ("ул. Лобова", "ул. Лобова", 7, True),
        ("ул. Лобова", "УЛ. ЛОБОВА", 0, True),
        ("ул. Лобова", "ул. Лобовая", 7, False),
        ("просп. Ленина, 1-41 odd", "просп. Ленина", 41, True),
        ("просп. Ленина, 1-41 odd", "просп. Ленина", 40, False),
        ("просп. Ленина, 1-41 odd", "просп. Ленина", 43, False),
        ("просп. Ленина, 2-8", "просп. Ленина", 5, True),
        ("просп. Ленина, 60-", "просп. Ленина", 61, True),
        ("просп. Ленина, 60-", "просп. Ленина", 0, False),
    ],
)
def test_a_stretch_holds_its_houses(line: str, street: str, house: int, inside: bool) -> None:
    assert stretch_of(line).holds(street, house) is inside


@pytest.mark.parametrize("line", ["", "ул. Лобова, нечётные", "ул. Лобова, 41 odd"])
def test_a_line_that_is_no_street_is_refused(line: str) -> None:
    with pytest.raises(NotAStreet):
        stretch_of(line)


def test_an_address_of_the_register_is_taken_apart() -> None:
    assert street_and_house("г. Апатиты, ул. Ферсмана, д. 26, кв. 15") == ("ул. Ферсмана", 26)
    assert street_and_house("ул. Ферсмана") == ("ул. Ферсмана", 0)
    assert street_and_house("") == ("", 0)


def test_every_street_of_the_demo_region_has_its_school() -> None:
    places = load_or_compile("ru-mur").places
    assert schools_of(places, "Апатиты", "г. Апатиты, ул. Ферсмана, д. 26, кв. 15") == ("apatity-school-6",)
    assert schools_of(places, "Мурманск", "г. Мурманск, просп. Ленина, д. 62, кв. 1") == (
        "murmansk-school-36",
    )
    assert schools_of(places, "Апатиты", "г. Апатиты, ул. Неизвестная, д. 1") == ()
