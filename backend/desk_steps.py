"""The addresses under a record at which a desk takes its steps, each by the version that was read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel
from sqlalchemy import Connection
from starlette.responses import Response

from backend.errors import Refusal
from backend.numbered_records import Asking, Kept, RecordKind
from backend.reception.carrying_out import carried_out
from backend.services import Services
from backend.web.openapi import takes
from backend.web.requests import parsed, read_json_text

By = TypeVar("By", bound=Asking)
Office = TypeVar("Office")
Body = TypeVar("Body", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class DeskSteps(Generic[By, Office, Kept]):
    """What all steps of one kind of record share."""

    router: APIRouter
    services: Services
    office: Office
    kind: RecordKind[Kept, Any]
    address: str  # "/desk/signals/{number}"
    pattern: str  # of its numbers
    asking: Callable[[Request], Awaitable[By]]
    told: Callable[[Connection, By, Office, Kept], BaseModel]
    file: type[BaseModel]  # what is told

    def add(
        self,
        path: str,
        model: type[Body],
        take: Callable[[Connection, By, Office, str, Body], Kept | Refusal],
    ) -> None:
        """One more address, that takes `model` and takes the step."""
        numbered: Any = Path(pattern=self.pattern)

        @self.router.post(
            f"{self.address}/{path}",
            response_model=self.file,
            openapi_extra=takes(model),
            name=f"{self.kind.name}_{path.replace('-', '_')}",
        )
        async def take_step(request: Request, number: str = numbered) -> Response:
            asking = await self.asking(request)
            body = await read_json_text(request)
            asked = parsed(body, model)

            def work(connection: Connection) -> BaseModel | Refusal:
                outcome = take(connection, asking, self.office, number, asked)
                if isinstance(outcome, Refusal):
                    return outcome
                self.kind.journal(connection, asking, "step", outcome)
                return self.told(connection, asking, self.office, outcome)

            return await carried_out(self.services, request, (path, number, asking.actor), body, work)
