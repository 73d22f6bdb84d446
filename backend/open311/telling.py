"""The fields of GeoReport v2 for services, their definitions, requests, tokens and errors. Pure."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from backend.open311.values import (
    CONVENIENT,
    EMERGENCY_NOTE,
    TOWN,
    Front,
    ServiceType,
    Told,
)

END_OF_DAY: Final = time(23, 59, 59)
Fields = dict[str, Any]


def service(one: ServiceType, front: Front) -> Fields:
    return {
        "service_code": one.code,
        "service_name": one.name,
        "description": one.description,
        "metadata": True,
        "type": "batch" if front.batch else "realtime",
        "keywords": ", ".join(one.keywords),
        "group": one.group,
    }


def definition(one: ServiceType, front: Front) -> Fields:
    """What may be said besides the description; the first attribute only tells something."""
    towns = [{"key": town, "name": town} for town in front.towns]
    attributes = [
        _attribute(1, EMERGENCY_NOTE, "string", "Опасно для жизни — звоните 112. Здесь отвечают не сразу.")
        | {"variable": False},
        _attribute(2, CONVENIENT, "string", "Когда вам удобно ответить")
        | {"datatype_description": "Например: будни после пяти"},
    ]
    if towns:
        attributes.append(_attribute(3, TOWN, "singlevaluelist", "Ваш город или село") | {"values": towns})
    return {"service_code": one.code, "attributes": attributes}


def _attribute(order: int, code: str, datatype: str, description: str) -> Fields:
    return {
        "variable": True,
        "code": code,
        "datatype": datatype,
        "required": False,
        "datatype_description": "",
        "order": order,
        "description": description,
        "values": [],
    }


def request(told: Told, front: Front, zone: ZoneInfo) -> Fields:
    """What was written, where and by whom is withheld: people write about illness and need."""
    expected = None if told.expected_on is None else datetime.combine(told.expected_on, END_OF_DAY, zone)
    return {
        "service_request_id": told.request,
        "status": told.status,
        "status_notes": None,
        "service_name": None if told.service is None else told.service.name,
        "service_code": told.service_code,
        "description": None,
        "agency_responsible": front.agency,
        "service_notice": told.notice,
        "requested_datetime": moment(told.requested_at, zone),
        "updated_datetime": moment(told.updated_at, zone),
        "expected_datetime": None if expected is None else expected.isoformat(),
        "address": None,
        "address_id": None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def accepted(told: Told) -> Fields:
    """The answer to a POST: its number, or the token by which the number is asked for."""
    named = {"service_request_id": told.request} if told.request else {"token": told.token}
    return {**named, "service_notice": told.notice, "account_id": None}


def token(told: Told) -> Fields:
    return {"service_request_id": told.request or None, "token": told.token}


def error(code: int, description: str) -> Fields:
    return {"code": code, "description": description}


def discovery(front: Front, base: str, changed: str) -> Fields:
    """Where the interface is, as Open311's service discovery says."""
    return {
        "changeset": changed,
        "contact": front.agency,
        "key_service": "",
        "endpoints": [
            {
                "specification": "http://wiki.open311.org/GeoReport_v2",
                "url": f"{base}/open311/v2",
                "changeset": changed,
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


def moment(at: datetime, zone: ZoneInfo) -> str:
    """W3C's profile of ISO 8601, with the offset."""
    return at.astimezone(zone).replace(microsecond=0).isoformat()
