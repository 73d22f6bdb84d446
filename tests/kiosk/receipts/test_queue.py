"""The paper of an application: number, code and places of the day, in both widths, and no ground on it."""

from __future__ import annotations

import pytest

from content.cache import load_or_compile
from devices.layout import lay_out
from devices.ports import Sheet
from kiosk.flow.demo.queues import application
from kiosk.receipts.queue import queue_sheet
from tests.kiosk.receipts.test_papers import head, texts

PACK = load_or_compile("ru-mur")
TITLES = {place.id: place.title.ru for place in PACK.places}


def paper(language: str = "ru", state: str = "waiting") -> Sheet:
    made = application(PACK, "offered" if state == "offered" else "waiting")
    return queue_sheet(head(language), made, TITLES, PACK.place_priorities, "Europe/Moscow", 3)


def said(sheet: Sheet) -> str:
    return "\n".join(texts(sheet)).replace("\xa0", " ")


def test_it_says_where_the_child_stands_and_what_to_show() -> None:
    for word in ("482 130 796", "4417", "Полярный П. И.", "12-е из 48", "Справка с места службы"):
        assert word in said(paper()), word
    assert "Многодетная" not in said(paper()), "a paper is left lying about"
    assert "Предложено место" not in said(paper())
    assert "Предложено место" in said(paper(state="offered"))


@pytest.mark.parametrize("columns", [48, 32])
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("state", ["waiting", "offered"])
def test_it_fits_the_printers_width(columns: int, language: str, state: str) -> None:
    assert lay_out(paper(language, state), columns)
