"""Somebody's questions and answers while they stand at the kiosk; forgotten with all else of theirs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from devices.values import Value

if TYPE_CHECKING:
    from kiosk.flow.wizard.port import Interview


class Draft(Value):
    """An answer being given: chosen options, or figures as they are typed; nothing yet if all is empty."""

    repr_fields: ClassVar[tuple[str, ...]] = ("fact",)
    fact: str
    options: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    declined: bool = False

    @property
    def empty(self) -> bool:
        return not (self.declined or self.options or any(self.texts))


class Inquiry(Value):
    """`person` "" is whoever stands here; otherwise the one the holder acts for."""

    repr_fields: ClassVar[tuple[str, ...]] = ("goals", "on")
    goals: str
    on: date
    interview: Interview
    person: str = ""
    drafts: tuple[Draft, ...] = ()
    unclear: tuple[str, str] = ("", "")  # the fact whose draft cannot be taken, and why
    code: str = ""  # eight digits under which an operator finds the answers
    no_code: str = ""  # the failure that kept the code away

    def draft(self, fact: str) -> Draft:
        return next((draft for draft in self.drafts if draft.fact == fact), Draft(fact))
