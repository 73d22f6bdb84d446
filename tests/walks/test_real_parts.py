"""The main job over real parts: a virtual card in a real pcscd, a real backend over TLS, a TCP printer."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from tests.walks.real_region import Backend, RealKiosk, kiosk

pytestmark = pytest.mark.slow
CANARIES = ("Орлова", "Ксения", "Полина")
"""Names of the demo mother and her child."""


@dataclass
class Place:
    """Everything that stands at one place."""

    backend: Backend
    printer: SimulatedPrinter
    pcscd: PrivatePcscd
    kiosk: RealKiosk
    folder: Path

    def card_in(self, name: str) -> None:
        self.pcscd.insert(self.backend.cards / f"{name}.json")

    def card_out(self) -> None:
        self.pcscd.remove()
        self.kiosk.page("home")


@pytest.fixture
def place(region: Backend, virtual_reader: PrivatePcscd, folder: Path) -> Iterator[Place]:
    with SimulatedPrinter() as printer, kiosk(folder, printer, virtual_reader) as made:
        yield Place(region, printer, virtual_reader, made, folder)
        virtual_reader.remove()


def everything_about_the_mother(region: Backend) -> tuple[bytes, ...]:
    """Names, SNILS, address, passport, card number and GUID, as the registry has them; GUID also in hex."""
    with closing(sqlite3.connect(region.folder / "okno.db")) as database:
        ((person, *of_person),) = database.execute(
            "SELECT person, last_name, first_name, snils, address FROM people"
            " WHERE last_name = 'Орлова' AND first_name = 'Ксения' AND middle_name = 'Дмитриевна'"
        )
        documents = database.execute("SELECT number FROM identity_documents WHERE person = ?", (person,))
        of_documents = [number for (number,) in documents]
        cards = database.execute("SELECT card, serial FROM cards WHERE person = ?", (person,))
        of_cards = [part for row in cards for part in row]
    texts = [*of_person, *of_documents, *of_cards, "Полина"]
    assert all(texts)
    assert of_documents
    assert of_cards
    guid = guid_of_the_mother(region)
    return (*(text.encode() for text in texts), guid, guid.hex().encode())


def guid_of_the_mother(region: Backend) -> bytes:
    with closing(sqlite3.connect(region.folder / "okno.db")) as database:
        ((guid,),) = database.execute(
            "SELECT guid FROM cards JOIN people USING (person)"
            " WHERE last_name = 'Орлова' AND first_name = 'Ксения' AND middle_name = 'Дмитриевна'"
        )
    return bytes.fromhex(guid)


def files_holding(place: Path, canaries: tuple[bytes, ...]) -> list[Path]:
    files = place.rglob("*") if place.is_dir() else (place,)
    return [
        path for path in files if path.is_file() and any(canary in path.read_bytes() for canary in canaries)
    ]


def gone_from_memory(kiosk: RealKiosk, canary: bytes) -> None:
    """A worker may still be putting away what it was at."""
    until = time.monotonic() + 5.0
    while holders := kiosk.objects_holding(canary):
        assert time.monotonic() < until, (canary, holders)


def test_card_entitlements_paper_and_nothing_left(place: Place) -> None:
    place.card_in("demo-mother")
    welcome = place.kiosk.page("welcome")
    assert "Орлова" not in welcome["text"]
    place.kiosk.enter_pin("1234")
    place.kiosk.page("personal-file-general")
    place.kiosk.press("Данные социальной защиты")
    assert "Многодетная семья" in place.kiosk.page("personal-file-social")["text"]
    place.kiosk.press("Напечатать список")
    place.kiosk.page("preview")
    place.kiosk.press("Напечатать")
    place.kiosk.page("printed")
    (ticket,) = place.printer.wait_for_tickets(1)
    assert "Орлова К. Д." in ticket.text.replace("\xa0", " ")
    assert "Ксения" not in ticket.text
    place.kiosk.press("Дальше")
    place.kiosk.press("Общая информация")
    place.kiosk.press("Открыть дело ребёнка")
    place.kiosk.press(place.kiosk.page("acts-for")["presses"][0])
    place.kiosk.until(lambda view: "Полина" in view["text"], "the child's file")
    canaries = everything_about_the_mother(place.backend)
    assert place.kiosk.objects_holding("Орлова".encode()), "the control: in the session it is there"
    assert place.kiosk.objects_holding(guid_of_the_mother(place.backend)), "and so is the card's GUID"
    place.card_out()
    home = place.kiosk.page("home")
    assert not any(canary in home["text"] for canary in CANARIES)
    for canary in canaries:
        gone_from_memory(place.kiosk, canary)
    serve_log = place.backend.folder / "serve.log"
    assert serve_log.stat().st_size, "the backend did write its log"
    assert files_holding(place.folder, (b"kiosk",)), "the kiosk did write files"
    assert files_holding(place.folder, canaries) == []
    assert files_holding(serve_log, canaries) == []
    for number, canary in enumerate(canaries):  # the control: had it been written, it would be found
        (place.folder / "tmp" / f"planted-{number}").write_bytes(b"..." + canary + b"...")
    assert len(files_holding(place.folder, canaries)) == len(canaries)
    for number, _ in enumerate(canaries):
        (place.folder / "tmp" / f"planted-{number}").unlink()


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ("demo-lost", "card-lost"),
        ("demo-blocked", "card-blocked"),
        ("demo-expired", "card-expired"),
        ("demo-replaced", "card-replaced"),
        ("demo-widow-clone", "card-signature-invalid"),
    ],
)
def test_cards_that_are_not_good_any_more(place: Place, card: str, code: str) -> None:
    place.card_in(card)
    place.kiosk.page(f"failure-{code}")
    place.card_out()


def test_wrong_pin_then_the_right_one(place: Place) -> None:
    place.card_in("demo-widow")
    place.kiosk.page("welcome")
    place.kiosk.enter_pin("9999")
    assert "попыт" in place.kiosk.page("pin-wrong")["text"]
    place.kiosk.type_pin("1234")
    place.kiosk.page("personal-file-general")
    place.card_out()


def test_backend_down_before_and_in_a_session(place: Place) -> None:
    place.card_in("demo-mother")
    place.kiosk.page("welcome")
    place.backend.kill()
    place.kiosk.enter_pin("1234")
    place.kiosk.page("failure-backend-unreachable")
    place.card_out()
    place.card_in("demo-mother")
    place.kiosk.page("failure-backend-unreachable")
    place.backend.start()
    place.kiosk.press("Попробовать ещё раз")
    place.kiosk.page("welcome")
    place.card_out()


def test_a_backend_that_answers_nobody_is_given_up_and_named(place: Place) -> None:
    place.card_in("demo-mother")
    place.kiosk.page("welcome")
    place.backend.freeze()
    place.kiosk.enter_pin("1234")
    place.kiosk.page("failure-backend-slow")
    place.backend.thaw()
    place.card_out()


def test_pcscd_dies_in_a_session_and_returns(place: Place) -> None:
    place.card_in("demo-mother")
    place.kiosk.page("welcome")
    place.pcscd.kill()
    place.kiosk.until(lambda view: "Карты сейчас не читаются" in view["text"], "said on the home page")
    place.pcscd.restart()
    place.card_out()
    place.kiosk.until(lambda view: "Вставьте карту" in view["text"], "back")
    place.card_in("demo-mother")
    place.kiosk.page("welcome")
    place.card_out()


def test_paper_out_is_known_before_printing_is_offered(place: Place) -> None:
    place.card_in("demo-mother")
    place.kiosk.page("welcome")
    place.kiosk.enter_pin("1234")
    place.kiosk.page("personal-file-general")
    place.printer.power_off()
    place.kiosk.until(lambda view: "Показать листок на экране" in view["presses"], "no printing offered")
    place.printer.power_on()
    place.kiosk.press("Напечатать список")
    place.card_out()
