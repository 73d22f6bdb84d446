"""Walking about without a card."""

from __future__ import annotations

from kiosk.flow import events
from kiosk.flow.blocks import EntryGrid, Row, Rows
from kiosk.flow.pages import Home, MeasurePage
from tests.walks.kiosk_walk import KioskWalk, presses

EIGHT_ENTRIES = (
    "Важная информация",
    "Куда обратиться",
    "Определить, какая соц. помощь мне положена",
    "Определить мои льготные категории",
    "Информация о льготных категориях",
    "Информация о мерах социальной поддержки",
    "Информация о социальной карте",
    "Вход для обладателей социальной карты",
)


def rows(kiosk: KioskWalk) -> list[Row]:
    return [row for block in kiosk.view.blocks if isinstance(block, Rows) for row in block.rows]


def test_home_has_at_most_seven_cards_and_all_eight_entries_are_two_touches_away() -> None:
    kiosk = KioskWalk()
    grid = next(block for block in kiosk.view.blocks if isinstance(block, EntryGrid))
    assert len(grid.cards) <= 7
    seen = repr(kiosk.view)
    for _, press in presses(kiosk.view):
        once = kiosk.copy().happens(press)
        seen += repr(once.view)
    assert [entry for entry in EIGHT_ENTRIES if entry not in seen] == []


def test_back_section_and_home() -> None:
    kiosk = KioskWalk().tap("home.measures.title").tap("measures.by_life_event").tap("Пенсия")
    kiosk.tap("Ежемесячная выплата")
    assert kiosk.page == "measure"
    kiosk.tap("bar.back")
    assert kiosk.page == "measure-list"
    kiosk.tap("bar.section")
    assert kiosk.page == "measures"
    kiosk.tap("bar.home")
    assert kiosk.walk.stack == (Home(),)


def test_a_double_press_opens_one_page() -> None:
    kiosk = KioskWalk().tap("home.measures.title").tap("measures.all")
    press = kiosk.press_of("Ежемесячная выплата")
    kiosk.happens(press).happens(press)
    assert kiosk.walk.stack.count(MeasurePage("monthly-payment")) == 1


def test_unverified_amounts_say_so_in_lists_and_on_the_page() -> None:
    kiosk = KioskWalk().tap("home.measures.title").tap("measures.all")
    travel = next(row for row in rows(kiosk) if row.title == "Бесплатный проезд")
    assert travel.chip is not None
    assert travel.chip.text == "Сумму уточните"
    kiosk.tap("Бесплатный проезд")
    assert kiosk.shows("measure.amount.unverified.text")


def test_a_verified_amount_has_its_date_and_source() -> None:
    kiosk = KioskWalk().tap("home.measures.title").tap("measures.all").tap("Ежемесячная выплата")
    for shown in ("1\xa0234,56\xa0₽ в месяц", "с 1 февраля 2026", "Источник: Закон № 1"):
        assert kiosk.shows(shown)
    assert not kiosk.shows("amount.unverified")


def test_places_are_nearest_first_with_hours_and_marked_as_demonstration() -> None:
    kiosk = KioskWalk().tap("home.measures.title").tap("measures.all").tap("Ежемесячная выплата")
    kiosk.tap("measure.places")
    assert [row.title for row in rows(kiosk)] == ["Отдел near", "Отдел far"]
    assert rows(kiosk)[0].chip is not None
    assert kiosk.shows("demo.data")
    kiosk.tap("places.choose_town").tap("Апатиты")
    assert [row.title for row in rows(kiosk)] == ["Отдел far"]


def test_a_place_is_closed_in_its_break_and_at_night() -> None:
    kiosk = KioskWalk().tap("home.where.title").tap("Поликлиника")
    for clock, word in (("12:05", "Открыто до 16:00"), ("16:00", "Сейчас закрыто")):
        kiosk.happens(events.Ticked(1001.0, clock, "2026-11-20"))  # a Friday
        assert kiosk.shows(word)
    kiosk.happens(events.Ticked(1002.0, "13:30", "2026-11-19"))  # a Thursday, in the break
    assert kiosk.shows("Сейчас закрыто")


def test_search_finds_while_writing_and_shows_all_when_done() -> None:
    kiosk = KioskWalk().tap("home.search").write("проезд")
    assert [row.title for row in rows(kiosk)] == ["Бесплатный проезд"]
    kiosk.happens(events.TextDone())
    assert kiosk.page == "search-results"
    kiosk.tap("Бесплатный проезд").tap("bar.back")
    assert kiosk.page == "search-results"
    kiosk.tap("search.again")
    assert kiosk.page == "search"


def test_search_that_finds_nothing_says_what_to_do() -> None:
    kiosk = KioskWalk().tap("home.search").write("ъъъ")
    assert kiosk.shows("По слову «ъъъ» ничего не нашлось. Напишите короче.")


def test_language_switches_in_place() -> None:
    kiosk = KioskWalk().tap("home.measures.title").tap("comfort.language")
    assert kiosk.page == "measures"
    assert kiosk.shows("Information on social support measures")
    kiosk.wait(95.0)
    assert kiosk.walk.comfort.language == "ru"
    assert kiosk.page == "home"


def test_an_article_reads_as_headings_paragraphs_and_lists() -> None:
    kiosk = KioskWalk().tap("home.important.title").tap("Что изменилось")
    assert kiosk.shows("Выплаты выросли.")
    assert not kiosk.shows("**")
