"""The walk through the questions with an invented wizard: asked, answered, corrected, stopped, told."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from devices.ports import PrinterState
from kiosk.flow import events
from kiosk.flow.blocks import Choices, Rows
from kiosk.flow.demo.interview import DemoWizard
from kiosk.flow.entry_blocks import NumberPad, Settled
from kiosk.flow.pages import Home, Paper, PaperKind
from kiosk.flow.wizard.effects import FindAnswers, LeaveHandoff
from kiosk.flow.wizard.events import AnswersFound, CodeLeft
from kiosk.flow.wizard.pages import AnswersCodePage
from kiosk.flow.wizard.port import NoWizard
from tests.kiosk.worlds import world
from tests.walks.kiosk_walk import KioskWalk
from tests.walks.values import leaves

BORN = "08031951"


def asking() -> KioskWalk:
    plain = world()
    return KioskWalk(at=replace(plain, wizard=DemoWizard(plain.pack)))


def begun() -> KioskWalk:
    return asking().tap("home.due.title").tap("due.help")


def answered() -> KioskWalk:
    kiosk = begun().write(BORN).tap("wizard.next")
    kiosk.tap("Вторая группа").tap("wizard.next")
    kiosk.tap("wizard.no").tap("wizard.write").write("3").tap("wizard.done").tap("wizard.next")
    kiosk.tap("Ветеран труда").tap("wizard.next")
    return kiosk.tap("wizard.decline")


def pad(kiosk: KioskWalk) -> NumberPad:
    return next(block for block in kiosk.view.blocks if isinstance(block, NumberPad))


def settled(kiosk: KioskWalk) -> int:
    return next((block.done for block in kiosk.view.blocks if isinstance(block, Settled)), 0)


def test_from_the_first_question_to_the_result() -> None:
    kiosk = answered()
    assert kiosk.page == "results-entitled"
    for part in ("Положено: 2", "Возможно: 1", "Не положено: 1"):
        assert kiosk.shows(part)


def test_a_date_fills_its_three_fields_one_after_the_other() -> None:
    kiosk = begun().write("0803")
    assert [field.text for field in pad(kiosk).fields] == ["08", "03", ""]
    assert [field.active for field in pad(kiosk).fields] == [False, False, True]
    kiosk.happens(events.TextErased())
    assert [field.text for field in pad(kiosk).fields] == ["08", "0", ""]


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("31021951", "no_such_date"),
        ("0803195", "date_short"),
        ("08031899", "too_small"),
        ("01012030", "too_large"),
    ],
)
def test_a_date_that_cannot_be_is_pointed_out_and_stays(written: str, what: str) -> None:
    kiosk = begun().write(written).tap("wizard.next")
    assert kiosk.page == "question-figure"
    assert kiosk.shows(f"wizard.unclear.{what}")
    assert "".join(field.text for field in pad(kiosk).fields) == written


def test_progress_never_falls_on_the_way() -> None:
    kiosk, seen = begun(), [0]
    for press in ("write", "Вторая группа", "wizard.no"):
        kiosk = kiosk.write(BORN) if press == "write" else kiosk.tap(press)
        if press != "wizard.no":
            kiosk.tap("wizard.next")
        seen.append(settled(kiosk))
    assert seen == sorted(seen)


def test_every_question_can_be_answered_with_i_do_not_know() -> None:
    kiosk = begun()
    while kiosk.page != "results-entitled":
        choices = [block for block in kiosk.view.blocks if isinstance(block, Choices)]
        for block in choices:
            kiosk.happens(block.choices[-1].press)
        if not choices:
            kiosk.tap("wizard.decline")
        elif kiosk.page != "results-entitled":
            kiosk.tap("wizard.next")
    kiosk.tap("wizard.known")
    assert kiosk.shows("wizard.declined")


def test_back_shows_the_answer_and_the_later_ones_are_not_asked_again() -> None:
    kiosk = answered()
    for _ in range(3):
        kiosk.tap("bar.back")
    assert kiosk.page == "questions"
    chosen = [c.title for b in kiosk.view.blocks if isinstance(b, Choices) for c in b.choices if c.selected]
    assert chosen == ["Нет", "3\u00a0человека"]
    kiosk.tap("wizard.yes").tap("wizard.next")
    assert kiosk.page == "results-entitled"


def test_what_is_known_can_be_put_right() -> None:
    kiosk = answered().tap("wizard.known").tap("Инвалидность").tap("Третья группа").tap("wizard.next")
    assert kiosk.page == "known-facts"
    assert kiosk.shows("Третья группа")
    assert not kiosk.shows("Вторая группа")


def test_answers_that_cannot_both_be_true_are_named() -> None:
    kiosk = begun().write(BORN).tap("wizard.next").tap("Вторая группа").tap("wizard.next")
    kiosk.tap("wizard.yes").tap("wizard.write").write("30").tap("wizard.done").tap("wizard.next")
    assert kiosk.page == "facts-disagree"
    kiosk.tap("Работа").tap("wizard.no").tap("wizard.next")
    assert kiosk.page == "question"


def test_the_result_can_be_looked_at_before_the_end_and_the_questions_go_on() -> None:
    kiosk = begun().write(BORN).tap("wizard.next").tap("wizard.stop")
    assert kiosk.page == "results-entitled"
    kiosk.tap("wizard.go_on")
    assert kiosk.shows("Установлена ли вам инвалидность?")


def test_a_card_answers_what_registers_know() -> None:
    kiosk = asking().identified().tap("bar.home").tap("home.due.title").tap("due.help")
    assert kiosk.shows("Вы сейчас работаете?")
    kiosk.tap("wizard.known")
    assert kiosk.shows("Сведения Социального фонда")


def test_an_amount_takes_kopecks_and_no_more() -> None:
    kiosk = answered().tap("bar.back").write("18939,505")
    assert pad(kiosk).fields[0].text == "18\u00a0939,50"


def test_rules_that_are_not_ready_are_waited_for() -> None:
    kiosk = asking()
    ready, kiosk.world = kiosk.world, replace(kiosk.world, wizard=NoWizard())
    kiosk.tap("home.due.title").tap("due.help")
    assert kiosk.page == "questions-preparing"
    kiosk.world = ready
    kiosk.wait(0.5)
    assert kiosk.page == "question-figure"


def test_one_measure_leads_to_its_own_result() -> None:
    kiosk = begun().tap("bar.home")
    measure = kiosk.world.pack.measures[0]
    kiosk.world = replace(
        kiosk.world, catalogue=replace(kiosk.world.catalogue, ruled=frozenset({measure.id}))
    )
    kiosk.tap("home.measures.title").tap("measures.all").tap("Ежемесячная выплата").tap("measure.is_it_due")
    while not kiosk.page.startswith("result"):
        for block in kiosk.view.blocks:
            if isinstance(block, Choices):
                kiosk.happens(block.choices[-1].press)
        kiosk.tap("wizard.decline" if kiosk.page == "question-figure" else "wizard.next")
    assert kiosk.page == "result-entitled"
    for shown in ("Положено", "Федеральный закон №\u00a0181-ФЗ, ст.\u00a028.1", "Паспорт"):
        assert kiosk.shows(shown)


def test_a_code_for_the_operator_is_on_the_screen_and_on_the_paper() -> None:
    kiosk = answered().tap("wizard.code")
    left = next(order for order in kiosk.orders if isinstance(order, LeaveHandoff))
    assert left.goals == "all"
    kiosk.happens(CodeLeft(left.id, "40518263"))
    assert kiosk.shows("4051\xa08263")
    kiosk.tap("action.print").tap("action.print")
    assert "4051\xa08263" in repr(kiosk.printed[-1].sheet.elements).replace(r"\xa0", "\xa0")


def test_without_a_line_there_is_no_code_and_the_screen_says_so() -> None:
    kiosk = answered().happens(events.BackendReported("backend-unreachable")).tap("wizard.code")
    assert kiosk.shows("wizard.no_code")
    assert not kiosk.ordered(LeaveHandoff)
    kiosk.tap("bar.back").tap("action.print").tap("action.print")
    assert kiosk.world.words["ru"]("paper.results.no_code") in repr(kiosk.printed[-1].sheet.elements)


def test_a_code_that_was_not_to_be_had_is_asked_for_again_on_the_same_page() -> None:
    kiosk = answered().happens(events.BackendReported("backend-unreachable")).tap("wizard.code")
    pages = len(kiosk.walk.stack)
    kiosk.happens(events.BackendReported("")).tap("wizard.code.retry")
    assert len(kiosk.walk.stack) == pages
    left = next(order for order in kiosk.orders if isinstance(order, LeaveHandoff))
    kiosk.happens(CodeLeft(left.id, "40518263"))
    assert kiosk.shows("4051\xa08263")


def test_without_paper_the_result_is_read_on_the_screen() -> None:
    kiosk = answered().printer_is(PrinterState.PAPER_OUT).tap("paper.show")
    assert kiosk.page == "preview"
    assert kiosk.walk.page == kiosk.walk.stack[-1]
    assert Paper(PaperKind.RESULTS) == kiosk.walk.page.paper  # type: ignore[attr-defined]


@pytest.mark.parametrize("leaves_by", ["time", "finish", "home"])
def test_nothing_of_the_answers_is_left_when_somebody_without_a_card_goes(leaves_by: str) -> None:
    kiosk = answered()
    if leaves_by == "time":
        kiosk.wait(59.0)
        kiosk.wait(2.0)
        assert kiosk.view.dialog
        kiosk.wait(31.0)
    else:
        kiosk.tap(f"bar.{leaves_by}")
    assert kiosk.walk.stack == (Home(),)
    held = set(map(str, leaves(kiosk.walk)))
    assert not {"group-2", "labour-veteran", "1951-03-08"} & held
    assert kiosk.walk.inquiry is None


def test_answers_of_nobody_knows_whom_are_gone_when_a_card_comes() -> None:
    kiosk = answered().card_in()
    assert kiosk.walk.inquiry is None
    assert kiosk.page == "reading"


def test_a_late_press_on_the_result_of_somebody_who_left_opens_nothing() -> None:
    kiosk = answered()
    late = kiosk.press_of("Ежемесячная выплата")
    kiosk.tap("bar.finish").happens(late)
    assert kiosk.walk.stack == (Home(),)


def test_results_and_known_facts_are_told_to_a_headset_only() -> None:
    kiosk = answered()
    kiosk.tap("comfort.voice")
    assert all("Не положено" not in said for said in kiosk.spoken)
    kiosk.happens(events.HeadsetReported(True))
    assert any("Не положено" in said for said in kiosk.spoken)


def test_rows_of_the_result_name_what_may_be_asked() -> None:
    rows = [row.title for block in answered().view.blocks if isinstance(block, Rows) for row in block.rows]
    assert "Ежемесячная выплата" in rows


def with_digits(digits: str = "40518263") -> KioskWalk:
    return asking().tap("home.due.title").tap("wizard.digits.row").write(digits)


def test_on_from_the_answers_told_to_an_operator() -> None:
    kiosk = with_digits().tap("wizard.next")
    assert kiosk.page == "answers-code-wait"
    (sought,) = [effect for effect in kiosk.orders if isinstance(effect, FindAnswers)]
    assert sought.digits == "40518263"
    kiosk.happens(AnswersFound(sought.id, "all", ()))
    assert kiosk.page.startswith("question")
    assert not any(isinstance(page, AnswersCodePage) for page in kiosk.walk.stack)


def test_digits_that_lead_nowhere_are_typed_again() -> None:
    kiosk = with_digits("4051").tap("wizard.next")
    assert kiosk.shows("В коде восемь цифр")
    kiosk.write("8263").tap("wizard.next")
    (sought,) = [effect for effect in kiosk.orders if isinstance(effect, FindAnswers)]
    kiosk.happens(events.BackendRefused(sought.id, "handoff-unknown"))
    assert kiosk.shows("Такого кода нет")
    assert pad(kiosk).fields[0].text == ""


def test_answers_that_come_too_late_change_nothing() -> None:
    kiosk = with_digits().tap("wizard.next")
    (sought,) = [effect for effect in kiosk.orders if isinstance(effect, FindAnswers)]
    kiosk.happens(events.WentHome())
    kiosk.happens(AnswersFound(sought.id, "all", ()))
    assert isinstance(kiosk.walk.page, Home)
    assert kiosk.walk.inquiry is None


def test_the_digits_are_in_no_repr() -> None:
    kiosk = with_digits().tap("wizard.next")
    assert "40518263" not in repr(kiosk.walk)
    assert "40518263" not in repr([one for one in kiosk.orders if isinstance(one, FindAnswers)])
