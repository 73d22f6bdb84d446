"""What a seat costs whom."""

from __future__ import annotations

from backend.bookings.pricing import priced
from backend.bookings.rules import Discount, ResourceRules
from backend.bookings.seat_state import SeatState

RULES = ResourceRules(
    discounts=(
        Discount(category="large-family", percent=50, seats=3),
        Discount(category="disabled-group-1", percent=100),
    )
)


def seat(number: int, price: int = 1000, beside: int = 0) -> SeatState:
    kind = "companion" if beside else "ordinary"
    return SeatState(number, "", kind, "", None, price, None, is_expired_hold=False, beside=beside)


def prices(seats: list[SeatState], *categories: str, rules: ResourceRules = RULES) -> list[tuple[int, str]]:
    return [(each.price_kopecks, each.category) for each in priced(rules, seats, frozenset(categories))]


def test_without_a_category_the_full_price() -> None:
    assert prices([seat(1), seat(2)], "pensioner") == [(1000, ""), (1000, "")]


def test_the_discount_is_for_so_many_seats_the_dearest_first() -> None:
    seats = [seat(1, 400), seat(2, 1000), seat(3, 1000), seat(4, 600)]
    assert prices(seats, "large-family") == [
        (400, ""),
        (500, "large-family"),
        (500, "large-family"),
        (300, "large-family"),
    ]


def test_of_two_categories_that_which_saves_most() -> None:
    both = ("large-family", "disabled-group-1")
    assert prices([seat(1)], *both) == [(0, "disabled-group-1")]
    assert [price for price, _ in prices([seat(1), seat(2), seat(3)], *both)] == [500, 500, 500]


def test_half_a_kopeck_is_the_visitors() -> None:
    assert prices([seat(1, 1001)], "large-family") == [(500, "large-family")]


def test_who_comes_along_with_a_wheelchair_pays_nothing() -> None:
    assert prices([seat(1), seat(2, beside=1)]) == [(1000, ""), (0, "")]
    assert prices([seat(2, beside=1)]) == [(1000, "")]
    assert prices([seat(1), seat(2, beside=1)], rules=ResourceRules(companion_free=False)) == [
        (1000, ""),
        (1000, ""),
    ]
