"""The directory of a region in the form of HSDS 3 (Human Services Data Specification): built once, then read.

A place of the content is a location and the organization that keeps it; a service or a measure is a service,
given by the region's own organization and to be had at every location of the kinds that the content names.
Ids are name-based (RFC 9562, version 5), so that a client meets the same ones after each new pack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from backend.hsds.hours import schedules_of
from backend.hsds.ids import id_of
from backend.hsds.taxonomies import attribute, taxonomies, terms_of
from content.i18n import Words
from content.model import Evidence, LifeEvent, Measure, Place, PlaceKind, Service
from content.pack import Pack

HSDS_VERSION: Final = "3.0"
Record = dict[str, Any]
RUSSIAN: Final = {"name": "Русский", "code": "ru"}
COUNTRY: Final = "RU"


@dataclass(frozen=True, slots=True)
class Directory:
    """Every record by id, nested as far as the standard nests it."""

    version: str = ""  # changes with the content
    services: Mapping[str, Record] = field(default_factory=dict)
    organizations: Mapping[str, Record] = field(default_factory=dict)
    locations: Mapping[str, Record] = field(default_factory=dict)
    at_locations: Mapping[str, Record] = field(default_factory=dict)
    taxonomies: Mapping[str, Record] = field(default_factory=dict)
    terms: Mapping[str, Record] = field(default_factory=dict)
    by_entry: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Service ids by kind and id of the content: what its search finds."""


NO_DIRECTORY: Final = Directory()


def directory_of(pack: Pack, labels: Words, utc_offset_hours: int) -> Directory:
    """The directory of a resolved pack; `labels` are the words of the content in Russian."""
    terms = {each["id"]: each for each in terms_of(labels)}
    region = _region(pack)
    locations = {
        each.id: _location(each, pack.region, labels, terms, utc_offset_hours) for each in pack.places
    }
    kept = [_keeper(each, region["id"], locations[each.id]) for each in pack.places]
    maker = _Services(pack, labels, terms, region, locations)
    services = {each["id"]: each for each in maker.all()}
    at_locations = {
        at["id"]: {**at, "service": without_lists(service)}
        for service in services.values()
        for at in service["service_at_locations"]
    }
    return Directory(
        version=pack.hash,
        services=MappingProxyType(services),
        organizations={each["id"]: each for each in (region, *kept)},
        locations={each["id"]: each for each in locations.values()},
        at_locations=at_locations,
        taxonomies={each["id"]: each for each in taxonomies()},
        terms=terms,
        by_entry={
            (kind, entry.id): id_of("service", kind, entry.id)
            for kind in ("services", "measures")
            for entry in getattr(pack, kind)
        },
    )


def without_lists(record: Record) -> Record:
    """Only what there is one of: how a page of a list shows a record."""
    return {
        name: without_lists(value) if isinstance(value, dict) else value
        for name, value in record.items()
        if not isinstance(value, list)
    }


def _region(pack: Pack) -> Record:
    """The body that answers for the whole directory."""
    organization = id_of("organization", "region")
    phones = []
    if pack.call_centre:
        phones = [_phone("organization", organization, pack.call_centre, "Единая справочная")]
    return {
        "id": organization,
        "name": f"Социальная поддержка: {pack.region or 'Российская Федерация'}",
        "description": pack.title.ru,
        "phones": phones,
        "locations": [],
    }


def _keeper(place: Place, region: str, location: Record) -> Record:
    organization = id_of("organization", place.id)
    return {
        "id": organization,
        "name": place.title.ru,
        "alternate_name": place.title.en,
        "description": f"{place.title.ru}. {place.town}, {place.address}.",
        "parent_organization_id": region,
        "phones": [_phone("organization", organization, place.phone, "")],
        "locations": [location],
    }


def _phone(owner: str, owner_id: str, number: str, description: str) -> Record:
    return {
        "id": id_of("phone", owner_id, number),
        f"{owner}_id": owner_id,
        "number": number,
        "type": "voice",
        "description": description,
        "languages": [{"id": id_of("language", owner_id, number), **RUSSIAN}],
    }


