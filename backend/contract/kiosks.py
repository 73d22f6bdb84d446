"""Kiosks: enrolment, tokens and heartbeats."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import Field

from backend.contract.announcements import KioskAnnouncement
from backend.contract.base import AwareMoment, Contract

LONGEST_VERSION: Final = 64


class Enrolment(Contract):
    """A one-time code and the public half of a key made on the device (JWK, EC P-256)."""

    code: Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$")]
    public_key: dict[str, str]


class EnrolledKiosk(Contract):
    kiosk: str
    title: str  # «Мурманск, ул. Софьи Перовской, 1-й этаж»
    reader_profile: Literal["insert", "lay", "tap"]
    sealing_key: str = ""  # raw X25519 public key, base64url without padding: what filings are sealed to


class Token(Contract):
    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105
    expires_in: int


class Heartbeat(Contract):
    """What a kiosk knows of itself; sent each minute, holds nothing about people."""

    sent_at: AwareMoment  # the kiosk's own clock
    reader: Literal["ready", "lost"]
    printer: Literal["ready", "paper_low", "paper_out", "cover_open", "offline", "unknown"]
    voice: Literal["ready", "lost"]
    pack_hash: Annotated[str, Field(max_length=128)]
    pack_version: Annotated[str, Field(max_length=LONGEST_VERSION)] = ""
    pack_refused: Annotated[str, Field(max_length=40)] = ""  # why the published pack was not taken
    version: Annotated[str, Field(max_length=LONGEST_VERSION)]
    uptime_seconds: int = Field(ge=0)
    outbox_waiting: int = Field(default=0, ge=0)  # requests that the backend has not answered yet
    outbox_oldest_seconds: int = Field(default=0, ge=0)  # how long the oldest of them has waited
    outbox_refused: int = Field(default=0, ge=0)  # of the last months
    outbox_code: Annotated[str, Field(max_length=40)] = ""  # what is wrong with the outbox itself


class HeartbeatAnswer(Contract):
    server_time: datetime
    pack_hash: str  # the one the backend works with
    published_pack: str = ""  # SHA-256 of the published file, hex; "" where nothing is published
    sealing_key: str = ""  # as at enrolment; a kiosk that has another one pinned tells a technician
    announcements: tuple[KioskAnnouncement, ...] = ()  # all there are for kiosks; what is not here is over


class KioskStatus(Contract):
    kiosk: str
    title: str
    last_seen: datetime | None
    clock_skew_seconds: float | None
    heartbeat: Heartbeat | None
    attention: tuple[str, ...]  # failure codes: "kiosk-silent", "printer-paper-out", "clock-wrong", …


class KioskList(Contract):
    kiosks: tuple[KioskStatus, ...]
