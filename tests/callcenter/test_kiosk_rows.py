"""What the cells of the list say, and in which order kiosks stand. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backend.contract.kiosks import Heartbeat, KioskStatus
from callcenter.kiosk_rows import COLUMNS, GRAVITY, RowMaker, ordered, unknown_codes
from callcenter.wiring import FOLDER
from content.catalogues import catalogue, words
from content.i18n import LANGUAGES

NOW = datetime(2026, 11, 20, 9, 3, tzinfo=UTC)
MOSCOW = ZoneInfo("Europe/Moscow")


def status(title: str, *attention: str, heard: bool = True, **told: object) -> KioskStatus:
    said = {
        **{"sent_at": NOW, "reader": "ready", "printer": "ready", "voice": "ready"},
        **{"pack_hash": "ab" * 32, "version": "0.1.0", "uptime_seconds": 60},
        **told,
    }
    return KioskStatus(
        kiosk=f"kiosk-{title}",
        title=title,
        last_seen=NOW if heard else None,
        clock_skew_seconds=0.2 if heard else None,
        heartbeat=Heartbeat.model_validate(said) if heard else None,
        attention=attention,
    )


def maker(language: str = "ru") -> RowMaker:
    return RowMaker(words(language, FOLDER / "locale"), MOSCOW, NOW)


def titles(*kiosks: KioskStatus, column: str = "attention", descending: bool = False) -> list[str]:
    return [found.title for found in ordered(kiosks, column, descending=descending)]


def test_whoever_cannot_serve_stands_first() -> None:
    kiosks = [
        status("д. 10"),
        status("д. 9"),
        status("мало", "printer-paper-low"),
        status("молчит", "kiosk-silent"),
        status("две беды", "kiosk-silent", "voice-lost"),
    ]
    assert titles(*kiosks) == ["две беды", "молчит", "мало", "д. 9", "д. 10"]
    assert titles(*kiosks, descending=True) == ["д. 9", "д. 10", "мало", "молчит", "две беды"]


def test_a_kiosk_never_heard_is_last_in_either_direction() -> None:
    kiosks = [
        status("новый", heard=False),
        status("старый", uptime_seconds=9),
        status("средний", uptime_seconds=5),
    ]
    assert titles(*kiosks, column="uptime") == ["средний", "старый", "новый"]
    assert titles(*kiosks, column="uptime", descending=True) == ["старый", "средний", "новый"]


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_orders_kiosks_heard_and_not(column: str) -> None:
    kiosks = [status("а"), status("б", heard=False), status("в", printer="paper_out", version="0.10.0")]
    assert sorted(titles(*kiosks, column=column)) == ["а", "б", "в"]


def test_versions_count_by_number() -> None:
    kiosks = [status("новая", version="0.10.0"), status("старая", version="0.9.1")]
    assert titles(*kiosks, column="version") == ["старая", "новая"]


def test_a_row_says_what_the_heartbeat_said() -> None:
    row = maker().row(status("а", "printer-paper-out", printer="paper_out", uptime_seconds=273_900))
    assert [cell.text for cell in row.cells] == [
        *("12:03", "готов", "ждёт", "нет", "0 с", "abababa", "0.1.0", "3 д 4 ч"),
    ]
    assert [chip.title for chip in row.chips] == ["Кончилась бумага"]


def test_a_kiosk_never_heard_has_no_invented_values() -> None:
    row = maker().row(status("а", "kiosk-silent", heard=False))
    assert [cell.text for cell in row.cells] == ["ещё не был", *["–"] * 7]


@pytest.mark.parametrize(
    ("seconds", "said"), [(59, "59 с"), (60, "1 мин"), (3_660, "1 ч 1 мин"), (90_000, "1 д 1 ч")]
)
def test_durations_have_two_units_at_most(seconds: int, said: str) -> None:
    assert maker().duration(seconds) == said


def test_another_day_is_named() -> None:
    assert maker().clock_time(NOW - timedelta(days=2)) == "18.11 12:03"


def test_a_code_of_a_newer_backend_is_shown_as_it_is() -> None:
    newer = status("а", "scanner-lost")
    assert maker().row(newer).chips[0].title == "scanner-lost"
    assert unknown_codes([newer]) == ("scanner-lost",)


def test_the_guide_stands_still_and_counts() -> None:
    guide = maker().guide([status("а", "voice-lost"), status("б", "voice-lost")])
    assert [entry.chip.code for entry in guide] == list(GRAVITY)
    assert {entry.chip.code: entry.kiosks for entry in guide if entry.kiosks} == {"voice-lost": 2}


def test_both_languages_have_the_same_words() -> None:
    russian, english = (catalogue(language, FOLDER / "locale") for language in LANGUAGES)
    assert russian.keys() == english.keys()
    assert all(form.strip() for table in (russian, english) for forms in table.values() for form in forms)
