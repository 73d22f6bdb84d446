"""The seats of a slot with what stands on each now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from backend.bookings.repository import capacity
from backend.bookings.seat_state import OFF_PLAN, SeatState


def seats_now(connection: Connection, slot: str, now: datetime) -> list[SeatState]:
    """By number; an expired hold still stands in the unique index, and is marked."""
    return [
        SeatState(
            seat=row["seat"],
            label=row["label"],
            kind=row["kind"],
            quota=row["quota"],
            released_at=row["released_at"],
            price_kopecks=row["price_kopecks"],
            booking=row["booking"],
            is_expired_hold=row["state"] == "held" and row["expires_at"] <= now,
            row=row["row"],
            place=row["place"],
            zone=row["zone"] or "",
            line=OFF_PLAN if row["grid_line"] is None else row["grid_line"],
            column=OFF_PLAN if row["grid_column"] is None else row["grid_column"],
            beside=row["beside"] or 0,
        )
        for row in capacity.seats_of(connection, slot)
    ]
