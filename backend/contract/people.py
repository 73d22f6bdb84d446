"""A person's own file, as it is shown at level 2."""

from __future__ import annotations

from datetime import date
from typing import Literal

from backend.contract.base import Personal
from backend.contract.matches import PossibleMeasure
from backend.contract.register import RegisterFacts
from backend.contract.requests import OwnRequest

EntitlementState = Literal["active", "expected", "suspended", "ended"]


class IdentityDocument(Personal):
    kind: str  # "passport", "birth_certificate", "pension_certificate", …
    title: str  # «Паспорт гражданина РФ»
    series: str
    number: str
    issued_by: str
    issued_on: date


class Category(Personal):
    category: str  # BenefitCategory id of the pack
    since: date
    until: date | None
    evidence: str  # «Справка МСЭ-2023 № …»


class Entitlement(Personal):
    """An award by a body: measure × person × period × state."""

    id: str
    measure: str  # Measure id of the pack
    state: EntitlementState
    since: date
    until: date | None
    amount_kopecks: int | None  # per `per`; None where the measure is not money
    per: str  # "month", "year", "once", ""
    awarded_by: str  # «Отделение СФР по Мурманской области»
    decision: str  # «Решение № 412 от 03.02.2026»
    ground: str  # BenefitCategory id or "" : why this person has it
    next_payment_on: date | None


class Relation(Personal):
    """Somebody the holder acts for: a child, a ward."""

    person: str
    first_name: str
    initial: str
    relation: Literal["parent", "guardian", "trustee"]


class PersonalFile(Personal):
    """«Общая информация» and «Данные социальной защиты»."""

    person: str
    last_name: str
    first_name: str
    middle_name: str
    birth_date: date
    birth_place: str
    address: str
    snils_masked: str  # «•••-•••-•89 01»
    card_masked: str
    clinic: str  # Place id or ""
    documents: tuple[IdentityDocument, ...]
    categories: tuple[Category, ...]
    entitlements: tuple[Entitlement, ...]
    requests: tuple[OwnRequest, ...] = ()  # «Мои заявления», the newest first
    possible: tuple[PossibleMeasure, ...] = ()  # «Возможно, вам также положено»
    registry: RegisterFacts | None = None  # for prefilling the wizard; None where the pack withholds it
