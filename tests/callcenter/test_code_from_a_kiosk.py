"""A code from a kiosk continued at the desk: the same result as at the kiosk, for every demo family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.demo.complete_facts import CompleteFacts
from backend.demo.households import HouseholdMaker
from backend.demo.personas import PersonaMaker
from content.cache import load_or_compile
from content.rules.values import read_value
from kiosk.findings import Findings, Part
from kiosk.interviewing import Interviewer, KioskInterview
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.served import serving
from tests.callcenter.callers import Operator
from tests.callcenter.consoles import ConsoleInTest, console_of, region_in, sign_in
from tests.callcenter.wizards import PATIENCE, WizardDesk

PACK = load_or_compile("ru-mur")
SEED = 20261122
ASKED_AT_THE_KIOSK = 6  # screens, then the person calls
Written = Mapping[str, Any]


def families() -> list[str]:
    """The personas, by their place among the invented people; each stands for a family."""
    today = date(2026, 11, 20)
    number, places = 0, []
    for persona in PersonaMaker(HouseholdMaker(Random(SEED), today), today).make():
        places.append(number)
        number += len(persona.household.members)
    return [str(place) for place in places]


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleInTest]:
    folder = tmp_path_factory.mktemp("console")
    with serving(region_in(folder), folder) as served, console_of(served) as running:
        yield running


@pytest.fixture(scope="module")
def kiosk(console: ConsoleInTest) -> KioskInTest:
    return console.region.kiosk()


@pytest.fixture(scope="module")
def olga(console: ConsoleInTest) -> Operator:
    return Operator(console)


@pytest.fixture(scope="module")
def desk(console: ConsoleInTest, olga: Operator) -> Iterator[httpx.Client]:
    with console.browser() as browser:
        browser.timeout = PATIENCE
        sign_in(console, browser, olga.account)
        yield browser


@pytest.fixture(scope="module")
def interviewer(console: ConsoleInTest) -> Interviewer:
    return Interviewer(PACK, console.region.clock.now.date())


@pytest.fixture(scope="module")
def people(console: ConsoleInTest) -> list[Written]:
    facts = CompleteFacts(PACK, SEED, console.region.clock.now.date())
    return [values for _, values in facts.people(60)]


def told(interview: KioskInterview, facts: Written, screens: int) -> KioskInterview:
    """As many screens as that, answered as the person would."""
    for _ in range(screens):
        asked = interview.asked()
        if asked is None:
            break
        for fact in asked.facts:
            written = facts.get(fact.id)
            if written is None:
                interview = interview.declined(fact.id)
            else:
                interview = interview.answered(fact.id, read_value(fact, written))  # type: ignore[arg-type]
    return interview


def ids(findings: Findings) -> dict[str, set[str]]:
    return {part.value: {one.id for one in findings.part(part)} for part in Part}


def left(kiosk: KioskInTest, interview: KioskInterview, on: date) -> str:
    body = {
        "goals": "all",
        "answers": [
            {"fact": one.fact, "value": one.value, "source": one.source} for one in interview.given()
        ],
        "pack_hash": PACK.hash,
        "on": on.isoformat(),
    }
    headers = {**kiosk.headers, "Idempotency-Key": uuid4().hex}
    answer = kiosk.region.http.post("/v1/handoffs", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["code"])


def fields_for(interview: KioskInterview, fact: str, written: Any) -> dict[str, str]:
    """The form of one question, filled in as the operator hears it."""
    asked = interview.fact(fact)
    if written is None:
        return {"answer": "decline"}
    if asked.type == "yes_no":
        return {"answer": "yes" if written else "no"}
    if asked.type == "set":
        return {f"on:{one}": "1" for one in written} or {"answer": "none"}
    if asked.type == "date":
        return {"figure": date.fromisoformat(written).strftime("%d.%m.%Y")}
    if asked.type in ("number", "money"):
        return {"figure": str(written).replace(".", ",")}
    return {"answer": written}


@pytest.mark.slow
@pytest.mark.parametrize("place", families())
def test_the_desk_says_what_the_kiosk_says(
    place: str,
    kiosk: KioskInTest,
    desk: httpx.Client,
    olga: Operator,
    interviewer: Interviewer,
    people: list[Written],
) -> None:
    facts = people[int(place)]
    begun = interviewer.begin("all", None, represented=False)
    stopped = told(begun, facts, ASKED_AT_THE_KIOSK)
    wizard = WizardDesk(desk, olga.rings())
    wizard.open().send(act="code", code=left(kiosk, stopped, interviewer.on))
    said = {part: set(rows) for part, rows in wizard.result().items()}
    assert said == ids(stopped.findings())
    assert any(said.values())
    # On from there at the desk, one question at a time, to the very end.
    wizard.send(act="go_on")
    for _ in range(200):
        if not wizard.fact:
            break
        wizard.answer(**fields_for(stopped, wizard.fact, facts.get(wizard.fact)))
    whole = told(stopped, facts, 200)
    assert whole.asked() is None
    assert {part: set(rows) for part, rows in wizard.parts().items()} == ids(whole.findings())


def test_the_answers_of_another_person_give_another_result(
    interviewer: Interviewer, people: list[Written]
) -> None:
    """The control: the comparison would see a difference."""
    begun = interviewer.begin("all", None, represented=False)
    found = [ids(told(begun, people[int(place)], 200).findings()) for place in families()]
    assert any(one != found[0] for one in found[1:])
