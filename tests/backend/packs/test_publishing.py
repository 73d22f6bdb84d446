"""Publishing a pack: only a sound one becomes current, kiosks are told, and only kiosks get it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from backend.published_packs import CURRENT_FILE, FILES_KEPT, NO_PUBLISHED_PACKS, published_packs
from backend.region_pack import PUBLISHED, region_pack
from content.cache import load_or_compile
from content.compiled import MOST_BYTES, name_of
from content.problems import PackError
from tests.backend.app_http import AppHttp, code_of
from tests.backend.packs.packs_for_tests import Editor, damaged, newer, unsigned, with_rules_nobody_reads
from tests.backend.region import Region
from tests.backend.site import Site

PACK = load_or_compile("ru")


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    return Editor(tmp_path / "editor")


def refusals(tmp_path: Path, editor: Editor) -> dict[str, bytes]:
    return {
        "pack-damaged": damaged(editor.sealed(PACK)),
        "pack-signature-invalid": Editor(tmp_path / "other").sealed(PACK),
        "rules-invalid": editor.sealed(with_rules_nobody_reads(PACK)),
        "pack-too-large": editor.sealed(PACK) + bytes(MOST_BYTES),
    }


def test_only_a_sound_pack_becomes_current(tmp_path: Path, editor: Editor) -> None:
    packs = published_packs(tmp_path)
    first = packs.publish(editor.sealed(PACK), editor.public)
    for code, sealed in refusals(tmp_path, editor).items():
        with pytest.raises(PackError) as refused:
            packs.publish(sealed, editor.public)
        assert refused.value.code == code
    with pytest.raises(PackError):
        packs.publish(unsigned(PACK), editor.public)
    assert packs.current() == first
    assert packs.content_of(first.file_hash) == editor.sealed(PACK)
    assert (first.version, first.pack_hash) == (PACK.version, PACK.hash)


def test_a_newer_one_takes_its_place_and_the_oldest_goes(tmp_path: Path, editor: Editor) -> None:
    packs = published_packs(tmp_path)
    names = [
        packs.publish(editor.sealed(newer(PACK, f"2099.{number}.0")), editor.public).file_hash
        for number in range(FILES_KEPT + 1)
    ]
    assert [packs.content_of(name) is not None for name in names] == [False, *[True] * FILES_KEPT]
    current = packs.current()
    assert current is not None
    assert current.file_hash == names[-1]


def test_the_backend_works_with_what_is_published_when_told_so(tmp_path: Path, editor: Editor) -> None:
    with pytest.raises(PackError) as nothing:
        region_pack(PUBLISHED, tmp_path)
    assert nothing.value.code == "pack-missing"
    packs = published_packs(tmp_path)
    packs.publish(editor.sealed(newer(PACK)), editor.public)
    assert region_pack(PUBLISHED, tmp_path) == newer(PACK)
    current = packs.current()
    assert current is not None
    file = tmp_path / "published" / f"{current.file_hash}.pack"
    file.write_bytes(damaged(file.read_bytes()))
    with pytest.raises(PackError) as spoilt:
        region_pack(PUBLISHED, tmp_path)
    assert spoilt.value.code == "pack-damaged"


def test_where_nothing_is_published_nothing_is_named(tmp_path: Path) -> None:
    assert NO_PUBLISHED_PACKS.current() is None
    packs = published_packs(tmp_path)
    assert packs.current() is None
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / CURRENT_FILE).write_text("{")
    assert packs.current() is None
    assert packs.content_of("../okno.db") is None


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_kiosk_is_told_and_gets_it_and_nobody_else(region: Region, tmp_path: Path, editor: Editor) -> None:
    packs = published_packs(tmp_path)
    region.services = replace(region.services, published=packs)
    region.http = AppHttp(region.services)
    kiosk = region.kiosk()
    heartbeat = {
        "sent_at": region.clock.now.isoformat(), "reader": "ready", "printer": "ready", "voice": "ready",
        "pack_hash": region.disclosure.pack_hash, "version": "0.1.0", "uptime_seconds": 60,
    }  # fmt: skip

    def heard(**told: str) -> dict[str, str]:
        answer = region.http.post("/v1/heartbeats", json={**heartbeat, **told}, headers=kiosk.headers)
        return dict(answer.json())

    def attention() -> list[str]:
        token = region.services.tokens.issue("tanya", ("technician",), region.clock.now).access_token
        kiosks = region.http.get("/v1/kiosks", headers={"Authorization": f"Bearer {token}"})
        return list(kiosks.json()["kiosks"][0]["attention"])

    assert heard()["published_pack"] == ""
    assert code_of(region.http.get("/v1/packs/current", headers=kiosk.headers)) == "pack-unknown"
    assert attention() == []

    sealed = editor.sealed(newer(PACK))
    packs.publish(sealed, editor.public)
    assert heard()["published_pack"] == name_of(sealed)
    current = region.http.get("/v1/packs/current", headers=kiosk.headers).json()
    assert (current["file_hash"], current["size"]) == (name_of(sealed), len(sealed))
    assert region.http.get(f"/v1/packs/{current['file_hash']}", headers=kiosk.headers).content == sealed
    assert code_of(region.http.get("/v1/packs/" + "0" * 64, headers=kiosk.headers)) == "pack-unknown"

    assert attention() == ["pack-outdated"], "the backend's own pack is not the measure any more"
    heard(pack_hash=newer(PACK).hash, pack_version="2099.1.0")
    assert attention() == []
    heard(pack_refused="rules-invalid")
    assert attention() == ["pack-refused", "pack-outdated"]

    assert code_of(region.http.get("/v1/packs/current")) == "token-missing"
    operator = region.services.tokens.issue("olga", ("operator",), region.clock.now).access_token
    headers = {"Authorization": f"Bearer {operator}"}
    assert code_of(region.http.get("/v1/packs/current", headers=headers)) == "role-missing"
    assert code_of(region.http.get(f"/v1/packs/{name_of(sealed)}", headers=headers)) == "role-missing"


@pytest.mark.slow
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_the_command(bare_site: Site, tmp_path: Path, editor: Editor) -> None:
    file = tmp_path / "new.pack"
    file.write_bytes(editor.sealed(PACK))
    assert "nothing is published" in bare_site.must("pack", "show")
    assert bare_site.fails("pack", "publish", str(file)) == "pack-key-unusable", "the key is needed once"
    bare_site.must("pack", "publish", str(file), "--public-key", str(editor.public))
    file.write_bytes(editor.sealed(newer(PACK)))
    assert "2099.1.0" in bare_site.must("pack", "publish", str(file))
    file.write_bytes(damaged(editor.sealed(PACK)))
    assert bare_site.fails("pack", "publish", str(file)) == "pack-damaged"
    assert bare_site.fails("pack", "publish", str(tmp_path / "none.pack")) == "pack-missing"
    assert "2099.1.0" in bare_site.must("pack", "show")
