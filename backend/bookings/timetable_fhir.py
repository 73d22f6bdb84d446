"""A provider's timetable as a FHIR bundle of Schedules and Slots; pure.

Free slots become extra hours of their day, busy ones closed hours: the same rows a CSV file makes, so the
same rules cut slots out of them, whoever sent the timetable.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Any, Final, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from backend.bookings.schedules import moment_of
from backend.bookings.timetable import ExceptionLine, ResourceLine, Timetable

LARGEST_BUNDLE: Final = 50_000  # entries
ZONE_EXTENSION: Final = "http://hl7.org/fhir/StructureDefinition/timezone"
KNOWN_KINDS: Final = ("Schedule", "Slot", "Practitioner", "Location", "HealthcareService")
_OFFERED: Final = "free"
Short = Annotated[str, Field(max_length=400)]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class BadEntry:
    """What is wrong with an entry of the bundle, counted from 0 as FHIRPath does, and where in it."""

    index: int
    path: str
    why: str

    def __str__(self) -> str:
        return f"Bundle.entry[{self.index}]{'.' if self.path else ''}{self.path}: {self.why}"


@dataclass(frozen=True, slots=True)
class Known:
    """What the pack and the database know already; `resources` with their zones."""

    places: Set[str]
    resources: Mapping[str, str]


class _Part(BaseModel):
    """Elements that change nothing for us may be there; a modifier extension might change everything."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    modifier_extension: Annotated[list[Any] | None, Field(alias="modifierExtension", max_length=0)] = None


class _Coding(_Part):
    code: Short = ""
    display: Short = ""


class _Concept(_Part):
    coding: list[_Coding] = []
    text: Short = ""


class _Reference(_Part):
    reference: Short = ""
    display: Short = ""


