"""Which school a house belongs to, by the streets that schools name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from content.model import Place, PlaceKind

_LINE: Final = re.compile(
    r"(?P<street>[^,]+?)(?:,\s*(?P<least>\d+)-(?P<most>\d+)?(?:\s+(?P<side>odd|even))?)?"
)
_HOUSE: Final = re.compile(r"(?:д(?:ом)?\.?\s*)?(?P<number>\d+)")
_TOWN: Final = re.compile(r"^(?:г|пгт|пос|с|п|н\.п)\.\s*(?P<name>.+)$")
_MOST: Final = 10**6


class NotAStreet(ValueError):
    """A line of a school's district that cannot be read."""


class Stretch(Struct, frozen=True):
    """A street, or some of its houses."""

    street: str
    least: int = 0
    most: int = _MOST
    remainder: int = -1  # 1: odd house numbers, 0: even ones, -1: both

    def holds(self, street: str, house: int) -> bool:
        """Whether the house stands in it; a house that is not known stands in a whole street only."""
        if self.street != _plain(street):
            return False
        right_side = self.remainder in (-1, house % 2)
        return self.least <= house <= self.most and right_side


def stretch_of(line: str) -> Stretch:
    """«просп. Ленина, 1-41 odd» as a value; `NotAStreet`."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        raise NotAStreet(line)
    if found["least"] is None:
        return Stretch(_plain(found["street"]))
    remainder = {"odd": 1, "even": 0}.get(found["side"] or "", -1)
    most = int(found["most"]) if found["most"] else _MOST
    return Stretch(_plain(found["street"]), int(found["least"]), most, remainder)


def schools_of(places: Iterable[Place], town: str, address: str) -> tuple[str, ...]:
    """Ids of the schools whose district holds this address of the register; mostly one."""
    street, house = street_and_house(address)
    return tuple(
        place.id
        for place in places
        if place.kind is PlaceKind.SCHOOL
        and place.town == town
        and any(stretch_of(line).holds(street, house) for line in place.district)
    )


def street_and_house(address: str) -> tuple[str, int]:
    """«г. Апатиты, ул. Ферсмана, д. 26, кв. 15» is («ул. Ферсмана», 26); house 0 where there is none."""
    parts = [part.strip() for part in address.split(",")]
    if parts and _TOWN.match(parts[0]):
        parts = parts[1:]
    if not parts:
        return "", 0
    found = _HOUSE.match(parts[1]) if len(parts) > 1 else None
    return parts[0], int(found["number"]) if found else 0


def _plain(street: str) -> str:
    return " ".join(street.lower().replace("ё", "е").split())
