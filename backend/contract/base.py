"""The base of every request and answer: strict, closed, immutable."""

from __future__ import annotations

from typing import Annotated

from pydantic import Base64Bytes as _Base64Bytes
from pydantic import BaseModel, ConfigDict, Field

Base64Bytes = Annotated[_Base64Bytes, Field(max_length=8192)]


class Contract(BaseModel):
    """No coercion ("0" is no number), no unknown field, no change after construction."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, hide_input_in_errors=True)


class Personal(Contract):
    """Says something about a person: printed or logged by mistake, it shows its name only."""

    def __repr__(self) -> str:
        """The class, and nothing of what it holds."""
        return f"{type(self).__name__}(<redacted>)"

    __str__ = __repr__
