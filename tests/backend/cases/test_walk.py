"""A petition from the call to its closing, and what the law asks of each step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from backend.audit import service as audit
from backend.cases.tables import case_steps
from tests.backend.cases.conftest import Desk, refusal
from tests.backend.region import Region


def test_a_petition_from_the_call_to_its_closing(region: Region, desk: Desk, maria: str) -> None:
    case = desk.open(author=maria, contact="call-1")
    assert (case["number"], case["state"], case["due"]) == ("О-26-000001", "prepared", None)
    assert case["author_name"] == "Иванова Мария Петровна"
    assert case["missing"] == ["signature", "date"]

    case = desk.must(case, "handing-over")
    assert (case["state"], case["due"]) == ("awaiting_signature", None)

    region.clock.forward(days=3)  # a Monday, 23 November
    case = desk.register(case)
    assert (case["state"], case["received_on"], case["missing"]) == ("registered", "2026-11-23", [])
    due = case["due"]
    assert (due["on"], due["rule"], due["article"]) == ("2026-12-23", "petition-answer", "ст. 12, ч. 1")
    assert not due["provisional"]

    case = desk.must(case, "responsible", responsible="operator:op-2")
    case = desk.must(case, "answer", answer="Свет починят до 30 ноября.")
    assert (case["state"], case["answer"], case["due"]) == ("answered", "Свет починят до 30 ноября.", None)
    case = desk.must(case, "closing", note="Письмо ушло")
    assert case["state"] == "closed"
    actions = [step["action"] for step in case["history"]]
    assert actions == ["opened", "handed_over", "registered", "assigned", "answered", "closed"]
    assert [step["version"] for step in case["history"]] == [1, 2, 3, 4, 5, 6]
    assert case["history"][-1]["note"] == "Письмо ушло"
    with region.database.maintenance() as connection:
        looks = {(event.action, event.actor) for event in audit.of_person(connection, maria)}
    assert {("case.opened", "operator:op-1"), ("case.step", "operator:op-1")} <= looks


def test_the_telephone_starts_no_clock(desk: Desk, region: Region, maria: str) -> None:
    case = desk.open(author=maria)
    region.clock.forward(days=90)
    assert desk.view(case)["due"] is None
    by_phone = desk.step(case, "registration", channel="phone", signed=True, signed_on="2026-11-20")
    assert refusal(by_phone).code == "case-channel"
    assert by_phone.json()["allowed"] == ["kiosk", "paper", "portal", "visit"]
    assert desk.view(case)["state"] == "prepared"
    assert desk.get("case-terms").json()["cases"] == []


def test_email_is_no_channel_since_2025(desk: Desk, maria: str) -> None:
    body = {"kind": "grievance", "channel": "email", "text": {"substance": "Свет"}, "author": maria}
    assert refusal(desk.send("cases", body)).code == "case-channel"
    case = desk.open(author=maria)
    by_mail = desk.step(case, "registration", channel="email", signed=True)
    assert refusal(by_mail).code == "case-channel"


def test_an_enquiry_by_phone_runs_under_the_centres_own_rule(desk: Desk) -> None:
    case = desk.open("enquiry", text={"substance": "Где получить справку?"})
    assert (case["number"], case["state"], case["author_name"]) == ("З-26-000001", "registered", "")
    # Friday, three working days: Wednesday.
    assert (case["due"]["on"], case["due"]["rule"]) == ("2026-11-25", "enquiry-answer")
    assert refusal(desk.step(case, "extension", reason="Ждём", notice="sms")).code == "case-extension-none"
    sent_on = desk.step(case, "forwarding", body="Фонд", notice="phone")
    assert refusal(sent_on).code == "case-forwarding-none"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("maria@post.ru", "maria@post.ru"),
        ("maria@Почта.рф", "maria@xn--80a1acny.xn--p1ai"),
        ("maria@gmail.com", "case-email-foreign"),
        ("maria@ru", "email-invalid"),
        ("maria", "email-invalid"),
        ("maria@mail.ru.com", "case-email-foreign"),
    ],
)
def test_the_answer_goes_to_the_national_zone_alone(desk: Desk, maria: str, address: str, kept: str) -> None:
    text = {"substance": "Свет", "answer_email": address}
    made = desk.send("cases", {"kind": "suggestion", "channel": "phone", "text": text, "author": maria})
    told = made.json()["text"]["answer_email"] if made.status_code == 201 else refusal(made).code
    assert told == kept


def test_another_act_does_not_mind_the_zone(desk: Desk) -> None:
    case = desk.open("enquiry", text={"answer_email": "maria@gmail.com"})
    assert case["text"]["answer_email"] == "maria@gmail.com"


def test_the_term_is_extended_once_and_in_time(desk: Desk, region: Region, maria: str) -> None:
    case = desk.register(desk.open(author=maria))
    assert (case["due"]["on"], case["may_extend"]) == ("2026-12-18", True)  # the thirtieth is a Sunday
    case = desk.must(case, "extension", reason="Запросили документы", notice="letter")
    assert (case["state"], case["extended"], case["may_extend"]) == ("extended", True, False)
    assert case["due"]["rule"] == "petition-extension"
    assert case["due"]["provisional"]  # it ends in 2027, whose calendar is not published
    assert refusal(desk.step(case, "extension", reason="Ещё", notice="letter")).code == "case-extended"

    late = desk.register(desk.open(author=maria))
    region.clock.forward(days=29)
    assert not desk.view(late)["may_extend"]
    assert refusal(desk.step(late, "extension", reason="Поздно", notice="sms")).code == "case-term-over"


def test_forwarding_keeps_the_day_it_had_to_keep(desk: Desk, maria: str) -> None:
    case = desk.register(desk.open(author=maria))
    case = desk.must(case, "forwarding", body="Министерство здравоохранения", notice="letter")
    assert (case["state"], case["due"]) == ("forwarded", None)
    last = case["history"][-1]
    assert (last["due_rule"], last["due_on"]) == ("petition-forwarding", "2026-11-27")
    assert last["note"] == "Министерство здравоохранения\n[letter]"


def test_a_complaint_needs_a_ground_and_counts_working_days(desk: Desk, region: Region, maria: str) -> None:
    case = desk.open("complaint", author=maria, text={"decision": "Отказ от 5 ноября"})
    assert case["number"] == "Ж-26-000001"
    without = desk.step(case, "registration", channel="visit", signed=True)
    assert without.json()["missing"] == ["ground"]
    wrong = desk.step(case, "text", text=case["text"], ground="no-such", author=maria)
    assert refusal(wrong).code == "case-ground-unknown"
    edited = desk.must(case, "text", text=case["text"], ground="service-late", author=maria)
    case = desk.register(edited, channel="visit")
    assert (case["due"]["on"], case["due"]["rule"]) == ("2026-12-11", "complaint-decision")
    case = desk.must(case, "answer", answer="Удовлетворена")
    assert case["due"]["rule"] == "complaint-answer"  # the applicant is told the next day
    assert refusal(desk.step(case, "extension", reason="Нет", notice="sms")).code == "case-state"

    short = desk.open("complaint", author=maria, ground="papers-refused", text={"decision": "Не взяли"})
    short = desk.register(short)
    assert (short["due"]["on"], short["due"]["rule"]) == ("2026-11-27", "complaint-short")


def test_what_is_missing_is_named_and_paper_is_registered_all_the_same(desk: Desk) -> None:
    empty = {"substance": " ", "addressee": "", "answer_address": ""}
    case = desk.open("application", "paper", text=empty)
    assert (case["state"], case["due"]["rule"]) == ("received", "petition-registration")
    assert case["due"]["on"] == "2026-11-23"
    named = desk.step(case, "registration", channel="paper")
    assert refusal(named).code == "case-incomplete"
    lacking = ["addressee", "name", "answer_address", "substance", "signature", "date"]
    assert named.json()["missing"] == lacking
    by_portal = desk.step(case, "registration", channel="portal", as_it_came=True)
    assert refusal(by_portal).code == "case-incomplete"

    case = desk.must(case, "registration", channel="paper", as_it_came=True)
    assert refusal(desk.step(case, "refusal", ground="no-such")).code == "case-ground-unknown"
    case = desk.must(case, "refusal", ground="no-name")
    assert (case["state"], case["refusal"], case["due"]) == ("refused", "no-name", None)


def test_a_refusal_that_is_told_has_its_own_term(desk: Desk, maria: str) -> None:
    case = desk.register(desk.open(author=maria))
    case = desk.must(case, "refusal", ground="illegible")
    assert (case["due"]["rule"], case["due"]["on"]) == ("petition-illegible", "2026-11-27")
    assert desk.must(case, "closing")["due"] is None


def test_an_edited_text_has_to_be_signed_anew(desk: Desk, maria: str) -> None:
    case = desk.must(desk.open(author=maria), "handing-over")
    case = desk.must(case, "text", text={**case["text"], "substance": "Свет и лифт"}, author=maria)
    assert (case["state"], case["text"]["substance"]) == ("prepared", "Свет и лифт")
    registered = desk.register(case)
    assert refusal(desk.step(registered, "text", text=case["text"], author=maria)).code == "case-state"


def test_paper_of_last_week_is_dated_and_none_of_tomorrow(desk: Desk, region: Region, maria: str) -> None:
    case = desk.open(channel="paper", author=maria, received_on="2026-11-18")
    assert (case["received_on"], case["due"]["on"]) == ("2026-11-18", "2026-11-20")  # the third is a Saturday
    tomorrow = (region.clock.now + timedelta(days=1)).date().isoformat()
    body = {"kind": "grievance", "channel": "paper", "text": {}, "received_on": tomorrow}
    assert refusal(desk.send("cases", body)).code == "body-invalid"
    assert refusal(desk.step(case, "registration", channel="paper", received_on=tomorrow)).code == (
        "body-invalid"
    )


def test_nobody_unknown_and_no_kiosk_at_a_desk(desk: Desk) -> None:
    body = {"kind": "grievance", "channel": "phone", "text": {}, "author": "nobody"}
    assert refusal(desk.send("cases", body)).code == "case-person-unknown"
    assert refusal(desk.send("cases", {**body, "author": None, "channel": "kiosk"})).code == "case-channel"
    assert refusal(desk.get("cases/О-26-999999")).code == "case-unknown"


def test_nothing_readable_lies_in_the_rows(desk: Desk, region: Region, maria: str) -> None:
    case = desk.must(desk.open(author=maria), "handing-over")
    desk.must(case, "closing", note="Передумала")
    with region.database.maintenance() as connection:
        rows = connection.execute(select(case_steps.c.content, case_steps.c.note)).all()
    lying = b"".join(part for row in rows for part in row if part)
    assert "Почините".encode() not in lying
    assert "Передумала".encode() not in lying


def test_sent_twice_it_is_opened_once(desk: Desk) -> None:
    body = {"kind": "enquiry", "channel": "phone", "text": {"substance": "Часы работы?"}}
    first, second = (desk.send("cases", body, "k" * 20) for _ in range(2))
    assert first.json()["number"] == second.json()["number"]
    assert len(desk.get("cases").json()["cases"]) == 1
