"""A wizard that is there from the first frame and asks as soon as the rules of the day are ready."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from kiosk.flow.wizard.port import Interview

if TYPE_CHECKING:
    from backend.contract.people import PersonalFile

LOOK_SECONDS = 20.0


class Interviews(Protocol):
    """`kiosk.interviewing.Interviewer`, as far as it is used here."""

    on: date

    def begin(self, goals: str, file: PersonalFile | None, *, represented: bool) -> Interview: ...


class LateWizard:
    """Has no questions until it is given those of the day."""

    def __init__(self) -> None:
        self._interviews: Interviews | None = None

    def become(self, interviews: Interviews) -> None:
        """From now on ask by these; from any thread."""
        self._interviews = interviews

    def begin(
        self, goals: str, on: date, file: PersonalFile | None, *, represented: bool = False
    ) -> Interview | None:
        """Questions by the rules of that day, if they are ready."""
        interviews = self._interviews
        if interviews is None or interviews.on != on:
            return None
        return interviews.begin(goals, file, represented=represented)


class RulesWatch:
    """Makes the rules ready for today, and again when a new day has begun."""

    def __init__(
        self, make: Callable[[date], Interviews], today: Callable[[], date], wizard: LateWizard
    ) -> None:
        self._make = make
        self._today = today
        self._wizard = wizard
        self._ready_for: date | None = None

    def look(self) -> float:
        """Seconds until the next look."""
        today = self._today()
        if today != self._ready_for:
            self._wizard.become(self._make(today))
            self._ready_for = today
        return LOOK_SECONDS
