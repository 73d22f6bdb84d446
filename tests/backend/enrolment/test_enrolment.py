"""A parent at the kiosk: what there is for the child, the queue, the paper, the offer; and the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import insert, select

from backend.audit.tables import audit_events
from backend.contract.problems import Problem
from backend.messages.queue_news import QueueNews
from backend.messages.tables import messages
from backend.people.tables import family_ties, person_categories
from backend.queues.rights import rules_of
from backend.queues.service import allocating, families
from backend.queues.values import Application, Asking, MadeOffer, Vacancy
from content.cache import load_or_compile
from tests.backend.app_http import AppHttp
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.messages.post import Post
from tests.backend.reception.desk import Citizen, set_person
from tests.backend.region import Region

RULES = rules_of(load_or_compile("ru-mur"))
ROSINKA, POLYANKA = "murmansk-kindergarten-58", "murmansk-kindergarten-7"
APRIL, JULY = datetime(2027, 4, 5, 9, 0, tzinfo=UTC), datetime(2027, 7, 7, 9, 0, tzinfo=UTC)


@dataclass
class Desk:
    """The education office's own side."""

    region: Region

    @property
    def headers(self) -> dict[str, str]:
        token = self.region.services.tokens.issue(
            "op-1", ("case_worker",), self.region.clock.now
        ).access_token
        return {"Authorization": f"Bearer {token}"}

    def list(self, place: str = ROSINKA) -> list[dict[str, Any]]:
        path = f"/v1/desk/queue-applications?kind=kindergarten&place={place}"
        answer = self.region.http.get(path, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["lines"])

    def post(self, number: str, what: str, body: dict[str, Any] | None = None) -> httpx.Response:
        headers = {**self.headers, "Idempotency-Key": uuid4().hex}
        path = f"/v1/desk/queue-applications/{number}/{what}"
        return self.region.http.post(path, headers=headers, **({} if body is None else {"json": body}))


@pytest.fixture
def post(region: Region) -> Iterator[Post]:
    """The region with carriers and with the shipped pack's rules."""
    made = Post(region)
    region.services = replace(made.services, enrolment=RULES, tell_offered=QueueNews(made.office).tell)
    region.http = AppHttp(region.services)
    yield made


@pytest.fixture
def parent(region: Region, post: Post, kiosk: KioskInTest) -> Citizen:
    """With card and PIN, and a phone."""
    citizen = Citizen.with_card(region, kiosk, "Орлова", date(1990, 3, 8))
    set_person(region, citizen.person, phone="+79110000001")
    citizen.enter_pin()
    return citizen


@pytest.fixture
def desk(region: Region) -> Desk:
    return Desk(region)


def child_of(region: Region, *parents: Citizen, born: date = date(2025, 6, 1), address: str = "") -> str:
    child = region.person("Орлова", "Ева", born)
    set_person(region, child, address=address or "г. Мурманск, ул. Буркова, д. 40, кв. 2")
    for parent in parents:
        region.represents(parent.person, child)
        with region.database.maintenance() as connection:
            row = {"person": child, "relative": parent.person, "tie": "mother"}
            connection.execute(insert(family_ties), row)
    return child


def hold(region: Region, person: str, category: str) -> None:
    with region.database.maintenance() as connection:
        row = {"person": person, "category": category, "since": date(2020, 1, 1), "evidence": "Справка"}
        connection.execute(insert(person_categories), row)


def prospect(parent: Citizen, child: str, kind: str = "kindergarten") -> dict[str, Any]:
    answer = parent.get(f"/v1/queue-prospects?kind={kind}&child={child}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def wanted(
    child: str, *wishes: str, kind: str = "kindergarten", year: int = 2027, **more: Any
) -> dict[str, Any]:
    return {"kind": kind, "child": child, "wishes": list(wishes or (ROSINKA,)), "year": year, **more}


def registered(parent: Citizen, child: str, *wishes: str, **more: Any) -> dict[str, Any]:
    parent.kiosk.region.clock.forward(seconds=1)  # who comes later stands later
    answer = parent.post("/v1/queue-applications", wanted(child, *wishes, **more))
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def code_of(answer: httpx.Response) -> str:
    return Problem.model_validate_json(answer.content).code


def allocate(region: Region, place: str = ROSINKA, units: int = 1, year: int = 2027) -> list[MadeOffer]:
    """As the command does it."""
    services = region.services
    today = region.clock.now.date()

    def recorded(connection: Any, application: Application) -> Any:
        return families.recorded_grounds(connection, RULES, application, today)

    with region.database.maintenance() as connection:
        vacancy = Vacancy("kindergarten", place, 2025, year, units)
        allocating.enter_vacancies(connection, [vacancy])
        run = partial(allocating.run, recorded=recorded, tell=services.tell_offered)
        return list(run(connection, Asking("command:test", region.clock.now), "kindergarten", year))


