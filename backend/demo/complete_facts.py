"""Every fact of an invented person, in the written form: what registers know, and what only they know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Final

from backend.demo.circumstances import Circumstances, Values, held_today
from backend.demo.households import HouseholdMaker
from backend.demo.person import Household, Person
from backend.demo.personas import PersonaMaker
from backend.demo.standing import ADULT, Standing
from content.pack import Pack
from content.rules.model import Fact, FactType
from content.rules.provenance import Known
from content.rules.values import write_value
from content.wizard.prefill import HouseholdPerson, RegisterPerson, RegistryValue, known_from

SOURCE: Final = "demo"
OFTEN_NEEDS_CARE_FROM: Final = 75
STUDENT_UNTIL: Final = 23
_NEUTRAL: Final = ("none", "village", "others", "together")  # the quiet answer of a choice


class CompleteFacts:
    """Complete facts of a whole demo region, the same for the same pack, seed and day."""

    def __init__(self, pack: Pack, seed: int, today: date) -> None:
        self._facts = {fact.id: fact for fact in pack.facts}
        self._chance = Random(seed)  # noqa: S311 (invented people are no secret)
        self._today = today
        self._households = HouseholdMaker(self._chance, today)
        self._standing = Standing(self._chance, today)
        self._circumstances = Circumstances(self._chance, today)

    def people(self, count: int) -> Iterator[tuple[str, Values]]:
        """So many people with an id each, the personas first."""
        for person, values, _ in self.people_with_registers(count):
            yield person, values

    def people_with_registers(self, count: int) -> Iterator[tuple[str, Values, Values]]:
        """The same, with what registers tell, so that the wizard need not ask it."""
        number = 0
        for household in self._all_households():
            settled = self._circumstances.settle(household)
            for person in household.members:
                if number == count:
                    return
                number += 1
                own = settled[person]
                told = register_person(person, household, self._today, self._records(own))
                known = self._written(known_from(self._facts.values(), told, self._today))
                yield f"d{number:09d}", self._complete(person, own, known), known

    def _written(self, known: Mapping[str, Known]) -> Values:
        return {name: write_value(self._facts[name], one.value) for name, one in known.items()}

    def _records(self, circumstances: Values) -> dict[str, RegistryValue]:
        return {key: RegistryValue(value, SOURCE, self._today) for key, value in circumstances.items()}

    def _complete(self, person: Person, circumstances: Values, known: Values) -> Values:
        """All facts of one person that are not computed from others."""
        values = dict(known)
        if isinstance(members := values.get("household"), list):
            values["household"] = [{**member, "studies": self._studies(member)} for member in members]
        for name, value in self._own_answers(person, circumstances).items():
            if name in self._facts and name not in values:
                values[name] = self._offered(self._facts[name], value)
        for fact in self._facts.values():
            if fact.id not in values and fact.derived is None:
                values[fact.id] = self._quiet(fact)
        return {name: value for name, value in values.items() if value is not None}

    def _all_households(self) -> Iterator[Household]:
        for persona in PersonaMaker(self._households, self._today).make():
            yield persona.household
        while True:
            household = self._households.make()
            self._standing.settle(household.members)
            yield household

    def _own_answers(self, person: Person, circumstances: Values) -> Values:
        """What no register has."""
        happens = self._chance.random
        held = held_today(person, self._today)
        now = [
            note
            for note, share in (("urgent-need", 0.01), ("illness", 0.1), ("svo-family", 0.03))
            if happens() < share
        ]
        needs_care = person.age >= OFTEN_NEEDS_CARE_FROM and happens() < 0.3
        if needs_care or "disabled-group-1" in held:
            now.append("self-care")
        if "orphan" in held:
            now.append("orphan")
        if circumstances["pregnancy"] != "none":
            now.append("expecting")
        if "breadwinner-lost" in held or happens() < 0.02:
            now.append("loss")
        lost = "breadwinner" if "breadwinner-lost" in held else "funeral"
        died_on = self._today - timedelta(days=int(happens() * 500))
        return {
            "now": now,
            "loss-notes": [lost] if "loss" in now else [],
            "death-date": died_on.isoformat(),
            "care-needs": self._some("help-at-home", "activities") if "self-care" in now else [],
            "housing-share": 5 + int(happens() ** 2 * 45),
            "hard-times": ["violence"] if happens() < 0.01 else [],
            "rural-work": happens() < 0.03,
            "labour-award": happens() < 0.15,
            "regional-award": happens() < 0.04,
            "region-years": int(max(0, person.age - ADULT) * happens()),
            "labour-veteran-kind": "federal",
            "other-parent": "together" if person.spouse is not None else "apart",
        }

    def _studies(self, member: Values) -> bool:
        born = date.fromisoformat(str(member["birth-date"]))
        age = (self._today - born).days // 365
        return age < ADULT or (age < STUDENT_UNTIL and self._chance.random() < 0.5)

    def _some(self, *names: str) -> list[str]:
        return [name for name in names if self._chance.random() < 0.6]

    def _offered(self, fact: Fact, value: object) -> object:
        """Without options that this pack does not know."""
        known = {option.id for option in fact.options}
        if isinstance(value, list):
            return [option for option in value if option in known]
        return value if not known or value in known else self._quiet(fact)

    def _quiet(self, fact: Fact) -> object:
        match fact.type:
            case FactType.YES_NO:
                return False
            case FactType.SET:
                return []
            case FactType.MONEY:
                return "0.00"
            case FactType.NUMBER:
                return fact.min if isinstance(fact.min, int) else 0
            case FactType.DATE:
                return str(fact.min or self._today)  # long ago
            case FactType.CHOICE | FactType.REGION:
                options = [option.id for option in fact.options]
                return next((option for option in _NEUTRAL if option in options), options[0])
        return None


def register_person(
    person: Person, household: Household, today: date, records: dict[str, RegistryValue]
) -> RegisterPerson:
    """An invented person as the registers would tell of them."""
    members = [HouseholdPerson("self", person.sex, person.birth_date)]
    relatives: list[tuple[str, Person | None]] = [("spouse", person.spouse)]
    relatives += [("child", child) for child in person.children]
    relatives += [("parent", person.mother), ("parent", person.father)]
    relatives += [("ward", ward) for ward in person.wards]
    members += [
        HouseholdPerson(relation, relative.sex, relative.birth_date)
        for relation, relative in relatives
        if relative is not None
    ]
    categories = held_today(person, today)
    return RegisterPerson(person.sex, person.birth_date, household.town, categories, tuple(members), records)
