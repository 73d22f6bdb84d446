"""From the hold to «оплачено»: told of by the bank, by a terminal, too late, too little, twice."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest

from backend.bookings.service import providing
from backend.bookings.values import Asking
from backend.contract.notice_seal import seal
from backend.payments.service import taking_money
from backend.payments.values import MoneyTaken, MoneyTold
from tests.backend.app_http import code_of
from tests.backend.events.box_office import SECRET, BoxOffice
from tests.backend.events.theatre import REVIZOR
from tests.backend.reception.desk import Citizen

TWO = [1, 2]


def booked(maria: Citizen, *chosen: int) -> tuple[httpx.Response, dict[str, Any]]:
    """Two seats of 800 roubles each; the hold, and what confirming told."""
    held = maria.hold(REVIZOR, seats=len(chosen) or 2, chosen=list(chosen) or TWO)
    answer = maria.confirm(held)
    assert answer.status_code == 200, answer.text
    return held, answer.json()


def payments(maria: Citizen, number: str) -> str:
    """What the door's reader is told of the ticket."""
    maria.enter_pin()
    own = {each["number"]: each["ticket"] for each in maria.get("/v1/bookings").json()["bookings"]}
    checked = maria.kiosk.region.http.post(
        "/v1/tickets/check", json={"qr": own[number]["qr"]}, headers=maria.kiosk.headers
    ).json()
    assert checked["payment"] == own[number]["payment"]
    return str(checked["payment"])


def test_a_ticket_is_due_with_a_code_for_any_bank(office: BoxOffice, maria: Citizen) -> None:
    held, told = booked(maria)
    invoice = told["invoice"]
    assert (invoice["state"], invoice["amount_kopecks"], invoice["paid_kopecks"]) == ("due", 1600_00, 0)
    assert invoice["qr"].startswith("ST00012|Name=МБУК «Областной театр»|")
    assert f"|Sum=160000|Purpose=Оплата билетов, заказ {invoice['number']}" in invoice["qr"]
    assert {ticket["payment"] for ticket in told["tickets"]} == {"due"}
    assert told["tickets"][0]["pay_until"] == invoice["pay_until"]
    assert office.invoice(held) == invoice
    assert [each.kind for each in office.told if each.pay_until is not None] == ["confirmed"] * 2


def test_confirming_once_more_asks_once(office: BoxOffice, maria: Citizen) -> None:
    held = maria.hold(REVIZOR, seats=2, chosen=TWO)
    first, again = maria.confirm(held), maria.confirm(held)
    assert first.json()["invoice"] == again.json()["invoice"]
    assert office.balance() == []


def test_the_bank_tells_and_the_ticket_says_paid(office: BoxOffice, maria: Citizen) -> None:
    held, told = booked(maria)
    number = told["invoice"]["number"]
    assert office.notice(number, 1600_00, "n-1").json() == {"known": False}
    invoice = office.invoice(held)
    assert (invoice["state"], invoice["qr"]) == ("paid", "")
    assert payments(maria, told["tickets"][0]["number"]) == "paid"
    assert office.news()[-1] == "paid"
    assert office.balance() == []


def test_the_same_notice_again_changes_nothing(office: BoxOffice, maria: Citizen) -> None:
    held, told = booked(maria)
    number = told["invoice"]["number"]
    office.notice(number, 600_00, "n-1")
    assert office.notice(number, 600_00, "n-1").json() == {"known": True}
    assert office.invoice(held)["paid_kopecks"] == 600_00
    assert code_of(office.notice(number, 700_00, "n-1")) == "notice-differs"
    assert office.balance() == []


def test_too_little_leaves_the_rest_to_pay(office: BoxOffice, maria: Citizen) -> None:
    held, told = booked(maria)
    number = told["invoice"]["number"]
    office.notice(number, 600_00)
    invoice = office.invoice(held)
    assert (invoice["state"], invoice["paid_kopecks"]) == ("short", 600_00)
    assert "|Sum=100000|" in invoice["qr"]
    assert payments(maria, told["tickets"][0]["number"]) == "due"
    office.notice(number, 1000_00)
    assert office.invoice(held)["state"] == "paid"
    assert office.balance() == []


