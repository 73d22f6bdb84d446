"""The editor's commands, as an editor runs them."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner, Result

from content.__main__ import app
from tests.content.tiny_pack import BUS, region, tiny, with_change, write_pack


def content(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_sound_pack_passes_with_its_counts(tmp_path: Path) -> None:
    done = content("check", tiny(tmp_path))
    assert done.exit_code == 0
    assert re.search(r"measures +│ +2 ", done.output)
    assert re.search(r"unverified facts +│ +3 ", done.output)


def test_unverified_facts_and_warnings_are_listed_on_request(tmp_path: Path) -> None:
    done = content("check", with_change(tmp_path, "measures/bus.yaml", "Вам", "Вам " * 16), "--warnings")
    assert done.exit_code == 0
    assert "bus.yaml:6 warning bus: who has a sentence of more than fifteen words" in done.output
    assert "bus.yaml:8 unverified bus: unverified amount" in done.output


def test_one_bad_pack_of_two_fails_the_check(tmp_path: Path) -> None:
    bad = with_change(tmp_path / "bad", "measures/bus.yaml", "sureness: C", "sureness: D")
    done = content("check", tiny(tmp_path / "good"), bad)
    assert done.exit_code == 1
    assert "bus.yaml:14 error bus: sureness" in done.output


def test_a_title_without_english_fails_the_check(tmp_path: Path) -> None:
    done = content("check", with_change(tmp_path, "services/health.yaml", ", en: See a doctor", ""))
    assert done.exit_code == 1
    assert "the title has no English" in done.output


def test_text_that_two_measures_share_fails_the_check(tmp_path: Path) -> None:
    tram = BUS.replace("id: bus", "id: tram").replace("Бесплатный автобус", "Трамвай")
    pack = write_pack(tiny(tmp_path), {"measures/tram.yaml": tram})
    done = content("check", pack)
    assert done.exit_code == 1
    for name in ("how", "who", "where_note", "summary", "deadline", "evidence"):
        assert f"{name} is the text of bus (100 % alike)" in done.output


def test_nearly_the_same_text_is_shared_text_too(tmp_path: Path) -> None:
    said = "Сохраните чек. Принесите его в соцзащиту."
    pack = with_change(
        tmp_path, "measures/bus.yaml", "Покажите карту водителю. Садитесь и поезжайте.", said[:-1] + "!"
    )
    assert "how is the text of bus (98 % alike)" in content("check", pack).output


def test_show_prints_the_text_in_force_with_origins(tmp_path: Path) -> None:
    amend = "amend: heating\nwhere_note: Окно пять.\n"
    pack = region(tmp_path, {"measures/heating.yaml": amend})
    done = content("show", "heating", "--pack", pack)
    lines = " ".join(done.output.split())
    assert done.exit_code == 0
    assert "Окно пять." in lines
    assert "region/measures/heating.yaml:2" in lines
    assert "tiny/measures/heating.yaml:6" in lines


def test_show_of_an_unknown_id_says_so(tmp_path: Path) -> None:
    done = content("show", "nothing", "--pack", tiny(tmp_path))
    assert (done.exit_code, "has no entry nothing" in done.output) == (1, True)


def test_a_pack_is_published_and_verified(tmp_path: Path) -> None:
    key, public, out = tmp_path / "key.pem", tmp_path / "pub.pem", tmp_path / "out"
    assert content("keygen", "--key", key, "--public-key", public).exit_code == 0
    assert content("publish", tiny(tmp_path), "--key", key, "--out", out).exit_code == 0
    done = content("verify", out / "tiny-1.0.pack", "--public-key", public)
    assert (done.exit_code, "signature and hash hold" in done.output) == (0, True)

    with (out / "tiny-1.0.pack").open("ab") as file:
        file.write(b" ")
    done = content("verify", out / "tiny-1.0.pack", "--public-key", public)
    assert (done.exit_code, "pack-damaged" in done.output) == (1, True)
    assert content("keygen", "--key", key, "--public-key", public).exit_code == 1


def test_a_pack_with_errors_is_not_published(tmp_path: Path) -> None:
    key, public, out = tmp_path / "key.pem", tmp_path / "pub.pem", tmp_path / "out"
    content("keygen", "--key", key, "--public-key", public)
    bad = with_change(tmp_path, "measures/bus.yaml", ", en: Free bus", "")
    assert content("publish", bad, "--key", key, "--out", out).exit_code == 1
    assert not out.exists()
