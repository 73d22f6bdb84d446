"""The line for waiting: an operator's page asks for news of its telephone, and no thread waits with it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import httpx
from pydantic import ValidationError

from backend.calling.acting import As
from backend.calling.failure import ClientFailure
from backend.calling.line import line_failure, problem_failure, read, trust_of
from backend.contract.addresses import PLAIN_HTTP, USE_TLS, keeps_secrets
from backend.contract.workplace import Ring

LONGEST_WAIT: Final = 25  # seconds: the backend holds no request longer
_GRACE: Final = 5.0
_CONNECT: Final = 2.0
_MOST_WAITING: Final = 1000


class WaitingLine:
    """Used within one event loop; as many may wait as there are operators."""

    def __init__(self, address: str, region_ca: Path) -> None:
        self._may_be_used = keeps_secrets(address)
        self._http = httpx.AsyncClient(
            base_url=address,
            verify=trust_of(region_ca),
            timeout=httpx.Timeout(LONGEST_WAIT + _GRACE, connect=_CONNECT),
            limits=httpx.Limits(max_connections=_MOST_WAITING, max_keepalive_connections=_MOST_WAITING),
            trust_env=False,
            follow_redirects=False,
        )

    async def ring(self, acting: As, seen: int, wait: int) -> Ring | ClientFailure:
        """At once if anything changed since `seen`, else as soon as it does, or after `wait` seconds."""
        if not self._may_be_used:
            return ClientFailure(PLAIN_HTTP, USE_TLS)
        asked = {"seen": seen, "wait": min(wait, LONGEST_WAIT)}
        try:
            received = await self._http.get("/v1/desk/ring", params=asked, headers=acting.headers)
        except httpx.HTTPError as error:
            return line_failure(error)
        if not received.is_success:
            return problem_failure(received)
        try:
            return read(Ring, received.content)
        except ValidationError:
            return ClientFailure("backend-answer-invalid", "Install the same version on both sides.")

    async def close(self) -> None:
        await self._http.aclose()