def test_too_much_and_twice_go_back_of_themselves(office: BoxOffice, maria: Citizen) -> None:
    _, told = booked(maria)
    number = told["invoice"]["number"]
    office.notice(number, 2000_00, "n-1")
    office.notice(number, 1600_00, "n-2")
    assert [(each["reason"], each["amount_kopecks"]) for each in office.refunds()] == [
        ("over", 400_00),
        ("twice", 1600_00),
    ]
    assert [each["money_documents"] for each in office.refunds()] == [["n-1"], ["n-2"]]
    assert office.money() == []
    assert office.balance() == []


def test_a_notice_without_the_banks_seal_is_nothing(office: BoxOffice, maria: Citizen) -> None:
    _, told = booked(maria)
    now = office.region.clock()
    body = json.dumps(
        {
            "notice": "n-1",
            "invoice": told["invoice"]["number"],
            "amount_kopecks": 1600_00,
            "paid_at": now.isoformat(),
        }
    ).encode()
    for sealed in (
        "",
        seal("another secret that is long enough, yes", body, now),
        seal(SECRET, body + b" ", now),
        seal(SECRET, body, now - timedelta(minutes=6)),
        seal(SECRET, body, now + timedelta(minutes=6)),
    ):
        assert code_of(office.send_notice(body, sealed)) == "notice-unsigned"
    assert office.send_notice(body, seal(SECRET, body, now)).status_code == 200


def test_unpaid_seats_come_free_after_the_grace(office: BoxOffice, maria: Citizen) -> None:
    held, told = booked(maria)
    office.forward(hours=25)
    assert office.release_unpaid() == 0  # banks tell late: two hours more
    assert office.invoice(held)["state"] == "due"
    office.forward(hours=1, seconds=1)
    assert office.release_unpaid() == 1
    assert set(TWO) <= office.free(REVIZOR)
    assert office.news()[-1] == "unpaid"
    assert office.invoice(held)["state"] == "overdue"
    assert office.release_unpaid() == 0
    assert office.balance() == []
    numbers = [ticket["number"] for ticket in told["tickets"]]
    looked = office.operator(f"/v1/desk/bookings?number={numbers[0]}").json()["bookings"]
    assert looked == [] or looked[0]["booking"]["ticket"]["payment"] == "overdue"


def test_who_comes_without_paying_keeps_no_seat_by_it(office: BoxOffice, maria: Citizen) -> None:
    _, told = booked(maria)
    for ticket in told["tickets"]:
        arrived = office.operator(f"/v1/desk/bookings/{ticket['number']}/arrive", {"reason": "Пришли"})
        assert arrived.json()["state"] == "arrived", arrived.text
    office.forward(hours=26, seconds=1)
    assert office.release_unpaid() == 1
    assert set(TWO) <= office.free(REVIZOR)
    assert office.balance() == []


def test_of_what_was_paid_in_part_the_part_goes_back(office: BoxOffice, maria: Citizen) -> None:
    _, told = booked(maria)
    office.notice(told["invoice"]["number"], 600_00)
    office.forward(days=2)
    office.release_unpaid()
    assert [(each["reason"], each["amount_kopecks"]) for each in office.refunds()] == [("overdue", 600_00)]
    assert office.balance() == []


def test_money_that_comes_too_late_waits_for_a_decision(office: BoxOffice, maria: Citizen) -> None:
    _, told = booked(maria)
    office.forward(days=2)
    office.release_unpaid()
    office.notice(told["invoice"]["number"], 1600_00, "late")
    (item,) = office.money()
    assert (item["state"], item["open_kopecks"], item["invoice"]) == (
        "too_late",
        1600_00,
        told["invoice"]["number"],
    )
    maria = Citizen.with_card(office.region, office.kiosk, "Петрова")
    _, anew = booked(maria, 5, 6)
    asked = {"what": "credit", "invoice": anew["invoice"]["number"], "reason": "Взяли билеты снова"}
    settled = office.operator(f"/v1/desk/money/{item['money']}/settle", asked)
    assert settled.json()["open_kopecks"] == 0, settled.text
    assert payments(maria, anew["tickets"][0]["number"]) == "paid"
    again = office.operator(f"/v1/desk/money/{item['money']}/settle", asked)
    assert code_of(again) == "money-settled"
    assert office.balance() == []


