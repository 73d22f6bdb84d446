"""Gives what waits behind tokens its numbers, one transaction each, a round a minute."""

from __future__ import annotations

from functools import partial
from secrets import token_bytes
from typing import Final

from backend.cases.service.keeping import Office
from backend.cases.values import Asking
from backend.clock import day_in
from backend.errors import Refused
from backend.idempotency.sealing import SEAL_NONCE_BYTES
from backend.open311 import service
from backend.services import Services

ACTOR: Final = "open311:batch"
AT_ONCE: Final = 100


async def register_waiting(services: Services) -> int:
    """How many got a number."""
    office = Office(services.case_rules, services.vault)
    done = 0
    for token in await services.database.read(partial(service.waiting, most=AT_ONCE)):
        now = services.clock()
        nonces = token_bytes(SEAL_NONCE_BYTES), token_bytes(SEAL_NONCE_BYTES)
        asking = Asking(ACTOR, now, day_in(now, services.zone), *nonces)
        work = partial(service.register, office=office, asking=asking, token=token)
        try:
            done += await services.database.write(work)
        except Refused as refused:
            services.log.warning("open311", code=refused.code)
    return done
