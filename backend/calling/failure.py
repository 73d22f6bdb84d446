"""What a client gets instead of an answer: a value with a code, never an exception."""

from __future__ import annotations

from dataclasses import dataclass, field

from backend.contract.problems import Problem


@dataclass(frozen=True, slots=True)
class ClientFailure:
    """`code` is the backend's problem code or one of the line's own: backend-unreachable, backend-slow,
    backend-certificate, backend-answer-invalid, backend-plain-http, clock-wrong."""

    code: str
    detail: str = ""  # what to do; for technicians
    problem: Problem | None = field(default=None, repr=False, compare=False)  # the whole refusal
