"""Kinds of bookings, as the contract names them, that papers and pages tell apart."""

from typing import Final

EVENT: Final = "event"
