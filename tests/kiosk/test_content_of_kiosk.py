"""A pack that cannot be believed puts the kiosk out of service, with a code."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from content.compiled import publish, read
from content.signing import make_key_pair, read_private_key
from kiosk.content_of_kiosk import InEveryLanguage, SpokenInLanguages, load_pack, words_of_all_languages
from kiosk.flow import events, technician_events
from kiosk.flow.pages import MeasuresPage, OutOfServicePage
from kiosk.flow.walk import Walk
from kiosk.late.search import LateSearch
from kiosk.search_index import SearchInLanguages
from tests.kiosk.sample_pack import PACK
from tests.kiosk.worlds import world
from tests.walks.kiosk_walk import KioskWalk


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    private, public = tmp_path / "private.pem", tmp_path / "public.pem"
    make_key_pair(private, public)
    return private, public


def test_a_signed_pack_is_read(tmp_path: Path, keys: tuple[Path, Path]) -> None:
    path = publish(PACK, read_private_key(keys[0]), tmp_path)
    loaded = load_pack(str(path), keys[1], tmp_path)
    assert (loaded.refused, loaded.out_of_service) == ("", "")
    assert loaded.pack == PACK


def test_a_pack_that_does_not_load_leaves_the_last_good_one(tmp_path: Path, keys: tuple[Path, Path]) -> None:
    data = tmp_path / "data"
    data.mkdir()
    in_place = tmp_path / "region.pack"
    in_place.write_bytes(read(publish(PACK, read_private_key(keys[0]), tmp_path)))
    newer = replace(PACK, version="newer")
    load_pack(str(in_place), keys[1], data)
    in_place.write_bytes(read(publish(newer, read_private_key(keys[0]), tmp_path)))
    assert load_pack(str(in_place), keys[1], data).pack == newer
    in_place.write_bytes(in_place.read_bytes()[:-100])
    again = load_pack(str(in_place), keys[1], data)
    assert (again.pack, again.refused, again.out_of_service) == (newer, "pack-damaged", "")
    in_place.unlink()
    assert load_pack(str(in_place), keys[1], data).refused == "pack-missing"
    assert load_pack(str(in_place), keys[1], data).pack == newer


def test_a_kept_pack_needs_the_key_of_today(tmp_path: Path, keys: tuple[Path, Path]) -> None:
    path = publish(PACK, read_private_key(keys[0]), tmp_path)
    load_pack(str(path), keys[1], tmp_path)
    make_key_pair(tmp_path / "new-private.pem", tmp_path / "new-public.pem")
    loaded = load_pack(str(path), tmp_path / "new-public.pem", tmp_path)
    assert (loaded.pack.id, loaded.out_of_service) == ("", "pack-signature-invalid")


def test_a_disk_that_takes_no_copy_harms_no_pack(tmp_path: Path, keys: tuple[Path, Path]) -> None:
    path = publish(PACK, read_private_key(keys[0]), tmp_path)
    assert load_pack(str(path), keys[1], tmp_path / "nowhere").pack == PACK


def test_packs_that_cannot_be_believed_have_a_code(tmp_path: Path, keys: tuple[Path, Path]) -> None:
    path = publish(PACK, read_private_key(keys[0]), tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    make_key_pair(other / "private.pem", other / "public.pem")
    tampered = tmp_path / "tampered.pack"
    tampered.write_bytes(read(path).replace("Ветеран".encode(), "Витязь ".encode(), 1))
    cut = tmp_path / "cut.pack"
    cut.write_bytes(read(path)[:-100])
    codes = [
        load_pack(str(tmp_path / "missing.pack"), keys[1], tmp_path).out_of_service,
        load_pack(str(path), other / "public.pem", tmp_path).out_of_service,
        load_pack(str(path), tmp_path / "no-key.pem", tmp_path).out_of_service,
        load_pack(str(tampered), keys[1], tmp_path).out_of_service,
        load_pack(str(cut), keys[1], tmp_path).out_of_service,
    ]
    assert codes == [
        "pack-missing", "pack-signature-invalid", "pack-key-unusable", "pack-damaged", "pack-damaged",
    ]  # fmt: skip


def test_out_of_service_lets_only_the_technician_in() -> None:
    kiosk = KioskWalk()
    kiosk.walk = Walk(stack=(OutOfServicePage("pack-damaged"),))
    assert kiosk.page == "out-of-service"
    assert kiosk.shows("pack-damaged")
    kiosk.card_in().card_out()
    assert kiosk.page == "out-of-service"
    kiosk.wait(120)
    assert kiosk.page == "out-of-service"
    kiosk.happens(technician_events.ClockHeld())
    assert kiosk.page == "service-code"
    kiosk.tap("bar.home")
    assert kiosk.page == "out-of-service"


def test_broken_parts_put_the_kiosk_out_of_service_and_wipe_the_session() -> None:
    kiosk = KioskWalk().identified().happens(events.Broke("kiosk-internal"))
    assert kiosk.page == "out-of-service"
    assert kiosk.walk.session is None


def test_search_and_speech_work_in_both_languages() -> None:
    search = LateSearch()
    assert search("проезд", "ru") == (), "not built yet"
    search.become(SearchInLanguages(PACK, words_of_all_languages()))
    assert search("проезд", "ru")[0].id == "free-travel"
    assert search("free-travel", "en")[0].id == "free-travel"
    spoken = SpokenInLanguages()
    assert "двенадцать" in spoken("12 мер", "ru")
    assert "twelve" in spoken("12 measures", "en")


def test_a_language_is_made_when_it_is_asked_for() -> None:
    made: list[str] = []

    def make(language: str) -> str:
        made.append(language)
        return language.upper()

    everyone = InEveryLanguage(make)
    assert (everyone["ru"], everyone["ru"], made) == ("RU", "RU", ["ru"])
    assert dict(everyone) == {"ru": "RU", "en": "EN"}
    assert len(everyone) == 2
    with pytest.raises(KeyError):
        everyone["fi"]


def test_the_walks_world_takes_the_same_shape() -> None:
    assert KioskWalk(at=world()).happens(events.Opened(MeasuresPage())).page == "measures"


def test_a_kiosk_that_is_mended_serves_again_and_reads_the_card_that_waits() -> None:
    kiosk = KioskWalk().happens(events.Broke("kiosk-internal")).card_in()
    assert kiosk.page == "out-of-service"
    kiosk.happens(events.Mended("pack-damaged"))
    assert kiosk.page == "out-of-service", "something else was mended"
    kiosk.happens(events.Mended("kiosk-internal"))
    assert kiosk.page == "reading"
    assert KioskWalk().happens(events.Mended("kiosk-internal")).page == "home"
