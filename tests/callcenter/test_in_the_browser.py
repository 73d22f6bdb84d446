"""The console in a real browser: accessibility, keys, quiet refreshing, strict content policy."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from backend.contract.kiosks import Heartbeat
from backend.kiosks import service as kiosks
from tests.callcenter.browsers import DESKTOP, LAPTOP, sign_in, violations
from tests.callcenter.consoles import HEALTHY, ConsoleInTest

pytestmark = pytest.mark.slow

# The page refreshes each 30 s; a test does not wait that long.
FAST_CLOCK_SECONDS = 31


def fill_region(console: ConsoleInTest) -> dict[str, str]:
    """Kiosks in every state, as (title → id)."""
    told: dict[str, dict[str, object]] = {
        "Мурманск, ул. Софьи Перовской, 37, 1-й этаж": {},
        "Апатиты, ул. Ленина, 2, центр «Мои документы»": {"printer": "paper_low"},
        "Мончегорск, пр. Металлургов, 9": {"printer": "paper_out", "voice": "lost", "pack_hash": "cd" * 32},
        "Кандалакша, ул. Первомайская, 40": {"skew": 95.0},
        "Североморск, ул. Сафонова, 18": {"silent_for": timedelta(hours=2), "reader": "lost"},
        "Кола, пр. Советский, 50": {"printer": "cover_open"},
        "Кировск, ул. Мира, 7, поликлиника": {"uptime_seconds": 3_700},
        "Полярные Зори, ул. Сивко, 1": {"silent_for": timedelta(days=2), "printer": "offline"},
        "Заполярный, ул. Карла Маркса, 6": {"printer": "unknown"},
        "Оленегорск, Ленинградский пр., 5": {"uptime_seconds": 42},
        "Ковдор, ул. Кирова, 3": {"version": "0.1.0rc2"},
    }
    found = {title: console.kiosk(title, **values) for title, values in told.items()}  # type: ignore[arg-type]
    console.region.invitation()
    return found


def kiosk_titles(page: Page) -> list[str]:
    return page.locator("tbody .title").all_inner_texts()


@pytest.mark.parametrize(
    ("language", "size"), [("ru", LAPTOP), ("en", LAPTOP), ("en", DESKTOP), ("ru", (640, 900))]
)
def test_no_page_has_an_accessibility_violation(
    console: ConsoleInTest, page: Page, language: str, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.goto("/sign-in")
    found = {"sign-in": violations(page)}
    fill_region(console)
    sign_in(console, page, console.account())
    page.goto(f"/language/{language}?next=/kiosks")
    for address in ("/kiosks", "/kiosks?only=attention&sort=title&order=desc", "/", "/nothing"):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        found[address] = violations(page)
    assert not any(found.values()), found


def test_the_check_would_find_a_violation(page: Page) -> None:
    page.goto("/sign-in")
    page.evaluate("document.querySelector('label').remove()")
    assert violations(page) != []


@pytest.mark.parametrize("size", [LAPTOP, DESKTOP])
def test_the_list_fits_without_scrolling_sideways(
    console: ConsoleInTest, page: Page, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    fill_region(console)
    sign_in(console, page, console.account())
    for language in ("ru", "en"):
        page.goto(f"/language/{language}?next=/kiosks")
        too_wide = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(too_wide) <= 0, language
        table, section = page.locator("#kiosks").bounding_box(), page.locator(".list").bounding_box()
        assert table and section
        assert table["width"] <= section["width"], language


def test_everything_is_done_with_keys(console: ConsoleInTest, page: Page) -> None:
    fill_region(console)
    sign_in(console, page, console.account())
    assert kiosk_titles(page)[0] == "Североморск, ул. Сафонова, 18"
    page.keyboard.press("1")
    page.wait_for_url("**/kiosks?sort=title")
    assert kiosk_titles(page)[0].startswith("Апатиты")
    page.keyboard.press("1")
    page.wait_for_url("**/kiosks?sort=title&order=desc")
    assert kiosk_titles(page)[0].startswith("Североморск")
    page.keyboard.press("f")
    page.wait_for_url("**only=attention")
    assert len(kiosk_titles(page)) == 7
    page.keyboard.press("Shift+KeyA")
    page.wait_for_url("**/account")
    page.keyboard.press("k")
    page.wait_for_url("**/kiosks")
    page.keyboard.press("Shift+KeyQ")
    page.wait_for_url("**/sign-in")


def test_keys_can_be_switched_off(console: ConsoleInTest, page: Page) -> None:
    sign_in(console, page, console.account())
    page.get_by_role("button", name="Клавиши").click()
    expect(page.locator("nav kbd").first).to_be_hidden()
    page.keyboard.press("1")
    page.wait_for_timeout(200)
    assert page.url.endswith("/kiosks")


def test_the_way_by_tab_shows_its_focus(console: ConsoleInTest, page: Page) -> None:
    console.kiosk("Кола, пр. Советский, 50", printer="paper_out")
    sign_in(console, page, console.account())
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return [(e.innerText ?? '').trim(), s.outlineStyle, parseFloat(s.outlineWidth)]; })()"
        )
        if focused[0].startswith("Клавиши"):
            break
        stops.append(focused)
    assert all(style != "none" and width >= 2 for _, style, width in stops), stops
    names = " ".join(name for name, _, _ in stops)
    assert names.index("Инфокиоски") < names.index("Требуют внимания") < names.index("Кончилась бумага")


def test_refreshing_changes_values_and_moves_nothing(console: ConsoleInTest, page: Page) -> None:
    found = fill_region(console)
    sign_in(console, page, console.account())
    before = kiosk_titles(page)
    kola = found["Кола, пр. Советский, 50"]
    places = page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.getBoundingClientRect().top)")
    console.region.clock.forward(minutes=1)
    heartbeat = {**HEALTHY, "sent_at": console.region.clock.now}
    with console.region.database.maintenance() as connection:
        kiosks.keep_heartbeat(connection, kola, Heartbeat.model_validate(heartbeat), console.region.clock.now)
    page.clock.run_for(FAST_CLOCK_SECONDS * 1000)
    expect(page.locator("[data-part=updated]")).to_have_text("обновлено 12:01")
    expect(page.locator(f"[data-kiosk={kola}] .of-attention")).to_have_text("в порядке")
    assert kiosk_titles(page) == before
    after = page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.getBoundingClientRect().top)")
    assert after == places
    expect(page.get_by_role("status")).to_have_text("Порядок строк изменился. Нажмите R, чтобы показать.")
    page.keyboard.press("r")
    expect(page.get_by_role("status")).to_have_text("")
    assert kiosk_titles(page) != before


def test_a_chip_leads_to_what_to_do(console: ConsoleInTest, page: Page) -> None:
    console.kiosk("Кола, пр. Советский, 50", printer="paper_out")
    sign_in(console, page, console.account())
    page.get_by_role("link", name="Кончилась бумага").click()
    expect(page.locator(":target")).to_contain_text("Вставьте новый рулон")


def test_a_session_that_ends_while_the_page_is_open_says_so(console: ConsoleInTest, page: Page) -> None:
    console.kiosk("Кола, пр. Советский, 50")
    sign_in(console, page, console.account())
    console.region.clock.forward(hours=13)
    page.clock.run_for(FAST_CLOCK_SECONDS * 1000)
    expect(page.get_by_role("status")).to_have_text("Сеанс закончился. Войдите снова.")
    page.keyboard.press("r")
    expect(page.get_by_role("heading", name="Вход")).to_be_visible()


def test_it_works_without_scripts(scriptless: Page, console: ConsoleInTest) -> None:
    console.kiosk("Кола, пр. Советский, 50", printer="paper_low")
    sign_in(console, scriptless, console.account())
    scriptless.get_by_role("link", name="Инфокиоск 1").or_(
        scriptless.get_by_role("link", name="Инфокиоск", exact=True)
    ).click()
    scriptless.wait_for_url("**/kiosks?sort=title")
    expect(scriptless.locator("tbody .title")).to_have_text("Кола, пр. Советский, 50")
