"""Board, reports with their files, quality and announcements, as a browser without scripts has them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

import httpx
import pytest
from openpyxl import load_workbook

from backend.operators.values import Role
from tests.backend.served import Served, serving
from tests.callcenter.consoles import ConsoleInTest, asked_of_backend, code_on, form_key, sign_in
from tests.callcenter.supervised import HOSTILE, PACK, PERIOD, drawn, fill, supervised_region

pytestmark = pytest.mark.slow


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(supervised_region(tmp_path), tmp_path) as running:
        yield running


def test_board_and_reports(console: ConsoleInTest, browser: httpx.Client) -> None:
    irina, _ = fill(console)
    sign_in(console, browser, irina, "/board")
    before = len(asked_of_backend(console))
    board = browser.get("/board?sort=contacts")
    assert asked_of_backend(console)[before:] == ["/v1/desk/board"]
    assert "Иванова" not in board.text
    assert 'data-part="figure-waiting"' in board.text
    report = browser.get(f"/reports?{PERIOD}")
    assert PACK.call_topics[3].title.ru in report.text
    assert report.text.count('role="img"') >= 5
    text = browser.get(f"/reports.csv?{PERIOD}").content
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\r\n") == text.count(b"\n") - text.count(b'"\n')
    rows = list(csv.reader(StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert ["Разговоры: По темам", PACK.call_topics[3].title.ru, "число", "12"] in [row[:4] for row in rows]
    assert {cell[0] for row in rows for cell in row if cell} & set("=+@") == set()
    assert any(cell == "'=cmd|' /C calc'!A0" for row in rows for cell in row)
    book = load_workbook(BytesIO(browser.get(f"/reports.xlsx?{PERIOD}").content))
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
    assert "f" not in {cell.data_type for cell in cells}
    assert 12 in {cell.value for cell in cells}
    wrong = browser.get("/reports?from=2026-11-01&until=2026-11-02")
    assert (wrong.status_code, code_on(wrong)) == (422, "report-period")
    assert 'value="2026-11-02"' in wrong.text
    assert browser.get("/reports?from=2026-13-01&until=x").status_code == 422


def test_an_announcement_from_its_writing_to_its_end(console: ConsoleInTest, browser: httpx.Client) -> None:
    irina, olga = fill(console)
    page = sign_in(console, browser, irina, "/announcements")
    typed = {
        "form_key": form_key(page), "once": "0" * 32, "title": HOSTILE, "text": "Строка\r\nвторая",
        "title_en": "", "text_en": "", "importance": "urgent", "for_operators": "on",
        "begins": "2026-11-20T12:00", "ends": "2026-11-20T11:00",
    }  # fmt: skip
    refused = browser.post("/announcements", data=typed)
    assert (refused.status_code, code_on(refused)) == (422, "announcement-period")
    assert "&lt;img src=x onerror=alert(1)&gt;" in refused.text
    assert "<img src=x" not in refused.text
    for _ in range(2):
        told = browser.post("/announcements", data=typed | {"ends": "2026-11-21T12:00"})
        assert "Объявлено." in told.text
    assert told.text.count("прочитали 0 из 2") == 1
    with console.browser() as second:
        start = sign_in(console, second, olga, "/")
        assert "&lt;img src=x" in start.text
        which = start.text.split('name="announcement" value="')[1].split('"')[0]
        marked = {"form_key": form_key(start), "announcement": which, "back": "start"}
        after = second.post("/announcements/read", data=marked)
        assert "&lt;img src=x" not in after.text
        assert "Прочитано" in second.get("/announcements").text
        assert second.get("/announcements").text.count('action="/announcements/retract"') == 0
    listed = browser.get("/announcements")
    assert "прочитали 1 из 2" in listed.text
    gone = browser.post("/announcements/retract", data={"form_key": form_key(listed), "announcement": which})
    assert "отозвано" in gone.text
    nobody = {name: value for name, value in typed.items() if name != "for_operators"}
    assert code_on(browser.post("/announcements", data=nobody | {"once": "1" * 32})) in {
        "form-incomplete",
        "announcement-period",
    }


def test_a_contact_is_judged_and_its_operator_reads_it(console: ConsoleInTest, browser: httpx.Client) -> None:
    irina, olga = fill(console)
    sign_in(console, browser, irina, "/quality")
    contact = drawn(console)[0]
    sheet = browser.get(f"/quality/{contact}")
    answers = {f"point:{point.id}": "yes" for point in PACK.quality}
    told = {"form_key": form_key(sheet), "version": "0", "remark": HOSTILE, **answers}
    gaps = {name: value for name, value in told.items() if name != "point:need"}
    lacking = browser.post(f"/quality/{contact}", data=gaps)
    assert (lacking.status_code, code_on(lacking)) == (422, "quality-incomplete")
    assert lacking.text.count('class="point lacks"') == 1
    assert lacking.text.count(" checked") == len(PACK.quality) - 1
    assert "Оценка сохранена" in browser.post(f"/quality/{contact}", data=told).text
    zoya = console.account("zoya", Role.SUPERVISOR)
    with console.browser() as second:
        sign_in(console, second, zoya, "/quality")
        page = second.get(f"/quality/{contact}")
        late = told | {"form_key": form_key(page), "point:kindness": "no", "remark": "другое"}
        conflict = second.post(f"/quality/{contact}", data=late)
        assert (conflict.status_code, code_on(conflict)) == (409, "quality-changed")
        assert "другое" in conflict.text
        assert 'name="version" value="1"' in conflict.text
        assert "Оценка сохранена" in second.post(f"/quality/{contact}", data=late | {"version": "1"}).text
    with console.browser() as third:
        own = sign_in(console, third, olga, "/quality")
        assert own.url.path == "/quality/own"
        assert "90" in own.text
        assert "другое" in third.get(f"/quality/own/{contact}").text
        assert third.get(f"/quality/{contact}").status_code == 403
        assert third.get("/board").status_code == 403
        assert third.get("/reports").status_code == 403
    assert code_on(browser.get("/quality/00000000-0000-4000-8000-000000000000")) == "quality-unknown"
