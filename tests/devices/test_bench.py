"""The trainer's bench in a real browser: cards go in, paper goes away, tickets come out."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from devices.bench.cards import CardTable
from devices.ports import Line, NotPrinted, Printed, QrCode, Sheet
from devices.printer import EscPosPrinter
from devices.printer_address import parse_address
from devices.printer_profile import load_profile
from devices.scanner import WedgeScanner
from devices.simulators.control import ReaderControl
from devices.simulators.pcscd_process import what_is_missing
from devices.simulators.printer.control import PrinterControl
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.devices.card_maker import CardMaker, write
from tests.devices.printing import SHEET

CHROMIUM = shutil.which("chromium")
LOOPBACK_IN_PROC = "0100007F"
ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.skipif(bool(what_is_missing()), reason=f"not installed: {what_is_missing()}"),
]


@dataclass(frozen=True)
class Bench:
    address: str
    printer: EscPosPrinter
    reader: ReaderControl
    headset: Path
    scanner: Path
    tickets: Path


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("bench")
    cards = folder / "cards"
    cards.mkdir()
    maker = CardMaker()
    for number, title in enumerate(("Анна Смирнова, ветеран труда", "Борис Ким, двое детей"), start=1):
        content = {**maker.content(UUID(int=number)), "title": title}
        write(content, cards / f"card-{number}.json")
    (cards / "notes.json").write_text("[]")
    own = ("--cards", str(cards), "--tickets", str(folder / "tickets"), "--pcscd-dir", str(folder / "p"))
    with started(folder, "--printer-port", "0", *own) as told:
        yield Bench(
            told["ready"],
            EscPosPrinter(parse_address(told["printer"]), load_profile("generic-80")),
            ReaderControl(folder / "p"),
            Path(told["headset"]),
            Path(told["scanner"]),
            folder / "tickets",
        )
    assert not (folder / "p" / "control").exists()


@contextmanager
def started(folder: Path, *options: str) -> Iterator[dict[str, str]]:
    """The bench as a program; gives what it says it has started."""
    program = subprocess.Popen(
        [sys.executable, "-m", "devices", "bench", "--port", "0", *options],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        cwd=folder,
    )
    try:
        assert program.stdout is not None
        told: dict[str, str] = {}
        while "ready" not in told:
            name, _, value = program.stdout.readline().strip().partition(" ")
            assert name, "the bench did not start"
            told[name] = value.partition("=")[2] or value
        yield told
    finally:
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=15) == 0


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, bench: Bench) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1440, "height": 1000})
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.goto(bench.address)
    expect(opened.locator("#line")).to_have_text("Стенд работает")
    opened.get_by_role("button", name="Всё исправить").click()
    expect(opened.locator("#printer-state")).to_have_text("готов")
    yield opened
    opened.close()
    assert faults == []


def test_a_card_is_put_in_and_taken_out(page: Page, bench: Bench) -> None:
    expect(page.locator("#cards button")).to_have_count(5)
    card = page.get_by_role("button", name="Анна Смирнова")
    card.click()
    expect(card).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#reader-state")).to_have_text("карта внутри")
    assert bench.reader.list()["cards"]["0"].endswith("card-1.json")
    card.click()
    expect(page.locator("#reader-state")).to_have_text("ждёт карту")
    assert bench.reader.list()["cards"] == {}


def test_one_card_replaces_another_also_by_keys_alone(page: Page, bench: Bench) -> None:
    page.keyboard.press("2")
    expect(page.get_by_role("button", name="Борис Ким")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("3")
    expect(page.get_by_role("button", name="Банковская карта")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Борис Ким")).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("0")
    expect(page.locator("#reader-state")).to_have_text("ждёт карту")
    page.get_by_role("button", name="Борис Ким").focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.card") == "card-1"
    page.keyboard.press("Enter")
    expect(page.locator("#reader-state")).to_have_text("карта внутри")
    page.keyboard.press("Enter")
    expect(page.locator("#reader-state")).to_have_text("ждёт карту")


def test_the_paper_comes_out_on_the_page(page: Page, bench: Bench) -> None:
    before = page.locator("#papers img").count()
    assert bench.printer.print(SHEET) == Printed()
    newest = page.locator("#papers img").first
    expect(page.locator("#papers img")).to_have_count(before + 1)
    expect(newest).to_have_js_property("complete", True)
    assert newest.evaluate("picture => picture.naturalWidth") > 1000


def test_a_paper_is_held_to_the_scanner(page: Page, bench: Bench) -> None:
    heard: SimpleQueue[str] = SimpleQueue()
    scanner = WedgeScanner(bench.scanner)
    scanner.start(heard.put)
    try:
        ticket = Sheet("Талон", (Line("4821 3079"), QrCode("okno:t1:48213079:signed")))
        before = page.locator("#papers img").count()
        assert bench.printer.print(ticket) == Printed()
        expect(page.locator("#papers img")).to_have_count(before + 1)
        page.get_by_role("button", name="К сканеру").first.click()
        assert heard.get(timeout=20) == "okno:t1:48213079:signed"
    finally:
        scanner.stop()


def test_what_the_trainer_breaks_the_printer_tells(page: Page, bench: Bench) -> None:
    breaks = [
        (page.get_by_role("button", name="Нет", exact=True), "printer-paper-out", "нет бумаги"),
        (page.get_by_role("button", name="Крышка открыта"), "printer-cover-open", "открыта крышка"),
        (page.get_by_role("button", name="Питание включено"), "printer-offline", "выключен"),
        (page.get_by_role("button", name="Нажат «стоп»"), "printer-offline", "остановлен"),
    ]
    for button, code, words in breaks:
        button.click()
        expect(page.locator("#printer-state")).to_have_text(words)
        assert bench.printer.print(SHEET) == NotPrinted(code)
        page.get_by_role("button", name="Всё исправить").click()
        expect(page.locator("#printer-state")).to_have_text("готов")


def test_a_sample_paper_and_what_is_told_when_it_cannot_be_printed(page: Page) -> None:
    page.get_by_role("button", name="Напечатать пробный лист").click()
    expect(page.locator("#message")).to_have_text("Напечатано.")
    page.keyboard.press("g")
    expect(page.locator("#printer-state")).to_have_text("нет бумаги")
    page.get_by_role("button", name="Напечатать пробный лист").click()
    expect(page.locator("#message")).to_have_text("Не напечатано: printer-paper-out")


def test_the_card_service_dies_and_comes_back(page: Page) -> None:
    page.get_by_role("button", name="Уронить службу карт").click()
    expect(page.locator("#reader-state")).to_have_text("служба карт упала")
    page.get_by_role("button", name="Запустить службу карт").click()
    expect(page.locator("#reader-state")).to_have_text("ждёт карту", timeout=15_000)
    page.get_by_role("button", name="Выдернуть кабель").click()
    expect(page.locator("#reader-state")).to_have_text("кабель выдернут", timeout=15_000)
    page.get_by_role("button", name="Вставить кабель").click()
    expect(page.locator("#reader-state")).to_have_text("ждёт карту", timeout=15_000)


def test_the_headset(page: Page) -> None:
    page.get_by_role("button", name="Наушники вставлены").click()
    expect(page.locator("#headset-state")).to_have_text("вставлена")
    page.keyboard.press("y")
    expect(page.locator("#headset-state")).to_have_text("не вставлена")


def test_every_control_has_a_name_and_is_large_enough(page: Page) -> None:
    page.locator("summary").click()
    for button in page.locator("button:visible").all():
        assert button.inner_text().strip()
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_axe_finds_nothing_to_complain_about(page: Page) -> None:
    page.locator("summary").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def post(address: str, body: bytes, headers: dict[str, str]) -> int:
    request = urllib.request.Request(address + "orders", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def listening_addresses(port: int) -> list[str]:
    """Where the port is open, as /proc/net/tcp and tcp6 write addresses."""
    tables = [Path(f"/proc/net/{name}").read_text().splitlines() for name in ("tcp", "tcp6")]
    lines = [line.split() for table in tables for line in table]
    return [line[1].split(":")[0] for line in lines if line[1].endswith(f":{port:04X}") and line[3] == "0A"]


def test_no_other_page_and_no_other_name_can_reach_the_bench(bench: Bench) -> None:
    order = json.dumps({"device": "headset", "to": False}).encode()
    ours = {"X-Okno-Bench": "1"}
    assert post(bench.address, order, ours) == 200
    assert post(bench.address, order, {}) == 403
    assert post(bench.address, order, {**ours, "Host": "evil.example"}) == 400
    assert post(bench.address, b"[]", ours) == 400
    assert post(bench.address, b"{", ours) == 400
    for nonsense in (
        {},
        {"device": "printer", "set": "paper", "to": "gold"},
        {"device": "reader", "do": "fly"},
    ):
        assert post(bench.address, json.dumps(nonsense).encode(), ours) == 409
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(bench.address + "tickets/..%2f..%2fetc%2fpasswd", timeout=5)
    assert listening_addresses(int(bench.address.split(":")[2].strip("/"))) == [LOOPBACK_IN_PROC]


def test_the_bench_takes_what_already_runs(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    with (
        PrivatePcscd(folder) as pcscd,
        SimulatedPrinter() as printer,
        PrinterControl(printer, tmp_path / "printer.sock"),
    ):
        before = pcscd.list()["pcscd"]
        os.mkfifo(tmp_path / "plug")
        with started(
            tmp_path,
            *("--pcscd-dir", str(folder), "--printer-control", str(tmp_path / "printer.sock")),
            *("--headset", str(tmp_path / "plug")),
        ) as told:
            assert set(told) == {"headset", "scanner", "ready"}, "neither a reader nor a printer of its own"
            body = json.dumps({"device": "printer", "set": "paper", "to": "out"}).encode()
            assert post(told["ready"], body, {"X-Okno-Bench": "1"}) == 200
            assert printer.condition.paper == "out"
        assert pcscd.list()["pcscd"] == before
        assert (tmp_path / "plug").exists()


def test_cards_that_are_no_cards_are_left_out(tmp_path: Path) -> None:
    cards = tmp_path / "cards"
    cards.mkdir()
    (cards / "broken.json").write_text("{")
    (cards / "list.json").write_text("[1]")
    (cards / "other.json").write_text('{"title": "Не карта"}')
    table = CardTable(cards, tmp_path / "foreign")
    assert [card.id for card in table.cards()] == ["foreign-payment", "foreign-transport", "foreign-unknown"]
    assert table.find("other") is None
