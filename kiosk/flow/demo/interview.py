"""A wizard with six invented questions, shown where no rules are computed: the gallery and the tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from content.model import PlaceKind, Text
from content.pack import Pack
from content.rules.model import Fact, FactType, Option
from devices.values import Value
from kiosk.findings import Change, FactValue, Finding, Findings, Missing, Part, Pay, Reason
from kiosk.flow.application import GivenAnswer
from kiosk.flow.wizard.port import CATEGORIES, MEASURE, Asked, Interview, KnownFact

if TYPE_CHECKING:
    from backend.contract.people import PersonalFile

REGISTER: Final = Text("Сведения Социального фонда", "Records of the Social Fund")


def _fact(identifier: str, kind: FactType, title: Text, question: Text, **more: object) -> Fact:
    return Fact(id=identifier, type=kind, title=title, question=question, **more)  # type: ignore[arg-type]


BIRTH_DATE: Final = _fact(
    "birth-date",
    FactType.DATE,
    Text("Дата рождения", "Date of birth"),
    Text("Когда вы родились?", "When were you born?"),
    min="1905-01-01",
)
DISABILITY: Final = _fact(
    "disability",
    FactType.CHOICE,
    Text("Инвалидность", "Disability"),
    Text("Установлена ли вам инвалидность?", "Has a disability been established for you?"),
    help=Text("Она указана в справке экспертизы.", "It is written in the certificate."),
    options=(
        Option("none", Text("Нет", "No")),
        Option("group-1", Text("Первая группа", "First group")),
        Option("group-2", Text("Вторая группа", "Second group")),
        Option("group-3", Text("Третья группа", "Third group")),
    ),
    document=Text("Справка медико-социальной экспертизы", "Certificate of the examination"),
    office=PlaceKind.CLINIC,
)
WORKS: Final = _fact(
    "works",
    FactType.YES_NO,
    Text("Работа", "Work"),
    Text("Вы сейчас работаете?", "Do you work now?"),
)
FAMILY_SIZE: Final = _fact(
    "family-size",
    FactType.NUMBER,
    Text("Сколько человек в семье", "Family members"),
    Text("Сколько человек в вашей семье вместе с вами?", "How many people are in your family?"),
    unit=Text("человек", "people"),
    min=1,
    max=30,
)
PAPERS: Final = _fact(
    "certificates",
    FactType.SET,
    Text("Удостоверения", "Certificates"),
    Text("Есть ли у вас одно из этих удостоверений?", "Do you have one of these certificates?"),
    help=Text("Отметьте все, что есть.", "Mark all that you have."),
    options=(
        Option("labour-veteran", Text("Ветеран труда", "Labour veteran")),
        Option("combat-veteran", Text("Ветеран боевых действий", "Combat veteran")),
        Option("honorary-donor", Text("Почётный донор", "Honorary donor")),
    ),
    document=Text("Удостоверение", "The certificate"),
    office=PlaceKind.SOCIAL_PROTECTION,
)
INCOME: Final = _fact(
    "income",
    FactType.MONEY,
    Text("Доход на человека в месяц", "Income per person a month"),
    Text("Какой доход приходится на одного человека?", "What is the income per person?"),
    help=Text("Сложите доходы семьи и разделите на всех.", "Add up the income and divide it by all."),
    min="0",
    max="10000000",
)
Screens = tuple[tuple[Text, tuple[Fact, ...]], ...]
SCREENS: Final[Screens] = (
    (Text("О вас", "About you"), (BIRTH_DATE,)),
    (Text("Здоровье", "Health"), (DISABILITY,)),
    (Text("Работа и семья", "Work and family"), (WORKS, FAMILY_SIZE)),
    (Text("Ваши удостоверения", "Your certificates"), (PAPERS,)),
    (Text("Доход", "Income"), (INCOME,)),
)
MOST_TOGETHER: Final = 4  # questions that the wizard puts on one screen at most
GOALS: Final = 12


def fullest_screens(pack: Pack) -> Screens:
    """For each large group of the pack a screen as full as the wizard makes it."""
    screens: list[tuple[Text, tuple[Fact, ...]]] = []
    for group in pack.question_groups:
        asked = (fact for fact in pack.facts if fact.group == group.id and fact.question is not None)
        together = tuple(fact for fact in asked if len(fact.options) <= MOST_TOGETHER or fact.type != "set")
        if len(together) >= MOST_TOGETHER:
            screens.append((group.title, together[:MOST_TOGETHER]))
    return tuple(screens)


class DemoWizard:
    """Asks the same of everybody; with a file it knows the date of birth and the disability."""

    def __init__(self, pack: Pack, screens: Screens = SCREENS) -> None:
        self._pack = pack
        self._screens = screens

    def begin(
        self, goals: str, on: date, file: PersonalFile | None, *, represented: bool = False
    ) -> Interview | None:
        """The interview at its beginning."""
        if file is None:
            return DemoInterview(self._pack, goals, (), self._screens)
        card = Text("Ваша социальная карта", "Your social card")
        known = (
            KnownFact(BIRTH_DATE.id, file.birth_date, "register", card),
            KnownFact(DISABILITY.id, "group-2", "register", REGISTER),
        )
        return DemoInterview(self._pack, goals, known)


class DemoInterview(Value):
    """Screen by screen, always in the same order."""

    pack: Pack
    goals: str
    said: tuple[KnownFact, ...]
    screens: Screens = SCREENS

    def asked(self) -> Asked | None:
        """The next screen with something unknown on it."""
        known = {one.fact for one in self.said}
        for title, facts in self.screens:
            if open_ := tuple(fact for fact in facts if fact.id not in known):
                return Asked(title, open_)
        return None

    def fact(self, identifier: str) -> Fact:
        return self._facts[identifier]

    @property
    def _facts(self) -> Mapping[str, Fact]:
        return {fact.id: fact for _, facts in self.screens for fact in facts}

    def answered(self, fact: str, value: FactValue) -> Interview:
        return self._with(KnownFact(fact, value, "answer"))

    def declined(self, fact: str) -> Interview:
        return self._with(KnownFact(fact, None, "answer"))

    def continued(self, answers: tuple[GivenAnswer, ...]) -> Interview:
        """Nothing is known of an invented code: from the beginning."""
        return self

    def _with(self, known: KnownFact) -> Interview:
        others = tuple(one for one in self.said if one.fact != known.fact)
        return replace(self, said=(*others, known))

    def disagreeing(self) -> tuple[str, ...]:
        """Who works has no family of thirty: invented, to show the page."""
        values = {one.fact: one.value for one in self.said}
        if values.get(FAMILY_SIZE.id) == FAMILY_SIZE.max and values.get(WORKS.id) is True:
            return (WORKS.id, FAMILY_SIZE.id)
        return ()

    def known(self) -> tuple[KnownFact, ...]:
        return tuple(sorted(self.said, key=lambda one: list(self._facts).index(one.fact)))

    def settled(self) -> tuple[int, int]:
        return GOALS * len(self.said) // len(self._facts), GOALS

    def findings(self) -> Findings:
        """The pack's own measures or categories, dealt out over the three parts."""
        if self.goals == CATEGORIES:
            named = [(one.id, "category", one.title) for one in self.pack.categories]
        else:
            one = self.goals.removeprefix(MEASURE)
            measures = [m for m in self.pack.measures if self.goals[: len(MEASURE)] != MEASURE or m.id == one]
            named = [(measure.id, "measure", measure.title) for measure in measures]
        made = [_finding(number, *names) for number, names in enumerate(named)]
        return Findings(*(tuple(one for one in made if one.part is part) for part in Part))

    def explained(self, kind: str, identifier: str) -> Finding | None:
        return self.findings().of(kind, identifier)

    def given(self) -> tuple[GivenAnswer, ...]:
        return tuple(
            GivenAnswer(one.fact, {"unknown": True} if one.value is None else str(one.value), one.source)
            for one in self.known()
        )


