"""Cases whose time is over stay as a count: no text, no name, no signature."""

from __future__ import annotations

from sqlalchemy import func, select

from backend.cases.invariants import LOOKS
from backend.cases.service import forgetting
from backend.cases.service.keeping import Office
from backend.cases.tables import case_signatures, case_steps, cases
from backend.cases.values import STANDARD_CASE_RETENTION, Asking
from backend.clock import day_in
from tests.backend.cases.conftest import RULES, Desk
from tests.backend.cases.signing import sign
from tests.backend.filing import level_two
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import TEST_VAULT, Region

KEPT = STANDARD_CASE_RETENTION


def keep_house(region: Region) -> tuple[int, int]:
    """How many were closed by themselves, and how many forgotten."""
    now = region.clock.now
    asking = Asking(forgetting.ACTOR, now, day_in(now, region.services.zone))
    with region.database.maintenance() as connection:
        return (
            forgetting.close_left(connection, Office(RULES, TEST_VAULT), asking, KEPT),
            forgetting.forget(connection, now, KEPT),
        )


def test_five_years_after_its_closing_a_case_names_nobody(
    region: Region, kiosk: KioskInTest, desk: Desk, maria: str
) -> None:
    case, card = desk.open(author=maria), region.card_of(maria)
    signed = sign(kiosk, level_two(kiosk, card), case, card).json()
    answered = desk.must(signed, "answer", answer="Починили")
    closed = desk.must(answered, "closing", note="Письмо ушло")
    region.clock.now += KEPT.closed
    assert keep_house(region) == (0, 0), "not a day earlier"
    region.clock.forward(days=1)
    assert keep_house(region) == (0, 1)
    assert keep_house(region) == (0, 0)
    left = desk.view(closed)
    assert (left["author"], left["person"], left["author_name"], left["forgotten"]) == (None, None, "", True)
    assert (left["text"]["substance"], left["answer"], left["signed"]) == ("", "", None)
    assert {step["note"] for step in left["history"]} == {""}
    assert [step["action"] for step in left["history"]] == ["opened", "registered", "answered", "closed"]
    with region.database.maintenance() as connection:
        assert connection.execute(select(func.count()).select_from(case_signatures)).scalar_one() == 0
        assert set(connection.execute(select(case_steps.c.content)).scalars()) == {b""}
        assert [look(connection, region.clock.now) for look in LOOKS.values()] == [0, 0]


def test_what_is_open_is_never_forgotten(region: Region, desk: Desk, maria: str) -> None:
    case = desk.register(desk.open(author=maria))
    region.clock.now += KEPT.closed * 2
    assert keep_house(region) == (0, 0)
    assert desk.view(case)["text"]["substance"] != ""


def test_a_text_that_nobody_signed_is_closed_and_then_forgotten(
    region: Region, desk: Desk, maria: str
) -> None:
    case = desk.must(desk.open(author=maria), "handing-over")
    region.clock.now += KEPT.left
    assert keep_house(region) == (0, 0)
    region.clock.forward(days=1)
    assert keep_house(region) == (1, 0)
    closed = desk.view(case)
    assert (closed["state"], closed["history"][-1]["actor"]) == ("closed", forgetting.ACTOR)
    assert closed["text"]["substance"] != ""
    region.clock.now += KEPT.never_signed
    region.clock.forward(days=1)
    assert keep_house(region) == (0, 1)
    with region.database.maintenance() as connection:
        assert connection.execute(select(cases.c.author)).scalars().all() == [None]
