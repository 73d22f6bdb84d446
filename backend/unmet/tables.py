"""What was asked for and is not there: what, near where, by which way. Never by whom, nor in what words."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, String, Table

from backend.database.metadata import UtcDateTime, metadata

# One row for all that one kiosk or desk asks in vain of the same within a span: a person presses twice.
unmet_needs = Table(
    "unmet_needs",
    metadata,
    Column("span", UtcDateTime, primary_key=True),  # its beginning
    Column("kind", String(10), primary_key=True),
    Column("subject", String(80), primary_key=True),  # id of the content or of the stock
    Column("place", String(80), primary_key=True),  # Place id: near where; "" anywhere
    Column("channel", String(5), primary_key=True),
    Column("asker", String(40), primary_key=True),  # the kiosk, or the operator
    CheckConstraint("kind IN ('booking', 'goods', 'search')", name="kind"),
    CheckConstraint("channel IN ('kiosk', 'phone')", name="channel"),
    Index("ix_unmet_needs_span", "span"),
)
