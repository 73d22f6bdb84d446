"""What must hold between the values of a pack beyond their types: references, dates, figures, hours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, pairwise
from typing import Final

from content import (
    calendar,
    call_checks,
    concession_checks,
    deadline_checks,
    enrolment_checks,
    identification_checks,
    quality_checks,
    regulation_checks,
    urgent_checks,
)
from content.model import (
    Amount,
    Article,
    BenefitCategory,
    Hours,
    LegalBasis,
    Measure,
    Parameter,
    Place,
    Service,
    Sureness,
)
from content.pack import Pack
from content.problems import Finding
from content.suggestions import suggest

IDENTIFIER: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PERIODS: Final = ("", "month", "quarter", "year", "day", "once")
CHANNELS: Final = ("kiosk", "phone", "office", "portal", "post")
SECTIONS: Final = (
    "important", "where-to-go", "social-card", "measures", "categories", "wizard", "urgent", "complaints",
)  # fmt: skip
UNITS: Final = ("kopecks", "percent", "permille", "years", "days", "months", "number")
LEVELS: Final = (0, 1, 2)


_Fault = tuple[tuple[str | int, ...], str, str]


def findings(pack: Pack) -> list[Finding]:
    """Every fault of `pack`, in the order of its entries."""
    found: list[Finding] = []

    def note(kind: str, entry_id: str, faults: Iterator[_Fault]) -> None:
        found.extend(Finding(kind, entry_id, path, what, remedy) for path, what, remedy in faults)

    categories = [category.id for category in pack.categories]
    for measure in pack.measures:
        note("measures", measure.id, _measure(measure, categories))
    for category in pack.categories:
        note("categories", category.id, _category(category))
    for service in pack.services:
        note("services", service.id, _service(service))
    for place in pack.places:
        note("places", place.id, _place(place))
    for article in pack.articles:
        note("articles", article.id, _article(article))
    for parameter in pack.parameters:
        note("parameters", parameter.id, _parameter(parameter))
    for kind, entry_id, faults in _by_other_modules(pack, categories):
        note(kind, entry_id, faults)
    for rule in pack.disclosure:
        if rule.level not in LEVELS:
            note("disclosure", str(rule.level), iter([((), "there is no such level", "Use 0, 1 or 2")]))
    return found


def _by_other_modules(pack: Pack, categories: list[str]) -> Iterator[tuple[str, str, Iterator[_Fault]]]:
    """Kind, id and faults of the entries that have a module of checks of their own."""
    for year in pack.calendar:
        yield "calendar", str(year.year), calendar.faults_of(year)
    terms = [term.id for term in pack.deadlines]
    for term in pack.deadlines:
        yield "deadlines", term.id, deadline_checks.faults_of(term, terms, pack.calendar)
    for regulation in pack.regulations:
        yield "regulations", regulation.id, regulation_checks.faults_of(regulation, terms)
    known = [*categories, *(rule.category for rule in pack.category_rules)]
    for concession in pack.concessions:
        yield "concessions", concession.id, concession_checks.faults_of(concession, known)
    for priority in pack.place_priorities:
        yield "place_priorities", priority.id, enrolment_checks.faults_of_priority(priority, known)
    for period in pack.enrolment_periods:
        yield "enrolment_periods", period.id, enrolment_checks.faults_of_period(period)
    for level in pack.identification:
        faults = identification_checks.faults_of_level(level, pack.identification)
        yield "identification", level.id, faults
    for question in pack.identification_questions:
        faults = identification_checks.faults_of_question(question, pack.identification_questions)
        yield "identification_questions", question.id, faults
    for service in pack.urgent_services:
        yield "urgent_services", service.id, urgent_checks.faults_of_service(service)
    for body in pack.signal_bodies:
        yield "signal_bodies", body.id, urgent_checks.faults_of_body(body)
    bodies, rules = {body.id for body in pack.signal_bodies}, {term.id: term for term in pack.deadlines}
    for signal in pack.signal_kinds:
        yield "signal_kinds", signal.id, urgent_checks.faults_of_signal(signal, bodies, rules)
    yield from _of_calls(pack)


def _of_calls(pack: Pack) -> Iterator[tuple[str, str, Iterator[_Fault]]]:
    named = {name: [entry.id for entry in getattr(pack, name)] for name in ("services", "articles")}
    named["measures"] = [*(entry.id for entry in pack.measures), *(rule.measure for rule in pack.rules)]
    for topic in pack.call_topics:
        faults = chain(_identifier(topic.id), call_checks.faults_of_topic(topic, named, pack.call_notices))
        yield "call_topics", topic.id, faults
    for notice in pack.call_notices:
        yield "call_notices", notice.id, call_checks.faults_of_notice(notice)
    for outcome in pack.call_outcomes:
        faults = chain(_identifier(outcome.id), call_checks.faults_of_outcome(outcome, pack.call_outcomes))
        yield "call_outcomes", outcome.id, faults
    for point in pack.quality:
        faults = chain(_identifier(point.id), quality_checks.faults_of(point, pack.quality))
        yield "quality", point.id, faults


def _identifier(entry_id: str) -> Iterator[_Fault]:
    if not IDENTIFIER.fullmatch(entry_id):
        yield (), f"the id {entry_id!r} is not kebab-case", "Use a-z, 0-9 and single hyphens"


def _measure(measure: Measure, categories: list[str]) -> Iterator[_Fault]:
    yield from _identifier(measure.id)
    yield from _legal_basis(measure.legal_basis)
    yield from _amount(measure.amount, measure.sureness)
    for index, category in enumerate(measure.categories):
        if category not in categories:
            alike = suggest(category, categories)
            remedy = f"Did you mean {alike}" if alike else "Use the id of a category of this pack"
            yield ("categories", index), f"there is no category {category!r}", remedy
    for name in ("evidence", "where"):
        if not getattr(measure, name):
            yield (name,), f"{name} is empty", "Name at least one"
    for name in ("working_days", "calendar_days"):
        days = getattr(measure.deadline, name)
        if days is not None and days < 0:
            yield ("deadline", name), "a term cannot be negative", "Write the number of days"


def _amount(amount: Amount, sureness: Sureness) -> Iterator[_Fault]:
    figure = amount.kopecks is not None or amount.kopecks_to is not None
    if figure and amount.valid_from is None:
        yield ("amount",), "a figure without valid_from", "Say since when it holds, or drop the figure"
    if figure and not amount.source:
        yield ("amount",), "a figure without source", "Name the source, or drop the figure"
    for name in ("kopecks", "kopecks_to"):
        if (getattr(amount, name) or 0) < 0:
            yield ("amount", name), "an amount cannot be negative", "Write kopecks"
    if amount.kopecks is not None and amount.kopecks_to is not None and amount.kopecks > amount.kopecks_to:
        yield ("amount", "kopecks"), "kopecks is more than kopecks_to", "Swap the two"
    if amount.per not in PERIODS:
        yield ("amount", "per"), f"unknown period {amount.per!r}", f"Use one of: {', '.join(PERIODS[1:])}"
    if amount.verified and sureness is Sureness.C:
        what = "the amount is verified while the measure has sureness C"
        yield ("amount", "verified"), what, "Raise the sureness with a source, or write verified: false"
    yield from _span(("amount", "valid_to"), amount.valid_from, amount.valid_to)


def _span(path: tuple[str | int, ...], start: date | None, end: date | None) -> Iterator[_Fault]:
    if start and end and end < start:
        yield path, "valid_to lies before valid_from", "Swap the dates or correct one"


def _legal_basis(bases: tuple[LegalBasis, ...]) -> Iterator[_Fault]:
    if not bases:
        yield ("legal_basis",), "there is no legal basis", "Name the act"


def _category(category: BenefitCategory) -> Iterator[_Fault]:
    yield from _identifier(category.id)
    yield from _legal_basis(category.legal_basis)


def _service(service: Service) -> Iterator[_Fault]:
    yield from _identifier(service.id)
    if not service.life_events:
        yield ("life_events",), "no life event", "Name at least one, or nobody finds the service"
    for index, channel in enumerate(service.channels):
        if channel not in CHANNELS:
            yield ("channels", index), f"unknown channel {channel!r}", f"Use one of: {', '.join(CHANNELS)}"


def _place(place: Place) -> Iterator[_Fault]:
    yield from _identifier(place.id)
    if not E164.fullmatch(place.phone):
        yield ("phone",), f"{place.phone!r} is no phone number", "Write it as +78152000000, without spaces"
    if not -90 <= place.latitude <= 90:
        yield ("latitude",), "no latitude", "Write degrees from -90 to 90"
    if not -180 <= place.longitude <= 180:
        yield ("longitude",), "no longitude", "Write degrees from -180 to 180"
    for index, hours in enumerate(place.hours):
        yield from _hours(("hours", index), hours)
    yield from enrolment_checks.faults_of_district(place)


def _hours(path: tuple[str | int, ...], hours: Hours) -> Iterator[_Fault]:
    days = hours.days.split("-")
    if not 1 <= len(days) <= 2 or any(day not in WEEKDAYS for day in days):
        yield (*path, "days"), f"{hours.days!r} are no days", "Write mon-fri or sat"
    elif len(days) == 2 and WEEKDAYS.index(days[0]) >= WEEKDAYS.index(days[1]):
        yield (*path, "days"), f"{hours.days!r} runs backwards", "Write the earlier day first"
    times = [hours.opens, hours.closes]
    if hours.break_from or hours.break_to:
        times = [hours.opens, hours.break_from, hours.break_to, hours.closes]
    if not all(TIME.fullmatch(moment) for moment in times):
        yield path, "a time is not written as 09:00", "Write hours and minutes with two digits each"
    elif any(later <= earlier for earlier, later in pairwise(times)):
        yield path, "the times do not follow one another", "Order: opens, break_from, break_to, closes"


def _article(article: Article) -> Iterator[_Fault]:
    yield from _identifier(article.id)
    if article.section not in SECTIONS:
        yield ("section",), f"no section {article.section!r}", f"Use one of: {', '.join(SECTIONS)}"


def _parameter(parameter: Parameter) -> Iterator[_Fault]:
    yield from _identifier(parameter.id)
    if parameter.unit not in UNITS:
        yield ("unit",), f"unknown unit {parameter.unit!r}", f"Use one of: {', '.join(UNITS)}"
    if not parameter.values:
        yield ("values",), "no value", "Write at least one with valid_from and source"
    for index, value in enumerate(parameter.values):
        yield from _span(("values", index, "valid_to"), value.valid_from, value.valid_to)
    for index, (earlier, later) in enumerate(pairwise(parameter.values), start=1):
        if later.valid_from <= (earlier.valid_to or earlier.valid_from):
            what = "the value begins before the one above it has ended"
            yield ("values", index, "valid_from"), what, "Put the values in order and let none overlap"
