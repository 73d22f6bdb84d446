"""`check` names what is wrong: each fault planted alone is found by its own code and no other."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from backend.clock import utc_now
from backend.database.opening import database_file, open_database
from backend.maintenance.checks import CHECKS
from backend.maintenance.findings import REMEDIES
from tests.backend.site import Site

pytestmark = pytest.mark.slow

PERSON = "(SELECT min(person) FROM people)"
LONG_AGO = utc_now() - timedelta(days=3)


def plant(site: Site, *statements: str) -> None:
    with closing(open_database(site.url)) as database, database.maintenance() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))  # foreign keys off
        for statement in statements:
            connection.execute(text(statement))


def found(site: Site) -> dict[str, int]:
    told = site.says("check", "--json")
    findings = json.loads(told.stdout)
    assert told.exit_code == (1 if findings else 0)
    assert all(one["what_to_do"] for one in findings)
    return {one["code"]: one["count"] for one in findings}


def test_nothing_is_found_in_a_sound_region(site: Site) -> None:
    assert found(site) == {}


@pytest.mark.parametrize(
    ("code", "statements"),
    [
        (
            "snils-invalid",
            [f"UPDATE people SET snils = '90100000101' WHERE person = {PERSON}"],
        ),
        (
            "entitlements-overlap",
            [
                "INSERT INTO entitlements (entitlement, person, measure, state, since, per, awarded_by,"
                f" decision, ground) SELECT 'x{number}', {PERSON}, 'm', 'active', '2026-0{number}-01', '',"
                " 'СФР', '№ 1', ''"
                for number in (1, 2)
            ],
        ),
        (
            "entitlement-ground-missing",
            [
                "INSERT INTO entitlements (entitlement, person, measure, state, since, per, awarded_by,"
                f" decision, ground) SELECT 'x1', {PERSON}, 'm', 'active', '2026-01-01', '', '', '', 'hero'"
            ],
        ),
        (
            "card-history-gap",
            ["DELETE FROM card_history WHERE card = (SELECT min(card) FROM cards)"],
        ),
        (
            "card-expired-active",
            [
                "UPDATE cards SET issued_on = '2015-01-01', expires_on = '2020-01-01'"
                " WHERE card = (SELECT min(card) FROM cards WHERE state = 'active')"
            ],
        ),
        (
            "work-unfinished",
            [
                "INSERT INTO nonces (nonce_hash, kiosk, expires_at)"
                f" VALUES ('h', 'k', '{LONG_AGO:%Y-%m-%d %H:%M}')"
            ],
        ),
    ],
)
def test_a_planted_fault_is_found_by_its_own_name(site: Site, code: str, statements: list[str]) -> None:
    plant(site, *statements)
    assert found(site) == {code: 1}


def test_orphaned_rows_are_found(site: Site) -> None:
    if site.url.startswith("sqlite"):
        with closing(sqlite3.connect(database_file(site.url))) as raw:  # foreign keys are off by default
            raw.execute("UPDATE identity_documents SET person = 'nobody' WHERE rowid = 1")
            raw.commit()
    else:
        plant(
            site,
            "UPDATE identity_documents SET person = 'nobody'"
            " WHERE number = (SELECT min(number) FROM identity_documents)",
        )
    assert found(site) == {"database-orphans": 1}


def test_a_missing_line_of_the_journal_is_found_also_at_its_end(site: Site) -> None:
    if not site.url.startswith("sqlite"):
        pytest.skip("PostgreSQL's sequences skip numbers whenever a transaction is undone")
    for _ in range(4):
        site.must("card", "expire")
    plant(site, "DELETE FROM audit_events WHERE event IN (2, 4)")
    assert found(site) == {"audit-gap": 2}


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: b"no database at all", id="another file"),
        pytest.param(lambda data: data[: len(data) // 2], id="cut in half"),
        pytest.param(lambda data: data[:40_960] + b"\xa5" * 8_192 + data[49_152:], id="pages overwritten"),
    ],
)
def test_a_damaged_file_has_a_name(site: Site, spoil: Callable[[bytes], bytes]) -> None:
    if not site.url.startswith("sqlite"):
        pytest.skip("PostgreSQL looks after its own files")
    file = database_file(site.url)
    for companion in (file.with_name(file.name + "-wal"), file.with_name(file.name + "-shm")):
        companion.unlink(missing_ok=True)
    spoilt = spoil(file.read_bytes())
    file.write_bytes(spoilt)
    assert set(found(site)) == {"database-damaged"}
    assert file.read_bytes() == spoilt, "the check changed the file"


def test_forms_that_are_missing_old_or_newer_have_names(bare_site: Site, tmp_path: Path) -> None:
    plant(bare_site, "UPDATE alembic_version SET version_num = 'from-the-future'")
    assert set(found(bare_site)) == {"database-schema-newer"}
    plant(bare_site, "DELETE FROM alembic_version")
    assert set(found(bare_site)) == {"database-schema-old"}
    nowhere = Site(tmp_path, f"sqlite:///{tmp_path / 'nothing.db'}")
    assert set(found(nowhere)) == {"database-missing", "sealing-key-missing"}
    assert not (tmp_path / "nothing.db").exists()


def test_a_check_waits_for_nobody_and_nobody_waits_for_it(site: Site) -> None:
    if not site.url.startswith("sqlite"):
        pytest.skip("PostgreSQL readers take no locks that writers wait for")
    with closing(sqlite3.connect(database_file(site.url), isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")  # as a backend in the middle of a commit
        assert found(site) == {}
        writer.execute("ROLLBACK")


def test_every_check_has_a_remedy() -> None:
    assert set(CHECKS) <= set(REMEDIES)


def test_a_look_says_how_often_and_never_who(site: Site) -> None:
    plant(site, f"UPDATE people SET snils = '90100000101' WHERE person = {PERSON}")
    assert "90100000101" not in site.says("check").output
