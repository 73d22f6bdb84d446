"""What every address of identification reads from a request."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Request

from backend.contacts.values import By
from backend.identification.gate import DESK_ROLES
from backend.services import Services

ContactId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$")]
Purpose = Annotated[str, Query(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")]


def by_of(services: Services, request: Request) -> By:
    """Who asks, and when."""
    return By(services.caller(request, *DESK_ROLES).subject, services.clock())
