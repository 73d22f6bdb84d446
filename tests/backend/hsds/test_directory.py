"""The directory by the standard's text: required fields, unique stable ids, hours, papers, what is nested."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from backend.hsds.directory import directory_of
from backend.hsds.finder import Finder
from content.catalogues import words
from content.model import Hours
from content.pack import Pack

# What the tables of HSDS 3.0 mark as required.
REQUIRED = {
    "services": {"id", "name", "status"},
    "organizations": {"id", "name", "description"},
    "locations": {"id", "location_type"},
    "at_locations": {"id", "service_id", "location_id"},
    "taxonomies": {"id", "name", "description"},
    "terms": {"id", "name", "description"},
}
NESTED_REQUIRED = {
    "phones": {"id", "number"},
    "addresses": {
        "id", "address_1", "city", "state_province", "postal_code", "country", "address_type",
    },
    "schedules": {"id", "freq", "byday", "opens_at", "closes_at"},
    "languages": {"id", "code"},
    "required_documents": {"id", "document"},
    "attributes": {"id", "link_id", "taxonomy_term_id", "taxonomy_term"},
    "accessibility": {"id", "description"},
    "service_areas": {"id", "name"},
}  # fmt: skip
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d\+03:00")


def nested(record: Any) -> list[tuple[str, dict[str, Any]]]:
    """Every record within a record, with the name of the list it stands in."""
    found: list[tuple[str, dict[str, Any]]] = []
    waiting = [record]
    while waiting:
        for name, value in waiting.pop().items():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    found.append((name, each))
                    waiting.append(each)
    return found


def test_what_the_standard_requires_is_there(finder: Finder) -> None:
    for name, fields in REQUIRED.items():
        for record in getattr(finder.directory, name).values():
            assert fields <= record.keys(), (name, record["id"])
            assert UUID(record["id"]).version == 5
            for inner, each in nested(record):
                assert NESTED_REQUIRED.get(inner, set()) <= each.keys(), (inner, each)


def test_everything_of_the_content_is_there(finder: Finder, pack: Pack) -> None:
    directory = finder.directory
    assert len(directory.services) == len(pack.services) + len(pack.measures)
    assert len(directory.locations) == len(pack.places)
    assert len(directory.organizations) == len(pack.places) + 1
    where = [each.where for each in pack.services] + [each.where for each in pack.measures]
    wanted = sum(sum(1 for place in pack.places if place.kind in kinds) for kinds in where)
    assert len(directory.at_locations) == wanted


def test_ids_are_unique_and_the_same_after_a_new_pack(finder: Finder, pack: Pack) -> None:
    again = directory_of(pack, words("ru"), 3)
    assert list(again.services) == list(finder.directory.services)
    for record in finder.directory.locations.values():
        ids = [record["id"], *(each["id"] for name, each in nested(record) if name in NESTED_REQUIRED)]
        assert len(ids) == len(set(ids))


def test_hours_are_weekly_recurrences_without_the_break(finder: Finder, pack: Pack) -> None:
    place = next(each for each in pack.places if each.id == "apatity-support-centre")
    location = finder.directory.locations[
        next(
            key
            for key, value in finder.directory.locations.items()
            if value["external_identifier"] == place.id
        )
    ]
    told = [(each["byday"], each["opens_at"][:5], each["closes_at"][:5]) for each in location["schedules"]]
    assert told == [
        ("MO,TU,WE,TH", "08:45", "13:00"),
        ("MO,TU,WE,TH", "13:45", "17:15"),
        ("FR", "08:45", "13:00"),
        ("FR", "13:45", "15:30"),
    ]
    assert place.hours[0] == Hours("mon-thu", "08:45", "17:15", "13:00", "13:45")
    for each in finder.directory.locations.values():
        for schedule in each["schedules"]:
            assert TIME.fullmatch(schedule["opens_at"]) and TIME.fullmatch(schedule["closes_at"])
            assert schedule["timezone"] == 3


def test_papers_to_bring_are_told_and_those_the_office_fetches_are_not(finder: Finder, pack: Pack) -> None:
    measure = next(each for each in pack.measures if any(paper.from_registry for paper in each.evidence))
    service = finder.directory.services[finder.directory.by_entry["measures", measure.id]]
    told = [each["document"] for each in service["required_documents"]]
    assert told == [paper.title.ru for paper in measure.evidence if not paper.from_registry]


def test_invented_places_say_so(finder: Finder) -> None:
    assert all("выдуманы" in each["description"] for each in finder.directory.locations.values())
