"""Who asks over FHIR, and what they were allowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

PREFIX: Final = "/fhir/R4B"
TOKEN_PATH: Final = "/fhir/token"  # noqa: S105
FHIR_VERSION: Final = "4.3.0"
# SMART App Launch 2.2, "Scopes for requesting FHIR Resources".
SEE_SCHEDULES: Final = "system/Schedule.rs"
SEE_SLOTS: Final = "system/Slot.rs"
SEE_APPOINTMENTS: Final = "system/Appointment.rs"
CHANGE_APPOINTMENTS: Final = "system/Appointment.cu"
SCOPES: Final = (SEE_SCHEDULES, SEE_SLOTS, SEE_APPOINTMENTS, CHANGE_APPOINTMENTS)


@dataclass(frozen=True, slots=True)
class Client:
    """A program of another institution."""

    client: str
    title: str
    public_key: dict[str, str]  # JWK
    scopes: tuple[str, ...]
    places: tuple[str, ...]  # whose appointments it sees; none: only what it booked itself
    registered_at: datetime
    withdrawn: bool = False

    @property
    def actor(self) -> str:
        """The client as the journal and its bookings name it."""
        return f"fhir:{self.client}"