def _location(
    place: Place, region: str, labels: Words, terms: Mapping[str, Record], utc_offset_hours: int
) -> Record:
    location = id_of("location", place.id)
    offers = place.accessibility
    accessible = [name for name in offers.__struct_fields__ if getattr(offers, name)]
    notes = [place.note, "Сведения выдуманы для показа." if place.demo else ""]
    return {
        "id": location,
        "location_type": "physical",
        "organization_id": id_of("organization", place.id),
        "name": place.title.ru,
        "alternate_name": place.title.en,
        "description": " ".join(filter(None, notes)),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "external_identifier": place.id,
        "external_identifier_type": "okno",
        "languages": [{"id": id_of("language", location), "location_id": location, **RUSSIAN}],
        "addresses": [
            {
                "id": id_of("address", place.id),
                "location_id": location,
                "address_1": place.address,
                "city": place.town,
                "state_province": region,
                "postal_code": "",  # the content has none, and the standard asks for the field
                "country": COUNTRY,
                "address_type": "physical",
            }
        ],
        "accessibility": [
            {
                "id": id_of("accessibility", place.id, name),
                "location_id": location,
                "description": labels(f"accessibility.{name}"),
                "details": name,
            }
            for name in accessible
        ],
        "phones": [_phone("location", location, place.phone, "")],
        "schedules": schedules_of(place, location, utc_offset_hours),
        "attributes": [attribute("location", location, "place-kinds", place.kind.value, terms)],
    }


class _Services:
    """Makes services of what the content calls services and measures."""

    def __init__(
        self,
        pack: Pack,
        labels: Words,
        terms: Mapping[str, Record],
        region: Record,
        locations: Mapping[str, Record],
    ) -> None:
        self._pack = pack
        self._labels = labels
        self._terms = terms
        self._region = region
        self._places = pack.places
        self._locations = locations

    def all(self) -> Iterator[Record]:
        for service in self._pack.services:
            yield self._service(service)
        for measure in self._pack.measures:
            yield self._measure(measure)

    def _service(self, service: Service) -> Record:
        codes = [("spheres", service.sphere.value), *_events(service.life_events)]
        return self._record("services", service, service.where, service.how, (), codes)

    def _measure(self, measure: Measure) -> Record:
        codes = [
            ("measure-kinds", measure.kind.value),
            *(("spheres", sphere.value) for sphere in measure.spheres),
            *_events(measure.life_events),
        ]
        record = self._record("measures", measure, measure.where, measure.how, measure.evidence, codes)
        return record | {
            "status": "inactive" if measure.closed else "active",
            "eligibility_description": measure.who,
            "wait_time": measure.deadline.text.ru,
        }

    def _record(
        self,
        kind: str,
        entry: Service | Measure,
        where: Iterable[PlaceKind],
        how: str,
        evidence: Iterable[Evidence],
        codes: Iterable[tuple[str, str]],
    ) -> Record:
        service = id_of("service", kind, entry.id)
        wanted = set(where)
        return {
            "id": service,
            "organization_id": self._region["id"],
            "name": entry.title.ru,
            "alternate_name": entry.title.en,
            "description": entry.summary.ru,
            "status": "active",
            "application_process": how,
            "phones": [_phone("service", service, self._pack.call_centre, "Единая справочная")]
            if self._pack.call_centre
            else [],
            "service_areas": [
                {"id": id_of("area", service), "service_id": service, "name": self._pack.region or "Россия"}
            ],
            "service_at_locations": [
                self._at(service, place) for place in self._places if place.kind in wanted
            ],
            "languages": [{"id": id_of("language", service), "service_id": service, **RUSSIAN}],
            "organization": without_lists(self._region),
            "required_documents": [
                {
                    "id": id_of("document", service, str(number)),
                    "service_id": service,
                    "document": each.title.ru,
                }
                for number, each in enumerate(evidence)
                if not each.from_registry
            ],
            "attributes": [
                attribute("service", service, taxonomy, code, self._terms) for taxonomy, code in codes
            ],
        }

    def _at(self, service: str, place: Place) -> Record:
        location = self._locations[place.id]
        return {
            "id": id_of("at", service, place.id),
            "service_id": service,
            "location_id": location["id"],
            "location": location,
        }


def _events(events: Iterable[LifeEvent]) -> Iterator[tuple[str, str]]:
    return (("life-events", event.value) for event in events)
