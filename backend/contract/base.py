"""The base of every request and answer: strict, closed, immutable."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic import Base64Bytes as _Base64Bytes

_BEGINS_WITH_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]")


def only_rfc3339(value: object) -> object:
    """pydantic would take a number, even in quotes, for a Unix time; RFC 3339 is what we take."""
    if isinstance(value, datetime) or (isinstance(value, str) and _BEGINS_WITH_A_DATE.match(value)):
        return value
    raise ValueError("not an RFC 3339 moment")


Base64Bytes = Annotated[_Base64Bytes, Field(max_length=8192)]
# A moment with its time zone: nine o'clock alone is nobody's nine o'clock.
AwareMoment = Annotated[AwareDatetime, Field(strict=False), BeforeValidator(only_rfc3339)]


class Contract(BaseModel):
    """No coercion ("0" is no number), no unknown field, no change after construction."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class Personal(Contract):
    """Says something about a person: printed or logged by mistake, it shows its name only."""

    def __repr__(self) -> str:
        """The class, and nothing of what it holds."""
        return f"{type(self).__name__}(<redacted>)"

    __str__ = __repr__