LAW: Final = "Федеральный закон № 181-ФЗ, ст. 28.1"


def _finding(number: int, identifier: str, kind: str, title: Text) -> Finding:
    part = tuple(Part)[number % len(Part)]
    plain = Finding(identifier, kind, title, part, laws=(LAW,), verified=number != len(Part))
    because = Reason(DISABILITY.id, "group-2", "register", REGISTER, LAW)
    match part:
        case Part.ENTITLED:
            pay = Pay(357_400, 357_400) if kind == "measure" and not number else None
            instead = Text("Ежемесячная выплата ветеранам труда", "Monthly payment to labour veterans")
            return replace(
                plain, pay=pay, reasons=(because,), instead=instead if number == len(Part) else None
            )
        case Part.POSSIBLE:
            proof = Missing(PAPERS.title, PAPERS.id, PAPERS.document, PAPERS.office)
            judged = Missing(Text("Трудная ситуация: решает комиссия", "Hardship: a commission decides"))
            return replace(plain, missing=(proof, judged), pay=Pay(100_000, 500_000))
        case Part.NOT_ENTITLED:
            told = (because, Reason(WORKS.id, True, "answer"))
            if number % 2:
                return replace(plain, reasons=told, beyond_reach=True)
            changes = (Change(WORKS.id, False, "act"), Change(BIRTH_DATE.id, None, "time", date(2031, 3, 8)))
            return replace(plain, reasons=told, changes=changes)
