"""Where the value of a fact comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from content.model import Text
from content.rules.values import Answer, Value


class Source(StrEnum):
    """Which kind of source; an explanation prefers the first kinds."""

    REGISTER = "register"
    DOCUMENT = "document"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Known:
    """A value with its source; `value` may be `DECLINED`: asked, and the answer was «не знаю»."""

    value: Value = field(repr=False)
    source: Source
    register: Text | None = None  # «Сведения Социального фонда»
    as_of: date | None = None

    @property
    def declined(self) -> bool:
        return isinstance(self.value, Answer)