def test_money_for_no_order_of_ours_is_sent_back(office: BoxOffice) -> None:
    office.notice("123456786", 99_00, "stray")
    (item,) = office.money()
    assert (item["state"], item["invoice"]) == ("unknown", "")
    settle = f"/v1/desk/money/{item['money']}/settle"
    assert office.operator(settle, {"what": "refund", "reason": "Плательщик ошибся"}).status_code == 200
    (refund,) = office.refunds()
    done = f"/v1/desk/refunds/{refund['refund']}/done"
    assert office.operator(done, {"document": "ПП-7"}).status_code == 422  # Latin letters and digits
    assert office.operator(done, {"document": "PP-7"}).json()["state"] == "done"
    assert office.operator(done, {"document": "PP-7"}).status_code == 200
    assert code_of(office.operator(done, {"document": "PP-8"})) == "refund-done"
    assert (office.refunds(), len(office.refunds("done"))) == ([], 1)
    assert office.balance() == []


def test_a_paid_ticket_that_is_given_back_is_refunded_once(office: BoxOffice, maria: Citizen) -> None:
    _, told = booked(maria)
    office.notice(told["invoice"]["number"], 1600_00, "n-1")
    ticket = told["tickets"][0]
    nobody = Citizen(office.kiosk)
    for _ in range(2):
        assert nobody.post(f"/v1/bookings/{ticket['number']}/cancel", {"code": ticket["code"]}).is_success
    (refund,) = office.refunds()
    assert (refund["reason"], refund["amount_kopecks"]) == ("cancelled", 800_00)
    assert (refund["booking"], refund["money_documents"]) == (ticket["number"], ["n-1"])
    assert payments(maria, ticket["number"]) == "refund_due"
    assert payments(maria, told["tickets"][1]["number"]) == "paid"
    office.operator(f"/v1/desk/refunds/{refund['refund']}/done", {"document": "PP-9"})
    assert payments(maria, ticket["number"]) == "refunded"
    assert office.balance() == []


def test_a_ticket_given_back_before_paying_lessens_the_sum(office: BoxOffice, maria: Citizen) -> None:
    held, told = booked(maria)
    nobody = Citizen(office.kiosk)
    first, second = told["tickets"]
    nobody.post(f"/v1/bookings/{first['number']}/cancel", {"code": first["code"]})
    assert office.invoice(held)["amount_kopecks"] == 800_00
    office.notice(told["invoice"]["number"], 300_00)
    nobody.post(f"/v1/bookings/{second['number']}/cancel", {"code": second["code"]})
    assert [(each["reason"], each["amount_kopecks"]) for each in office.refunds()] == [("cancelled", 300_00)]
    assert office.balance() == []


def test_what_a_terminal_took_is_paid_and_the_bank_confirms_it_later(
    office: BoxOffice, maria: Citizen
) -> None:
    held, told = booked(maria)
    slip = {
        "terminal": "T-1",
        "reference": "628811223344",
        "amount_kopecks": 1600_00,
        "approved_at": office.region.clock().isoformat(),
    }
    path, headers = f"/v1/holds/{held.json()['hold']}/invoice/slips", {"Okno-Hold": held.json()["token"]}
    assert maria.post(path, slip, "", **headers).json()["state"] == "paid"
    assert maria.post(path, slip, "", **headers).json()["state"] == "paid"  # its answer was lost
    assert code_of(maria.post(path, slip, "", **{"Okno-Hold": "x" * 43})) == "booking-unknown"
    office.forward(days=3)
    assert [(each["confirmed"], each["open_kopecks"]) for each in office.money()] == [(False, 0)]
    number = told["invoice"]["number"]
    notice = office.notice(number, 1600_00, terminal="T-1", reference="628811223344")
    assert notice.json() == {"known": True}
    assert office.money() == []
    assert office.balance() == []


