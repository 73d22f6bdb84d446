"""Where the pack's places are, as booking needs it: addresses for tickets, and which are nearest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import cos, hypot, radians

from content.model import Place
from content.pack import Pack


@dataclass(frozen=True, slots=True)
class PlaceBook:
    """Places by id."""

    places: Mapping[str, Place] = field(default_factory=dict)

    def title_of(self, place: str) -> str:
        """Its Russian title; "" for a place the pack does not know."""
        known = self.places.get(place)
        return "" if known is None else known.title.ru

    def address_of(self, place: str) -> str:
        """«Мурманск, ул. Шмидта, д. 39»; "" for a place the pack does not know."""
        known = self.places.get(place)
        return "" if known is None else f"{known.town}, {known.address}"

    def in_town_of(self, place: str) -> tuple[str, ...]:
        """The places of its town, the nearest first; () when it is unknown."""
        here = self.places.get(place)
        town = "" if here is None else here.town
        return tuple(other for other in self.nearest_to(place) if self.places[other].town == town)

    def nearest_to(self, place: str) -> tuple[str, ...]:
        """All places, the nearest to this one first, itself before all; () when it is unknown."""
        here = self.places.get(place)
        if here is None:
            return ()
        return tuple(sorted(self.places, key=lambda other: (_degrees(here, self.places[other]), other)))


def places_of(pack: Pack) -> PlaceBook:
    """The part of a resolved pack that booking needs."""
    return PlaceBook({place.id: place for place in pack.places})


def _degrees(one: Place, other: Place) -> float:
    """How far apart on the plane that touches the globe here: good enough to compare within a region."""
    shrink = cos(radians((one.latitude + other.latitude) / 2))
    return hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * shrink)
