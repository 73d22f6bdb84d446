"""What was typed into a form when the session had ended: sealed into the sign-in page, sent on after it.

It is bound to the login that typed it, to the hour, and to a form of our own page in this very browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

GOOD_FOR: Final = timedelta(hours=1)
KEPT_FIELD: Final = "kept"


@dataclass(frozen=True, slots=True)
class Kept:
    """One form: where it goes, whose it is, what it holds."""

    login: str
    address: str
    at: datetime
    fields: Mapping[str, str] = field(repr=False)

    def is_for(self, login: str, now: datetime) -> bool:
        """Whether this person may see it again."""
        return self.login == login and now - self.at <= GOOD_FOR
