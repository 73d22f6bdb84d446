"""A clinic's program finds, holds, books and cancels over FHIR: the same engine, the same promises."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.bookings.rules import ResourceRules
from backend.bookings.tables import bookings
from tests.backend.bookings.house import TOMORROW, House
from tests.backend.fhir.clinic import (
    POLICY,
    ClinicProgram,
    code_of,
    only,
    parameters_of,
    patient_by_policy,
    patient_by_snils,
)
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.reception.desk import Citizen, set_person
from tests.backend.region import TEST_SIGNER, Region


def known_person(region: Region) -> str:
    person = region.person()
    set_person(region, person, policy=POLICY, snils="11223344595")
    return person


def test_found_held_booked_and_cancelled(house: House, clinic: ClinicProgram) -> None:
    slot = house.slot()
    proposed = only(clinic.get("/Appointment/$find?specialty=therapist&location=Location/clinic-1"))
    assert (proposed["status"], proposed["id"]) == ("proposed", f"p.{slot}")
    held = only(clinic.hold(slot))
    assert held["status"] == "pending"
    assert held["extension"][0]["valueInstant"] == "2026-11-20T09:05:00+00:00"
    assert clinic.get(f"/Slot/{slot}").json()["status"] == "busy-tentative"
    booked = only(clinic.book(held["id"]))
    assert (booked["status"], booked["id"]) == ("booked", held["id"])
    assert booked["patientInstruction"] == "Сначала подойдите в регистратуру."
    number, code = (each["value"] for each in booked["identifier"])
    assert (len(number), len(code)) == (8, 4)
    assert TEST_SIGNER.number_in(booked["extension"][0]["valueString"]) == number
    assert clinic.get(f"/Slot/{slot}").json()["status"] == "busy"
    cancelled = only(clinic.post(f"/Appointment/{booked['id']}/$cancel"))
    assert cancelled["status"] == "cancelled"
    assert clinic.get(f"/Slot/{slot}").json()["status"] == "free"


def test_nothing_is_booked_without_a_hold(house: House, clinic: ClinicProgram) -> None:
    slot = house.slot()
    assert code_of(clinic.book(f"p.{slot}")) == "hold-needed"
    assert code_of(clinic.post("/Appointment/$book")) == "hold-needed"
    own = {"resourceType": "Appointment", "status": "proposed", "slot": [{"reference": f"Slot/{slot}"}]}
    sent = parameters_of([{"name": "appt-resource", "resource": own}])
    refused = clinic.post("/Appointment/$book", sent)
    assert (refused.status_code, code_of(refused)) == (409, "hold-needed")
    assert refused.json()["issue"][0]["code"] == "business-rule"
    assert house.states() == {}


def test_a_hold_that_ran_out_is_booked_no_more(house: House, clinic: ClinicProgram) -> None:
    held = only(clinic.hold(house.slot()))
    clinic.region.clock.forward(minutes=6)
    assert clinic.get(f"/Appointment/{held['id']}").json()["status"] == "cancelled"
    assert code_of(clinic.book(held["id"])) == "hold-expired"


def test_booking_and_cancelling_twice_is_once(house: House, clinic: ClinicProgram) -> None:
    held = only(clinic.hold(house.slot()))
    first = clinic.book(held["id"])
    assert clinic.book(held["id"]).json() == first.json()
    clinic.post(f"/Appointment/{held['id']}/$cancel")
    assert only(clinic.post(f"/Appointment/{held['id']}/$cancel"))["status"] == "cancelled"
    assert house.states() == {"cancelled": 1}


def test_a_hold_sent_again_with_its_key_is_the_same(house: House, clinic: ClinicProgram) -> None:
    slot, key = house.slot(seats=2), {"Idempotency-Key": "a" * 32}
    first = only(clinic.hold(slot, **key))
    assert only(clinic.hold(slot, **key))["id"] == first["id"]
    other = patient_by_snils()
    assert code_of(clinic.hold(slot, other, **key)) == "idempotency-key-reused"
    assert house.states() == {"held": 1}


def test_a_taken_slot_names_what_is_free(house: House, clinic: ClinicProgram) -> None:
    slot, later = house.slot(), house.slot(starts_at=TOMORROW + timedelta(hours=1))
    clinic.booked(slot)
    refused = clinic.hold(slot, patient_by_snils())
    assert (refused.status_code, code_of(refused)) == (409, "slot-taken")
    issues = refused.json()["issue"]
    assert [(each["severity"], each["diagnostics"]) for each in issues[1:]] == [
        ("information", f"Slot/{later}")
    ]


def test_a_kiosk_and_a_client_share_the_seats(
    house: House, clinic: ClinicProgram, region: Region, kiosk: KioskInTest
) -> None:
    slot = house.slot()
    maria = Citizen.with_card(region, kiosk)
    assert maria.hold(slot).status_code == 201
    assert code_of(clinic.hold(slot)) == "slot-taken"


@pytest.mark.parametrize("patient", [patient_by_policy(), patient_by_snils()])
def test_whether_somebody_exists_is_never_told(
    house: House, clinic: ClinicProgram, region: Region, patient: dict[str, Any]
) -> None:
    """Every answer for a person of the register is that for nobody, but for ids, numbers and times."""
    answers: list[list[dict[str, Any]]] = []
    for exists in (False, True):
        if exists:
            known_person(region)
        slot = house.slot(starts_at=TOMORROW + timedelta(hours=exists))
        held = clinic.hold(slot, patient)
        booked = clinic.book(only(held)["id"])
        read = clinic.get(f"/Appointment/{only(booked)['id']}")
        answers.append([without_ids(each.json()) for each in (held, booked, read)])
    assert answers[0] == answers[1]
    with region.database.maintenance() as connection:
        persons = connection.execute(select(bookings.c.person).order_by(bookings.c.slot)).scalars().all()
    assert [person is not None for person in persons] == [False, True]


def without_ids(told: Any) -> Any:
    """The same shape without what differs from booking to booking."""
    if isinstance(told, dict):
        differs = {"id", "fullUrl", "url", "reference", "start", "end", "created", "value", "valueInstant"}
        return {
            name: "…" if name in differs | {"valueString"} else without_ids(value)
            for name, value in told.items()
        }
    return [without_ids(each) for each in told] if isinstance(told, list) else told


def test_who_has_a_booking_elsewhere_is_not_told_apart(
    house: House, clinic: ClinicProgram, region: Region, kiosk: KioskInTest
) -> None:
    """With a card this would be `booking-exists`; over FHIR it would tell what somebody has booked."""
    maria = Citizen.with_card(region, kiosk)
    set_person(region, maria.person, policy=POLICY)
    maria.book(house.slot())
    other = house.slot(starts_at=TOMORROW + timedelta(hours=3))
    assert only(clinic.hold(other))["status"] == "pending"


def test_one_person_is_asked_for_five_times_an_hour(house: House, clinic: ClinicProgram) -> None:
    slots = [house.slot(starts_at=TOMORROW + timedelta(hours=hour)) for hour in range(6)]
    for slot in slots[:5]:
        assert clinic.hold(slot).status_code == 200
    refused = clinic.hold(slots[5])
    assert (refused.status_code, code_of(refused)) == (429, "too-many-attempts")
    assert refused.json()["issue"][0]["code"] == "throttled"
    assert clinic.hold(slots[5], patient_by_snils()).status_code == 200


def test_a_doctor_who_needs_a_card_is_not_booked_over_fhir(house: House, clinic: ClinicProgram) -> None:
    house.resource(rules=ResourceRules(level=1))
    slot = house.slot()
    assert clinic.found("/Appointment/$find?practitioner=Practitioner/therapist-1") == []
    assert code_of(clinic.hold(slot)) == "booking-level"


def test_each_look_is_in_the_journal(house: House, clinic: ClinicProgram, region: Region) -> None:
    person = known_person(region)
    booked = clinic.booked(house.slot())
    clinic.get(f"/Appointment/{booked['id']}")
    clinic.found("/Appointment")
    with region.database.maintenance() as connection:
        columns = (audit_events.c.actor, audit_events.c.action)
        lines = connection.execute(select(*columns).where(audit_events.c.person == person)).all()
    assert [tuple(line) for line in lines] == [
        ("fhir:clinic-1-mis", action)
        for action in ("booking.hold", "booking.confirm", "appointment.view", "appointment.list")
    ]


def test_others_bookings_read_like_none(
    house: House, clinic: ClinicProgram, region: Region, kiosk: KioskInTest
) -> None:
    other = ClinicProgram(region, "other-mis").signed_in()
    booked = clinic.booked(house.slot())
    assert code_of(other.get(f"/Appointment/{booked['id']}")) == "booking-unknown"
    assert code_of(other.post(f"/Appointment/{booked['id']}/$cancel")) == "booking-unknown"
    assert other.found("/Appointment") == []
    assert [each["id"] for each in clinic.found("/Appointment")] == [booked["id"]]


def test_a_place_sees_its_own_and_changes_only_what_it_booked(
    house: House, clinic: ClinicProgram, region: Region, kiosk: KioskInTest
) -> None:
    reception = ClinicProgram(region, "reception", places=("clinic-1",)).signed_in()
    elsewhere = ClinicProgram(region, "elsewhere", places=("clinic-2",)).signed_in()
    ticket = Citizen.with_card(region, kiosk).book(house.slot())
    (seen,) = reception.found("/Appointment?location=Location/clinic-1")
    assert seen["identifier"][0]["value"] == ticket["number"]
    assert len(seen["identifier"]) == 1, "the code on the paper is the citizen's"
    (patient,) = [each for each in seen["participant"] if "type" in each]
    assert patient["actor"]["display"] == "Иванова М. П."
    assert code_of(reception.post(f"/Appointment/{seen['id']}/$cancel")) == "booking-not-yours"
    assert elsewhere.found("/Appointment") == []
    assert reception.found(f"/Appointment?identifier={ticket['number']}") == [seen]
    assert reception.found("/Appointment?status=pending") == []
    assert reception.found("/Appointment?location=Location/clinic-2") == []
    assert reception.found("/Appointment?date=lt2026-11-21") == []


def test_the_patient_is_named_by_number_and_birth_date(house: House, clinic: ClinicProgram) -> None:
    slot = house.slot()
    for patient in (
        patient_by_snils("112-233-445 96"),
        patient_by_policy("51"),
        {**patient_by_policy(), "birthDate": None},
        {**patient_by_policy(), "identifier": []},
        {**patient_by_policy(), "modifierExtension": [{"url": "https://x", "valueBoolean": True}]},
    ):
        refused = clinic.hold(slot, patient)
        assert (refused.status_code, code_of(refused)) == (422, "body-invalid"), patient
        assert "11223344596" not in refused.text
    nobody = parameters_of([{"name": "appt-id", "valueUri": f"Appointment/p.{slot}"}])
    assert code_of(clinic.post("/Appointment/$hold", nobody)) == "body-invalid"
    contained = {
        "resourceType": "Appointment",
        "status": "proposed",
        "slot": [{"reference": f"Slot/{slot}"}],
        "contained": [patient_by_policy()],
        "participant": [{"actor": {"reference": "#p"}, "status": "accepted"}],
    }
    sent = parameters_of([{"name": "appt-resource", "resource": contained}])
    assert only(clinic.post("/Appointment/$hold", sent))["status"] == "pending"