def test_from_the_card_to_the_place(region: Region, parent: Citizen, post: Post) -> None:
    child = child_of(region, parent)
    hold(region, parent.person, "large-family")
    told = prospect(parent, child)
    assert [(each["year"], each["age"]) for each in told["years"]] == [
        (2026, 1), (2027, 2), (2028, 3), (2029, 4),
    ]  # fmt: skip
    assert [(each["ground"], each["right"], each["state"]) for each in told["grounds"]] == [
        ("large-family", "first", "recorded")
    ]
    assert told["open"] and told["opens_on"] is None and told["waits"] == ""

    other = registered(parent, child_of(region, parent), POLYANKA)
    mine = registered(parent, child, ROSINKA, POLYANKA)
    assert other["number"] != mine["number"]
    assert [(each["position"], each["total"], each["right"]) for each in mine["positions"]] == [
        (1, 1, "first"), (2, 2, "first"),
    ]  # fmt: skip
    assert mine["child_name"] == "Орлова Е. П."

    (offer, *_) = allocate(region)
    assert offer.application.number == mine["number"]
    body = post.run(lambda connection: list(connection.execute(select(messages.c.body)).scalars()))
    assert len(body) == 1 and mine["number"] in body[0]
    assert "Орлова" not in body[0] and "Росинка" not in body[0]
    shown = parent.get("/v1/queue-applications").json()["applications"]
    standing = next(each for each in shown if each["number"] == mine["number"])
    assert (standing["state"], standing["offer"]["place"]) == ("offered", ROSINKA)
    taken = parent.post(f"/v1/queue-applications/{mine['number']}/answer", {"answer": "accepted"})
    assert taken.json() == {"number": mine["number"], "state": "enrolled"}


def test_the_child_of_somebody_else_is_not_registered(region: Region, parent: Citizen) -> None:
    foreign = child_of(region)
    for answer in (
        parent.get(f"/v1/queue-prospects?kind=kindergarten&child={foreign}"),
        parent.post("/v1/queue-applications", wanted(foreign)),
    ):
        assert code_of(answer) == "person-not-yours"
    himself = parent.post("/v1/queue-applications", wanted(parent.person))
    assert code_of(himself) == "queue-child-only"


def test_below_the_pin_nothing_is_told(region: Region, parent: Citizen, kiosk: KioskInTest) -> None:
    child = child_of(region, parent)
    assert parent.card is not None
    parent.session = str(kiosk.tap(parent.card).json()["session"])
    assert code_of(parent.get(f"/v1/queue-prospects?kind=kindergarten&child={child}")) == "session-level"
    assert code_of(parent.post("/v1/queue-applications", wanted(child))) == "session-level"
    assert code_of(parent.get("/v1/queue-applications")) == "session-level"


def test_two_parents_and_a_lost_answer_make_one_application(
    region: Region, parent: Citizen, kiosk: KioskInTest
) -> None:
    father = Citizen.with_card(region, kiosk, "Орлов", date(1988, 1, 1))
    father.enter_pin()
    child = child_of(region, parent)
    region.represents(father.person, child)
    first = parent.post("/v1/queue-applications", wanted(child), "a-key-of-this-request")
    again = parent.post("/v1/queue-applications", wanted(child), "a-key-of-this-request")
    assert (first.status_code, again.json()) == (201, first.json())
    assert code_of(father.post("/v1/queue-applications", wanted(child))) == "queue-exists"
    assert prospect(father, child)["waits"] == first.json()["number"]
    (shown,) = father.get("/v1/queue-applications").json()["applications"]
    assert shown["number"] == first.json()["number"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"wishes": [ROSINKA, ROSINKA]}, "queue-places-wrong"),
        ({"wishes": ["murmansk-school-11"]}, "queue-places-wrong"),
        ({"wishes": ["murmansk-mfc"]}, "queue-places-wrong"),
        ({"year": 2035}, "queue-age"),
        ({"year": 2025}, "queue-age"),
        ({"wishes": []}, "body-invalid"),
    ],
)
def test_what_cannot_be_wished_is_refused(
    region: Region, parent: Citizen, more: dict[str, Any], code: str
) -> None:
    body = {**wanted(child_of(region, parent)), **more}
    assert code_of(parent.post("/v1/queue-applications", body)) == code


