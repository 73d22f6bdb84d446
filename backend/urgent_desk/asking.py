"""Who asks of urgent services and signals: roles, the contact in hand, fresh random values."""

from __future__ import annotations

from secrets import token_bytes
from typing import Final

from fastapi import Request

from backend.clock import day_in
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.identification.gate import in_hand_of
from backend.identification.service import permission
from backend.services import Services
from backend.signals.values import Asking as AskingOfSignals
from backend.urgent.values import Asking as AskingOfUrgent

DESK_ROLES: Final = ("operator", "case_worker", "supervisor")
LIST_ROLES: Final = ("case_worker", "supervisor")
RIGHT: Final = "urgent_service"  # of the identification policy
TAKING_ROLES: Final = ("operator", "case_worker")


async def asking_of_urgent(
    services: Services, request: Request, roles: tuple[str, ...] = DESK_ROLES
) -> AskingOfUrgent:
    """Drawn outside the transaction, which may run again."""
    caller, now = services.caller(request, *roles), services.clock()
    in_hand, policy = await in_hand_of(services, request), services.identification

    def may(person: str) -> None:
        permission.may(policy, in_hand, RIGHT)
        in_hand.about(person)

    return AskingOfUrgent(
        caller.subject,
        now,
        day_in(now, services.zone),
        in_hand,
        may,
        policy.allows(in_hand.level, RIGHT),
        token_bytes(SEAL_NONCE_BYTES),
        token_bytes(SEAL_NONCE_BYTES),
    )


async def asking_of_signals(services: Services, request: Request, roles: tuple[str, ...]) -> AskingOfSignals:
    """The same; whether they may see signals, the gate has asked."""
    caller, now = services.caller(request, *roles), services.clock()
    return AskingOfSignals(
        caller.subject,
        now,
        day_in(now, services.zone),
        await in_hand_of(services, request),
        token_bytes(SEAL_NONCE_BYTES),
        token_bytes(SEAL_NONCE_BYTES),
    )
