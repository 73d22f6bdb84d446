"""The wizard over real parts: the pack's rules, a virtual card, a real backend over TLS, a TCP printer."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.real_region import Backend, RealKiosk, kiosk

pytestmark = pytest.mark.slow
MOST_SCREENS = 40
RECEIPT = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")
NUMBER = re.compile(r"\b\d{2}-\d{6,9}\b")
CODE = re.compile(r"\d{4}\\xa0\d{4}|\d{4}\xa0\d{4}")
CARD = "demo-mother"


@pytest.fixture
def place(region: Backend, virtual_reader: PrivatePcscd, folder: Path) -> Iterator[RealKiosk]:
    with SimulatedPrinter() as printer, kiosk(folder, printer, virtual_reader) as made:
        yield made
        virtual_reader.remove()


def asked(place: RealKiosk, entry: str) -> None:
    place.press("Что мне положено")
    place.press(entry)
    place.until(lambda view: view["name"].startswith(("question", "result")), "a question")


def know_nothing(place: RealKiosk) -> int:
    """«Не знаю» to every question; how many screens there were."""
    for screens in range(MOST_SCREENS):
        if not place.views[-1]["name"].startswith("question"):
            return screens
        text = place.views[-1]["text"]
        place.order("press-all Не знаю")
        place.until(lambda view, before=text: view["text"] != before, "the answer")
        time.sleep(0.3)
        if _settled(place.views[-1]["text"]) == _settled(text):
            place.press("Дальше")
            place.until(lambda view, before=text: _settled(view["text"]) != _settled(before), "the next")
    raise AssertionError("there is no end to the questions")


def _settled(text: str) -> str:
    """Title and progress: what differs between two questions and not between two answers."""
    return text[:400].split("Choices", maxsplit=1)[0].split("NumberPad", maxsplit=1)[0]


def test_without_a_card_the_questions_end_and_an_operator_can_go_on(place: RealKiosk) -> None:
    asked(place, "Определить, какая соц. помощь мне положена")
    assert know_nothing(place) > 0
    place.until(lambda view: view["name"].startswith("results"), "the result")
    place.press("Получить код для оператора")
    assert CODE.search(place.page("operator-code")["text"])


def test_with_a_card_a_request_is_filed_and_gets_its_number(
    place: RealKiosk, region: Backend, virtual_reader: PrivatePcscd
) -> None:
    virtual_reader.insert(region.cards / f"{CARD}.json")
    place.page("welcome")
    place.enter_pin("1234")
    place.page("personal-file-general")
    place.press("На главную")
    asked(place, "Определить, какая соц. помощь мне положена")
    know_nothing(place)
    place.until(lambda view: view["name"].startswith("results"), "the result")
    place.press("Подать заявление")
    place.page("wishes")
    if "Показать остальное" in place.views[-1]["presses"]:
        place.press("Показать остальное")
        place.press("Бесплатный юрист")
    place.press("Дальше")
    place.press("Телефон")
    place.page("contact-phone")
    place.order("write 9215550142")
    place.press("Готово")
    place.press("Дальше")
    place.press("Согласиться")
    place.press("Подать заявление")
    place.page("printed", seconds=40)
    place.press("Дальше")
    assert RECEIPT.search(place.page("receipt")["text"])
    place.until(lambda view: NUMBER.search(view["text"]) is not None, "the number", seconds=40)


def test_without_a_line_there_is_a_result_and_no_code(place: RealKiosk, region: Backend) -> None:
    region.kill()
    try:
        asked(place, "Определить мои льготные категории")
        know_nothing(place)
        place.until(lambda view: view["name"].startswith("results"), "the result")
        place.press("Получить код для оператора")
        place.page("operator-code-none", seconds=40)
    finally:
        region.start()
