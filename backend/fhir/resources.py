"""Our values as FHIR R4B resources (4.3.0), plain JSON objects. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from backend.bookings.rules import ResourceRules
from backend.bookings.service.exchanging import ResourceFacts, SlotNow
from backend.bookings.values import Booked, FreeSlot, SlotFacts, State
from backend.contract.bookings import Ticket
from content.model import Place

Resource = dict[str, Any]
OURS: Final = "https://okno.example/fhir/"
SPECIALITIES: Final = f"{OURS}speciality"
NUMBERS: Final = f"{OURS}booking-number"
CODES: Final = f"{OURS}booking-code"
HOLD_ENDS: Final = f"{OURS}StructureDefinition/hold-expires-at"
TICKET_QR: Final = f"{OURS}StructureDefinition/ticket-qr"
PARTICIPATION: Final = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType"
PROPOSED: Final = "p."  # before a slot's id: an appointment nobody has asked for yet
DESK_FIRST: Final = "Сначала подойдите в регистратуру."
STATUS: Final[Mapping[State, str]] = {
    "held": "pending",
    "confirmed": "booked",
    "arrived": "arrived",
    "done": "fulfilled",
    "no_show": "noshow",
    "cancelled": "cancelled",
    "expired": "cancelled",
    "moved": "cancelled",
}


def schedule(facts: ResourceFacts, now: datetime) -> Resource:
    """A doctor's or an office's; its horizon is how far ahead its rules let anybody book."""
    return {
        "resourceType": "Schedule",
        "id": facts.resource,
        "active": True,
        **_kind_of_care(facts.speciality, facts.title),
        "actor": [_whose(facts.kind, facts.resource, facts.person_name, facts.title), _at(facts.provider)],
        "planningHorizon": {
            "start": instant(now),
            "end": instant(now + timedelta(days=facts.rules.earliest_days)),
        },
    }


def slot(found: SlotNow) -> Resource:
    """As this channel sees it: seats kept for others are not free."""
    facts = found.facts
    status = "entered-in-error" if found.occupancy == "withdrawn" else found.occupancy
    return _slot(facts, status)


def practitioner(facts: ResourceFacts) -> Resource:
    """A doctor by the name the clinic shows."""
    return {
        "resourceType": "Practitioner",
        "id": facts.resource,
        "active": True,
        "name": [{"use": "official", "text": facts.person_name or facts.title}],
    }


def healthcare_service(facts: ResourceFacts) -> Resource:
    """What an office's window does."""
    return {
        "resourceType": "HealthcareService",
        "id": facts.resource,
        "active": True,
        "name": facts.title,
        **({"specialty": [_speciality(facts.speciality, facts.title)]} if facts.speciality else {}),
        "location": [_reference("Location", facts.provider)],
        "appointmentRequired": True,
    }


def location(place: Place) -> Resource:
    """A place of the content pack."""
    return {
        "resourceType": "Location",
        "id": place.id,
        "status": "active",
        "name": place.title.ru,
        "mode": "instance",
        "telecom": [{"system": "phone", "value": place.phone}] if place.phone else [],
        "address": {
            "text": f"{place.town}, {place.address}",
            "city": place.town,
            "line": [place.address],
            "country": "RU",
        },
        "position": {"longitude": place.longitude, "latitude": place.latitude},
    }


def proposed(free: FreeSlot) -> Resource:
    """What `$find` proposes; the slot is contained, as the Argonaut guide has it."""
    facts = free.facts
    return {
        "resourceType": "Appointment",
        "id": f"{PROPOSED}{facts.slot}",
        "contained": [_slot(facts, "free")],
        "status": "proposed",
        **_what_and_when(facts),
        "slot": [{"reference": f"#{facts.slot}"}],
        "participant": [
            _participant(_whose(facts.kind, facts.resource, facts.person_name, facts.title), "needs-action"),
            _participant(_at(facts.provider), "needs-action"),
            _patient("", "needs-action"),
        ],
    }


