"""Urgent help from the call to the signature, step by step."""

from __future__ import annotations

import pytest

from backend.audit import service as audit
from tests.backend.identification.call import Call, enter
from tests.backend.region import Region
from tests.backend.urgent.desk import FOOD, RULES, TODAY, Worker, form, named, refusal

ACT = {"given": ["hot-food"], "provided_on": TODAY, "given_by": "Ольга Н.", "conditions": "Обед, один раз"}


def test_there_are_the_eleven_kinds_of_the_list_and_five_of_them_stand_in_the_law() -> None:
    assert len(RULES.services) == 11
    assert [kind.id for kind in RULES.services.values() if kind.federal] == [
        "temporary-housing",
        "hot-food",
        "clothes",
        "legal-help",
        "psychological-help",
    ]


def test_from_the_call_to_the_signed_act(call: Call, worker: Worker) -> None:
    applied = form(call, person=call.person)
    assert applied["number"] == "У-26-000001"
    assert (applied["state"], applied["identity"], applied["contact"]) == ("applied", "data", call.contact)
    assert applied["formed_by"] == "operator:op-1"
    assert (applied["due"]["rule"], applied["due"]["on"]) == ("urgent-help", TODAY)
    assert applied["person_name"] == "Соколова Анна Викторовна"

    assigned = worker.step(applied, "provider", provider="Центр социального обслуживания")
    assert assigned["state"] == "assigned"

    provided = worker.step(assigned, "act", act=ACT)
    assert (provided["state"], provided["act_number"]) == ("provided", "А-26-000001")
    assert provided["act_formed_by"] == "operator:cw-1"
    # Five working days from Friday, 20 November 2026.
    assert (provided["due"]["rule"], provided["due"]["on"]) == ("act-signature", "2026-11-27")

    signed = worker.step(provided, "signature", signed_on=TODAY, papers_seen=True)
    assert (signed["state"], signed["identity"], signed["due"]) == ("signed", "papers", None)
    assert [step["action"] for step in signed["history"]] == ["opened", "assigned", "provided", "signed"]
    assert [step["version"] for step in signed["history"]] == [1, 2, 3, 4]
    assert signed["may"] == []


def test_acts_are_counted_apart_from_applications(call: Call, worker: Worker) -> None:
    form(call, person=call.person)
    second = worker.step(form(call, person=call.person), "act", act=ACT, provider="Центр")
    assert (second["number"], second["act_number"]) == ("У-26-000002", "А-26-000001")


def test_who_has_no_passport_is_written_down_as_they_say(call: Call, worker: Worker) -> None:
    applied = form(call, text=named())
    assert (applied["identity"], applied["person"]) == ("said", None)
    seen = worker.get(f"urgent/{applied['number']}").json()
    assert seen["text"]["recipient_name"] == "Пётр Без-Паспорта"


def test_a_psychologist_helps_who_gives_no_name_and_nobody_signs(region: Region) -> None:
    call = Call(region, None)
    told = {"kinds": ["psychological-help"], "identity": "unnamed", "text": {"trouble": "Тяжело."}}
    applied = form(call, **told)
    done = call.send(
        "POST",
        f"/v1/desk/urgent/{applied['number']}/act",
        {
            "version": 1,
            "provider": "Контакт-центр",
            "act": {"given": ["psychological-help"], "provided_on": TODAY},
        },
    ).json()
    assert (done["state"], done["unsigned_reason"], done["due"]) == ("unsigned", "unnamed", None)
    assert done["act_number"] == "А-26-000001"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"identity": "unnamed"}, "urgent-name-missing"),  # food is handed to somebody
        ({}, "urgent-name-missing"),
        ({"identity": "papers", "text": named()}, "urgent-papers-unseen"),
        ({"kinds": ["gold"], "text": named()}, "urgent-kind-unknown"),
        ({"kinds": [], "text": named()}, "body-invalid"),
        ({"needed_on": "2026-11-19", "text": named()}, "urgent-date-wrong"),
        ({"person": "00000000-0000-4000-8000-000000000000"}, "identification-other-person"),
    ],
)
def test_what_an_application_must_say(call: Call, told: dict[str, object], code: str) -> None:
    answer = call.send("POST", "/v1/desk/urgent", {**FOOD, **told})
    assert refusal(answer).code == code


def test_the_register_is_asked_about_who_comes_to_a_desk(worker: Worker) -> None:
    answer = worker.send("urgent", {**FOOD, "person": "00000000-0000-4000-8000-000000000000"})
    assert refusal(answer).code == "person-unknown"
    formed = worker.must("urgent", {**FOOD, "identity": "papers", "text": named()})
    assert (formed["identity"], formed["contact"]) == ("papers", None)


