"""Schedules and slots over FHIR: read, searched, paged; every reference leads somewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.bookings.rules import ResourceRules
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.fhir.clinic import BASE, ClinicProgram, code_of, judged
from tests.backend.region import Region

SPECIALITY = "https://okno.example/fhir/speciality|therapist"


def slots_of(clinic: ClinicProgram, query: str) -> list[str]:
    return [each["id"] for each in clinic.found(f"/Slot?{query}")]


def references_in(told: Any) -> set[str]:
    if isinstance(told, list):
        return set().union(*map(references_in, told)) if told else set()
    if not isinstance(told, dict):
        return set()
    own = {told["reference"]} if isinstance(told.get("reference"), str) else set()
    return own.union(*map(references_in, told.values())) if told else own


def test_the_server_says_what_it_can_do(clinic: ClinicProgram) -> None:
    told = judged(clinic.region.http.get(f"{BASE}/metadata")).json()
    assert (told["fhirVersion"], told["rest"][0]["mode"]) == ("4.3.0", "server")
    offered = {each["type"]: each for each in told["rest"][0]["resource"]}
    assert {each["name"] for each in offered["Appointment"]["operation"]} == {
        "find",
        "hold",
        "book",
        "cancel",
    }
    for kind in ("Schedule", "Slot", "Appointment"):
        for parameter in offered[kind]["searchParam"]:
            refused = clinic.get(f"/{kind}?{parameter['name']}=")
            assert refused.status_code == 200, (kind, parameter)


def test_every_reference_leads_somewhere(house: House, clinic: ClinicProgram) -> None:
    house.resource("window-1", kind="office", title="Пособия", speciality="benefits", person_name="")
    house.slot()
    house.slot("window-1")
    booked = clinic.booked(house.slot(starts_at=TOMORROW + timedelta(hours=1)))
    seen: set[str] = set()
    waiting = {"Schedule/therapist-1", "Schedule/window-1", f"Appointment/{booked['id']}"}
    while waiting:
        reference = waiting.pop()
        seen.add(reference)
        answer = clinic.get(f"/{reference}")
        assert answer.status_code == 200, reference
        assert f"{answer.json()['resourceType']}/{answer.json()['id']}" == reference
        waiting |= references_in(answer.json()) - seen
    kinds = {reference.partition("/")[0] for reference in seen}
    assert kinds == {"Schedule", "Slot", "Appointment", "Practitioner", "HealthcareService", "Location"}


def test_pages_follow_one_another_and_lose_nothing(house: House, clinic: ClinicProgram) -> None:
    house.resource("therapist-2")
    wanted = sorted(
        house.slot(doctor, TOMORROW + timedelta(hours=hour))
        for hour in range(4)
        for doctor in ("therapist-1", "therapist-2")
    )
    assert sorted(slots_of(clinic, "_count=3")) == wanted
    first = clinic.get("/Slot?_count=3&status=free").json()
    relations = {link["relation"]: link["url"] for link in first["link"]}
    assert "status=free" in relations["next"]
    assert "_count=3" in relations["self"]
    assert len(first["entry"]) == 3
    assert clinic.get("/Slot?_count=0").json()["entry"] == []


@pytest.mark.parametrize(
    ("query", "hours"),
    [
        ("start=ge2026-11-21T10:00:00Z", [1, 2]),
        ("start=gt2026-11-21T10:00:00Z", [2]),
        ("start=lt2026-11-21T10:00:00Z", [0]),
        ("start=le2026-11-21T13:00:00%2B03:00", [0, 1]),
        ("start=2026-11-21T13:00", [1]),
        ("start=2026-11", [0, 1, 2]),
        ("start=ge2026-11-22", []),
        ("start=ge2026-11-21T10:00:00Z&start=lt2026-11-21T11:00:00Z", [1]),
        ("schedule=Schedule/therapist-1&status=free,busy", [0, 1, 2]),
        ("schedule=therapist-9", []),
        (f"specialty={SPECIALITY}", [0, 1, 2]),
        ("specialty=surgeon", []),
        ("status=busy", []),
    ],
)
def test_slots_are_searched(house: House, clinic: ClinicProgram, query: str, hours: list[int]) -> None:
    made = [house.slot(starts_at=TOMORROW + timedelta(hours=hour)) for hour in range(3)]
    assert slots_of(clinic, query) == [made[hour] for hour in hours]


def test_a_slot_is_as_free_as_it_is_for_this_channel(house: House, clinic: ClinicProgram) -> None:
    kept = house.slot(quota="channel:operator")
    ours = house.slot(starts_at=TOMORROW + timedelta(hours=1), quota="channel:fhir")
    assert clinic.get(f"/Slot/{kept}").json()["status"] == "busy"
    assert clinic.get(f"/Slot/{ours}").json()["status"] == "free"
    assert slots_of(clinic, "status=busy") == [kept]
    assert code_of(clinic.hold(kept)) == "quota-reserved"


def test_schedules_are_searched(house: House, clinic: ClinicProgram) -> None:
    house.resource("surgeon-1", speciality="surgeon", provider="clinic-2")
    for query, found in (
        ("", ["surgeon-1", "therapist-1"]),
        ("actor=Location/clinic-2", ["surgeon-1"]),
        ("actor=Practitioner/therapist-1", ["therapist-1"]),
        ("actor=HealthcareService/therapist-1", []),
        ("specialty=surgeon&active=true", ["surgeon-1"]),
        ("active=false", []),
        ("_id=surgeon-1&actor=Practitioner/therapist-1", []),
        ("_count=1", ["surgeon-1", "therapist-1"]),
    ):
        assert [each["id"] for each in clinic.found(f"/Schedule?{query}")] == found, query


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/Slot/none", 404, "not-found"),
        ("/Schedule/none", 404, "not-found"),
        ("/Slot/%00", 422, "parameter-invalid"),
        ("/Slot?specialty=%00", 422, "parameter-invalid"),
        ("/Location/none", 404, "not-found"),
        ("/Practitioner/none", 404, "not-found"),
        ("/Appointment/none", 404, "booking-unknown"),
        ("/Patient?identifier=1", 404, "not-found"),
        ("/Slot?_lastUpdated=ge2026", 422, "parameter-invalid"),
        ("/Appointment?patient=x", 422, "parameter-invalid"),
        ("/Slot?start=tomorrow", 422, "parameter-invalid"),
        ("/Slot?start=ge2026-02-30", 422, "parameter-invalid"),
        ("/Slot?start=ge9999-12-31", 422, "parameter-invalid"),
        ("/Slot?start=ge0001-01-01", 422, "parameter-invalid"),
        ("/Slot?start=le0001-01-01T00:00:00%2B23:00", 422, "parameter-invalid"),
        ("/Appointment?date=ge9999-12-31T23:59:00-14:00", 422, "parameter-invalid"),
        ("/Slot?status=gone", 422, "parameter-invalid"),
        ("/Slot?schedule=Patient/1", 422, "parameter-invalid"),
        ("/Slot?_count=-1", 422, "parameter-invalid"),
        ("/Slot?_format=xml", 406, "format-not-offered"),
        ("/Appointment/$find", 422, "parameter-invalid"),
        ("/Appointment/$find?specialty=a&practitioner=Practitioner/b", 422, "parameter-invalid"),
    ],
)
def test_each_failure_is_an_outcome(clinic: ClinicProgram, path: str, status: int, code: str) -> None:
    refused = clinic.get(path)
    assert (refused.status_code, code_of(refused)) == (status, code)


def test_a_lenient_client_is_told_what_was_used(house: House, clinic: ClinicProgram) -> None:
    slot = house.slot()
    answer = clinic.get("/Slot?_lastUpdated=ge2026&status=free", Prefer="handling=lenient")
    assert [entry["resource"]["id"] for entry in answer.json()["entry"]] == [slot]
    assert "_lastUpdated" not in answer.json()["link"][0]["url"]


def test_other_forms_and_methods_are_refused_in_kind(clinic: ClinicProgram) -> None:
    assert code_of(clinic.get("/Slot", Accept="application/fhir+xml")) == "format-not-offered"
    assert code_of(clinic.post("/Slot", {"resourceType": "Slot"})) == "not-found"
    xml = {"Content-Type": "application/fhir+xml"}
    assert code_of(clinic.post("/Appointment/$hold", {"a": 1}, **xml)) == "media-type-wrong"
    assert code_of(clinic.post("/Appointment/$hold", {"resourceType": "Bundle"})) == "body-invalid"
    assert code_of(clinic.post("/Appointment/$hold", [])) == "body-invalid"


NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40).filter(str.strip)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(doctor=NAMES, title=NAMES)
def test_any_name_makes_whole_resources(house: House, clinic: ClinicProgram, doctor: str, title: str) -> None:
    house.resource(person_name=doctor, title=title, rules=ResourceRules(level=0))
    house.slot()
    told = clinic.get("/Practitioner/therapist-1").json()
    assert told["name"][0]["text"] == doctor
    for path in ("/Schedule", "/Slot", "/Appointment/$find?specialty=therapist"):
        (entry,) = clinic.get(path).json()["entry"]
        assert entry["resource"]["serviceType"][0]["text"] == title


QUERIES = st.dictionaries(
    st.sampled_from(["_id", "_count", "_after", "start", "status", "schedule", "specialty", "date", "slot"]),
    st.text(max_size=20),
    max_size=3,
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(kind=st.sampled_from(["Slot", "Schedule", "Appointment"]), query=QUERIES, body=st.text(max_size=60))
def test_no_request_breaks_it(
    region: Region, clinic: ClinicProgram, kind: str, query: Any, body: str
) -> None:
    answer = judged(region.http.get(f"{BASE}/{kind}", params=query, headers=clinic.headers))
    assert answer.status_code in (200, 422), answer.text
    sent = {**clinic.headers, "Content-Type": "application/fhir+json"}
    answer = judged(region.http.post(f"{BASE}/Appointment/$hold", content=body.encode(), headers=sent))
    assert answer.status_code in (400, 422), answer.text
