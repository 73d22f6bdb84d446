"""Liveness and readiness."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Request
from sqlalchemy import Connection, select
from starlette.responses import Response

from backend.contract.base import Contract
from backend.database.doors import DatabaseFailure
from backend.errors import Refused
from backend.kiosks.tables import kiosks
from backend.services import Services
from backend.web.addresses import PREFIX
from backend.web.answers import answer


class Health(Contract):
    """Fine, if it is answered at all."""

    status: Literal["ok"] = "ok"
    version: str


class Readiness(Health):
    """Ready, and until when its certificate lets kiosks in: who watches the backend watches this too."""

    certificate_until: datetime | None  # None over plain HTTP


def health_routes(services: Services) -> APIRouter:
    """`live`: the process answers. `ready`: its database does too and has its tables."""
    router = APIRouter(prefix=f"{PREFIX}/health", tags=["health"])

    @router.get("/live", response_model=Health)
    async def live(_request: Request) -> Response:
        return answer(Health(version=services.version))

    @router.get("/ready", response_model=Readiness)
    async def ready(_request: Request) -> Response:
        try:
            await services.database.read(one_row)
        except Exception as error:
            if isinstance(error, DatabaseFailure) and type(error) is not DatabaseFailure:
                raise  # it has a name that says more
            raise Refused("database-not-ready") from None
        return answer(Readiness(version=services.version, certificate_until=services.certificate_until))

    return router


def one_row(connection: Connection) -> None:
    """Touch a table that exists only after `migrate`."""
    connection.execute(select(kiosks.c.kiosk).limit(1)).first()
