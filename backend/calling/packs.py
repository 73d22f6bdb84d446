"""What a kiosk asks of published packs: which one is current, and its bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from pydantic import BaseModel

from backend.calling.failure import ClientFailure
from backend.contract.packs import PublishedPack

Answer = TypeVar("Answer", bound=BaseModel)


class Ask(Protocol):
    """Sends one request with the kiosk's token."""

    def __call__(self, method: str, path: str, answer: type[Answer]) -> Answer | ClientFailure: ...


class Fetch(Protocol):
    """Fetches a file with the kiosk's token, piece by piece while `go_on` says so."""

    def __call__(self, path: str, size: int, go_on: Callable[[], bool]) -> bytes | ClientFailure: ...


class PackCalls:
    """The pack's part of a kiosk's client."""

    def __init__(self, ask: Ask, fetch: Fetch) -> None:
        self._ask = ask
        self._fetch = fetch

    def current(self) -> PublishedPack | ClientFailure:
        """What is published; `pack-unknown` where nothing is."""
        return self._ask("GET", "/v1/packs/current", PublishedPack)

    def content(self, pack: PublishedPack, go_on: Callable[[], bool]) -> bytes | ClientFailure:
        """The file's bytes, not looked into; `fetch-stopped` when `go_on` said no."""
        return self._fetch(f"/v1/packs/{pack.file_hash}", pack.size, go_on)
