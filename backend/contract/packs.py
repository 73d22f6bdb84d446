"""The content pack that is published to kiosks."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from backend.contract.base import Contract

Sha256Hex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class PublishedPack(Contract):
    """A published file: what it is asked for by, and what is in it."""

    file_hash: Sha256Hex  # SHA-256 of the file's bytes
    size: int = Field(gt=0)  # bytes of the file
    id: str
    version: str
    pack_hash: str  # of the pack's source, as heartbeats and papers name it
