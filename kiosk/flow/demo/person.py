"""An invented holder and child, shown where no real person may be: the gallery and the tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import cycle, islice

from backend.contract.cards import GroupCounts
from backend.contract.matches import PossibleMeasure
from backend.contract.people import (
    Category,
    Entitlement,
    EntitlementState,
    IdentityDocument,
    PersonalFile,
    Relation,
)
from backend.contract.requests import OwnRequest, RequestItem, RequestState, RequestStep
from content.model import Measure, PlaceKind
from content.pack import Pack

FIRST_NAME = "Мария"
INITIAL = "П"
HOLDER = "demo-holder"
CHILD = "demo-child"
SHOWN_AWARDS = 6
STATES: tuple[EntitlementState, ...] = ("active", "active", "expected", "suspended", "ended")
COMPUTED_ON = date(2026, 11, 18)
FILED_AT = datetime(2026, 11, 12, 10, 30, tzinfo=UTC)
DECIDE_BY = date(2026, 12, 12)
REQUEST_STATES: tuple[tuple[RequestState, ...], ...] = (
    ("received", "in_review"),
    ("received", "granted"),
)
COUNTS = GroupCounts(payments=3, transport=1, medicines=2, services=0)
RELATIONS = (Relation(person=CHILD, first_name="Пётр", initial="П", relation="parent"),)


def holder_file(pack: Pack) -> PersonalFile:
    """A pensioner of Murmansk with awards of the pack's own measures."""
    return PersonalFile(
        person=HOLDER,
        last_name="Полярная",
        first_name=FIRST_NAME,
        middle_name="Сергеевна",
        birth_date=date(1951, 3, 8),
        birth_place="г. Мурманск",
        address="г. Мурманск, ул. Софьи Перовской, д. 17, кв. 4",
        snils_masked="•••-•••-•89 01",
        card_masked="•••• 4417",
        clinic=next((place.id for place in pack.places if place.kind is PlaceKind.CLINIC), ""),
        documents=(
            IdentityDocument(
                kind="passport",
                title="Паспорт гражданина РФ",
                series="4701",
                number="000123",
                issued_by="Отдел внутренних дел г. Мурманска",
                issued_on=date(2001, 5, 14),
            ),
            IdentityDocument(
                kind="pension_certificate",
                title="Пенсионное удостоверение",
                series="",
                number="000456",
                issued_by="Отделение СФР по Мурманской области",
                issued_on=date(2006, 3, 20),
            ),
        ),
        categories=_categories(pack),
        entitlements=_awards(pack.measures, pack),
        requests=_requests(pack.measures),
        possible=tuple(
            PossibleMeasure(measure=measure.id, on=COMPUTED_ON, pack_hash=pack.hash)
            for measure in pack.measures[-2:]
        ),
    )


def child_file(pack: Pack) -> PersonalFile:
    """Her grandson, whom she may act for; nothing has been awarded yet."""
    return PersonalFile(
        person=CHILD,
        last_name="Полярный",
        first_name="Пётр",
        middle_name="Иванович",
        birth_date=date(2015, 9, 1),
        birth_place="г. Мурманск",
        address="г. Мурманск, ул. Софьи Перовской, д. 17, кв. 4",
        snils_masked="•••-•••-•12 34",
        card_masked="",
        clinic="",
        documents=(
            IdentityDocument(
                kind="birth_certificate",
                title="Свидетельство о рождении",
                series="I-ДП",
                number="000789",
                issued_by="Отдел ЗАГС г. Мурманска",
                issued_on=date(2015, 9, 12),
            ),
        ),
        categories=(),
        entitlements=(),
    )


def _requests(measures: tuple[Measure, ...]) -> tuple[OwnRequest, ...]:
    """One under way and one that has been granted."""
    return tuple(
        OwnRequest(
            number=f"26-00012{number}",
            receipt_code="K7M4-9XAT-3CEY",
            filed_at=FILED_AT,
            state=states[-1],
            version=1,
            beneficiary=HOLDER,
            beneficiary_name="",
            items=(
                RequestItem(
                    measure=measure.id,
                    kind="guaranteed",
                    verdict="entitled",
                    decide_by=DECIDE_BY,
                    deadline_text=measure.deadline.text.ru,
                ),
            ),
            decide_by=DECIDE_BY,
            history=tuple(RequestStep(at=FILED_AT, state=state) for state in states),
            may_change=states[-1] == "in_review",
        )
        for number, (measure, states) in enumerate(zip(measures, REQUEST_STATES, strict=False), start=3)
    )


def _categories(pack: Pack) -> tuple[Category, ...]:
    return tuple(
        Category(category=category.id, since=date(2006, 3, 20), until=None, evidence="Удостоверение № 000321")
        for category in pack.categories[:2]
    )


def _awards(measures: tuple[Measure, ...], pack: Pack) -> tuple[Entitlement, ...]:
    ground = pack.categories[0].id if pack.categories else ""
    states = islice(cycle(STATES), SHOWN_AWARDS)
    return tuple(
        Entitlement(
            id=f"award-{measure.id}",
            measure=measure.id,
            state=state,
            since=date(2026, 2, 1),
            until=date(2027, 1, 31) if state in {"ended", "suspended"} else None,
            amount_kopecks=measure.amount.kopecks,
            per=measure.amount.per if measure.amount.kopecks is not None else "",
            awarded_by="Отделение СФР по Мурманской области",
            decision="Решение № 412 от 03.02.2026",
            ground=ground,
            next_payment_on=date(2026, 12, 10) if measure.amount.kopecks is not None else None,
        )
        for measure, state in zip(measures[:SHOWN_AWARDS], states, strict=False)
    )
