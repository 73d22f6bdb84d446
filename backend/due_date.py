"""Until when the next act on a record is due, as its row keeps it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import RowMapping

from content.deadlines import SkippedDay


@dataclass(frozen=True, slots=True)
class DueDate:
    """Until when the next act is due, and by which of the pack's deadlines."""

    day: date | None = None
    rule: str = ""
    provisional: bool = False
    skipped: tuple[SkippedDay, ...] = field(default=(), compare=False)  # as it was counted just now

    @classmethod
    def of_row(cls, row: RowMapping) -> DueDate:
        return cls(row["due_on"], row["due_rule"], row["provisional"])

    def columns(self) -> dict[str, Any]:
        return {"due_on": self.day, "due_rule": self.rule, "provisional": self.provisional}


NO_TERM: Final = DueDate()
