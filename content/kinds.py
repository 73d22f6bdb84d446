"""The kinds of entries a pack holds, and where in its folder each kind is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

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
)
from content.quality import QualityPoint
from content.regulations import Regulation
from content.rules.model import BestOf, CategoryRule, Constraint, Fact, MeasureRule, QuestionGroup
from content.urgent import SignalBody, SignalKind, UrgentKind


class Layout(Enum):
    ONE_A_FILE = "one entry a file, named by its id"
    LIST = "a list of entries"
    MARKDOWN = "front matter between --- lines, then Markdown"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry; `name` is also the field of `Pack` that holds the entries."""

    name: str
    entry: type
    files: str  # glob inside the pack's folder
    layout: Layout
    id_field: str = "id"


KINDS: Final = (
    Kind("measures", Measure, "measures/*.yaml", Layout.ONE_A_FILE),
    Kind("categories", BenefitCategory, "categories/*.yaml", Layout.ONE_A_FILE),
    Kind("services", Service, "services/*.yaml", Layout.LIST),
    Kind("places", Place, "places/*.yaml", Layout.LIST),
    Kind("articles", Article, "articles/*.md", Layout.MARKDOWN),
    Kind("parameters", Parameter, "parameters.yaml", Layout.LIST),
    Kind("disclosure", DisclosureLevel, "disclosure.yaml", Layout.LIST, id_field="level"),
    Kind("facts", Fact, "facts.yaml", Layout.LIST),
    Kind("question_groups", QuestionGroup, "question_groups.yaml", Layout.LIST),
    Kind("constraints", Constraint, "constraints.yaml", Layout.LIST),
    Kind("best_of", BestOf, "best_of.yaml", Layout.LIST),
    Kind("rules", MeasureRule, "rules/measures/*.yaml", Layout.ONE_A_FILE, id_field="measure"),
    Kind("category_rules", CategoryRule, "rules/categories/*.yaml", Layout.ONE_A_FILE, id_field="category"),
    Kind("calendar", CalendarYear, "calendar/*.yaml", Layout.LIST, id_field="year"),
    Kind("deadlines", DeadlineRule, "deadlines.yaml", Layout.LIST),
    Kind("regulations", Regulation, "regulations/*.yaml", Layout.ONE_A_FILE),
    Kind("concessions", Concession, "concessions.yaml", Layout.LIST),
    Kind("place_priorities", PlacePriority, "place_priorities.yaml", Layout.LIST),
    Kind("enrolment_periods", EnrolmentPeriod, "enrolment_periods.yaml", Layout.LIST),
    Kind("identification", IdentificationLevel, "identification.yaml", Layout.LIST),
    Kind("identification_questions", IdentificationQuestion, "identification_questions.yaml", Layout.LIST),
    Kind("urgent_services", UrgentKind, "urgent_services.yaml", Layout.LIST),
    Kind("signal_bodies", SignalBody, "signal_bodies.yaml", Layout.LIST),
    Kind("signal_kinds", SignalKind, "signal_kinds.yaml", Layout.LIST),
    Kind("call_topics", CallTopic, "call_topics/*.yaml", Layout.LIST),
    Kind("call_notices", CallNotice, "call_notices.yaml", Layout.LIST),
    Kind("call_outcomes", CallOutcome, "call_outcomes.yaml", Layout.LIST),
    Kind("quality", QualityPoint, "quality.yaml", Layout.LIST),
)
