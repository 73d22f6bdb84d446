"""The main job: tap a card, see what is yours, take the paper."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from devices.ports import ForeignCard, Line, ReaderProfile
from kiosk.flow import effects, events
from kiosk.flow.pages import (
    ActsForPage,
    EntitlementPage,
    Home,
    Page,
    Paper,
    PaperKind,
    PersonalFilePage,
    PreviewPage,
)
from kiosk.flow.refusal import SESSION_OVER
from tests.kiosk.sample_pack import PACK
from tests.kiosk.worlds import world
from tests.walks.kiosk_walk import KioskWalk, presses


def test_card_then_pin_then_entitlements_then_paper() -> None:
    kiosk = KioskWalk()
    kiosk.card_in()
    assert kiosk.page == "reading"
    kiosk.card_proves()
    assert kiosk.page == "reading"
    kiosk.backend_opens()
    assert kiosk.page == "welcome"
    assert kiosk.shows("Здравствуйте, Мария\xa0П.!")
    kiosk.tap("welcome.pin")
    assert kiosk.page == "pin"
    kiosk.enter_pin()
    assert kiosk.page == "pin-checking"
    kiosk.card_proves().backend_confirms()
    assert kiosk.page == "personal-file-general"
    kiosk.tap("file.tab.social")
    assert kiosk.shows("Ежемесячная выплата")
    kiosk.tap("Ежемесячная выплата")
    assert kiosk.page == "entitlement"
    kiosk.tap("entitlement.why")
    assert kiosk.shows("Решение № 412 от 03.02.2026")
    kiosk.tap("action.print")
    assert kiosk.page == "preview"
    kiosk.tap("action.print")
    assert kiosk.page == "printing"
    kiosk.paper_comes()
    assert kiosk.page == "printed"
    kiosk.tap("printed.done")
    assert kiosk.page == "entitlement-why"
    kiosk.card_out()
    assert kiosk.page == "home"
    assert kiosk.walk.session is None


def test_printed_sheet_names_the_person_short_and_no_full_numbers() -> None:
    kiosk = KioskWalk().identified().tap("file.tab.social").tap("file.print").tap("action.print")
    sheet = kiosk.printed[0].sheet
    text = repr(sheet.elements)
    assert "Полярная\\xa0М.\\xa0С." in text
    assert "Сергеевна" not in text
    assert "Софьи Перовской, д. 17" not in text
    assert sheet.owner == kiosk.walk.session.number  # type: ignore[union-attr]
    assert any(isinstance(element, Line) and element.large for element in sheet.elements)


@pytest.mark.parametrize("profile", [ReaderProfile.INSERT, ReaderProfile.LAY])
def test_a_card_is_taken_on_any_page(profile: ReaderProfile) -> None:
    kiosk = KioskWalk(profile).tap("home.measures.title").tap("measures.all").tap("Ежемесячная выплата")
    kiosk.welcomed()
    assert kiosk.page == "welcome"
    kiosk.tap("bar.back")
    assert kiosk.page == "measure"
    kiosk.tap("bar.home").tap("home.session.title")
    assert kiosk.page == "welcome"


def test_level_one_names_no_category_no_measure_and_no_family_name() -> None:
    kiosk = KioskWalk().welcomed()
    shown = repr(kiosk.view)
    for secret in ("Полярная", "Сергеевна", "Ветеран", "Ежемесячная выплата", "1951"):
        assert secret not in shown
    assert kiosk.shows("3 меры")


def test_wrong_pin_says_how_many_tries_are_left_and_then_what_to_do() -> None:
    kiosk = KioskWalk().welcomed().tap("welcome.pin")
    kiosk.happens(events.PinTriesCounted(kiosk.ask, 3))
    assert kiosk.shows("Осталось 3 попытки")
    kiosk.enter_pin().card_refuses("card-pin-wrong", tries_left=2)
    assert kiosk.page == "pin-wrong"
    assert kiosk.shows("Осталось 2 попытки")
    kiosk.enter_pin().card_refuses("card-pin-wrong", tries_left=0)
    assert kiosk.page == "failure-card-pin-blocked"
    assert kiosk.walk.session is not None, "level 1 stays: only the PIN is blocked"


def test_a_card_that_will_not_tell_its_tries_leaves_what_is_typed_in_place() -> None:
    kiosk = KioskWalk().welcomed().tap("welcome.pin").happens(events.PinChanged(4))
    wiped = kiosk.ordered(effects.ClearPin)
    kiosk.card_refuses("card-unreadable")
    assert kiosk.page == "pin"
    assert kiosk.ordered(effects.ClearPin) == wiped, "the dots on the screen stand for digits in the buffer"
    kiosk.tap("pin.confirm")
    assert kiosk.ordered(effects.VerifyPinAndProve) == 1


def test_a_wrong_pin_without_a_count_is_entered_again_not_called_blocked() -> None:
    kiosk = KioskWalk().welcomed().tap("welcome.pin").enter_pin().card_refuses("card-pin-wrong")
    assert kiosk.page == "pin-wrong"


def test_a_pin_of_three_digits_cannot_be_confirmed() -> None:
    kiosk = KioskWalk().welcomed().tap("welcome.pin").happens(events.PinChanged(3))
    kiosk.happens(events.PinConfirmed())
    assert kiosk.ordered(effects.VerifyPinAndProve) == 0


def test_a_second_press_of_done_spends_no_second_try() -> None:
    kiosk = KioskWalk().welcomed().tap("welcome.pin").enter_pin()
    kiosk.happens(events.PinConfirmed())
    assert kiosk.ordered(effects.VerifyPinAndProve) == 1


@pytest.mark.parametrize("foreign", list(ForeignCard))
def test_foreign_cards_are_named_and_declined_kindly(foreign: ForeignCard) -> None:
    kiosk = KioskWalk().card_in().card_refuses("card-foreign", foreign)
    assert kiosk.page == f"failure-card-foreign-{foreign.value}"
    kiosk.card_out()
    assert kiosk.page == "home"


def test_unreachable_backend_can_be_tried_again_with_the_card_in_place() -> None:
    kiosk = KioskWalk().card_in().card_proves().backend_refuses("backend-unreachable")
    assert kiosk.page == "failure-backend-unreachable"
    kiosk.tap("failure.retry").card_proves().backend_opens()
    assert kiosk.page == "welcome"
    assert kiosk.ordered(effects.OpenSession) == 2


def test_a_slow_backend_gives_a_way_out_after_five_seconds() -> None:
    kiosk = KioskWalk().card_in().wait(4.5)
    assert not kiosk.shows("reading.cancel")
    kiosk.wait(1.0)
    kiosk.tap("reading.cancel")
    assert kiosk.page == "take-card"
    kiosk.card_out()
    assert kiosk.walk.stack == (Home(),)


def test_a_backend_that_never_answers_is_given_up() -> None:
    kiosk = KioskWalk().card_in().card_proves()
    late = kiosk.ask
    kiosk.wait(26.0)
    assert kiosk.page == "failure-backend-slow"
    kiosk.happens(events.SessionOpened(late, 1, "Мария", "П", None))  # type: ignore[arg-type]
    assert kiosk.page == "failure-backend-slow"
    assert effects.EndSession(1) in kiosk.orders, "a session nobody waits for is ended"


def test_session_lost_in_the_middle_wipes_and_says_so() -> None:
    kiosk = KioskWalk().identified().tap("file.acts_for").tap("Пётр\xa0П.")
    assert kiosk.page == "acts-for-loading"
    kiosk.backend_refuses("session-expired")
    assert kiosk.page == "failure-session-expired"
    assert kiosk.walk.session is None


def test_a_card_that_is_no_longer_good_ends_its_session() -> None:
    assert {"card-blocked", "card-changed", "card-expired", "card-lost", "card-replaced"} <= SESSION_OVER


@pytest.mark.parametrize("code", sorted(SESSION_OVER))
def test_what_ends_a_session_leaves_nothing_of_it_on_the_screen(code: str) -> None:
    """Also a card that was blocked or reported lost while its file was open."""
    kiosk = KioskWalk().identified().tap("file.acts_for").tap("Пётр\xa0П.").backend_refuses(code)
    assert kiosk.walk.session is None
    assert effects.EndSession(1) in kiosk.orders
    assert "Полярн" not in repr(kiosk.view)
    kiosk.tap("bar.back" if kiosk.shows("bar.back") else "failure.without_card")
    assert "Полярн" not in repr(kiosk.view)


def test_a_withdrawn_kiosk_says_so_in_words_of_its_own() -> None:
    kiosk = KioskWalk().identified().tap("file.acts_for").tap("Пётр\xa0П.")
    kiosk.backend_refuses("kiosk-withdrawn")
    assert kiosk.page == "failure-kiosk-withdrawn"
    assert kiosk.walk.session is None


def test_a_parent_opens_the_childs_file_and_comes_back() -> None:
    kiosk = KioskWalk().identified().tap("file.acts_for").tap("Пётр\xa0П.").backend_sends_child()
    assert kiosk.page == "personal-file-general"
    assert kiosk.shows("Полярный Пётр Иванович")
    kiosk.tap("bar.back")
    assert kiosk.page == "acts-for"
    kiosk.tap("Пётр\xa0П.")
    assert kiosk.ordered(effects.FetchFile) == 1, "what is known is not asked again"


@pytest.mark.parametrize("move", [events.Opened, events.Switched])
@pytest.mark.parametrize(
    "page",
    [
        PersonalFilePage(),
        EntitlementPage("monthly"),
        ActsForPage(),
        PreviewPage(Paper(PaperKind.ENTITLEMENT_LIST)),
    ],
)
def test_a_press_that_comes_after_its_person_has_left_opens_nothing(
    move: type[events.Opened] | type[events.Switched], page: Page
) -> None:
    kiosk = KioskWalk().identified().card_out().happens(move(page))
    assert kiosk.page == "home"
    kiosk.welcomed().happens(move(page))
    assert kiosk.page == "welcome", "nor does it open the next person's page without a PIN"


def test_what_a_level_may_do_is_said_by_the_pack() -> None:
    levels = tuple(
        replace(level, allows=tuple(act for act in level.allows if act != "print_list"))
        for level in PACK.disclosure
    )
    kiosk = KioskWalk(at=world(pack=replace(PACK, disclosure=levels))).identified().tap("file.tab.social")
    assert "Напечатать список" not in [title for title, _ in presses(kiosk.view)]
    kiosk.happens(events.PrintAsked(Paper(PaperKind.ENTITLEMENT_LIST)))
    assert kiosk.printed == []