class _Extension(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    url: Short
    value_code: Annotated[Short, Field(alias="valueCode")] = ""


class _Schedule(_Part):
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    active: Literal[True] = True
    actor: Annotated[list[_Reference], Field(min_length=1)]
    specialty: list[_Concept] = []
    service_type: Annotated[list[_Concept], Field(alias="serviceType")] = []
    extension: list[_Extension] = []


class _Slot(_Part):
    schedule: _Reference
    status: Literal["busy", "free", "busy-unavailable", "busy-tentative", "entered-in-error"]
    start: AwareDatetime
    end: AwareDatetime


@dataclass
class _Reading:
    """What was read so far."""

    known: Known
    zone: str  # of the region, where a schedule names none
    bad: list[BadEntry] = field(default_factory=list)
    schedules: dict[str, str] = field(default_factory=dict)  # whatever a slot may call it → resource
    zones: dict[str, str] = field(default_factory=dict)
    lines: list[ResourceLine] = field(default_factory=list)
    exceptions: list[ExceptionLine] = field(default_factory=list)
    spans: list[tuple[str, datetime, datetime, int]] = field(default_factory=list)

    def refuse(self, index: int, path: str, why: str) -> None:
        self.bad.append(BadEntry(index, path, why))


def read_bundle(text: str, known: Known, zone: str) -> Timetable | list[BadEntry]:
    """The timetable, or every bad entry; `zone` is the region's, for schedules that name none."""
    try:
        bundle = json.loads(text)
        entries = bundle["entry"] if bundle["resourceType"] == "Bundle" else None
    except (ValueError, KeyError, TypeError, RecursionError):
        entries = None
    if not isinstance(entries, list) or not entries or len(entries) > LARGEST_BUNDLE:
        return [BadEntry(0, "", f"the file is no FHIR Bundle of one to {LARGEST_BUNDLE} entries")]
    reading = _Reading(known, zone)
    resources = [_resource_of(reading, index, entry) for index, entry in enumerate(entries)]
    beside = dict(_by_reference(entries, resources))
    for index, resource in enumerate(resources):
        if resource.get("resourceType") == "Schedule":
            _take_schedule(reading, index, entries[index], resource, beside)
    for index, resource in enumerate(resources):
        if resource.get("resourceType") == "Slot":
            _take_slot(reading, index, resource)
    _refuse_overlaps(reading)
    if not reading.bad and not reading.exceptions and not reading.lines:
        reading.refuse(0, "", "nothing to store: the bundle has no Schedule that is new and no Slot")
    if reading.bad:
        return sorted(reading.bad, key=lambda each: (each.index, each.path))
    return Timetable(tuple(reading.lines), (), tuple(reading.exceptions))


def _resource_of(reading: _Reading, index: int, entry: Any) -> dict[str, Any]:
    resource = entry.get("resource") if isinstance(entry, dict) else None
    if not isinstance(resource, dict):
        reading.refuse(index, "resource", "missing")
        return {}
    if resource.get("resourceType") not in KNOWN_KINDS:
        kinds = ", ".join(KNOWN_KINDS)
        reading.refuse(index, "resource.resourceType", f"write one of {kinds}")
        return {}
    return resource


def _by_reference(
    entries: list[Any], resources: list[dict[str, Any]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The bundle's resources by whatever a reference may call them."""
    for entry, resource in zip(entries, resources, strict=True):
        if resource:
            yield f"{resource['resourceType']}/{resource.get('id')}", resource
            if isinstance(entry.get("fullUrl"), str):
                yield entry["fullUrl"], resource


def _take_schedule(
    reading: _Reading, index: int, entry: Any, resource: dict[str, Any], beside: Mapping[str, Any]
) -> None:
    schedule = _fitting(reading, index, resource, _Schedule)
    if schedule is None:
        return
    if f"Schedule/{schedule.id}" in reading.schedules:
        reading.refuse(index, "resource.id", f"{schedule.id} stands in this bundle already")
        return
    for name in (f"Schedule/{schedule.id}", entry.get("fullUrl")):
        if isinstance(name, str):
            reading.schedules[name] = schedule.id
    told_zone = next((each.value_code for each in schedule.extension if each.url == ZONE_EXTENSION), "")
    zone = told_zone or reading.known.resources.get(schedule.id) or reading.zone
    if schedule.id in reading.known.resources:
        reading.zones[schedule.id] = reading.known.resources[schedule.id]
        return
    actors = [_actor(each, beside) for each in schedule.actor]
    place = next((each.id for each in actors if each.kind == "Location"), "")
    if place not in reading.known.places:
        reading.refuse(index, "resource.actor", f"the pack has no place {place or '(no Location is named)'}")
    concept = (schedule.specialty or schedule.service_type or [_Concept()])[0]
    coding = concept.coding[0] if concept.coding else _Coding()
    doctor = next((each for each in actors if each.kind == "Practitioner"), None)
    try:
        line = ResourceLine(
            what="resource",
            resource=schedule.id,
            kind="office" if doctor is None else "doctor",
            title=concept.text or coding.display,
            provider=place or "?",
            speciality=coding.code,
            person_name="" if doctor is None else doctor.name,
            zone=zone,
        )
    except ValidationError as error:
        for each in error.errors():
            path = _PATHS.get(str(each["loc"][0]), "resource")
            reading.refuse(index, path, each["msg"].removeprefix("Value error, "))
        return
    reading.zones[schedule.id] = zone
    reading.lines.append(line)


_PATHS: Final = {
    "title": "resource.specialty[0].text",
    "speciality": "resource.specialty[0].coding[0].code",
    "person_name": "resource.actor",
    "zone": "resource.extension",
}


def _take_slot(reading: _Reading, index: int, resource: dict[str, Any]) -> None:
    slot = _fitting(reading, index, resource, _Slot)
    if slot is None:
        return
    named = slot.schedule.reference
    resource_id = reading.schedules.get(named)
    if resource_id is None and named.removeprefix("Schedule/") in reading.known.resources:
        resource_id = named.removeprefix("Schedule/")
    if resource_id is None:
        reading.refuse(index, "resource.schedule", f"{named or 'no schedule'} is neither here nor stored")
        return
    zone = reading.zones.get(resource_id) or reading.known.resources.get(resource_id)
    if zone is None:
        return  # its schedule was refused, which is said there
    reading.spans.append((resource_id, slot.start, slot.end, index))
    line = _line_of(slot, resource_id, ZoneInfo(zone))
    if isinstance(line, str):
        reading.refuse(index, "resource.start", line)
    else:
        reading.exceptions.append(line)


def _line_of(slot: _Slot, resource: str, zone: ZoneInfo) -> ExceptionLine | str:
    """The slot by the resource's own clock, or why it cannot be told by it."""
    minutes, rest = divmod(int((slot.end - slot.start).total_seconds()), 60)
    begins = slot.start.astimezone(zone)
    since = begins.hour * 60 + begins.minute
    if minutes <= 0 or rest or begins.second or begins.microsecond or slot.end.microsecond:
        return "a slot has whole minutes, and ends after it begins"
    if since + minutes > 24 * 60:
        return "a slot ends on the day it begins"
    until = begins.replace(tzinfo=None) + timedelta(minutes=minutes)
    if moment_of(begins.date(), since, zone) != slot.start.astimezone(UTC):
        return "this hour comes twice that night; only its first time can be worked"
    is_offered = slot.status == _OFFERED
    return ExceptionLine(
        what="extra" if is_offered else "closed",
        resource=resource,
        day=begins.date(),
        starts=f"{begins:%H:%M}",
        ends="24:00" if until.time() == time() else f"{until:%H:%M}",
        minutes=minutes if is_offered else 0,
        capacity=1 if is_offered else 0,
    )


def _fitting(reading: _Reading, index: int, resource: dict[str, Any], kind: type[Model]) -> Model | None:
    try:
        return kind.model_validate_json(json.dumps(resource))
    except ValidationError as error:
        for each in error.errors(include_input=False):
            path = ".".join(("resource", *map(str, each["loc"])))
            reading.refuse(index, path, each["msg"])
        return None


@dataclass(frozen=True, slots=True)
class _Actor:
    """Whose schedule it is, or where."""

    kind: str
    id: str
    name: str


def _actor(told: _Reference, beside: Mapping[str, Any]) -> _Actor:
    """From the reference, and from the bundle where what it refers to is there."""
    resource = beside.get(told.reference, {})
    path, _, id_ = told.reference.rpartition("/")
    kind = resource.get("resourceType") or path.rpartition("/")[2]
    return _Actor(kind, str(resource.get("id") or id_), told.display or _name_of(resource))


def _name_of(resource: Mapping[str, Any]) -> str:
    """A practitioner's first name has a text; a service's name is one."""
    names = resource.get("name")
    first = names[0] if isinstance(names, list) and names else {}
    name = names if isinstance(names, str) else first.get("text") if isinstance(first, dict) else ""
    return name if isinstance(name, str) else ""


def _refuse_overlaps(reading: _Reading) -> None:
    """One doctor is in one place: the later of two slots that meet is named."""
    ordered = sorted(reading.spans, key=lambda span: (span[0], span[1], span[3]))
    for earlier, later in pairwise(ordered):
        if earlier[0] == later[0] and later[1] < earlier[2]:
            reading.refuse(later[3], "resource.start", f"overlaps entry {earlier[3]}")
