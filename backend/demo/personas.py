"""The people one shows Okno with: each stands for a kind of visitor, with family and categories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from backend.demo.calendar import years_before
from backend.demo.households import HouseholdMaker
from backend.demo.names import Sex
from backend.demo.person import HeldCategory, Household, Person

CardFate = Literal["active", "blocked", "expired", "lost", "replaced"]

_FOR_DISABLED = frozenset({"monthly-payment-disabled", "social-services-set", "federal-medicines"})
WIDOW_HAS = _FOR_DISABLED | {
    "capital-repair-refund",
    "home-care",
    "region-travel-pass",
    "spa-treatment",
    "suburban-train-travel",
    "utilities-disabled",
}
BLIND_MAN_HAS = _FOR_DISABLED | {
    "assistive-devices",
    "parking-permit",
    "travel-to-treatment",
    "utilities-disabled",
}
FAMILY_HAS = _FOR_DISABLED | {
    "assistive-devices",
    "child-unified-allowance",
    "family-tax-payment",
    "kindergarten-refund",
    "large-family-support",
    "school-meals",
}
UNEMPLOYED_HAS = frozenset({"unemployment-benefit", "retraining-free", "social-contract"})
ORPHAN_HAS = frozenset({"survivor-pension", "orphan-housing", "legal-aid"})
PENSIONER_HAS = frozenset({"pension-supplement", "region-travel-pass", "utilities-subsidy"})
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Persona:
    """`household.members[0]` holds the card; `title` is what a trainer reads when choosing it."""

    slug: str
    title: str
    household: Household
    measures: frozenset[str]  # awarded within the household, where a member holds the category
    fate: CardFate = "active"
    cloned: bool = False  # a second file: the same certificates, other keys


class PersonaMaker:
    def __init__(self, households: HouseholdMaker, today: date) -> None:
        self._households = households
        self._today = today

    def make(self) -> tuple[Persona, ...]:
        """All of them, always in the same order."""
        return (
            self._widow(),
            self._blind_man(),
            self._mother_of_three(),
            self._unemployed(),
            self._orphan(),
            self._without_entitlements(),
            self._plain(
                "blocked",
                "Николай Т., 67 лет: карта заблокирована",
                ("Николай", "Тихонов", "Ильич", 67),
                "blocked",
            ),
            self._plain(
                "expired",
                "Людмила К., 71 год: срок карты истёк",
                ("Людмила", "Карпова", "Сергеевна", 71),
                "expired",
            ),
            self._plain(
                "lost", "Олег М., 66 лет: карта потеряна", ("Олег", "Марков", "Павлович", 66), "lost"
            ),
            self._plain(
                "replaced",
                "Вера Н., 64 года: карта заменена",
                ("Вера", "Назарова", "Юрьевна", 64),
                "replaced",
            ),
        )

    def _widow(self) -> Persona:
        maria = self._person("f", ("Мария", "Иванова", "Петровна", 78))
        self._holds(maria, "pensioner", "Пенсионное дело № 051482", 23)
        self._holds(maria, "disabled-group-2", "Справка МСЭ № 0184127", 6)
        self._holds(maria, "family-of-fallen", "Удостоверение члена семьи ветерана № 004518", 11)
        self._holds(maria, "labour-veteran", "Удостоверение ветерана труда № 118204", 22)
        home = _home("Мурманск", "ул. Полярные Зори, д. 18, кв. 42", maria)
        return Persona("widow", "Мария И., 78 лет: вдова ветерана, II группа", home, WIDOW_HAS, cloned=True)

    def _blind_man(self) -> Persona:
        viktor = self._person("m", ("Виктор", "Соболев", "Андреевич", 52))
        self._holds(viktor, "disabled-group-1", "Справка МСЭ № 0220415", 14)
        home = _home("Мурманск", "просп. Кольский, д. 51, кв. 7", viktor)
        return Persona("blind", "Виктор С., 52 года: не видит, I группа", home, BLIND_MAN_HAS)

    def _mother_of_three(self) -> Persona:
        ksenia = self._person("f", ("Ксения", "Орлова", "Дмитриевна", 36))
        pavel = self._person("m", ("Павел", "Орлов", "Сергеевич", 38))
        ksenia.spouse, pavel.spouse = pavel, ksenia
        for sex, first_name, age in (("f", "Полина", 12), ("m", "Матвей", 7), ("f", "Ева", 1)):
            child = self._person(sex, (first_name, "Орлова" if sex == "f" else "Орлов", "", age))
            child.middle_name = "Павловна" if sex == "f" else "Павлович"
            child.mother, child.father = ksenia, pavel
            ksenia.children.append(child)
            pavel.children.append(child)
        matvey = ksenia.children[1]
        adult = years_before(matvey.birth_date, -18)
        self._holds(matvey, "disabled-child", "Справка МСЭ № 0231177", 3, adult)
        for parent in (ksenia, pavel):
            self._holds(parent, "large-family", "Удостоверение многодетной семьи № 003391", 1)
        next_year = self._today.replace(year=self._today.year + 1, day=1)
        self._holds(ksenia, "low-income-family", "Справка о доходах семьи № 20871", 0, next_year)
        home = _home("Апатиты", "ул. Ферсмана, д. 26, кв. 15", ksenia, pavel, *ksenia.children)
        return Persona("mother", "Ксения О., 36 лет: трое детей", home, FAMILY_HAS)

    def _unemployed(self) -> Persona:
        artyom = self._person("m", ("Артём", "Волков", "Игоревич", 35))
        in_spring = self._today.replace(year=self._today.year + 1, day=1)
        self._holds(artyom, "unemployed", "Решение ЦЗН № 10448", 0, in_spring)
        return Persona(
            "unemployed",
            "Артём В., 35 лет: ищет работу",
            _home("Мончегорск", "просп. Металлургов, д. 9, кв. 31", artyom),
            UNEMPLOYED_HAS,
        )

    def _orphan(self) -> Persona:
        darya = self._person("f", ("Дарья", "Лебедева", "Олеговна", 19))
        self._holds(darya, "orphan", "Решение органа опеки № 771", 8)
        self._holds(darya, "breadwinner-lost", "Свидетельство о смерти № 520114", 8)
        home = _home("Мурманск", "ул. Капитана Орликовой, д. 3, кв. 88", darya)
        return Persona("orphan", "Дарья Л., 19 лет: студентка, сирота", home, ORPHAN_HAS)

    def _without_entitlements(self) -> Persona:
        gleb = self._person("m", ("Глеб", "Фомин", "Русланович", 28))
        home = _home("Кировск", "ул. Олимпийская, д. 40, кв. 3", gleb)
        return Persona("nothing", "Глеб Ф., 28 лет: мер пока нет", home, NOTHING)

    def _plain(self, slug: str, title: str, who: tuple[str, str, str, int], fate: CardFate) -> Persona:
        person = self._person("f" if who[1].endswith("а") else "m", who)
        self._holds(person, "pensioner", "Пенсионное дело № 060777", 2)
        return Persona(
            slug, title, _home("Кандалакша", "ул. Пронина, д. 12, кв. 20", person), PENSIONER_HAS, fate
        )

    def _person(self, sex: str, who: tuple[str, str, str, int]) -> Person:
        first_name, last_name, middle_name, age = who
        kind: Sex = "f" if sex == "f" else "m"
        person = self._households.person(kind, age)
        person.first_name, person.last_name, person.middle_name = first_name, last_name, middle_name
        return person

    def _holds(
        self, person: Person, category: str, evidence: str, years: int, until: date | None = None
    ) -> None:
        since = max(years_before(self._today, years).replace(day=1), person.birth_date)
        person.categories.append(HeldCategory(category, since, until, evidence))


def _home(town: str, street: str, *members: Person) -> Household:
    return Household(town, f"г. {town}, {street}", list(members))
