"""All that the console asks of the backend: plain API calls with the operator's own token."""

from __future__ import annotations

import asyncio
from typing import TypeVar

from pydantic import BaseModel

from backend.client import BackendAddress, ClientFailure
from backend.contract.handoffs import HandoffOpening, OpenedHandoff
from backend.contract.kiosks import KioskList, Token
from backend.contract.operators import OperatorLogin

Answer = TypeVar("Answer", bound=BaseModel)


class OperatorsApi:
    """One line to the backend for all operators; it keeps no token of anybody."""

    def __init__(self, address: BackendAddress) -> None:
        self._line = address.line()

    async def sign_in(self, login: OperatorLogin) -> Token | ClientFailure:
        """Login, password and one-time code for a token."""
        return await self._ask("POST", "/v1/operators/token", Token, body=login)

    async def renew(self, token: str) -> Token | ClientFailure:
        """A fresh token for one that is still good."""
        return await self._ask("POST", "/v1/operators/token/renewal", Token, token=token)

    async def kiosks(self, token: str) -> KioskList | ClientFailure:
        """Every kiosk in service, as its last heartbeat said."""
        return await self._ask("GET", "/v1/kiosks", KioskList, token=token)

    async def open_handoff(self, token: str, opening: HandoffOpening) -> OpenedHandoff | ClientFailure:
        """What a citizen left at a kiosk behind eight digits."""
        return await self._ask("POST", "/v1/handoffs/open", OpenedHandoff, body=opening, token=token)

    def close(self) -> None:
        """Close the line."""
        self._line.close()

    async def _ask(
        self, method: str, path: str, answer: type[Answer], *, body: BaseModel | None = None, token: str = ""
    ) -> Answer | ClientFailure:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return await asyncio.to_thread(self._line.ask, method, path, answer, body=body, headers=headers)
