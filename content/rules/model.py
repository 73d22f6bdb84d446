"""What a pack says about rules: facts, constraints, rules with examples, best-of groups.

Conditions and terms stay the plain trees an editor wrote (`Tree`); `content.rules.reading` turns them
into the values of `content.rules.syntax` when they are first needed, so a kiosk's start does not pay.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from msgspec import Struct

from content.model import LegalBasis, PlaceKind, Text

Tree = Any  # what JSON can say: the written form of a requirement or a term


class FactType(StrEnum):
    """What kind of value a fact has; in parentheses how it is written in YAML and JSON."""

    YES_NO = "yes_no"  # (true, false)
    CHOICE = "choice"  # (the id of an option)
    REGION = "region"  # a choice among regions or municipalities
    SET = "set"  # (a list of option ids)
    NUMBER = "number"  # (a number with at most `decimals` places)
    MONEY = "money"  # ("18939.00": roubles in a string)
    DATE = "date"  # ("2026-11-22")
    HOUSEHOLD = "household"  # (a list of members, each with its own fields)


class Changeable(StrEnum):
    """Whether a person can bring a fact about: a flip is searched only over what can change."""

    NO = "no"
    APPLY = "apply"  # by applying somewhere
    REGISTER = "register"  # by registering
    DOCUMENT = "document"  # by bringing a document
    TIME = "time"  # it comes with time
    ACT = "act"  # by what the person does: finds work, moves


class Option(Struct, frozen=True):
    """An answer of a choice, a region or a set."""

    id: str
    title: Text
    spoken: str = ""
    reached_from: tuple[str, ...] | None = None  # from which others one can come to it; None: from all

    def can_follow(self, present: frozenset[str]) -> bool:
        """Whether somebody of whom the present options are true can come to this one too."""
        return self.reached_from is None or not present.isdisjoint(self.reached_from)


class MemberField(Struct, frozen=True):
    """What is known of each member of a household; any type but household."""

    id: str
    type: FactType
    title: Text
    options: tuple[Option, ...] = ()
    decimals: int = 0
    min: Any = None  # in the written form of the type
    max: Any = None


class Register(Struct, frozen=True):
    """Where a fact is found without asking, when the card is known.

    Exactly one of `person`, `categories`, `household` and `registry` is set. `source` names the
    register on the screen («Сведения Социального фонда»).
    """

    source: Text
    person: str = ""  # a field of the person: birth_date, sex, town
    categories: dict[str, Any] = {}  # BenefitCategory id → value, when it is held
    otherwise: Any = None  # the value when none of `categories` is held; null: then it is not known
    household: bool = False  # members from the family ties
    registry: str = ""  # the key of a record in the social registry


class Fact(Struct, frozen=True):
    """Something about a person or a household that rules speak of."""

    id: str
    type: FactType
    title: Text  # «Группа инвалидности»: how the fact is named in an explanation
    question: Text | None = None  # on the screen; without it the fact is never asked
    spoken: str = ""  # the question to be read aloud, Russian
    help: Text | None = None  # one or two sentences below the question
    group: str = ""  # facts of one group may stand on one screen
    options: tuple[Option, ...] = ()
    fields: tuple[MemberField, ...] = ()  # of a household
    decimals: int = 0  # of a number
    unit: Text | None = None  # «лет», «детей»
    min: Any = None  # in the written form of the type
    max: Any = None
    derived: Tree = None  # a term or requirement over other facts: computed where they are known
    register: Register | None = None
    document: Text | None = None  # what proves it
    office: PlaceKind | None = None  # who settles it
    changeable: Changeable = Changeable.NO
    likely: dict[str, float] = {}  # how often each answer is met: {"true": 0.1}, {"group-2": 0.05}
    protected: bool = False  # health, income: shown to others of the household only as policy allows


class QuestionGroup(Struct, frozen=True):
    """A heading under which facts are asked together on one screen."""

    id: str
    title: Text
    first: bool = False  # asked before all others: what one expects to be asked first
    last: bool = False  # asked only when no other question is left: what is hard to say


class Constraint(Struct, frozen=True):
    """Something that is always true of a person's facts: «детей не больше, чем членов семьи»."""

    id: str
    title: Text
    always: Tree


class Example(Struct, frozen=True):
    """A worked example beside a rule: `content check` computes it."""

    title: str  # «Двое детей, доход ниже минимума»
    facts: dict[str, Any]
    verdict: str  # entitled, not_entitled, unknown
    on: str = ""  # the date, when it is not the date of the check
    amount: str = ""  # roubles, where the rule has an amount


class Pay(Struct, frozen=True):
    """One line of an amount: the first one whose `when` holds counts."""

    amount: Tree  # a money term
    when: Tree = None  # null: always
    text: Text | None = None  # «Половина платы за жильё»


class Window(Struct, frozen=True):
    """The days of each year in which one can apply: "06-01" to "10-01", both inclusive."""

    opens: str
    closes: str


class MeasureRule(Struct, frozen=True):
    """Who is entitled to a measure; `measure` is its id in the catalogue."""

    measure: str
    when: Tree
    law: tuple[LegalBasis, ...] = ()  # of the whole rule; a requirement may name its own
    examples: tuple[Example, ...] = ()
    pays: tuple[Pay, ...] = ()
    window: Window | None = None
    title: Text | None = None  # where the catalogue does not have the measure
    verified: bool = False
    note: str = ""


class CategoryRule(Struct, frozen=True):
    """Who belongs to a benefit category; `category` is its id in the catalogue."""

    category: str
    when: Tree
    law: tuple[LegalBasis, ...] = ()
    examples: tuple[Example, ...] = ()
    title: Text | None = None
    verified: bool = False
    note: str = ""


class BestOf(Struct, frozen=True):
    """Measures of which only one is given: the first in `measures` that the person is entitled to."""

    id: str
    title: Text
    law: tuple[LegalBasis, ...]
    measures: tuple[str, ...]  # the highest first; where amounts are known they decide instead
    by_amount: bool = False
