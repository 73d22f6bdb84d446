"""Operators' accounts as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    OPERATOR = "operator"  # answers citizens
    CASE_WORKER = "case_worker"  # sees citizens at a desk, with their papers
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"  # kiosks and devices, nothing about people
    AUDITOR = "auditor"  # reads the journal


@dataclass(frozen=True, slots=True)
class Account:
    operator: str
    login: str
    display_name: str
    roles: frozenset[Role]
    password_hash: str = field(repr=False)
    totp_sealed: bytes = field(repr=False)
    last_totp_step: int
    disabled: bool
