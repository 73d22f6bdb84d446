"""What a client of GeoReport v2 sends: forms and queries into values, refused in the standard's own terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import parse_qsl

from fastapi import Request

from backend.errors import Refused
from backend.open311.values import (
    CLOSED,
    CONVENIENT,
    LONGEST_DESCRIPTION,
    OPEN,
    TOWN,
    Front,
    ServiceType,
    Submission,
    Wanted,
)
from backend.open311.wire import FORMATS
from backend.web.requests import read_body

LONGEST_SPAN: Final = timedelta(days=90)  # by the standard
MOST_FIELDS: Final = 60
MOST_LISTED: Final = 100
_LENGTHS: Final = {
    "first_name": 90, "last_name": 90, "phone": 60, "address_string": 400, "address_id": 100,
    "email": 254,
}  # fmt: skip
_LONGEST_ATTRIBUTE: Final = 200
_EMAIL: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s.]{2,}")
_ATTRIBUTE: Final = re.compile(r"attribute\[([a-z_]{1,40})\](?:\[\])?")
_NUMBER: Final = re.compile(r"[0-9]{2}-[0-9]{6,9}")
Fields = Mapping[str, str]


def form_of(wanted: str) -> str:
    """The format that the address ends in."""
    if wanted not in FORMATS:
        raise Refused("not-found")
    return wanted


def check_jurisdiction(front: Front, given: str | None) -> None:
    """One server, one region: another one is not found here."""
    if given and given != front.jurisdiction:
        raise Refused("open311-unknown", field="jurisdiction_id")


def service_of(front: Front, code: str) -> ServiceType:
    if not code:
        raise Refused("open311-missing", field="service_code")
    known = front.services.get(code)
    if known is None:
        raise Refused("open311-unknown", field="service_code")
    return known


async def fields_of(request: Request) -> dict[str, str]:
    """The form; a list of values is joined, for ours take one."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refused("media-type-wrong")
    try:
        text = (await read_body(request)).decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise Refused("open311-invalid", field="body") from None
    fields: dict[str, str] = {}
    for name, value in pairs:
        if "\0" in value or name in fields:
            raise Refused("open311-invalid", field=name[:60])
        fields[name] = value.strip()
    return fields


def submission_of(front: Front, client: str, fields: Fields) -> Submission:
    """What was sent, each part as long as it may be."""
    service = service_of(front, fields.get("service_code", ""))
    description = fields.get("description", "")
    if not description:
        raise Refused("open311-missing", field="description")
    if len(description) > LONGEST_DESCRIPTION:
        raise Refused("open311-invalid", field="description")
    for name, most in _LENGTHS.items():
        if len(fields.get(name, "")) > most:
            raise Refused("open311-invalid", field=name)
    email = fields.get("email", "")
    if email and not _EMAIL.fullmatch(email):
        raise Refused("open311-invalid", field="email")
    names = (fields.get("last_name", ""), fields.get("first_name", ""))
    return Submission(
        service=service,
        client=client,
        description=description,
        name=" ".join(filter(None, names)),
        email=email,
        phone=fields.get("phone", ""),
        address=fields.get("address_string", "") or fields.get("address_id", ""),
        place=_place(fields),
        attributes=_attributes(front, fields),
    )


def wanted_of(query: Fields, now: datetime) -> Wanted:
    """Of the last ninety days where nothing else is said; more at once is refused."""
    begins, ends = _moment(query, "start_date"), _moment(query, "end_date")
    try:
        until = ends or (begins + LONGEST_SPAN if begins else now)
        since = begins or until - LONGEST_SPAN
    except OverflowError:  # at either end of what the calendar knows
        raise Refused("open311-invalid", field="end_date" if ends else "start_date") from None
    if since > until or until - since > LONGEST_SPAN:
        raise Refused("open311-invalid", field="start_date")
    requests = _listed(query, "service_request_id")
    if not all(_NUMBER.fullmatch(each) for each in requests):
        raise Refused("open311-invalid", field="service_request_id")
    statuses = _listed(query, "status")
    if not set(statuses) <= {OPEN, CLOSED}:
        raise Refused("open311-invalid", field="status")
    return Wanted(since, until, requests, _listed(query, "service_code"), statuses)


def request_id(given: str) -> str:
    """`open311-unknown` for what is no number of ours."""
    if not _NUMBER.fullmatch(given):
        raise Refused("open311-unknown", field="service_request_id")
    return given


def _attributes(front: Front, fields: Fields) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in fields.items():
        match = _ATTRIBUTE.fullmatch(name)
        if match is None or not value:
            continue
        code = match[1]
        is_known = code == CONVENIENT or (code == TOWN and value in front.towns)
        if not is_known or len(value) > _LONGEST_ATTRIBUTE:
            raise Refused("open311-invalid", field=f"attribute[{code}]")
        found[code] = value
    return found


def _place(fields: Fields) -> tuple[float, float] | None:
    latitude, longitude = fields.get("lat", ""), fields.get("long", "")
    if not latitude and not longitude:
        return None
    return _degrees("lat", latitude, 90), _degrees("long", longitude, 180)


def _degrees(name: str, written: str, most: int) -> float:
    if not written:
        raise Refused("open311-missing", field=name)
    try:
        degrees = float(written)
    except ValueError:
        raise Refused("open311-invalid", field=name) from None
    if not -most <= degrees <= most:  # NaN is none of them
        raise Refused("open311-invalid", field=name)
    return degrees


def _listed(query: Fields, name: str) -> tuple[str, ...]:
    values = tuple(filter(None, (part.strip() for part in query.get(name, "").split(","))))
    if len(values) > MOST_LISTED or any("\0" in value for value in values):
        raise Refused("open311-invalid", field=name)
    return values


def _moment(query: Fields, name: str) -> datetime | None:
    written = query.get(name, "")
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written.replace(" ", "+"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("open311-invalid", field=name) from None
