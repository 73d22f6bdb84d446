"""Whom a contact is for, its notes in two tabs, passing it on."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
from sqlalchemy import select

from backend.contacts.tables import contacts
from backend.people.tables import people
from tests.backend.app_http import code_of
from tests.backend.contacts.desk import E164, Operator, Phone
from tests.backend.contacts.talk import identify, journal, talking
from tests.backend.region import Region


def test_nobody_is_chosen_by_the_number(region: Region, phone: Phone, olga: Operator) -> None:
    person = region.person()
    with region.database.maintenance() as connection:
        connection.execute(people.update().values(phone=E164))
    contact = talking(phone, olga)
    assert olga.only()["person"] is None
    attached = olga.put(f"contacts/{contact}/person", person=person).json()
    assert (attached["person"], attached["speaker"], attached["level"]) == (person, person, "none")
    assert journal(region) == [("contact.person", person, None)]


def test_both_identities_are_kept_and_seen(region: Region, phone: Phone, olga: Operator) -> None:
    child, mother = region.person(first_name="Егор"), region.person()
    contact = talking(phone, olga)
    asked = {"person": child, "speaker": mother, "relation": "parent"}
    assert code_of(olga.put(f"contacts/{contact}/person", **asked)) == "contact-ground-missing"
    told = olga.put(f"contacts/{contact}/person", **asked, ground="Свидетельство о рождении").json()
    assert (told["person"], told["speaker"], told["relation"]) == (child, mother, "parent")
    olga.get(f"contacts/{contact}")
    assert journal(region) == [("contact.person", child, mother), ("contact.view", child, mother)]


def test_another_person_is_not_identified_yet(region: Region, phone: Phone, olga: Operator) -> None:
    first, second = region.person(), region.person()
    contact = talking(phone, olga)
    olga.put(f"contacts/{contact}/person", person=first)
    identify(region, olga, contact)
    assert olga.put(f"contacts/{contact}/person", person=first).json()["level"] == "data"
    assert olga.put(f"contacts/{contact}/person", person=second).json()["level"] == "none"


def test_an_unknown_person(phone: Phone, olga: Operator) -> None:
    contact = talking(phone, olga)
    assert code_of(olga.put(f"contacts/{contact}/person", person="nobody")) == "contact-person-unknown"
    assert code_of(olga.get(f"contacts/{contact}/earlier")) == "identification-too-low"
    assert code_of(olga.get("contacts/00000000-0000-0000-0000-000000000000")) == "contact-unknown"


def test_who_wishes_to_stay_unnamed_leaves_no_number(region: Region, phone: Phone, olga: Operator) -> None:
    contact = talking(phone, olga)
    olga.put(f"contacts/{contact}/person", person=region.person())
    unnamed = olga.put(f"contacts/{contact}/person", anonymous=True).json()
    assert (unnamed["person"], unnamed["speaker"], unnamed["number"]) == (None, None, "")
    phone.tells("ringing")  # the exchange repeats itself, with the number
    with region.database.maintenance() as connection:
        row = connection.execute(select(contacts)).mappings().one()
    assert (row["number_sealed"], row["number_hash"]) == (None, None)
    soon = (region.clock.now + timedelta(hours=1)).isoformat()
    assert code_of(olga.post(f"contacts/{contact}/call-back", wanted_at=soon)) == "contact-number-missing"
    both = olga.put(f"contacts/{contact}/person", anonymous=True, person="x")
    assert code_of(both) == "body-invalid"


def test_a_visit_is_one_contact_in_two_tabs(olga: Operator) -> None:
    first, second = olga.visit(), olga.visit()
    assert (first["contact"], first["state"]) == (second["contact"], "talking")
    ended = olga.post(f"contacts/{first['contact']}/steps", step="end").json()
    assert ended["state"] == "wrap_up"
    assert code_of(olga.post(f"contacts/{first['contact']}/steps", step="hold")) == "contact-not-talking"


def test_a_number_that_is_none_is_refused_at_the_desk(olga: Operator) -> None:
    refused = olga.post("contacts", call="x", channel="phone", direction="out", number="12345")
    assert code_of(refused) == "phone-invalid"


def test_notes_of_two_tabs_come_back_both(olga: Operator) -> None:
    contact = olga.visit()["contact"]
    hostile = "<script>alert(1)</script> \u202e" + "ю" * 9_000
    assert olga.put(f"contacts/{contact}/notes", notes=hostile, version=0).json()["notes"] == hostile
    stale = olga.put(f"contacts/{contact}/notes", notes="Второе окно", version=0)
    assert code_of(stale) == "contact-notes-changed"
    told = stale.json()
    assert (told["stored"], told["sent"], told["version"]) == (hostile, "Второе окно", 1)
    merged = olga.put(f"contacts/{contact}/notes", notes="Оба", version=1).json()
    assert (merged["notes"], merged["notes_version"]) == ("Оба", 2)
    again = olga.put(f"contacts/{contact}/notes", notes="Оба", version=1)  # its answer was lost
    assert (again.status_code, again.json()["notes_version"]) == (200, 2)
    assert code_of(olga.put(f"contacts/{contact}/notes", notes="x" * 10_001, version=2)) == "body-invalid"


def test_notes_are_saved_after_the_end(olga: Operator) -> None:
    """The line was down when the operator wrapped up."""
    contact = olga.visit()["contact"]
    olga.post(f"contacts/{contact}/wrap-up", topic="other", outcome="answered")
    assert olga.put(f"contacts/{contact}/notes", notes="Позже", version=0).json()["notes"] == "Позже"
    assert code_of(olga.put(f"contacts/{contact}/person", person="x")) == "contact-closed"


def test_wrapped_up_twice(olga: Operator) -> None:
    contact = olga.visit()["contact"]
    for _ in range(2):
        done = olga.post(f"contacts/{contact}/wrap-up", topic="other", outcome="answered")
        assert done.json()["state"] == "closed"
    assert code_of(olga.post(f"contacts/{contact}/wrap-up", topic="other", outcome="no")) == "contact-closed"


def test_a_transfer_carries_everything(
    region: Region, phone: Phone, second_phone: Phone, olga: Operator, pavel: Operator
) -> None:
    person = region.person()
    contact = talking(phone, olga)
    olga.put(f"contacts/{contact}/person", person=person)
    identify(region, olga, contact)
    olga.put(f"contacts/{contact}/notes", notes="Ищет льготы", version=0)
    passed = olga.post(f"contacts/{contact}/transfer", operator="pavel", once="k" * 20).json()
    again = olga.post(f"contacts/{contact}/transfer", operator="pavel", once="k" * 20).json()
    assert passed == again
    assert olga.only()["state"] == "wrap_up"
    got = pavel.only()
    assert (got["state"], got["parent"], got["person"], got["level"]) == ("ringing", contact, person, "data")
    assert (got["number"], got["notes"]) == (E164, "Ищет льготы")
    second_phone.tells("ringing", "b@pbx", number="101")  # olga's own extension dials pavel
    second_phone.tells("answered", "b@pbx", number="101")
    assert pavel.only()["contact"] == got["contact"]
    assert pavel.only()["state"] == "talking"


def test_a_stranger_does_not_come_by_a_transferred_contact(
    region: Region, phone: Phone, second_phone: Phone, olga: Operator, pavel: Operator
) -> None:
    contact = talking(phone, olga)
    olga.put(f"contacts/{contact}/person", person=region.person())
    olga.post(f"contacts/{contact}/transfer", operator="pavel")
    second_phone.tells("ringing", "c@pbx", number="anonymous")
    second_phone.tells("ringing", "d@pbx", number="+7 999 000-11-22")
    persons = [each["person"] for each in pavel.in_hand()]
    assert len(persons) == 3
    assert persons.count(None) == 2


def test_a_transfer_to_nobody(region: Region, phone: Phone, olga: Operator, pavel: Operator) -> None:
    contact = talking(phone, olga)
    for colleague in ("nobody", "olga"):
        refused = olga.post(f"contacts/{contact}/transfer", operator=colleague)
        assert code_of(refused) == "contact-colleague-unknown"
    phone.tells("ended")
    refused = olga.post(f"contacts/{contact}/transfer", operator="pavel")
    assert code_of(refused) == "contact-not-talking"
    assert pavel.in_hand() == []


def test_two_colleagues_pass_on_to_each_other_at_once(
    region: Region, phone: Phone, second_phone: Phone, olga: Operator, pavel: Operator
) -> None:
    mine, theirs = talking(phone, olga), talking(second_phone, pavel, "z@pbx")

    async def both() -> list[httpx.Response]:
        async with region.http.open() as client:
            asked = [
                client.post(
                    f"/v1/desk/contacts/{contact}/transfer",
                    json={"operator": to.id},
                    headers={**by.headers, "Idempotency-Key": by.id * 8},
                )
                for contact, by, to in ((mine, olga, pavel), (theirs, pavel, olga))
            ]
            return await asyncio.gather(*asked)

    assert [each.status_code for each in asyncio.run(both())] == [200, 200]


def test_earlier_contacts_of_the_person(region: Region, olga: Operator) -> None:
    person = region.person()
    for name, topic in (("one", "card-lost"), ("two", "other")):
        contact = olga.visit(name)["contact"]
        olga.put(f"contacts/{contact}/person", person=person)
        olga.put(f"contacts/{contact}/notes", notes=f"О {topic}", version=0)
        if topic == "card-lost":
            olga.post(f"contacts/{contact}/wrap-up", topic=topic, outcome="answered")
            region.clock.forward(hours=1)
    training = olga.visit("three", training=True)["contact"]
    olga.put(f"contacts/{training}/person", person=person)
    assert code_of(olga.get(f"contacts/{contact}/earlier")) == "identification-too-low"
    identify(region, olga, contact)
    (earlier,) = olga.get(f"contacts/{contact}/earlier").json()["contacts"]
    assert (earlier["topic"], earlier["notes"]) == ("card-lost", "О card-lost")
    assert journal(region)[-1] == ("contact.earlier", person, None)


def test_a_training_contact_says_so(olga: Operator) -> None:
    assert olga.visit(training=True)["training"] is True


def test_others_have_no_desk(region: Region) -> None:
    for role in ("kiosk", "technician", "auditor"):
        assert code_of(Operator(region, "x", role).get("call")) == "role-missing"
    assert code_of(region.http.get("/v1/desk/call")) == "token-missing"
