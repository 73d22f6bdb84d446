"""RFC 9457 problem details: the one shape of every refusal."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

PROBLEM_TYPE_PREFIX = "https://okno.example/problems/"
PROBLEM_MEDIA_TYPE = "application/problem+json"  # RFC 9457


class Problem(BaseModel):
    """`type` ends in a stable code with a page in docs/failures.md; `detail` says what to do."""

    model_config = ConfigDict(frozen=True, extra="allow")

    type: str  # "https://okno.example/problems/card-revoked"
    title: str
    status: int
    detail: str = ""

    @property
    def code(self) -> str:
        """The last part of `type`."""
        return self.type.rsplit("/", 1)[-1]