def test_by_phone_an_act_is_written_only_of_what_is_given_by_phone(call: Call) -> None:
    food = form(call, person=call.person)
    path, act = f"/v1/desk/urgent/{food['number']}", {"version": 1, "provider": "Центр", "act": ACT}
    assert refusal(call.send("POST", f"{path}/act", act)).code == "urgent-desk-only"
    assert "provided" not in food["may"]
    advice = form(call, person=call.person, kinds=["advice-on-rights"])
    given = {**act, "act": {**ACT, "given": ["advice-on-rights"]}}
    done = call.send("POST", f"/v1/desk/urgent/{advice['number']}/act", given)
    assert done.json()["state"] == "provided"
    for what, body in (
        ("signature", {"version": 2, "signed_on": TODAY}),
        ("no-signature", {"version": 2, "reason": "declined", "note": "нет"}),
        ("refusal", {"version": 2, "note": "нет"}),
    ):
        refused = call.send("POST", f"/v1/desk/urgent/{advice['number']}/{what}", body)
        assert refusal(refused).code == "urgent-desk-only", what


def test_the_act_names_who_gave_it_and_its_days_are_possible(call: Call, worker: Worker) -> None:
    applied = form(call, person=call.person)
    assert worker.refused(applied, "act", act=ACT).code == "urgent-provider-missing"
    tomorrow = {**ACT, "provided_on": "2026-11-21"}
    assert worker.refused(applied, "act", act=tomorrow, provider="Центр").code == "urgent-date-wrong"
    backwards = {**ACT, "until": "2026-11-19"}
    assert worker.refused(applied, "act", act=backwards, provider="Центр").code == "urgent-date-wrong"
    provided = worker.step(applied, "act", act=ACT, provider="Центр")
    assert worker.refused(provided, "signature", signed_on="2026-11-21").code == "urgent-date-wrong"
    assert worker.refused(provided, "signature", signed_on="2026-11-19").code == "urgent-date-wrong"


def test_an_act_may_stay_without_a_signature_and_be_signed_after_all(call: Call, worker: Worker) -> None:
    provided = worker.step(form(call, person=call.person), "act", act=ACT, provider="Центр")
    left = worker.step(provided, "no-signature", reason="not_found", note="Уехал, телефон молчит.")
    assert (left["state"], left["unsigned_reason"], left["due"]) == ("unsigned", "not_found", None)
    assert left["history"][-1]["note"] == "Уехал, телефон молчит."
    signed = worker.step(left, "signature", signed_on=TODAY)
    assert (signed["state"], signed["unsigned_reason"]) == ("signed", "")


@pytest.mark.parametrize(("what", "state"), [("refusal", "refused"), ("withdrawal", "withdrawn")])
def test_no_help_says_why_and_ends_it(call: Call, worker: Worker, what: str, state: str) -> None:
    ended = worker.step(form(call, person=call.person), what, note="Помощь уже дали в больнице.")
    assert (ended["state"], ended["due"], ended["may"]) == (state, None, [])
    assert worker.refused(ended, "act", act=ACT, provider="Центр").code == "urgent-state"


def test_what_waits_stands_with_the_nearest_term_first(call: Call, worker: Worker) -> None:
    later = form(call, person=call.person, needed_on="2026-11-25")
    now = form(call, person=call.person)
    first = worker.step(form(call, person=call.person), "act", act=ACT, provider="Центр")
    call.region.clock.forward(days=10)
    second = worker.must("urgent", {**FOOD, "identity": "papers", "text": named()})
    second = worker.step(second, "act", act={**ACT, "provided_on": "2026-11-30"}, provider="Центр")
    waiting = worker.get("urgent-work").json()
    assert [line["act_number"] for line in waiting["unsigned"]] == [
        first["act_number"],
        second["act_number"],
    ]
    assert [line["due"]["overdue"] for line in waiting["unsigned"]] == [True, False]
    assert [line["number"] for line in waiting["open"]] == [now["number"], later["number"]]
    assert "Соколова" not in str(waiting) and "Петров" not in str(waiting)


def test_each_look_and_step_is_in_the_journal(call: Call, worker: Worker) -> None:
    applied = form(call, person=call.person)
    worker.get(f"urgent/{applied['number']}")
    worker.step(applied, "provider", provider="Центр")
    with call.region.database.maintenance() as connection:
        lines = audit.of_person(connection, str(call.person))
    told = {(line.action, line.actor, line.purpose) for line in lines if line.action.startswith("urgent.")}
    assert told == {
        ("urgent.opened", "operator:op-1", applied["number"]),
        ("urgent.view", "operator:cw-1", applied["number"]),
        ("urgent.step", "operator:cw-1", applied["number"]),
    }


def test_formed_twice_by_a_lost_answer_it_is_one(call: Call) -> None:
    headers = {**call.headers, "Idempotency-Key": "k" * 32}
    body = {**FOOD, "person": call.person}
    made = [call.region.http.post("/v1/desk/urgent", headers=headers, json=body).json() for _ in range(2)]
    assert made[0] == made[1]


def test_the_speaker_is_kept_beside_the_recipient(region: Region) -> None:
    speaker = enter(region, "Соколов")
    call = Call(region, None, speaker=speaker)
    applied = form(call, text=named("Мать соседа"))
    assert (applied["speaker"], applied["person"]) == (speaker, None)
    assert applied["speaker_name"].startswith("Соколов ")
    assert applied["relation"] == "parent"
