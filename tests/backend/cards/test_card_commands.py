"""`python -m backend card …` as a clerk uses it, on a region made by `setup`."""

from __future__ import annotations

import json
import stat
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.cards import service
from backend.cards.certificates import fingerprint
from backend.cards.identity import identity_of
from backend.cards.making import new_key
from backend.database.doors import Database
from backend.region_ca import RegionCa
from tests.backend.region import START, Region
from tests.backend.site import Site

pytestmark = pytest.mark.slow


@pytest.fixture
def clerk(tmp_path: Path, database_url: str) -> Site:
    data = tmp_path / "data"
    RegionCa.load_or_make(data, START)
    return Site(data, database_url)


@pytest.fixture
def person(region: Region) -> str:
    return region.person()


def issued(clerk: Site, person: str, folder: Path) -> str:
    """Issue a virtual card; returns its id."""
    told = clerk.says("card", "issue", "--person", person, "--virtual", str(folder))
    assert told.exit_code == 0, told.output
    return told.output.split()[0]


def test_a_virtual_card_is_a_private_file_whose_keys_fit_its_certificates(
    clerk: Site, person: str, database: Database, tmp_path: Path
) -> None:
    card = issued(clerk, person, tmp_path / "cards")
    file = tmp_path / "cards" / f"{card}.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    written = json.loads(file.read_text())
    with database.maintenance() as connection:
        record = service.get(connection, card)
    assert written["profile"]["pin"] == "1234"
    assert written["profile"]["guid"] == record.guid
    for kind, kept in (("9E", record.fingerprint_9e), ("9A", record.fingerprint_9a)):
        der = b64decode(written["profile"]["keys"][kind]["certificate"])
        private = load_pem_private_key(written["profile"]["keys"][kind]["private_pem"].encode(), None)
        certificate = x509.load_der_x509_certificate(der)
        assert isinstance(private, ec.EllipticCurvePrivateKey)
        assert certificate.public_key() == private.public_key()
        assert fingerprint(der) == kept
        assert identity_of(certificate).serial == record.serial


def test_a_real_card_gets_certificates_for_the_keys_it_made(clerk: Site, person: str, tmp_path: Path) -> None:
    files = []
    for name in ("9e.pem", "9a.pem"):
        pem = new_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        (tmp_path / name).write_bytes(pem)
        files.append(str(tmp_path / name))
    guid = "00112233445566778899aabbccddeeff"
    told = clerk.says(
        *("card", "issue", "--person", person, "--public-keys", *files),
        *("--out", str(tmp_path / "out"), "--guid", guid),
    )
    assert told.exit_code == 0, told.output
    for name in ("9e.der", "9a.der"):
        certificate = x509.load_der_x509_certificate((tmp_path / "out" / name).read_bytes())
        assert identity_of(certificate).guid == guid
    assert not list(tmp_path.glob("**/*.json"))


def test_a_card_is_blocked_unblocked_and_replaced_and_each_step_is_kept(
    clerk: Site, person: str, database: Database, tmp_path: Path
) -> None:
    card = issued(clerk, person, tmp_path)
    assert clerk.says("card", "block", card, "--reason", "потеряна").exit_code == 0
    assert clerk.says("card", "unblock", card).exit_code == 0
    told = clerk.says("card", "replace", card, "--virtual", str(tmp_path))
    assert told.exit_code == 0, told.output
    assert len(list(tmp_path.glob("*.json"))) == 2
    shown = clerk.says("card", "show", card)
    assert "потеряна" in shown.output
    assert clerk.says("card", "list", "--person", person).output.count("active") == 1
    with database.maintenance() as connection:
        history = service.history(connection, card)
        looks = connection.execute(
            select(audit_events.c.action, audit_events.c.person).order_by(audit_events.c.event)
        )
        journal = [tuple(row) for row in looks]
    assert [step.action for step in history] == ["issue", "block", "unblock", "replace"]
    assert all(step.actor.startswith("command:") for step in history)
    assert journal == [
        (f"card.{action}", person) for action in ("issue", "block", "unblock", "replace", "show", "list")
    ]


def test_a_second_card_a_wrong_step_and_half_a_blank_fail_by_name(
    clerk: Site, person: str, tmp_path: Path
) -> None:
    card = issued(clerk, person, tmp_path)
    cases = {
        "card-already-active": ("issue", "--person", person, "--virtual", str(tmp_path)),
        "card-state-conflict": ("unblock", card),
        "card-not-found": ("block", "no-such-card"),
        "card-blank-incomplete": ("issue", "--person", person),
    }
    for code, words in cases.items():
        told = clerk.says("card", *words)
        assert told.exit_code != 0
        assert told.stderr.startswith(f"{code}: "), told.stderr
    assert len(list(tmp_path.glob("*.json"))) == 1


def test_a_real_card_needs_two_keys_on_p_256(clerk: Site, person: str, tmp_path: Path) -> None:
    good, long, text = (tmp_path / name for name in ("good.pem", "long.pem", "text.pem"))
    good.write_bytes(new_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    other = ec.generate_private_key(ec.SECP384R1()).public_key()
    long.write_bytes(other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    text.write_text("no key")
    for bad in (long, text):
        words = ("card", "issue", "--person", person, "--public-keys", str(good), str(bad))
        assert clerk.fails(*words, "--out", str(tmp_path / "out")) == "card-key-unsuitable"
    assert not (tmp_path / "out").exists()


def test_a_number_is_not_given_twice(
    clerk: Site, person: str, database: Database, region: Region, tmp_path: Path
) -> None:
    card = issued(clerk, person, tmp_path)
    other = region.person()
    with database.maintenance() as connection:
        guid = service.get(connection, card).guid
    words = ("card", "issue", "--person", other, "--virtual", str(tmp_path), "--guid", guid)
    assert clerk.fails(*words) == "card-number-taken"
    assert len(list(tmp_path.glob("*.json"))) == 1


def test_the_slip_has_a_pin_that_is_kept_nowhere_else(clerk: Site, person: str, tmp_path: Path) -> None:
    card = issued(clerk, person, tmp_path)
    slip = tmp_path / "slip.txt"
    told = clerk.says("card", "first-pin", card, "--out", str(slip))
    assert told.exit_code == 0, told.output
    assert stat.S_IMODE(slip.stat().st_mode) == 0o600
    pin = next(line.rpartition(" ")[2] for line in slip.read_text().splitlines() if line.startswith("Первый"))
    assert len(pin) == 6
    assert pin not in told.output


def test_without_a_region_ca_nothing_is_issued(clerk: Site, person: str, tmp_path: Path) -> None:
    nobody = Site(tmp_path / "empty", clerk.url)
    told = nobody.says("card", "issue", "--person", person, "--virtual", str(tmp_path))
    assert told.stderr.startswith("region-ca-missing: ")
    assert clerk.says("card", "list", "--person", person).output.count("active") == 0
