"""Paper: said before it is offered when there is none, printed once, and never left for the next person."""

from __future__ import annotations

from devices.ports import NotPrinted, PrinterState
from kiosk.flow import effects, events
from kiosk.flow.blocks import Rows
from kiosk.flow.demo.person import holder_file
from tests.kiosk.sample_pack import PACK
from tests.walks.kiosk_walk import KioskWalk, presses


def test_paper_known_to_be_out_is_said_before_it_is_offered() -> None:
    kiosk = KioskWalk().printer_is(PrinterState.PAPER_OUT)
    kiosk.tap("home.measures.title").tap("measures.all").tap("Ежемесячная выплата")
    assert not kiosk.shows("action.print")
    kiosk.tap("paper.show")
    assert kiosk.shows("preview.no_paper.text")
    assert "Напечатать" not in [title for title, _ in presses(kiosk.view)]


def test_a_failed_print_can_be_tried_again_or_read_on_screen() -> None:
    kiosk = KioskWalk().tap("home.where.title").tap("Поликлиника").tap("Отдел clinic")
    kiosk.tap("action.print").tap("action.print").paper_fails("printer-paper-out")
    assert kiosk.page == "not-printed-printer-paper-out"
    kiosk.tap("failure.retry").paper_comes()
    assert kiosk.page == "printed"
    assert len(kiosk.printed) == 2


def test_paper_finds_a_person_who_has_gone_on_to_another_page() -> None:
    kiosk = KioskWalk().tap("home.where.title").tap("Поликлиника").tap("Отдел clinic")
    kiosk.tap("action.print").tap("action.print").tap("bar.home").tap("home.measures.title").paper_comes()
    assert kiosk.page == "printed"
    kiosk.tap("printed.done")
    assert kiosk.page == "measures"


def test_a_second_paper_waits_for_the_first() -> None:
    kiosk = KioskWalk().tap("home.where.title").tap("Поликлиника").tap("Отдел clinic")
    kiosk.tap("action.print").tap("action.print").tap("bar.back").tap("action.print").tap("action.print")
    assert kiosk.page == "printing"
    assert len(kiosk.printed) == 1


def test_two_presses_print_once() -> None:
    kiosk = KioskWalk().tap("home.where.title").tap("Поликлиника").tap("Отдел clinic").tap("action.print")
    press = kiosk.press_of("action.print")
    kiosk.happens(press).happens(press)
    assert len(kiosk.printed) == 1


def test_paper_of_somebody_who_has_left_is_pointed_out_without_a_name() -> None:
    kiosk = KioskWalk().identified().tap("file.tab.social").tap("file.print").tap("action.print")
    printing = kiosk.ask
    kiosk.card_out()
    assert kiosk.ordered(effects.CancelPrint) == 1
    assert kiosk.page == "home"
    kiosk.paper_comes(printing)
    assert kiosk.shows("home.paper_left.title")
    assert "Полярная" not in repr(kiosk.view)
    kiosk.wait(21.0)
    assert not kiosk.shows("home.paper_left.title")


def test_half_a_paper_of_somebody_who_has_left_is_pointed_out_too() -> None:
    kiosk = KioskWalk().identified().tap("file.tab.social").tap("file.print").tap("action.print")
    number = kiosk.ask
    kiosk.card_out()
    kiosk.happens(events.PaperRefused(number, NotPrinted("printer-cancelled", paper_came_out=True)))
    assert kiosk.shows("home.paper_left.title")
    kiosk.wait(61)
    assert not kiosk.shows("home.paper_left.title")


def test_half_a_paper_that_its_person_cancelled_is_still_pointed_out_at_home() -> None:
    kiosk = KioskWalk().identified().tap("file.tab.social").tap("file.print").tap("action.print")
    kiosk.happens(events.PaperRefused(kiosk.ask, NotPrinted("printer-cancelled", paper_came_out=True)))
    assert kiosk.page == "preview"
    assert kiosk.card_out().shows("home.paper_left.title")


def test_cancelled_printing_returns_to_the_preview_unless_the_paper_came() -> None:
    kiosk = KioskWalk().tap("home.where.title").tap("Поликлиника").tap("Отдел clinic")
    kiosk.tap("action.print").tap("action.print").wait(6.0).tap("printing.cancel")
    other = kiosk.copy()
    kiosk.paper_fails("printer-cancelled")
    assert kiosk.page == "preview"
    other.paper_comes()
    assert other.page == "printed"


def test_a_file_without_awards_offers_no_list_to_print() -> None:
    file = holder_file(PACK).model_copy(update={"entitlements": ()})
    kiosk = KioskWalk().identified(file).tap("file.tab.social")
    assert "Напечатать список" not in [title for title, _ in presses(kiosk.view)]
    empty = [block for block in kiosk.view.blocks if isinstance(block, Rows) and not block.rows]
    assert [rows.empty_icon for rows in empty] == ["measures"]
