"""Referrals: recorded by an office, spent by one booking, open again when it is cancelled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from backend.bookings.rules import ResourceRules
from backend.referrals import service
from tests.backend.app_http import code_of
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen
from tests.backend.region import Region

NEUROLOGIST = "neurologist"


@pytest.fixture
def office(region: Region) -> Office:
    return Office(region)


class Office:
    """A doctor's office at its desk."""

    def __init__(self, region: Region) -> None:
        self._region = region
        token = region.services.tokens.issue("op-1", ("case_worker",), region.clock.now).access_token
        self._headers = {"Authorization": f"Bearer {token}"}
        self._asked = 0

    def post(self, path: str, content: Any = None) -> httpx.Response:
        self._asked += 1
        headers = {**self._headers, "Idempotency-Key": f"{self._asked:032d}"}
        what = {} if content is None else {"json": content}
        return self._region.http.post(path, headers=headers, **what)

    def refers(self, citizen: Citizen, until: date, speciality: str = NEUROLOGIST) -> dict[str, Any]:
        content = {"person": citizen.person, "speciality": speciality, "valid_until": until.isoformat()}
        answer = self.post("/v1/desk/referrals", content)
        assert answer.status_code == 201, answer.text
        return dict(answer.json())

    def states(self, citizen: Citizen) -> list[str]:
        path = f"/v1/desk/referrals?person={citizen.person}"
        found = self._region.http.get(path, headers=self._headers).json()["referrals"]
        return [each["state"] for each in found]


@pytest.fixture
def times(house: House) -> list[str]:
    """A neurologist's, tomorrow and two days later."""
    house.resource("neuro-1", speciality=NEUROLOGIST, rules=ResourceRules(referral_needed=True))
    return [house.slot("neuro-1", starts_at=TOMORROW + timedelta(days=later)) for later in (0, 2)]


def next_week() -> date:
    return (TOMORROW + timedelta(days=7)).date()


def needs(citizen: Citizen) -> str:
    found = citizen.get("/v1/bookable?kind=doctor").json()["bookable"]
    return next(str(each["referral"]) for each in found if each["speciality"] == NEUROLOGIST)


def test_a_referral_opens_the_doctor_once(maria: Citizen, office: Office, times: list[str]) -> None:
    maria.enter_pin()
    assert (needs(maria), code_of(maria.hold(times[0]))) == ("missing", "referral-needed")
    given = office.refers(maria, next_week())
    assert (given["state"], len(given["number"])) == ("open", 8)
    assert needs(maria) == "recorded"
    ticket = maria.book(times[0])
    assert office.states(maria) == ["used"]
    assert code_of(maria.hold(times[1])) == "referral-needed", "it was good for one visit"
    moved = maria.post(f"/v1/bookings/{ticket['number']}/move", {"slot": times[1]})
    assert moved.status_code == 200, moved.text
    assert office.states(maria) == ["used"], "moving takes it along"
    maria.post(f"/v1/bookings/{ticket['number']}/cancel", {})
    assert office.states(maria) == ["open"], "cancelling gives it back"


def test_a_hold_given_back_gives_it_back(maria: Citizen, office: Office, times: list[str]) -> None:
    maria.enter_pin()
    office.refers(maria, next_week())
    held = maria.hold(times[0])
    assert office.states(maria) == ["used"]
    assert maria.release(held).status_code == 204
    assert office.states(maria) == ["open"]


def test_level_one_learns_nothing_of_it(maria: Citizen, office: Office, times: list[str]) -> None:
    """Whoever found a card must not learn to what doctor its owner was referred."""
    before = maria.get("/v1/bookable?kind=doctor").json()["bookable"]
    slots = maria.get(f"/v1/slots?speciality={NEUROLOGIST}").json()["slots"]
    office.refers(maria, next_week())
    assert maria.get("/v1/bookable?kind=doctor").json()["bookable"] == before
    assert maria.get(f"/v1/slots?speciality={NEUROLOGIST}").json()["slots"] == slots
    assert needs(maria) == needs(Citizen(maria.kiosk)) == "needed"
    assert code_of(maria.hold(times[0])) == "booking-level"


def test_it_is_good_for_visits_until_its_last_day(maria: Citizen, office: Office, times: list[str]) -> None:
    maria.enter_pin()
    office.refers(maria, TOMORROW.date())
    assert [each["slot"] for each in maria.get(f"/v1/slots?speciality={NEUROLOGIST}").json()["slots"]] == [
        times[0]
    ]
    assert code_of(maria.hold(times[1])) == "referral-needed"
    assert maria.hold(times[0]).status_code == 201


def test_a_referral_elsewhere_helps_nobody(
    maria: Citizen, office: Office, times: list[str], region: Region, kiosk: KioskInTest
) -> None:
    neighbour = Citizen.with_card(region, kiosk, "Соседова")
    office.refers(neighbour, next_week())
    office.refers(maria, next_week(), "cardiologist")
    maria.enter_pin()
    assert code_of(maria.hold(times[0])) == "referral-needed"


def test_a_mistake_is_taken_back_unless_it_is_spent(maria: Citizen, office: Office, times: list[str]) -> None:
    given = office.refers(maria, next_week())
    path = f"/v1/desk/referrals/{given['number']}/withdraw"
    assert office.post(path).json()["referrals"][0]["state"] == "withdrawn"
    assert office.post(path).status_code == 200, "once more is no error"
    maria.enter_pin()
    assert code_of(maria.hold(times[0])) == "referral-needed"
    another = office.refers(maria, next_week())
    maria.book(times[0])
    spent = office.post(f"/v1/desk/referrals/{another['number']}/withdraw")
    assert code_of(spent) == "referral-used"
    assert code_of(office.post("/v1/desk/referrals/00000000/withdraw")) == "referral-unknown"


def test_it_is_forgotten_when_nobody_needs_it(maria: Citizen, office: Office, region: Region) -> None:
    office.refers(maria, next_week())
    later = region.clock.now + timedelta(days=7) + service.KEPT
    for now, kept in ((later, 1), (later + timedelta(days=2), 0)):
        with region.database.maintenance() as connection:
            service.purge(connection, now)
        assert len(office.states(maria)) == kept


def test_what_is_no_referral(maria: Citizen, office: Office, kiosk: KioskInTest) -> None:
    asked = {"person": maria.person, "speciality": NEUROLOGIST, "valid_until": next_week().isoformat()}
    nobody = {**asked, "person": "nobody"}
    assert code_of(office.post("/v1/desk/referrals", nobody)) == "person-unknown"
    past = {**asked, "valid_until": "2020-01-01"}
    assert code_of(office.post("/v1/desk/referrals", past)) == "body-invalid"
    assert code_of(maria.post("/v1/desk/referrals", asked)) == "role-missing"
