"""A kindergarten's line for tests, with the services called as an endpoint would."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from backend.database.doors import Database
from backend.queues.invariants import LOOKS
from backend.queues.service import allocating, claiming, looking, offering, registering
from backend.queues.values import (
    Application,
    Asking,
    Fresh,
    Ground,
    Kind,
    MadeOffer,
    NewApplication,
    Standing,
    Vacancy,
    draw,
)
from tests.backend.region import START, Region

Result = TypeVar("Result")
ROWAN, STARLING, LARK = "kg-rowan", "kg-starling", "kg-lark"
COHORT, YEAR = 2023, 2027
EXTRAORDINARY, FIRST, SIBLING = (
    Ground("family-of-fallen", 0, "recorded"),
    Ground("large-family", 1, "recorded"),
    Ground("sibling", 2, "recorded", ROWAN),
)
CLAIMED = Ground("police-family", 1, "claimed")


@dataclass
class Line:
    """One database with a queue in it; `now` is moved by hand."""

    database: Database
    region: Region
    now: datetime = START

    def run(self, work: Callable[[Connection], Result]) -> Result:
        """Through the door that requests use."""
        return asyncio.run(self.database.write(work))

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)

    def asking(self) -> Asking:
        return Asking("kiosk:k-1", self.now)

    def child(self) -> str:
        return self.region.person("Орлова", "Ева", date(2023, 5, 1))

    def application_of(
        self,
        child: str,
        wishes: Sequence[str] = (ROWAN,),
        grounds: Sequence[Ground] = (),
        year: int = YEAR,
        kind: Kind = "kindergarten",
    ) -> tuple[NewApplication, Fresh]:
        new = NewApplication(
            kind=kind,
            child=child,
            applicant=self.region.person(),
            cohort=COHORT,
            wanted_on=date(year, 9, 1),
            wanted_year=year,
            wishes=tuple(wishes),
            grounds=tuple(grounds),
        )
        return new, draw()

    def register(self, wishes: Sequence[str] = (ROWAN,), *grounds: Ground, year: int = YEAR) -> Application:
        """Another child, a minute later than the last."""
        self.forward(minutes=1)
        new, fresh = self.application_of(self.child(), wishes, grounds, year)
        return self.run(partial(registering.register, asking=self.asking(), new=new, fresh=fresh))

    def standing(self, application: Application) -> Standing:
        return self.run(partial(looking.standing, application=application.application))

    def position(self, application: Application, place: str = ROWAN) -> tuple[int, int]:
        found = {each.place: each for each in self.standing(application).positions}
        return found[place].position, found[place].total

    def free(self, *places: tuple[str, int]) -> None:
        vacancies = [Vacancy("kindergarten", place, COHORT, YEAR, units) for place, units in places]
        self.run(partial(allocating.enter_vacancies, vacancies=vacancies))

    def allocate(self, recorded: Sequence[Ground] | None = None) -> dict[str, str]:
        """Number → place."""

        def known(connection: Connection, application: Application) -> Sequence[Ground]:
            if recorded is not None:
                return recorded
            found = looking.grounds_of(connection, application.application)
            return tuple(each for each in found if each.state == "recorded")

        made: tuple[MadeOffer, ...] = self.run(
            partial(allocating.run, asking=self.asking(), kind="kindergarten", year=YEAR, recorded=known)
        )
        return {each.application.number: each.offer.place for each in made}

    def answer(self, application: Application, given: offering.Answer) -> Application:
        return self.run(
            partial(offering.answer, asking=self.asking(), number=application.number, given=given)
        )

    def withdraw(self, application: Application) -> Application:
        return self.run(partial(offering.withdraw, asking=self.asking(), number=application.number))

    def decide(self, application: Application, claim: tuple[str, str], *, confirmed: bool) -> Application:
        return self.run(
            partial(
                claiming.decide,
                asking=self.asking(),
                number=application.number,
                claim=claim,
                confirmed=confirmed,
                evidence="Справка № 7",
            )
        )

    def faults(self) -> dict[str, int]:
        def look(connection: Connection) -> dict[str, int]:
            found = {code: each(connection, self.now) for code, each in LOOKS.items()}
            return {code: count for code, count in found.items() if count}

        return self.run(look)
