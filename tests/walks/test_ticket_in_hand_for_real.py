"""A ticket in the hand over real parts: a scanner's device, a printer, a backend with a carrier, a card."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from devices.ports import PrinterState
from devices.simulators.printer.paper import QrRow, Ticket
from devices.simulators.printer.realtime import Condition
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from devices.simulators.scanner_line import ScannerLine
from tests.walks.real_region import Backend, RealKiosk, backend, kiosk

pytestmark = pytest.mark.slow
PHONE = "9215550142"


@dataclass
class Citizen:
    """Somebody at the kiosk, with what stands beside it."""

    backend: Backend
    printer: SimulatedPrinter
    pcscd: PrivatePcscd
    kiosk: RealKiosk
    scanner: ScannerLine

    def card_in(self, name: str) -> None:
        self.pcscd.insert(self.backend.cards / f"{name}.json")

    def first_time(self) -> str:
        """The first time that is offered: «09:20»."""
        presses: list[str] = self.kiosk.page("booking-times")["presses"]
        return next(title for title in presses if len(title) == 5 and title[2] == ":")

    def books(self, speciality: str) -> None:
        self.kiosk.press("К врачу")
        self.kiosk.press(speciality)
        self.kiosk.press(self.first_time())
        self.kiosk.page("booking-review")
        self.kiosk.press("Записаться")

    def goes(self) -> None:
        """The card is taken along; whatever stood there is gone."""
        self.pcscd.remove()
        self.kiosk.until(lambda view: view["name"] in {"home", "booked-after-all"}, "the kiosk is nobody's")
        self.kiosk.order("press Готово")
        self.kiosk.page("home")

    def types_ticket(self, number: str, code: str) -> None:
        self.kiosk.press("Записаться")
        self.kiosk.press("У меня есть талон")
        self.kiosk.page("ticket-number")
        self.kiosk.order(f"write {number}")
        self.kiosk.press("Дальше")
        self.kiosk.page("ticket-code")
        self.kiosk.order(f"write {code}")
        self.kiosk.press("Дальше")

    def paper_booking(self) -> dict[str, Any]:
        """The page of a booking opened by its paper, which knows whether the day has come."""
        names = {"paper-booking", "paper-booking-today"}
        return self.kiosk.until(lambda view: view["name"] in names, "the booking of the paper")

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.backend.folder / "okno.db", timeout=30)) as database:
            return list(database.execute(query, values))

    def changes(self, query: str, *values: object) -> None:
        """Beside the backend, as a register that somebody else keeps."""
        with closing(sqlite3.connect(self.backend.folder / "okno.db", timeout=30)) as database:
            database.execute(query, values)
            database.commit()


def numbers_on(paper: Ticket) -> tuple[str, str, str]:
    """Number, code and QR text, as they stand on the paper."""
    qr = next(row.data for row in paper.rows if isinstance(row, QrRow))
    code = re.search(r"Код для отмены\s+(\d{4})", paper.text)
    assert code is not None, paper.text
    return qr.split(":")[2], code.group(1), qr


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Backend]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("OKNO_BACKEND_SMS", "file")
        environment.setenv("OKNO_BACKEND_MAIL", "file")
        with backend(tmp_path_factory.mktemp("backend")) as made:
            yield made


@pytest.fixture
def citizen(region: Backend, virtual_reader: PrivatePcscd, folder: Path, tmp_path: Path) -> Iterator[Citizen]:
    scanner = ScannerLine(tmp_path / "scanner")
    told = {"OKNO_KIOSK_SCANNER": str(scanner.path)}
    with SimulatedPrinter() as printer, kiosk(folder, printer, virtual_reader, **told) as made:
        yield Citizen(region, printer, virtual_reader, made, scanner)
        virtual_reader.remove()
    scanner.close()


def test_the_paper_alone_is_seen_moved_and_cancelled(citizen: Citizen) -> None:
    citizen.card_in("demo-mother")
    citizen.kiosk.page("welcome")
    citizen.books("Зубной врач")
    citizen.kiosk.page("printed")
    number, code, _ = numbers_on(citizen.printer.wait_for_tickets(1)[0])
    citizen.goes()
    # Its four digits may be a year or stand in a telephone number of the content: one code in twenty does.
    elsewhere = Counter(citizen.kiosk.objects_holding(code.encode()))

    wrong = f"{(int(code) + 1) % 10_000:04d}"
    citizen.types_ticket(number, wrong)
    citizen.kiosk.until(lambda view: "Номер и код не подошли" in view["text"], "a wrong code")
    citizen.kiosk.order(f"write {code}")
    citizen.kiosk.press("Дальше")
    shown = citizen.paper_booking()["text"]
    assert "Зубной врач" in shown
    assert "Ксения" not in shown
    assert "Орлова" not in shown
    citizen.kiosk.press("Перенести")
    offered = citizen.kiosk.page("booking-times")["presses"]
    new = [title for title in offered if len(title) == 5 and title[2] == ":"][1]
    citizen.kiosk.press(new)
    citizen.kiosk.page("booking-move")
    citizen.kiosk.press("Перенести")
    citizen.kiosk.page("printed")
    assert numbers_on(citizen.printer.wait_for_tickets(2)[1])[:2] == (number, code), "number and code stay"
    citizen.kiosk.press("Закончить")
    citizen.kiosk.order("press Готово")
    citizen.kiosk.page("home")
    typed = Counter(citizen.kiosk.objects_holding(code.encode()))
    assert typed <= elsewhere, "what was typed is forgotten"

    citizen.types_ticket(number, code)
    citizen.paper_booking()
    citizen.kiosk.press("Отменить запись")
    citizen.kiosk.page("paper-cancel")
    citizen.kiosk.press("Отменить запись")
    citizen.kiosk.until(lambda view: "Отменена" in view["text"], "it is cancelled")
    states = [state for (state,) in citizen.rows("SELECT state FROM bookings WHERE number = ?", number)]
    assert sorted(states) == ["cancelled", "moved"]


def test_a_ticket_before_the_scanner_says_that_one_has_come(citizen: Citizen) -> None:
    citizen.card_in("demo-mother")
    citizen.kiosk.page("welcome")
    citizen.books("Хирург")
    citizen.kiosk.page("printed")
    number, _, qr = numbers_on(citizen.printer.wait_for_tickets(1)[0])
    citizen.goes()
    citizen.scanner.scan(qr)
    citizen.kiosk.page("ticket-refused-arrival-too-early")

    now = datetime.now(UTC)
    begins, ends = (f"{moment:%Y-%m-%d %H:%M:%S.%f}" for moment in (now, now + timedelta(minutes=30)))
    citizen.changes(
        "UPDATE slots SET starts_at = ?, ends_at = ? WHERE slot ="
        " (SELECT slot FROM bookings WHERE number = ? AND state = 'confirmed')", begins, ends, number,
    )  # fmt: skip
    citizen.scanner.scan(qr[:-4] + "AAAA")
    citizen.kiosk.page("ticket-refused-booking-unknown")
    citizen.scanner.scan(qr)
    arrived = citizen.kiosk.page("arrived")
    ((room, state),) = citizen.rows(
        "SELECT r.room, b.state FROM bookings b JOIN slots s ON s.slot = b.slot"
        " JOIN resources r ON r.resource = s.resource WHERE b.number = ?", number,
    )  # fmt: skip
    assert state == "arrived"
    assert f"text='{room}'" in arrived["text"]
    assert "Орлова" not in arrived["text"]


def test_without_paper_the_number_goes_to_a_telephone(citizen: Citizen) -> None:
    citizen.printer.set(Condition(paper="out"))
    citizen.kiosk.knows_printer({PrinterState.PAPER_OUT})
    citizen.card_in("demo-mother")
    citizen.kiosk.page("welcome")
    citizen.kiosk.until(lambda view: view["name"] == "welcome", "welcome")
    citizen.books("Глазной врач (офтальмолог)")
    citizen.kiosk.until(lambda view: "Код для отмены" in view["text"], "number and code on the screen")
    ((number,),) = citizen.rows("SELECT number FROM bookings ORDER BY created_at DESC LIMIT 1")
    citizen.kiosk.press("Прислать номер")
    citizen.kiosk.page("ticket-phone")
    citizen.kiosk.order(f"write {PHONE}")
    citizen.kiosk.press("Прислать")
    told = citizen.kiosk.page("ticket-sent")["text"]
    assert "+7 ••• •••-01-42" in told
    assert citizen.kiosk.objects_holding(PHONE.encode()) == [], "the telephone is forgotten"
    asked = "SELECT channel, about FROM messages WHERE kind = 'ticket'"
    assert citizen.rows(asked) == [("sms", number)]


def test_who_has_no_telephone_is_offered_the_seat_when_the_card_is_next_read(citizen: Citizen) -> None:
    """Kiosk, backend and printer are processes of their own; nothing is told any other way."""
    mother = "SELECT person FROM people WHERE last_name = 'Орлова' AND first_name = 'Ксения'"
    citizen.changes(f"UPDATE people SET phone = NULL, email = NULL WHERE person = ({mother})")
    of_mother = f"SELECT message FROM messages WHERE dedupe_key LIKE '%' || ({mother})"
    of_earlier_bookings = citizen.rows(of_mother)
    citizen.card_in("demo-orphan")
    citizen.kiosk.page("welcome")
    citizen.books("Зубной врач")
    citizen.kiosk.page("printed")
    number, code, _ = numbers_on(citizen.printer.wait_for_tickets(1)[0])
    citizen.goes()

    # That is the last time of any dentist, at the mother's own clinic.
    ((only, clinic),) = citizen.rows(
        "SELECT s.slot, r.provider FROM bookings b JOIN slots s ON s.slot = b.slot"
        " JOIN resources r ON r.resource = s.resource WHERE b.number = ? AND b.state = 'confirmed'", number,
    )  # fmt: skip
    dentists = "SELECT resource FROM resources WHERE speciality = 'dentist'"
    citizen.changes(f"UPDATE slots SET state = 'closed' WHERE resource IN ({dentists}) AND slot <> ?", only)
    later = datetime.now(UTC) + timedelta(days=3)
    begins, ends = (f"{moment:%Y-%m-%d %H:%M:%S.%f}" for moment in (later, later + timedelta(minutes=30)))
    citizen.changes("UPDATE slots SET starts_at = ?, ends_at = ? WHERE slot = ?", begins, ends, only)
    citizen.changes(f"UPDATE people SET clinic = ? WHERE person = ({mother})", clinic)

    citizen.card_in("demo-mother")
    citizen.kiosk.page("welcome")
    citizen.kiosk.press("К врачу")
    citizen.kiosk.press("Зубной врач")
    citizen.kiosk.press("Встать в лист ожидания")
    citizen.kiosk.page("line-joined")
    citizen.goes()

    citizen.types_ticket(number, code)
    citizen.kiosk.press("Отменить запись")
    citizen.kiosk.page("paper-cancel")
    citizen.kiosk.press("Отменить запись")
    citizen.kiosk.until(lambda view: "Отменена" in view["text"], "the seat comes free")
    citizen.kiosk.press("Закончить")
    citizen.kiosk.page("home")

    citizen.card_in("demo-mother")
    welcome = citizen.kiosk.until(
        lambda view: "Для вас освободилось время" in view["text"], "told at level 1"
    )
    assert "Стоматолог" not in welcome["text"]
    citizen.kiosk.enter_pin("1234")
    citizen.kiosk.press("Мои записи")
    listed = citizen.kiosk.until(lambda view: "Держим для вас" in view["text"], "the offer")
    citizen.kiosk.press(next(title for title in listed["presses"] if ", " in title and ":" in title))
    citizen.kiosk.page("line-offer")
    citizen.kiosk.press("Записаться")
    citizen.kiosk.page("printed")
    paper = citizen.printer.wait_for_tickets(2)[1]
    assert "Орлова К. Д." in paper.text.replace("\xa0", " ")
    assert citizen.rows(of_mother) == of_earlier_bookings, "nobody could have been told"