def appointment(booked: Booked, now: datetime, ticket: Ticket | None = None, name: str = "") -> Resource:
    """A booking. Its `ticket` goes to who booked it, `name` where somebody has proven whose it is."""
    facts = booked.slot
    has_run_out = booked.state == "held" and booked.expires_at is not None and booked.expires_at <= now
    status = "cancelled" if has_run_out else STATUS[booked.state]
    standing = "tentative" if status == "pending" else "accepted"
    return {
        "resourceType": "Appointment",
        "id": booked.booking,
        **_extensions(booked, status, ticket),
        **_identifiers(booked, ticket),
        "status": status,
        **_what_and_when(facts),
        "slot": [_reference("Slot", facts.slot)],
        "created": instant(booked.created_at),
        **({"patientInstruction": DESK_FIRST} if booked.level == 0 else {}),
        "participant": [
            _participant(_whose(facts.kind, facts.resource, facts.person_name, facts.title), standing),
            _participant(_at(facts.provider), standing),
            _patient(name, standing),
        ],
    }


def searchset(entries: Sequence[Resource], base: str, links: Mapping[str, str]) -> Resource:
    """A page of what was found; without a total, which would need a second search."""
    return {
        "resourceType": "Bundle",
        "type": "searchset",
        "link": [{"relation": relation, "url": url} for relation, url in links.items()],
        "entry": [
            {
                "fullUrl": f"{base}/{each['resourceType']}/{each['id']}",
                "resource": each,
                "search": {"mode": "match"},
            }
            for each in entries
        ],
    }


def instant(moment: datetime) -> str:
    """With seconds and zone, as FHIR's `instant` wants it."""
    return moment.isoformat(timespec="seconds")


def may_be_proposed(rules: ResourceRules) -> bool:
    """Whether somebody whom nobody has seen may book: no card, no referral can be shown over FHIR."""
    return rules.level == 0 and not rules.referral_needed


def _slot(facts: SlotFacts, status: str) -> Resource:
    return {
        "resourceType": "Slot",
        "id": facts.slot,
        **_kind_of_care(facts.speciality, facts.title),
        "schedule": _reference("Schedule", facts.resource),
        "status": status,
        "start": instant(facts.starts_at),
        "end": instant(facts.ends_at),
    }


def _what_and_when(facts: SlotFacts) -> Resource:
    return {
        **_kind_of_care(facts.speciality, facts.title),
        "description": ", ".join(part for part in (facts.title, facts.room) if part),
        "start": instant(facts.starts_at),
        "end": instant(facts.ends_at),
        "minutesDuration": int((facts.ends_at - facts.starts_at).total_seconds()) // 60,
    }


def _kind_of_care(speciality: str, title: str) -> Resource:
    return {
        "serviceType": [{"text": title}],
        **({"specialty": [_speciality(speciality, title)]} if speciality else {}),
    }


def _speciality(code: str, title: str) -> Resource:
    return {"coding": [{"system": SPECIALITIES, "code": code, "display": title}], "text": title}


def _whose(kind: str, resource: str, doctor: str, title: str) -> Resource:
    if kind == "doctor":
        return _reference("Practitioner", resource, doctor or title)
    return _reference("HealthcareService", resource, title)


def _at(place: str) -> Resource:
    return _reference("Location", place)


def _participant(actor: Resource, status: str) -> Resource:
    return {"actor": actor, "required": "required", "status": status}


def _patient(name: str, status: str) -> Resource:
    """The same for everybody whom nobody has seen, whether the register knows them or not."""
    subject = {"coding": [{"system": PARTICIPATION, "code": "SBJ", "display": "subject"}]}
    told = {"actor": {"type": "Patient", "display": name}} if name else {}
    return {"type": [subject], **told, "required": "required", "status": status}


def _extensions(booked: Booked, status: str, ticket: Ticket | None) -> Resource:
    told: list[Resource] = []
    if status == "pending" and booked.expires_at is not None:
        told.append({"url": HOLD_ENDS, "valueInstant": instant(booked.expires_at)})
    if ticket is not None:
        told.append({"url": TICKET_QR, "valueString": ticket.qr})
    return {"extension": told} if told else {}


def _identifiers(booked: Booked, ticket: Ticket | None) -> Resource:
    if not booked.number:
        return {}
    number = {"use": "official", "system": NUMBERS, "value": booked.number}
    code = [] if ticket is None else [{"use": "secondary", "system": CODES, "value": ticket.code}]
    return {"identifier": [number, *code]}


def _reference(kind: str, id_: str, display: str = "") -> Resource:
    return {"reference": f"{kind}/{id_}", **({"display": display} if display else {})}
