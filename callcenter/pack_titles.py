"""What the content pack calls facts, their values and measures, in the operator's language. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from content.call_topics import CallOutcome, CallTopic
from content.deadlines import DeadlineRule
from content.enrolment import PlacePriority
from content.formats import date_in_figures, law_in_line, money
from content.i18n import Words
from content.identification import IdentificationLevel, IdentificationQuestion
from content.model import BenefitCategory, Measure, Place
from content.pack import Pack
from content.quality import QualityPoint
from content.regulations import Regulation
from content.rules.model import Fact, FactType, MemberField
from content.rules.problems import FactInvalidError
from content.rules.values import Answer as Declined
from content.rules.values import Member, Value, read_value
from content.urgent import SignalBody, SignalKind, UrgentKind

BETWEEN: Final = ", "
DANGER: Final = "danger"  # the notice of the pack that sends to 112


@dataclass(frozen=True, slots=True)
class Titles:
    """Facts and measures by id; what the pack does not know is shown by its id."""

    pack_hash: str
    facts: Mapping[str, Fact]
    measures: Mapping[str, Measure]
    language: str
    pack: str = ""  # id and version, as people speak of it
    places: Mapping[str, Place] = field(default_factory=dict)
    levels: Mapping[str, IdentificationLevel] = field(default_factory=dict)
    questions: tuple[IdentificationQuestion, ...] = ()
    categories: Mapping[str, BenefitCategory] = field(default_factory=dict)
    topics: Mapping[str, CallTopic] = field(default_factory=dict)
    outcomes: Mapping[str, CallOutcome] = field(default_factory=dict)
    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    deadlines: Mapping[str, DeadlineRule] = field(default_factory=dict)

    urgent: Mapping[str, UrgentKind] = field(default_factory=dict)
    signals: Mapping[str, SignalKind] = field(default_factory=dict)
    bodies: Mapping[str, SignalBody] = field(default_factory=dict)
    place_priorities: Mapping[str, PlacePriority] = field(default_factory=dict)
    quality: tuple[QualityPoint, ...] = ()  # the form by which contacts are judged
    danger: tuple[str, ...] = ()  # read aloud first where a life is in danger

    def of_fact(self, fact: str) -> str:
        known = self.facts.get(fact)
        return fact if known is None else known.title.in_language(self.language)

    def of_measure(self, measure: str) -> str:
        known = self.measures.get(measure)
        return measure if known is None else known.title.in_language(self.language)

    def of_place(self, place: str) -> str:
        known = self.places.get(place)
        return place if known is None else known.title.in_language(self.language)

    def of_level(self, level: str) -> str:
        """How sure it is who speaks."""
        known = self.levels.get(level)
        return level if known is None else known.title.in_language(self.language)

    def how_of_level(self, level: str) -> str:
        """What the operator does to reach it."""
        known = self.levels.get(level)
        return "" if known is None else known.how.in_language(self.language)

    def of_category(self, category: str) -> str:
        known = self.categories.get(category)
        return category if known is None else known.title.in_language(self.language)

    def of_deadline(self, rule: str) -> str:
        """What is to be done by then."""
        known = self.deadlines.get(rule)
        return rule if known is None else known.title.in_language(self.language)

    def of_topic(self, topic: str) -> str:
        """What people telephone about."""
        known = self.topics.get(topic)
        return topic if known is None else known.title.in_language(self.language)

    def of_outcome(self, outcome: str) -> str:
        """How a contact ended."""
        known = self.outcomes.get(outcome)
        return outcome if known is None else known.title.in_language(self.language)

    def law(self, measure: str) -> tuple[str, ...]:
        """Act and article of each ground, «Федеральный закон № 181-ФЗ, ст. 28.1»."""
        known = self.measures.get(measure)
        grounds = () if known is None else known.legal_basis
        return tuple(law_in_line(BETWEEN.join(filter(None, (one.act, one.article)))) for one in grounds)

    def of_urgent(self, kind: str) -> str:
        known = self.urgent.get(kind)
        return kind if known is None else known.title.in_language(self.language)

    def of_signal(self, kind: str) -> str:
        known = self.signals.get(kind)
        return kind if known is None else known.title.in_language(self.language)

    def of_body(self, body: str) -> str:
        """Who checks signals and acts on them."""
        known = self.bodies.get(body)
        return body if known is None else known.title.in_language(self.language)

    def papers(self, measure: str) -> tuple[str, ...]:
        """What has to be brought; what the office asks of others is left out."""
        known = self.measures.get(measure)
        needed = () if known is None else known.evidence
        return tuple(one.title.in_language(self.language) for one in needed if not one.from_registry)

    def deadline(self, measure: str) -> str:
        known = self.measures.get(measure)
        return "" if known is None else known.deadline.text.in_language(self.language)

    def value(self, fact: str, written: object, words: Words) -> str:
        """The answer in words; one of another version of the rules is shown as it was written."""
        known = self.facts.get(fact)
        if known is None:
            return str(written)
        try:
            return self._said(known, read_value(known, written), words)
        except FactInvalidError:
            return str(written)

    def _said(self, fact: Fact | MemberField, value: Value, words: Words) -> str:
        if isinstance(value, Declined):
            return words("answers.declined")
        if isinstance(value, bool):
            return words("answers.yes" if value else "answers.no")
        if isinstance(value, tuple):
            return "; ".join(self._member(fact, member, words) for member in value)
        if isinstance(value, str | frozenset):
            chosen = {value} if isinstance(value, str) else value
            titles = [one.title.in_language(self.language) for one in fact.options if one.id in chosen]
            return BETWEEN.join(titles) or words("answers.nothing")
        if isinstance(value, int):
            if fact.type is FactType.MONEY:
                return money(value, self.language)
            return str(value / 10**fact.decimals if fact.decimals else value)
        return date_in_figures(value)

    def _member(self, fact: Fact | MemberField, member: Member, words: Words) -> str:
        fields = fact.fields if isinstance(fact, Fact) else ()
        told = (self._said(one, member[one.id], words) for one in fields if one.id in member)
        return BETWEEN.join(told)


def titles_of(pack: Pack, language: str) -> Titles:
    """The titles of a resolved pack."""
    return Titles(
        pack.hash,
        {fact.id: fact for fact in pack.facts},
        {measure.id: measure for measure in pack.measures},
        language,
        f"{pack.id} {pack.version}",
        {place.id: place for place in pack.places},
        {level.id: level for level in pack.identification},
        pack.identification_questions,
        {category.id: category for category in pack.categories},
        {topic.id: topic for topic in pack.call_topics},
        {outcome.id: outcome for outcome in pack.call_outcomes},
        regulations={each.id: each for each in pack.regulations},
        deadlines={each.id: each for each in pack.deadlines},
        urgent={each.id: each for each in pack.urgent_services},
        signals={each.id: each for each in pack.signal_kinds},
        bodies={each.id: each for each in pack.signal_bodies},
        place_priorities={each.id: each for each in pack.place_priorities},
        quality=pack.quality,
        danger=next((each.script for each in pack.call_notices if each.id == DANGER), ()),
    )
