"""What stands on paper, and what never does."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from devices.layout import lay_out
from devices.ports import CheckItem, Element, Line, Pair, QrCode, Sheet
from kiosk.flow.demo.person import child_file, holder_file
from kiosk.receipts.catalogue import measure_sheet, place_sheet, trial_sheet
from kiosk.receipts.paper import Letterhead
from kiosk.receipts.personal import entitlement_list_sheet, entitlement_sheet
from tests.kiosk.sample_pack import MEASURES, PACK
from tests.kiosk.worlds import WORDS

CATALOGUE = {measure.id: measure for measure in MEASURES}


def head(language: str = "ru") -> Letterhead:
    return Letterhead(
        WORDS[language],
        "Мурманск, ул. Софьи Перовской, 17",
        "Мурманская область",
        date(2026, 11, 20),
        "12:05",
        "+78005550142",
        "2026.11.0",
        "ab" * 32,
    )


def texts(sheet: Sheet) -> list[str]:
    return [text for element in sheet.elements for text in words_of(element)]


def words_of(element: Element) -> tuple[str, ...]:
    match element:
        case Line(text) | CheckItem(text):
            return (text,)
        case Pair(label, value):
            return (label, value)
        case QrCode(data, caption):
            return (data, caption)
        case _:
            return ()


def test_every_paper_has_place_date_time_phone_and_the_content_it_was_made_from() -> None:
    file = holder_file(PACK)
    papers = (
        measure_sheet(head(), MEASURES[0], PACK.places),
        place_sheet(head(), PACK.places[0]),
        trial_sheet(head(), 48),
        entitlement_list_sheet(head(), file, CATALOGUE, 7),
        entitlement_sheet(head(), file, file.entitlements[0], MEASURES[0], PACK.places, 7),
    )
    for paper in papers:
        said = texts(paper)
        assert said[:3] == ["Мурманская область", "Мурманск, ул. Софьи Перовской, 17", "20.11.2026, 12:05"]
        assert "Телефон помощи: 8\xa0800\xa0555-01-42" in said
        assert said[-1] == "Сведения: версия 2026.11.0, abababab"
        assert any(isinstance(element, QrCode) and element.caption for element in paper.elements)


def test_a_measure_says_what_to_bring_where_and_until_when() -> None:
    sheet = measure_sheet(head(), MEASURES[0], PACK.places[1:])
    checks = [element.text for element in sheet.elements if isinstance(element, CheckItem)]
    assert checks == ["Паспорт"], "what the office asks for itself is not carried about"
    for text in (
        "1\xa0234,56\xa0₽ в месяц",
        "Отдел near",
        "Мурманск, ул. Ленина, 1",
        "Демонстрационные данные",
    ):
        assert text in texts(sheet)
    assert sheet.owner == 0


def test_an_unverified_amount_is_marked_on_paper() -> None:
    assert "Сумму уточните перед обращением" in texts(measure_sheet(head(), MEASURES[1], ()))
    assert "Сумму уточните перед обращением" not in texts(measure_sheet(head(), MEASURES[0], ()))


def test_the_list_names_the_person_short_and_belongs_to_the_session() -> None:
    file = holder_file(PACK)
    sheet = entitlement_list_sheet(head(), file, CATALOGUE, 7)
    said = " ".join(texts(sheet))
    assert sheet.owner == 7
    assert "Полярная\xa0М.\xa0С." in said
    for secret in (file.middle_name, file.address, file.snils_masked, file.card_masked, "4701", "000123"):
        assert secret not in said


def test_what_is_in_force_comes_first() -> None:
    file = holder_file(PACK)
    turned = file.model_copy(update={"entitlements": tuple(reversed(file.entitlements))})
    states = [
        element.value
        for element in entitlement_list_sheet(head(), turned, CATALOGUE, 1).elements
        if isinstance(element, Pair) and element.label == "Сейчас"
    ]
    assert states == sorted(
        states, key=["Назначено", "Скоро начнётся", "Приостановлено", "Закончилось"].index
    )


def test_an_award_of_a_measure_this_pack_does_not_know_is_still_printed() -> None:
    file = holder_file(PACK)
    award = file.entitlements[0].model_copy(update={"measure": "from-another-region"})
    printed = texts(entitlement_sheet(head(), file, award, None, (), 1))
    assert "Мера поддержки" in printed
    assert any(line.startswith("Подробнее расскажут по телефону 8") for line in printed)


def test_nothing_awarded_is_said_in_words() -> None:
    sheet = entitlement_list_sheet(head(), child_file(PACK), CATALOGUE, 1)
    assert "Пока ничего не назначено." in texts(sheet)


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("language", ["ru", "en"])
def test_papers_fit_the_printers_width(columns: int, language: str) -> None:
    file = holder_file(PACK)
    long_title = replace(MEASURES[0].title, ru="Ежемесячная денежная компенсация расходов на оплату жилья")
    measure = replace(MEASURES[0], title=long_title)
    for sheet in (
        measure_sheet(head(language), measure, PACK.places),
        entitlement_list_sheet(head(language), file, CATALOGUE | {measure.id: measure}, 1),
        trial_sheet(head(language), columns),
    ):
        assert lay_out(sheet, columns)


def test_a_sheet_does_not_show_its_words_in_a_log() -> None:
    assert "Полярная" not in repr(entitlement_list_sheet(head(), holder_file(PACK), CATALOGUE, 1))
