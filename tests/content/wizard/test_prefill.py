"""What registers answer, and with which source."""

from __future__ import annotations

from datetime import date

from content.model import Text
from content.rules.model import Fact, FactType, MemberField, Option, Register
from content.rules.provenance import Known, Source
from content.wizard.prefill import HouseholdPerson, RegisterPerson, RegistryValue, known_from

TODAY = date(2026, 11, 22)
BORN = date(1961, 3, 4)
REGISTER = Text("Сведения Социального фонда")


def options(*names: str) -> tuple[Option, ...]:
    return tuple(Option(name, Text(name.capitalize())) for name in names)


def fact(kind: FactType, register: Register, *names: str, **more: object) -> Fact:
    return Fact("it", kind, Text("it"), options=options(*names), register=register, **more)  # type: ignore[arg-type]


def known(one: Fact, person: RegisterPerson) -> Known | None:
    return known_from([one], person, TODAY).get("it")


def person(**more: object) -> RegisterPerson:
    return RegisterPerson("f", BORN, **more)  # type: ignore[arg-type]


def test_what_stands_on_the_card() -> None:
    told = known(fact(FactType.DATE, Register(REGISTER, person="birth_date")), person())
    assert told == Known(BORN, Source.REGISTER, REGISTER, TODAY)


def test_sex_under_either_name() -> None:
    for names in (("f", "m"), ("female", "male")):
        told = known(fact(FactType.CHOICE, Register(REGISTER, person="sex"), *names), person())
        assert told is not None
        assert told.value == names[0]


def test_a_town_by_its_title_and_none_that_the_pack_does_not_know() -> None:
    region = fact(FactType.REGION, Register(REGISTER, person="town"), "мурманск")
    assert known(region, person(town="Мурманск")) is not None
    assert known(region, person(town="Тверь")) is None


def test_categories_give_a_value_or_the_other_one() -> None:
    register = Register(REGISTER, categories={"disabled-1": "first"}, otherwise="none")
    group = fact(FactType.CHOICE, register, "first", "none")
    held = known(group, person(categories=frozenset({"disabled-1"})))
    other = known(group, person())
    assert held is not None
    assert other is not None
    assert (held.value, other.value) == ("first", "none")


def test_no_category_says_nothing_where_the_pack_has_no_other_value() -> None:
    assert known(fact(FactType.YES_NO, Register(REGISTER, categories={"veteran": True})), person()) is None


def test_all_held_categories_fill_a_set() -> None:
    register = Register(REGISTER, categories={"a": "one", "b": ["two"], "c": "three"}, otherwise=[])
    papers = fact(FactType.SET, register, "one", "two", "three")
    told = known(papers, person(categories=frozenset({"a", "b"})))
    assert told is not None
    assert told.value == frozenset({"one", "two"})


def test_a_record_of_the_registry_with_its_own_source_and_day() -> None:
    register = Register(REGISTER, registry="income")
    record = RegistryValue("12000.50", "Сведения ФНС", date(2026, 10, 1))
    told = known(fact(FactType.MONEY, register), person(records={"income": record}))
    assert told == Known(1_200_050, Source.REGISTER, Text("Сведения ФНС"), date(2026, 10, 1))


def test_a_record_that_does_not_fit_is_not_known() -> None:
    register = Register(REGISTER, registry="income")
    record = RegistryValue("много", "Сведения ФНС", TODAY)
    assert known(fact(FactType.MONEY, register), person(records={"income": record})) is None


def test_members_of_the_household_of_whom_the_pack_speaks() -> None:
    fields = (
        MemberField("relation", FactType.CHOICE, Text("relation"), options("child", "spouse")),
        MemberField("birth-date", FactType.DATE, Text("born")),
    )
    family = fact(FactType.HOUSEHOLD, Register(REGISTER, household=True), fields=fields)
    members = (HouseholdPerson("self", "f", BORN), HouseholdPerson("child", "m", date(2015, 1, 1)))
    told = known(family, person(household=members))
    assert told is not None
    assert told.value == ({"relation": "child", "birth-date": date(2015, 1, 1)},)
    assert known(family, person()) is None, "nobody said that there is no one"


def test_nothing_personal_in_a_repr() -> None:
    told = person(town="Апатиты", categories=frozenset({"hiv"}))
    assert "Апатиты" not in repr(told)
    assert "hiv" not in repr(told)
    assert "1961" not in repr(Known(BORN, Source.ANSWER))
