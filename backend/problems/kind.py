"""What every refusal of the backend says: its status and the words (RFC 9457)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProblemKind:
    status: int
    title: str
    remedy: str