def test_a_school_takes_its_district_from_april_and_everybody_from_july(
    region: Region, parent: Citizen, kiosk: KioskInTest
) -> None:
    child = child_of(region, parent, born=date(2020, 3, 1))
    told = prospect(parent, child, "school")
    assert (told["open"], told["opens_on"]) == (False, "2027-04-01")
    near, far = (
        wanted(child, "murmansk-school-11", kind="school"),
        wanted(child, "murmansk-school-49", kind="school"),
    )
    refused = parent.post("/v1/queue-applications", near)
    assert code_of(refused) == "queue-closed"
    assert refused.json()["opens_on"] == "2027-04-01"

    region.clock.now = APRIL
    kiosk.sign_in()
    parent.enter_pin()
    told = prospect(parent, child, "school")
    assert (told["open"], told["only_district"], told["district"]) == (True, True, ["murmansk-school-11"])
    assert code_of(parent.post("/v1/queue-applications", far)) == "queue-district"
    hold(region, child, "svo-family")
    made = registered(parent, child, "murmansk-school-49", kind="school")
    assert made["positions"][0]["right"] == "first", "a right opens every school"

    region.clock.now = JULY
    kiosk.sign_in()
    parent.enter_pin()
    other = child_of(region, parent, born=date(2020, 3, 1))
    assert registered(parent, other, "murmansk-school-49", kind="school")["age"] == 0


def test_a_claim_counts_once_the_desk_has_seen_the_paper(region: Region, parent: Citizen, desk: Desk) -> None:
    first = registered(parent, child_of(region, parent))
    claims = [{"ground": "police-family", "place": ""}, {"ground": "sibling", "place": ROSINKA}]
    mine = registered(parent, child_of(region, parent), claims=claims)
    assert mine["positions"][0]["position"] == 2
    assert {each["state"] for each in mine["grounds"]} == {"claimed"}
    listed = desk.list()
    assert [each["number"] for each in listed] == [first["number"], mine["number"]]
    assert [len(each["claims"]) for each in listed] == [0, 2]

    seen = {"ground": "police-family", "decision": "confirmed", "evidence": "Справка из УМВД № 4"}
    assert desk.post(mine["number"], "decisions", seen).status_code == 200
    assert [each["number"] for each in desk.list()] == [mine["number"], first["number"]]
    unknown = {"ground": "large-family", "decision": "confirmed", "evidence": "Справка"}
    assert code_of(desk.post(mine["number"], "decisions", unknown)) == "queue-ground-unknown"
    with region.database.maintenance() as connection:
        actions = set(connection.execute(select(audit_events.c.action)).scalars())
    assert {"queue.register", "queue.view", "queue.confirmed"} <= actions


def test_a_sibling_in_the_place_is_known_by_the_queue_itself(region: Region, parent: Citizen) -> None:
    elder = registered(parent, child_of(region, parent))
    allocate(region)
    parent.post(f"/v1/queue-applications/{elder['number']}/answer", {"answer": "accepted"})
    younger = registered(parent, child_of(region, parent), ROSINKA, POLYANKA)
    assert [each["right"] for each in younger["positions"]] == ["preferential", ""]


def test_by_the_paper_one_sees_positions_and_no_name(
    region: Region, parent: Citizen, kiosk: KioskInTest
) -> None:
    child = child_of(region, parent)
    hold(region, child, "disabled-child")
    mine = registered(parent, child)
    nobody = Citizen(kiosk)
    path = f"/v1/queue-applications/{mine['number']}/look"
    shown = nobody.post(path, {"code": mine["code"]})
    assert shown.status_code == 200
    assert shown.json()["positions"][0]["position"] == 1
    assert shown.json()["positions"][0]["right"] == "", "the own right says what the child is"
    assert shown.json()["positions"][0]["ahead"] is None, "from who is ahead it could be guessed"
    assert "Орлова" not in shown.text and child not in shown.text and "grounds" not in shown.json()
    wrong = f"{(int(mine['code']) + 1) % 10000:04d}"
    tries = [code_of(nobody.post(path, {"code": wrong})) for _ in range(5)]
    assert tries == ["queue-unknown"] * 4 + ["too-many-attempts"]
    assert code_of(nobody.post(path, {"code": mine["code"]})) == "too-many-attempts"


def test_who_leaves_or_says_no_at_the_desk(region: Region, parent: Citizen, desk: Desk) -> None:
    first, second = (registered(parent, child_of(region, parent)) for _ in range(2))
    assert code_of(desk.post(first["number"], "answer", {"answer": "accepted"})) == "queue-offer-over"
    allocate(region)
    assert desk.post(first["number"], "answer", {"answer": "declined"}).json()["state"] == "waiting"
    gone = parent.post(f"/v1/queue-applications/{second['number']}/withdrawal")
    assert gone.json()["state"] == "withdrawn"
    assert code_of(parent.post("/v1/queue-applications/000000000/withdrawal")) == "queue-unknown"
    answer = region.http.get("/v1/desk/queue-applications?kind=kindergarten&place=x", headers=parent.headers)
    assert code_of(answer) == "role-missing"
