"""The operator's place: what stands beside a call, what waits between two, who is free, what is forgotten."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from backend.contacts.service import forgetting
from backend.contacts.tables import call_backs, contacts
from backend.contract.identification import CONTACT_HEADER
from tests.backend.app_http import code_of
from tests.backend.contacts.desk import E164, Operator, Phone, add_operator
from tests.backend.contacts.talk import identify, journal, talking
from tests.backend.region import Region

KEPT = timedelta(days=365)


def test_beside_a_call_stands_who_it_is_for_and_what_may_be_done(
    region: Region, phone: Phone, olga: Operator
) -> None:
    person, contact = region.person(), talking(phone, olga)
    other = olga.visit("visit")["contact"]
    nobody = olga.get(f"contacts/{contact}/workplace").json()
    assert (nobody["person"], nobody["level"], nobody["contact"]["number"]) == (None, "none", E164)
    assert [each["contact"] for each in nobody["others"]] == [other]
    olga.put(f"contacts/{contact}/person", person=person)
    known = olga.get(f"contacts/{contact}/workplace").json()
    assert (known["person"]["short_name"], known["person"]["birth_year"]) == (
        "Иванова\N{NO-BREAK SPACE}М.\N{NO-BREAK SPACE}П.",
        1948,
    )
    assert known["needs"]["open_file"] == "data"
    assert "open_file" not in known["do"]
    identify(region, olga, contact)
    sure = olga.get(f"contacts/{contact}/workplace").json()
    assert sure["level"] == "data"
    assert "open_file" in sure["do"]
    assert "open_file" not in sure["needs"]
    assert journal(region)[-1] == ("contact.view", person, None)


def test_a_colleagues_place_is_closed(phone: Phone, olga: Operator, pavel: Operator) -> None:
    contact = talking(phone, olga)
    assert code_of(pavel.get(f"contacts/{contact}/workplace")) == "contact-not-yours"
    assert code_of(pavel.get(f"contacts/{contact}/earlier")) == "contact-not-yours"
    assert code_of(pavel.put(f"contacts/{contact}/topic", topic="x")) == "contact-not-yours"


def test_a_header_does_not_lend_another_contacts_level(region: Region, phone: Phone, olga: Operator) -> None:
    sure, unsure = talking(phone, olga), olga.visit("visit")["contact"]
    for contact in (sure, unsure):
        olga.put(f"contacts/{contact}/person", person=region.person())
    identify(region, olga, sure)
    headers = {**olga.headers, CONTACT_HEADER: sure}
    lent = region.http.get(f"/v1/desk/contacts/{unsure}/earlier", headers=headers)
    assert code_of(lent) == "identification-too-low"


def test_the_start_says_where_one_sits_and_what_waits(region: Region, phone: Phone, olga: Operator) -> None:
    irina = add_operator(region, "irina")
    start = irina.get("start").json()
    assert (start["line"], start["lines"], start["presence"]) == ("", [], "ready")
    assert olga.get("start").json()["line"] == "desk-1"
    region.clock.forward(hours=17)  # olga went home without a word
    assert irina.get("start").json()["lines"] == ["desk-1"]
    assert irina.sit("desk-1").status_code == 200
    assert olga.get("start").json()["line"] == ""


def test_the_ring_names_nobody_and_is_no_look(region: Region, phone: Phone, olga: Operator) -> None:
    silent = olga.get("ring").json()
    assert (silent["ringing"], silent["talking"]) == ("", "")
    phone.tells("ringing")
    contact = olga.only()["contact"]
    ring = olga.get(f"ring?seen={silent['turn']}&wait=5").json()
    assert (ring["ringing"], ring["talking"]) == (contact, "")
    assert ring["turn"] > silent["turn"]
    olga.put(f"contacts/{contact}/person", person=region.person())
    before = journal(region)
    phone.tells("answered")
    assert olga.get("ring").json()["talking"] == contact
    assert journal(region) == before


def test_what_is_about_to_be_dialled_does_not_ring(olga: Operator) -> None:
    told = olga.post("contacts", call="x", channel="phone", direction="out", number="8 921 123-45-67").json()
    assert told["state"] == "ringing"
    assert olga.get("ring").json()["ringing"] == ""


def test_who_is_free_stands_first(phone: Phone, olga: Operator, pavel: Operator, region: Region) -> None:
    add_operator(region, "irina")

    def seen() -> dict[str, str]:
        return {each["operator"]: each["state"] for each in pavel.get("colleagues").json()["colleagues"]}

    assert seen() == {"olga": "free", "irina": "away"}
    assert next(iter(seen())) == "olga"
    olga.put("presence", presence="pause")
    assert seen()["olga"] == "pause"
    contact = talking(phone, olga)
    assert seen()["olga"] == "busy"
    olga.post(f"contacts/{contact}/steps", step="end")
    assert seen()["olga"] == "after_call"
    olga.post(f"contacts/{contact}/wrap-up", topic="other", outcome="answered")
    assert seen()["olga"] == "pause"
    olga.put("presence", presence="ready")
    assert seen()["olga"] == "free"


def test_a_pause_keeps_its_beginning(region: Region, olga: Operator) -> None:
    first = olga.put("presence", presence="pause").json()["since"]
    region.clock.forward(minutes=5)
    assert olga.put("presence", presence="pause").json()["since"] == first


def test_a_topic_is_chosen_while_people_talk(phone: Phone, olga: Operator) -> None:
    contact = talking(phone, olga)
    assert olga.put(f"contacts/{contact}/topic", topic="card-lost").json()["topic"] == "card-lost"
    assert code_of(olga.put(f"contacts/{contact}/topic", topic="Тема")) == "body-invalid"
    olga.post(f"contacts/{contact}/wrap-up", topic="card-lost", outcome="card-blocked")
    assert code_of(olga.put(f"contacts/{contact}/topic", topic="other")) == "contact-closed"


def test_notes_are_no_news_to_other_pages(phone: Phone, olga: Operator) -> None:
    contact = talking(phone, olga)
    turn = olga.get("ring").json()["turn"]
    olga.put(f"contacts/{contact}/notes", notes="Текст", version=0)
    assert olga.get("ring").json()["turn"] == turn


def test_calls_long_past_name_nobody(region: Region, phone: Phone, olga: Operator) -> None:
    contact = talking(phone, olga)
    olga.put(f"contacts/{contact}/person", person=region.person())
    olga.put(f"contacts/{contact}/notes", notes="Живёт одна", version=0)
    soon = (region.clock.now + timedelta(hours=1)).isoformat()
    olga.post(f"contacts/{contact}/call-back", wanted_at=soon)
    olga.post(f"contacts/{contact}/wrap-up", topic="other", outcome="answered")
    region.clock.forward(days=200)
    recent = talking(phone, olga, "b@pbx")
    olga.post(f"contacts/{recent}/wrap-up", topic="other", outcome="answered")
    region.clock.forward(days=166)

    def sweep() -> int:
        with region.database.maintenance() as connection:
            now = region.clock.now
            return forgetting.forget(connection, now - KEPT, now)

    assert (sweep(), sweep()) == (1, 0)
    with region.database.maintenance() as connection:
        rows = {row["contact"]: row for row in connection.execute(select(contacts)).mappings()}
        assert connection.execute(select(call_backs)).first() is None
    past, kept = rows[contact], rows[recent]
    named = ("number_sealed", "number_hash", "call_hash", "person", "speaker", "notes_sealed")
    assert [past[name] for name in named] == [None] * len(named)
    assert (past["topic"], past["outcome"], past["started_at"]) == ("other", "answered", past["started_at"])
    assert kept["number_sealed"] is not None
