"""A petition from an operator's desk to a real card: read at a kiosk, signed with 9A, its term begun."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.real_counter import Clerk, Customer, customer
from tests.walks.real_region import Backend

pytestmark = pytest.mark.slow
TEXT = {
    "substance": "Починить подъёмник у входа.",
    "addressee": "Министерство труда",
    "answer_address": "г. Мурманск, ул. Полярная, д. 1",
}
CARD = "demo-mother"


@pytest.fixture
def author(region: Backend, virtual_reader: PrivatePcscd, folder: Path) -> Iterator[Customer]:
    with customer(region, virtual_reader, folder) as made:
        yield made


def holder(author: Customer) -> str:
    """Whose card it is, by the backend's own table."""
    written = (author.backend.cards / f"{CARD}.json").read_text("utf-8").lower().replace("-", "")
    rows = author.rows("SELECT guid, person FROM cards")
    (person,) = [str(whose) for guid, whose in rows if str(guid) in written]
    return person


def test_read_signed_registered(author: Customer) -> None:
    clerk = Clerk(author.backend)
    clerk.sign_in()
    new = {"kind": "application", "channel": "phone", "text": TEXT, "author": holder(author)}
    case = clerk.asks("/v1/desk/cases", new)
    assert (case["state"], case["due"]) == ("prepared", None)
    clerk.asks(f"/v1/desk/cases/{case['number']}/handing-over", {"version": 1})

    screen = author.kiosk
    author.card_in(CARD)
    screen.page("welcome")
    screen.enter_pin("1234")
    told = screen.page("personal-file-general")
    assert "1 ждёт подписи" in told["text"]
    screen.press("Мои обращения")
    screen.page("cases")
    screen.press(f"Обращение {case['number']}")
    assert TEXT["substance"] in screen.page("case-to-sign")["text"]
    screen.press("Подписать картой")
    screen.page("pin")
    screen.type_pin("1111")
    screen.page("pin-wrong")
    screen.type_pin("1234")
    screen.page("printed")
    (paper,) = author.printer.wait_for_tickets(1)
    assert TEXT["substance"] not in paper.text
    screen.press("Дальше")
    done = screen.page("case-signed")["text"]
    assert case["number"] in done

    ((state, channel, due),) = author.rows(
        f"SELECT state, channel, due_on FROM cases WHERE number = '{case['number']}'"
    )
    assert (state, channel) == ("registered", "kiosk")
    assert due is not None
    ((number, version),) = author.rows("SELECT number, version FROM case_signatures")
    assert (number, version) == (case["number"], 2)
    author.pcscd.remove()
    screen.until(lambda view: view["name"] in {"home", "case-after-all"}, "home")
    assert TEXT["substance"] not in screen.views[-1]["text"]
    assert screen.objects_holding(TEXT["substance"].encode()) == []
    author.backend.command("check")
