"""What registers know of a person, as facts that the wizard then need not ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from content.model import Text
from content.rules.model import Fact, FactType, MemberField, Option, Register
from content.rules.problems import FactInvalidError
from content.rules.provenance import Known, Source
from content.rules.values import Member, Value, read_value

SEX_NAMES: Final[Mapping[str, frozenset[str]]] = {
    "f": frozenset({"f", "female", "woman"}),
    "m": frozenset({"m", "male", "man"}),
}


@dataclass(frozen=True, slots=True)
class RegistryValue:
    """A record of the social registry: the value in the written form of its fact."""

    value: object = field(repr=False)
    source: str  # «Сведения ФНС»
    as_of: date


@dataclass(frozen=True, slots=True)
class HouseholdPerson:
    """Somebody of the household of whom the register may tell."""

    relation: str  # "self", "spouse", "child", "parent", "ward"
    sex: str = field(repr=False)  # "f" or "m"
    birth_date: date = field(repr=False)
    categories: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """What the registers say of a person; `records` are those of the social registry by key."""

    sex: str = field(repr=False)  # "f" or "m"
    birth_date: date = field(repr=False)
    town: str = field(default="", repr=False)
    categories: frozenset[str] = field(default=frozenset(), repr=False)  # held today
    household: tuple[HouseholdPerson, ...] | None = field(default=None, repr=False)  # None: not told
    records: Mapping[str, RegistryValue] = field(default_factory=dict, repr=False)


def known_from(facts: Iterable[Fact], person: RegisterPerson, today: date) -> dict[str, Known]:
    """The facts that registers answer, each with its source; a record that does not fit is not known."""
    known: dict[str, Known] = {}
    for fact in facts:
        if fact.register is not None and (found := _known(fact, fact.register, person, today)) is not None:
            known[fact.id] = found
    return known


def _known(fact: Fact, register: Register, person: RegisterPerson, today: date) -> Known | None:
    if register.registry:
        return _recorded(fact, person.records.get(register.registry))
    value = _value(fact, register, person)
    return None if value is None else Known(value, Source.REGISTER, register.source, today)


def _value(fact: Fact, register: Register, person: RegisterPerson) -> Value | None:
    if register.person:
        return _personal(fact, register.person, person)
    if register.categories:
        return _by_categories(fact, register, person.categories)
    if register.household and person.household is not None:
        return _members(fact, person.household)
    return None


def _recorded(fact: Fact, record: RegistryValue | None) -> Known | None:
    value = None if record is None else _read(fact, record.value)
    if record is None or value is None:
        return None
    return Known(value, Source.REGISTER, Text(record.source), record.as_of)


def _personal(fact: Fact, name: str, person: RegisterPerson) -> Value | None:
    if name == "birth_date":
        return person.birth_date
    if name == "sex":
        return _option_of_sex(fact.options, person.sex)
    return _option_named(fact.options, person.town) if name == "town" else None


def _by_categories(fact: Fact, register: Register, held: frozenset[str]) -> Value | None:
    written = [value for category, value in register.categories.items() if category in held]
    if fact.type is FactType.SET and written:
        flat = [option for value in written for option in (value if isinstance(value, list) else [value])]
        return _read(fact, sorted(set(flat)))
    if written:
        return _read(fact, written[0])
    return None if register.otherwise is None else _read(fact, register.otherwise)


def _members(fact: Fact, household: Iterable[HouseholdPerson]) -> tuple[Member, ...]:
    fields = {one.id: one for one in fact.fields}
    relation = fields.get("relation")
    told = {option.id for option in relation.options} if relation else None
    return tuple(_member(fields, one) for one in household if told is None or one.relation in told)


def _member(fields: Mapping[str, MemberField], one: HouseholdPerson) -> Member:
    values: dict[str, Value] = {}
    if "relation" in fields:
        values["relation"] = one.relation
    if "birth-date" in fields:
        values["birth-date"] = one.birth_date
    if "sex" in fields and (sex := _option_of_sex(fields["sex"].options, one.sex)) is not None:
        values["sex"] = sex
    return values


def _option_of_sex(options: Iterable[Option], sex: str) -> str | None:
    names = SEX_NAMES.get(sex, frozenset({sex}))
    return next((option.id for option in options if option.id in names), None)


def _option_named(options: Iterable[Option], name: str) -> str | None:
    wanted = name.casefold()
    return next((one.id for one in options if wanted in {one.id.casefold(), one.title.ru.casefold()}), None)


def _read(fact: Fact, written: object) -> Value | None:
    try:
        return read_value(fact, written)
    except FactInvalidError:
        return None
