"""A published pack on its way: the backend's command, the heartbeat, the kiosk's process, its next start."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

from backend.published_packs import published_packs
from content.cache import load_or_compile
from content.compiled import FORMAT, Manifest, name_of
from content.model import Text
from content.pack import Pack
from devices.simulators.printer.server import SimulatedPrinter
from devices.simulators.private_pcscd import PrivatePcscd
from kiosk.packs.place import REFUSED_FILE
from tests.backend.packs.packs_for_tests import Editor, damaged, newer, unsigned, with_rules_nobody_reads
from tests.walks.real_region import Backend, RealKiosk, enrolled, kiosk

pytestmark = pytest.mark.slow
NEW = "Новое: "
LONGEST = 240.0  # seconds for fetching, trying, being quiet and leaving, on a machine with much to do


@dataclass
class Site:
    """An editor, a backend, and the folder of a kiosk with its first pack in place."""

    region: Backend
    editor: Editor
    folder: Path
    first: Pack

    @property
    def pack_file(self) -> Path:
        return self.folder / "region.pack"

    @property
    def settings(self) -> dict[str, str]:
        return {"OKNO_KIOSK_PACK": str(self.pack_file), "OKNO_KIOSK_PACK_KEY": str(self.editor.public)}

    def publishes(self, sealed: bytes, file: Path) -> None:
        """By the command, as an administrator does."""
        file.write_bytes(sealed)
        self.region.command("pack", "publish", str(file), "--public-key", str(self.editor.public))

    def slips_in(self, sealed: bytes) -> None:
        """Past the command's own look, as a backend that lies would."""
        manifest = Manifest(FORMAT, "ru-mur", "2099", "7" * 64, "", 0)
        published_packs(self.region.folder).keep(sealed, manifest)

    def fetches(self) -> int:
        return (self.region.folder / "serve.log").read_text().count("/v1/packs/{file_hash}")

    def heard(self) -> dict[str, str]:
        """The kiosk's last heartbeat."""
        with closing(sqlite3.connect(self.region.folder / "okno.db")) as database:
            ((told,),) = database.execute("SELECT heartbeat FROM kiosk_heartbeats")
        return dict(json.loads(told))

    def attention(self) -> list[str]:
        (told,) = json.loads(self.region.command("kiosk", "list", "--json"))["kiosks"]
        return list(told["attention"])


def with_new_titles(pack: Pack) -> Pack:
    return replace(
        newer(pack),
        articles=tuple(replace(one, title=Text(NEW + one.title.ru, one.title.en)) for one in pack.articles),
    )


@pytest.fixture(scope="module")
def site(region: Backend, tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("kiosk")
    enrolled(region, folder)
    return Site(region, Editor(tmp_path_factory.mktemp("editor")), folder, load_or_compile("ru-mur"))


@pytest.fixture(autouse=True)
def in_place(site: Site) -> bytes:
    sealed = site.editor.sealed(site.first)
    site.pack_file.write_bytes(sealed)
    (site.folder / REFUSED_FILE).unlink(missing_ok=True)
    return sealed


@pytest.fixture
def printer() -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter() as made:
        yield made


def says(made: RealKiosk, what: str, code: str = "") -> bool:
    lines = [json.loads(line) for line in made.log.read_text().splitlines() if line.startswith("{")]
    return any(line["what"] == what and line.get("code", "") == code for line in lines)


def important(made: RealKiosk) -> str:
    """The text of a page that is made of the pack alone."""
    made.press("Важная информация")
    return str(made.until(lambda view: view["name"] != "home", "the page")["text"])


def test_a_new_pack_is_taken_and_shown(
    site: Site, printer: SimulatedPrinter, virtual_reader: PrivatePcscd, tmp_path: Path
) -> None:
    newest = with_new_titles(site.first)
    site.publishes(site.editor.sealed(newest), tmp_path / "new.pack")
    with kiosk(site.folder, printer, virtual_reader, **site.settings) as made:
        assert made.process.wait(LONGEST) == 0, made.log.read_text()
        assert says(made, "pack-taken")
        assert says(made, "pack-restart")
    assert site.pack_file.read_bytes() == site.editor.sealed(newest)
    assert "pack-outdated" in site.attention(), "the last heartbeat was sent with the old one"
    with kiosk(site.folder, printer, virtual_reader, **site.settings) as made:
        assert NEW in important(made)
        made.until(lambda _: site.heard()["pack_version"] == newest.version, "it is told", LONGEST)
        assert not says(made, "pack-taken")
    assert "pack-outdated" not in site.attention()


@pytest.mark.parametrize("what", ["pack-signature-invalid", "unsigned", "pack-damaged"])
def test_one_that_cannot_be_believed_stays_outside(
    site: Site,
    printer: SimulatedPrinter,
    virtual_reader: PrivatePcscd,
    in_place: bytes,
    tmp_path: Path,
    what: str,
) -> None:
    site.slips_in(
        {
            "pack-signature-invalid": Editor(tmp_path / "other").sealed(with_new_titles(site.first)),
            "unsigned": unsigned(with_new_titles(site.first)),
            "pack-damaged": damaged(site.editor.sealed(with_new_titles(site.first))),
        }[what]
    )
    code = "pack-signature-invalid" if what == "unsigned" else what
    with kiosk(site.folder, printer, virtual_reader, **site.settings) as made:
        made.until(lambda _: says(made, "pack-refused", code), code, LONGEST)
        assert NEW not in important(made)
    assert site.pack_file.read_bytes() == in_place


def test_one_whose_rules_do_not_read_stays_outside_is_told_and_is_fetched_once(
    site: Site, printer: SimulatedPrinter, virtual_reader: PrivatePcscd, in_place: bytes
) -> None:
    site.slips_in(site.editor.sealed(with_rules_nobody_reads(site.first)))
    before = site.fetches()
    with kiosk(site.folder, printer, virtual_reader, **site.settings) as made:
        made.until(lambda _: says(made, "pack-refused", "rules-invalid"), "it says so", LONGEST)
    assert site.fetches() == before + 1
    with kiosk(site.folder, printer, virtual_reader, **site.settings) as made:
        made.until(lambda _: site.heard()["pack_refused"] == "rules-invalid", "it is told", LONGEST)
        assert NEW not in important(made)
    assert site.pack_file.read_bytes() == in_place
    assert site.attention()[-2:] == ["pack-refused", "pack-outdated"]
    assert site.fetches() == before + 1, "a restart does not fetch it again"


def test_bytes_that_are_not_those_announced_stay_outside(
    site: Site, printer: SimulatedPrinter, virtual_reader: PrivatePcscd, in_place: bytes
) -> None:
    good = site.editor.sealed(with_new_titles(site.first))
    site.slips_in(good)
    spoilt = published_packs(site.region.folder).folder / f"{name_of(good)}.pack"
    spoilt.write_bytes(damaged(good))
    with kiosk(site.folder, printer, virtual_reader, **site.settings) as made:
        made.until(lambda _: says(made, "pack-refused", "pack-damaged"), "it says so", LONGEST)
        assert NEW not in important(made)
    assert site.pack_file.read_bytes() == in_place
    assert not (site.folder / REFUSED_FILE).exists(), "the backend may yet put its file right"
