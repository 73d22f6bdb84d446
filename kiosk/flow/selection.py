"""Which things of the pack a list shows, and in which order."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from content.model import BenefitCategory, Measure, Place, PlaceKind, Service, Text
from content.pack import Pack
from kiosk.flow.pages import MeasureListPage, ServiceListPage
from kiosk.flow.world import DeviceProfile

EARTH_RADIUS_METRES = 6_371_008.8  # mean radius, IUGG


def measures_for(pack: Pack, page: MeasureListPage) -> tuple[Measure, ...]:
    """The measures that pass every filter of a list, those still awarded first, by the alphabet."""
    passing = [
        measure
        for measure in pack.measures
        if (page.group is None or measure.group is page.group)
        and (page.life_event is None or page.life_event in measure.life_events)
        and (page.sphere is None or page.sphere in measure.spheres)
        and (not page.category or page.category in measure.categories)
    ]
    return tuple(sorted(passing, key=lambda measure: (measure.closed, _in_alphabet(measure.title))))


def services_for(pack: Pack, page: ServiceListPage) -> tuple[Service, ...]:
    """The services of a sphere or of a life event."""
    passing = [
        service
        for service in pack.services
        if (page.sphere is None or service.sphere is page.sphere)
        and (page.life_event is None or page.life_event in service.life_events)
    ]
    return tuple(sorted(passing, key=lambda service: _in_alphabet(service.title)))


def categories_in_order(pack: Pack) -> tuple[BenefitCategory, ...]:
    """All categories by the alphabet."""
    return tuple(sorted(pack.categories, key=lambda category: _in_alphabet(category.title)))


def places_for(
    pack: Pack, kinds: tuple[PlaceKind, ...], town: str, profile: DeviceProfile
) -> tuple[Place, ...]:
    """The places of some kinds in a town ("" for every town), nearest to the kiosk first."""
    passing = [place for place in pack.places if place.kind in kinds and (not town or place.town == town)]
    return tuple(sorted(passing, key=lambda place: distance_to(place, profile)))


def towns_with(pack: Pack, kinds: tuple[PlaceKind, ...], profile: DeviceProfile) -> tuple[str, ...]:
    """The towns that have such a place, nearest first."""
    return tuple(dict.fromkeys(place.town for place in places_for(pack, kinds, "", profile)))


def distance_to(place: Place, profile: DeviceProfile) -> float:
    """Metres from the kiosk as the crow flies (haversine)."""
    here, there = radians(profile.latitude), radians(place.latitude)
    half_north = sin((there - here) / 2)
    half_east = sin(radians(place.longitude - profile.longitude) / 2)
    return 2 * EARTH_RADIUS_METRES * asin(sqrt(half_north**2 + cos(here) * cos(there) * half_east**2))


def _in_alphabet(title: Text) -> str:
    """A key for sorting Russian titles: «ё» stands beside «е»."""
    return title.ru.casefold().replace("ё", "е")
