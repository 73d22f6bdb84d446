"""A case worker's lists: queues decided about, money settled, refunds sent, referrals recorded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest

from backend.operators.values import Role
from backend.payments.service import taking_money
from backend.payments.values import MoneyTold
from backend.queues.values import Application
from tests.backend.identification.call import enter
from tests.backend.queues.line import CLAIMED, FIRST, Line
from tests.backend.reception.desk import BIRTH, POLICY, set_person
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, form_key, sign_in

ROSINKA = "murmansk-kindergarten-58"
LISTS = ("/queues", "/money", "/refunds", "/referrals")
HOSTILE = '<script>alert(1)</script> \N{RIGHT-TO-LEFT OVERRIDE}gnp "><img src=x onerror=alert(2)>'


@dataclass
class Office:
    """Vera at her desk, with nobody on the telephone."""

    console: ConsoleInTest
    browser: httpx.Client

    def open(self, page: str) -> httpx.Response:
        return self.browser.get(page)

    def send(self, page: str, action: str, **fields: str) -> httpx.Response:
        """What the page's form would."""
        shown = self.browser.get(page)
        once = re.search(r'name="once" value="([0-9a-f]{32})"', shown.text)
        assert once, shown.text
        return self.browser.post(action, data={"form_key": form_key(shown), "once": once[1], **fields})

    def money(self, document: str = "77", kopecks: int = 500_00) -> None:
        now = self.console.region.clock.now
        told = MoneyTold("statement", document, document, now, kopecks, ("123456782",))
        with self.console.region.database.maintenance() as connection:
            taking_money.take(connection, told, now, self.console.region.services.tell)

    def waiting(self, *grounds: object) -> Application:
        line = Line(self.console.region.database, self.console.region)
        return line.register((ROSINKA,), *grounds)  # type: ignore[arg-type]


@pytest.fixture
def office(console: ConsoleInTest, browser: httpx.Client) -> Office:
    sign_in(console, browser, console.account("vera", Role.CASE_WORKER, Role.OPERATOR), "/tickets")
    return Office(console, browser)


def hidden(page: httpx.Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page.text)
    assert found, page.text
    return found[1]


@pytest.mark.parametrize("page", LISTS)
def test_one_call_a_page_and_none_for_who_is_no_case_worker(
    office: Office, console: ConsoleInTest, page: str
) -> None:
    before = len(asked_of_backend(console))
    assert office.open(page).status_code == 200
    assert len(asked_of_backend(console)) - before <= 1
    with console.browser() as other:
        sign_in(console, other, console.account("olga", Role.OPERATOR), "/kiosks")
        refused = other.get(page if page != "/queues" else f"/queues?kind=kindergarten&place={ROSINKA}")
        assert code_on(refused) == "identification-too-low"


def test_money_is_decided_about(office: Office) -> None:
    office.money()
    shown = office.open("/money")
    assert "77" in shown.text
    money = hidden(shown, "money")
    lacking = office.send("/money", "/money/settle", money=money, what="credit", invoice="12", reason=HOSTILE)
    assert code_on(lacking) == "case-list-incomplete"
    assert 'value="12"' in lacking.text, "nothing typed is lost"
    assert "&lt;script&gt;" in lacking.text
    assert "<script>alert" not in lacking.text
    unknown = office.send(
        "/money", "/money/settle", money=money, what="credit", invoice="123 456 790", reason="Назначение"
    )
    assert code_on(unknown) == "invoice-none"
    done = office.send("/money", "/money/settle", money=money, what="refund", reason="Просит вернуть")
    assert "Сделано." in done.text
    assert "Все платежи разобраны." in done.text


def test_a_refund_is_sent_by_its_document(office: Office) -> None:
    office.money()
    money = hidden(office.open("/money"), "money")
    office.send("/money", "/money/settle", money=money, what="refund", reason="Просит вернуть")
    refund = hidden(office.open("/refunds"), "refund")
    lacking = office.send("/refunds", "/refunds/done", refund=refund, document="пп 12")
    assert code_on(lacking) == "case-list-incomplete"
    assert "Сделано." in office.send("/refunds", "/refunds/done", refund=refund, document="PP-12").text
    assert "PP-12" in office.open("/refunds?state=done").text


def test_a_referral_is_recorded_by_policy_and_taken_back(office: Office, console: ConsoleInTest) -> None:
    person = enter(console.region)
    set_person(console.region, person, policy=POLICY, birth_date=BIRTH)
    until = (console.region.clock.now + timedelta(days=30)).date().isoformat()
    told = {
        "person_number": "5100 0000 0000 0017",
        "birth_date": BIRTH.isoformat(),
        "speciality": "neurologist",
        "valid_until": until,
    }
    nobody = office.send("/referrals", "/referrals", **{**told, "birth_date": "1950-01-01"})
    assert code_on(nobody) == "person-unknown"
    assert "5100 0000 0000 0017" in nobody.text
    done = office.send("/referrals", "/referrals", **told)
    assert "Соколова" in done.text
    assert "действует" in done.text
    gone = office.send("/referrals", "/referrals/withdrawal", number=hidden(done, "number"))
    assert "отозвано" in gone.text
    assert code_on(office.send("/referrals", "/referrals", **{**told, "valid_until": ""})) == (
        "case-list-incomplete"
    )


def test_a_ground_is_confirmed_by_its_paper(office: Office) -> None:
    office.waiting(FIRST)
    waits = office.waiting(CLAIMED)
    listed = office.open(f"/queues?kind=kindergarten&place={ROSINKA}")
    assert "1 документ" in listed.text
    assert re.search(r"первоочередное.+нет", listed.text, re.DOTALL)
    page = f"/queues/{waits.number}"
    said = {"ground": CLAIMED.ground, "place": "", "decision": "confirmed"}
    assert code_on(office.send(page, f"{page}/decision", evidence="х", **said)) == "case-list-incomplete"
    done = office.send(page, f"{page}/decision", evidence="Справка МВД № 5", **said)
    assert "подтверждено" in done.text
    left = office.send(page, f"{page}/withdrawal")
    assert "снят с очереди" in left.text


def test_lists_sort_both_ways(office: Office) -> None:
    office.money("11", 100_00)
    office.money("22", 900_00)

    def order(address: str) -> list[str]:
        return re.findall(r'<th scope="row">(\d+)', office.open(address).text)

    assert order("/money?sort=open") == ["11", "22"]
    assert order("/money?sort=open&order=desc") == ["22", "11"]
    assert code_on(office.open("/money?sort=colour")) == "parameter-invalid"


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        ("/money/settle", {"money": "x", "what": "refund", "reason": "y"}),
        ("/refunds/done", {"refund": "../x", "document": "1"}),
        ("/referrals/withdrawal", {"number": "1"}),
        ("/queues/123456789/answer", {"answer": "maybe"}),
    ],
)
def test_what_no_form_sends_is_refused(office: Office, action: str, fields: dict[str, str]) -> None:
    form = {"form_key": form_key(office.open("/referrals")), "once": "ab" * 16, **fields}
    assert code_on(office.browser.post(action, data=form)) == "body-invalid"
    foreign = {**form, "form_key": "x"}
    assert code_on(office.browser.post(action, data=foreign)) == "form-expired"
