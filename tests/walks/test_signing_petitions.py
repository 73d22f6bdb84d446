"""The walk to a signed petition: read, PIN, one signature, the number; and nothing left behind."""

from __future__ import annotations

from devices.ports import CardFailure, PrinterState
from kiosk.flow import events
from kiosk.flow.after_all import SHOWN_FOR
from kiosk.flow.cases import events as wishes
from kiosk.flow.cases.effects import FetchCases, SignCase
from kiosk.flow.cases.pages import CaseSignedAfterAllPage
from kiosk.flow.demo.cases import COMPLAINT, NUMBER, TEXT, case, cases, registered
from kiosk.flow.effects import ClearPin
from kiosk.flow.events import BackendRefused
from kiosk.flow.timeouts import LONGEST_SIGNING
from kiosk.flow.vacancy import is_vacant
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.values import holds

LINE = TEXT.substance.splitlines()[0]


def at_list(kiosk: KioskWalk) -> KioskWalk:
    kiosk.tap("file.tab.requests").tap("cases.title")
    return kiosk.happens(wishes.CasesFetched(kiosk.ask, cases()))


def at_text(kiosk: KioskWalk, number: str = NUMBER) -> KioskWalk:
    return at_list(kiosk).tap(f"Обращение {number}")


def at_pin(kiosk: KioskWalk) -> KioskWalk:
    return at_text(kiosk).tap("cases.sign").happens(events.PinTriesCounted(kiosk.ask, 3))


def signing(kiosk: KioskWalk) -> KioskWalk:
    return at_pin(kiosk).happens(events.PinChanged(4)).happens(events.PinConfirmed())


def test_from_the_list_to_the_number() -> None:
    kiosk = at_text(KioskWalk().identified())
    assert kiosk.page == "case-to-sign"
    assert kiosk.shows(LINE)
    kiosk = signing(KioskWalk().identified())
    (wish,) = [one for one in kiosk.orders if isinstance(one, SignCase)]
    assert wish.case == case(), "the card signs what was shown"
    kiosk.happens(wishes.CaseSigned(kiosk.ask, registered()))
    assert kiosk.printed[-1].sheet.title == "Обращение зарегистрировано"
    assert LINE not in repr(kiosk.printed[-1].sheet.elements), "a paper tells nothing of the matter"
    kiosk.paper_comes().tap("printed.done")
    assert kiosk.page == "case-signed"
    assert kiosk.shows(NUMBER)
    assert kiosk.shows("Ответ до 18 декабря 2026")
    assert kiosk.shows("59-ФЗ")


def test_what_waits_is_told_on_the_first_page() -> None:
    kiosk = KioskWalk().welcomed().tap("welcome.pin")
    assert not kiosk.shows("ждёт подписи")
    signing_kiosk = at_list(KioskWalk().identified()).tap("bar.back").tap("file.tab.general")
    assert signing_kiosk.shows("ждут подписи")


def test_what_lacks_something_is_not_signed() -> None:
    kiosk = at_text(KioskWalk().identified(), COMPLAINT)
    assert kiosk.shows("Не хватает")
    kiosk.happens(wishes.CaseSigningAsked(COMPLAINT))
    assert kiosk.ordered(SignCase) == 0
    assert kiosk.page == "case-to-sign"


def test_a_wrong_pin_is_typed_again_and_signs_then() -> None:
    kiosk = signing(KioskWalk().identified())
    kiosk.happens(events.CardRefused(kiosk.ask, CardFailure("card-pin-wrong", tries_left=2)))
    assert kiosk.page == "pin-wrong"
    kiosk.happens(events.PinChanged(4)).happens(events.PinConfirmed())
    assert kiosk.ordered(SignCase) == 2
    kiosk.happens(wishes.CaseSigned(kiosk.ask, registered()))
    assert kiosk.walk.session is not None
    assert kiosk.walk.session.to_sign == 1


def test_a_second_press_signs_nothing_twice() -> None:
    kiosk = signing(KioskWalk().identified())
    kiosk.happens(events.PinConfirmed()).happens(wishes.CaseSigningAsked(NUMBER))
    kiosk.tap("bar.back").tap("cases.sign")
    assert kiosk.ordered(SignCase) == 1


def test_a_text_that_changed_is_read_anew() -> None:
    kiosk = signing(KioskWalk().identified())
    kiosk.happens(BackendRefused(kiosk.ask, "case-changed"))
    assert kiosk.page == "case-refused-case-changed"
    assert isinstance(kiosk.orders[-1], ClearPin)
    kiosk.tap("cases.look_again")
    changed = case(version=5, text=TEXT.model_copy(update={"substance": "Новый текст"}))
    kiosk.happens(wishes.CasesFetched(kiosk.ask, (changed,))).tap(f"Обращение {NUMBER}")
    assert kiosk.shows("Новый текст")


def test_after_a_lost_answer_the_list_says_what_stands() -> None:
    kiosk = signing(KioskWalk().identified())
    late = kiosk.ask
    kiosk.wait(LONGEST_SIGNING)
    assert kiosk.page == "case-refused-backend-slow"
    kiosk.happens(wishes.CaseSigned(late, registered()))
    kiosk.tap("cases.look_again")
    kiosk.happens(wishes.CasesFetched(kiosk.ask, (registered(),)))
    assert kiosk.shows("Зарегистрировано")
    assert kiosk.ordered(FetchCases) == 2


def test_who_leaves_while_it_is_registered_still_reads_the_number() -> None:
    kiosk = signing(KioskWalk().identified())
    asked = kiosk.ask
    kiosk.card_out().happens(wishes.CaseSigned(asked, registered()))
    assert isinstance(kiosk.walk.page, CaseSignedAfterAllPage)
    assert kiosk.shows(NUMBER)
    assert not holds(kiosk.walk, LINE)
    assert not holds(kiosk.walk, TEXT.answer_address)
    kiosk.wait(SHOWN_FOR)
    assert kiosk.page == "home"
    assert is_vacant(kiosk.walk)


def test_a_card_that_is_taken_takes_the_text_with_it() -> None:
    kiosk = at_text(KioskWalk().identified()).card_out()
    assert kiosk.page == "home"
    assert not holds(kiosk.walk, LINE)


def test_without_paper_the_number_is_written_down() -> None:
    kiosk = signing(KioskWalk().identified()).happens(events.PrinterReported(PrinterState.PAPER_OUT))
    kiosk.happens(wishes.CaseSigned(kiosk.ask, registered()))
    assert kiosk.page == "case-signed"
    assert kiosk.shows("Запишите номер")
