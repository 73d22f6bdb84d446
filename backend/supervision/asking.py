"""Who asks for what supervisors see, and who reads announcements."""

from __future__ import annotations

from secrets import token_bytes
from typing import Final

from fastapi import Request

from backend.announcements.service import By
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.quality.values import By as Judge
from backend.services import Services

SUPERVISOR: Final = ("supervisor",)
AUDITOR: Final = ("auditor",)
WATCHING: Final = ("supervisor", "auditor")
READERS: Final = ("operator", "case_worker", "supervisor")
AT_THE_PHONE: Final = ("operator", "supervisor")


def by_of(services: Services, request: Request, *roles: str) -> By:
    """The operator who asks; `role-missing` for anybody else."""
    return By(services.caller(request, *roles).subject, services.clock())


def judge_of(services: Services, request: Request, *roles: str) -> Judge:
    """The same, with what sealing needs."""
    caller = services.caller(request, *roles)
    return Judge(caller.subject, services.clock(), token_bytes(SEAL_NONCE_BYTES))
