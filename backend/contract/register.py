"""What the social registry knows of a person, so that the wizard need not ask it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import JsonValue

from backend.contract.base import Personal


class RegistryRecord(Personal):
    """One circumstance in the written form of its fact."""

    key: str  # «income-per-person»
    value: JsonValue
    source: str  # «Сведения ФНС»
    as_of: date


class HouseholdMember(Personal):
    """Somebody of the household whom the holder may see; the holder is the first."""

    relation: Literal["self", "spouse", "child", "parent", "ward"]
    sex: Literal["f", "m"]
    birth_date: date
    categories: tuple[str, ...]  # running ones; only of whom the holder acts for


class RegisterFacts(Personal):
    """Everything prefill needs beside the file's own categories."""

    sex: Literal["f", "m"]
    birth_date: date
    town: str
    household: tuple[HouseholdMember, ...]
    records: tuple[RegistryRecord, ...]
