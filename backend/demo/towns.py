"""Towns of Murmansk region with rough shares of its people; house numbers are invented."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    share: int  # of the region's people, per cent, rounded
    streets: tuple[str, ...]


TOWNS: tuple[Town, ...] = (
    Town(
        "Мурманск",
        41,
        (
            "ул. Софьи Перовской",
            "ул. Полярные Зори",
            "просп. Ленина",
            "просп. Кольский",
            "ул. Карла Маркса",
            "ул. Самойловой",
            "ул. Книповича",
            "ул. Челюскинцев",
            "ул. Старостина",
            "ул. Буркова",
            "ул. Шмидта",
            "ул. Капитана Орликовой",
        ),
    ),
    Town("Апатиты", 8, ("ул. Бредова", "ул. Ферсмана", "ул. Строителей", "ул. Дзержинского", "ул. Победы")),
    Town("Североморск", 8, ("ул. Сафонова", "ул. Душенова", "ул. Кирова", "ул. Гаджиева", "ул. Падорина")),
    Town("Мончегорск", 7, ("просп. Металлургов", "ул. Комсомольская", "ул. Бредова", "ул. Кумужинская")),
    Town("Кандалакша", 6, ("ул. Первомайская", "ул. Пронина", "ул. Наймушина", "ул. Данилова")),
    Town("Кировск", 5, ("просп. Ленина", "ул. Олимпийская", "ул. Хибиногорская", "ул. Кондрикова")),
    Town("Оленегорск", 5, ("ул. Строительная", "Ленинградский просп.", "ул. Бардина", "ул. Мурманская")),
    Town("Ковдор", 4, ("ул. Ленина", "ул. Комсомольская", "ул. Баштыркова", "ул. Слюдяная")),
    Town("Полярный", 4, ("ул. Гаджиева", "ул. Лунина", "ул. Советская", "ул. Сивко")),
    Town("Полярные Зори", 3, ("ул. Сивко", "ул. Энергетиков", "ул. Партизан Заполярья", "Нивский просп.")),
    Town("Гаджиево", 3, ("ул. Гаджиева", "ул. Советская", "ул. Ленина", "ул. Колышкина")),
    Town("Кола", 3, ("просп. Защитников Заполярья", "ул. Победы", "ул. Миронова", "ул. Кривошеева")),
    Town("Заполярный", 3, ("ул. Бабикова", "ул. Карла Маркса", "ул. Юбилейная", "ул. Ленина")),
)
_CUMULATIVE: tuple[int, ...] = tuple(
    sum(town.share for town in TOWNS[: place + 1]) for place in range(len(TOWNS))
)


def any_town(chance: Random) -> Town:
    """A town, as often as people live there."""
    return chance.choices(TOWNS, cum_weights=_CUMULATIVE)[0]


def any_address(town: Town, chance: Random) -> str:
    """«г. Апатиты, ул. Ферсмана, д. 12, кв. 34»."""
    street = town.streets[int(chance.random() * len(town.streets))]
    house = 1 + int(chance.random() * 60)
    flat = 1 + int(chance.random() * 120)
    return f"г. {town.name}, {street}, д. {house}, кв. {flat}"