def test_an_invoice_is_shown_to_its_holder_and_by_the_code(office: BoxOffice, maria: Citizen) -> None:
    _, told = booked(maria)
    ticket = told["tickets"][0]
    path = f"/v1/bookings/{ticket['number']}/invoice"
    assert Citizen(office.kiosk).post(path, {"code": ticket["code"]}).json() == told["invoice"]
    wrong = f"{(int(ticket['code']) + 1) % 10_000:04d}"
    assert code_of(Citizen(office.kiosk).post(path, {"code": wrong})) == "booking-unknown"
    assert code_of(Citizen(office.kiosk).post(path, {})) == "session-missing"
    maria.enter_pin()
    assert maria.post(path, {}).json()["number"] == told["invoice"]["number"]
    other = Citizen.with_card(office.region, office.kiosk, "Петрова")
    other.enter_pin()
    assert code_of(other.post(path, {})) == "booking-unknown"


@pytest.mark.parametrize("path", ["/v1/desk/money", "/v1/desk/refunds"])
def test_the_till_is_for_operators(office: BoxOffice, path: str) -> None:
    assert office.region.http.get(path, headers=office.kiosk.headers).status_code == 403


def told_by_statement(office: BoxOffice, key: str, invoice: str, kopecks: int) -> MoneyTaken:
    """A line of the bank's statement."""
    now = office.region.clock()
    told = MoneyTold("statement", key, "117", now, kopecks, (invoice,), "clinic-1")
    return office.house.run(partial(taking_money.take, told=told, now=now, tell=office.region.services.tell))


@pytest.mark.parametrize("statement_first", [False, True])
def test_a_notice_and_the_statement_tell_of_one_payment(
    office: BoxOffice, maria: Citizen, statement_first: bool
) -> None:
    held, told = booked(maria)
    number = told["invoice"]["number"]
    if statement_first:
        assert not told_by_statement(office, "s-1", number, 1600_00).known
        assert office.notice(number, 1600_00, "n-1").json() == {"known": True}
    else:
        office.notice(number, 1600_00, "n-1")
        assert told_by_statement(office, "s-1", number, 1600_00).known
    assert told_by_statement(office, "s-1", number, 1600_00).known
    assert (office.invoice(held)["state"], office.refunds()) == ("paid", [])
    # A second payment is one, whoever tells of it first, and again only once.
    assert told_by_statement(office, "s-2", number, 1600_00).state == "twice"
    office.notice(number, 1600_00, "n-2")
    assert [each["reason"] for each in office.refunds()] == ["twice"]
    assert office.balance() == []


def test_money_on_another_account_is_not_credited(office: BoxOffice, maria: Citizen) -> None:
    held, told = booked(maria)
    now = office.region.clock()
    elsewhere = MoneyTold("statement", "s-1", "117", now, 1600_00, (told["invoice"]["number"],), "clinic-2")
    taken = office.house.run(
        partial(taking_money.take, told=elsewhere, now=now, tell=office.region.services.tell)
    )
    assert taken.state == "unknown"
    assert office.invoice(held)["state"] == "due"


def test_what_is_none_of_ours_is_set_aside(office: BoxOffice) -> None:
    told_by_statement(office, "s-1", "123456786", 5000_00)
    (item,) = office.money()
    asked = {"what": "set_aside", "reason": "Аренда"}
    settle = f"/v1/desk/money/{item['money']}/settle"
    assert office.operator(settle, asked).json()["open_kopecks"] == 0
    assert office.money() == []
    assert code_of(office.operator(settle, asked)) == "money-settled"
    assert office.balance() == []


def test_a_closed_date_sends_everything_back(office: BoxOffice, maria: Citizen) -> None:
    held, told = booked(maria)
    office.notice(told["invoice"]["number"], 1600_00)
    asking = Asking("operator:op-1", "provider", 2, office.region.clock())
    close = partial(
        providing.close_slot, asking=asking, slot=REVIZOR, reason="Ремонт", tell=office.region.services.tell
    )
    office.house.run(close)
    assert [(each["reason"], each["amount_kopecks"]) for each in office.refunds()] == [
        ("provider", 800_00),
        ("provider", 800_00),
    ]
    assert office.invoice(held)["state"] == "paid"
    assert office.balance() == []
