"""The kiosk's settings: shipped samples, the environment over them, named errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from config.kiosk import KioskSettings, SettingsError, load_kiosk_settings
from devices.printer_address import parse_address
from devices.printer_profile import load_profile

SAMPLES = sorted((Path(__file__).parents[2] / "config" / "kiosks").glob("*.toml"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_good(sample: Path) -> None:
    settings = load_kiosk_settings(sample, {})
    assert settings.pack_key is not None, "a kiosk in service reads signed packs only"
    assert parse_address(settings.printer.address)
    assert load_profile(settings.printer.profile).columns in {32, 48}


def test_samples_show_both_orientations_and_every_reader() -> None:
    found = [load_kiosk_settings(sample, {}) for sample in SAMPLES]
    assert {settings.screen.width > settings.screen.height for settings in found} == {True, False}
    assert {settings.reader.profile for settings in found} == {"insert", "lay", "tap"}


def test_the_environment_goes_over_the_file() -> None:
    given = {
        "OKNO_KIOSK_PACK": "ru",
        "OKNO_KIOSK_SCREEN__WIDTH": "1920",
        "OKNO_KIOSK_SCREEN__FULLSCREEN": "false",
    }
    settings = load_kiosk_settings(SAMPLES[0], given | {"OKNO_BACKEND_PORT": "1"})
    assert settings.pack == "ru"
    assert settings.screen.width == 1920
    assert settings.screen.fullscreen is False


def test_nothing_given_means_the_defaults() -> None:
    assert load_kiosk_settings(None, {}) == KioskSettings()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[reader]\nprofile = 'swipe'", "swipe"),
        ("[printer]\nadress = 'x'", "adress"),
        ("[screen]\nwidth = 'wide'", "screen.width"),
        ("pack = \n", "line 1"),
    ],
)
def test_errors_name_the_file_and_the_place(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=named) as caught:
        load_kiosk_settings(file, {})
    assert "kiosk.toml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        load_kiosk_settings(tmp_path / "none.toml", {})
