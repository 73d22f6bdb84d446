"""Ids of the directory: name-based (RFC 9562, version 5), so that they outlive every pack. Pure."""

from __future__ import annotations

from typing import Final
from uuid import NAMESPACE_URL, uuid5

NAMESPACE: Final = uuid5(NAMESPACE_URL, "urn:okno:hsds")


def id_of(kind: str, *names: str) -> str:
    """Stable for the same record in every version of the content."""
    return str(uuid5(NAMESPACE, ":".join((kind, *names))))
