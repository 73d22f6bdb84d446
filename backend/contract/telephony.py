"""What telephones tell the backend: that one rings, was answered, or hung up."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from backend.contract.base import AwareMoment, Contract, Personal
from backend.contract.contacts import CallId, ContactDirection, WrittenNumber

LINE_PATTERN = r"^[a-z0-9-]{1,40}$"
EVENTS_PATH = "/v1/telephony/events"
SEAL_HEADER = "Okno-Line-Seal"  # «t=…,v1=…», by the line's own key

LineName = Annotated[str, Field(pattern=LINE_PATTERN)]
PhoneEventKind = Literal["ringing", "answered", "ended"]


class PhoneEvent(Personal):
    """One event of one call at one operator's line; told twice or out of turn it does no harm."""

    line: LineName
    call: CallId  # as the telephone system names the call
    event: PhoneEventKind
    direction: ContactDirection = "in"
    number: WrittenNumber = ""  # of the other side, as the line told it
    at: AwareMoment


class SeatIn(Contract):
    """At which line the operator sits."""

    line: LineName


class Seat(Contract):
    line: str  # "": at none
