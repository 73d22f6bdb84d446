"""A resolved pack: everything that is known of the law, extension already applied."""

from __future__ import annotations

from msgspec import Struct

from content.calendar import CalendarYear
from content.call_topics import CallNotice, CallOutcome, CallTopic
from content.concessions import Concession
from content.deadlines import DeadlineRule
from content.enrolment import EnrolmentPeriod, PlacePriority
from content.identification import IdentificationLevel, IdentificationQuestion
from content.model import (
    Article,
    BenefitCategory,
    DisclosureLevel,
    Measure,
    Parameter,
    Place,
    Service,
    Text,
)
from content.quality import QualityPoint
from content.regulations import Regulation
from content.rules.model import BestOf, CategoryRule, Constraint, Fact, MeasureRule, QuestionGroup
from content.urgent import SignalBody, SignalKind, UrgentKind


class Pack(Struct, frozen=True):
    """Everything a front door needs; entries are in the order in which they were first written."""

    id: str
    version: str
    title: Text
    region: str  # «Мурманская область»
    call_centre: str  # phone, E.164
    measures: tuple[Measure, ...]
    categories: tuple[BenefitCategory, ...]
    services: tuple[Service, ...]
    places: tuple[Place, ...]
    articles: tuple[Article, ...]
    parameters: tuple[Parameter, ...]
    disclosure: tuple[DisclosureLevel, ...]
    facts: tuple[Fact, ...] = ()
    question_groups: tuple[QuestionGroup, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    best_of: tuple[BestOf, ...] = ()
    rules: tuple[MeasureRule, ...] = ()
    category_rules: tuple[CategoryRule, ...] = ()
    calendar: tuple[CalendarYear, ...] = ()
    deadlines: tuple[DeadlineRule, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    concessions: tuple[Concession, ...] = ()
    place_priorities: tuple[PlacePriority, ...] = ()
    enrolment_periods: tuple[EnrolmentPeriod, ...] = ()
    identification: tuple[IdentificationLevel, ...] = ()
    identification_questions: tuple[IdentificationQuestion, ...] = ()
    urgent_services: tuple[UrgentKind, ...] = ()
    signal_bodies: tuple[SignalBody, ...] = ()
    signal_kinds: tuple[SignalKind, ...] = ()
    call_topics: tuple[CallTopic, ...] = ()
    call_notices: tuple[CallNotice, ...] = ()
    call_outcomes: tuple[CallOutcome, ...] = ()
    quality: tuple[QualityPoint, ...] = ()
    hash: str = ""  # SHA-256 of the source, hex; filled by the loader
