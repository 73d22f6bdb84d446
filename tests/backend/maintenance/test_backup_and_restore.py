"""A backup holds everything, restores into either database, and is refused where it would do harm."""

from __future__ import annotations

import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import select

from backend.audit.tables import audit_events
from backend.database.one_worker import only_worker
from backend.database.opening import database_file, open_database
from backend.maintenance import archive
from backend.schema import metadata
from tests.backend.conftest import PostgresServer
from tests.backend.site import Site

pytestmark = pytest.mark.slow

JOURNAL = audit_events.name  # each command adds a line of its own


def everything(url: str) -> dict[str, list[tuple[Any, ...]]]:
    with closing(open_database(url)) as database, database.maintenance() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in metadata.sorted_tables
            if table.name != JOURNAL
        }


def test_a_restored_backup_has_every_row(site: Site, tmp_path: Path) -> None:
    before = everything(site.url)
    site.must("backup", "--to", str(tmp_path / "one.okno"))
    site.must("restore", "--from", str(tmp_path / "one.okno"), "--replace")
    assert everything(site.url) == before
    assert len(before["people"]) == 300
    assert site.must("check").strip().endswith("Nothing found.")


def test_a_nightly_backup_is_named_by_its_day(bare_site: Site, tmp_path: Path) -> None:
    bare_site.must("backup", "--into", str(tmp_path / "nights"))
    bare_site.must("backup", "--into", str(tmp_path / "nights"))  # the same day again: the newer one stays
    (file,) = (tmp_path / "nights").iterdir()
    assert re.fullmatch(r"okno-\d{4}-\d\d-\d\d\.backup", file.name)
    bare_site.must("restore", "--from", str(file), "--replace")
    for wrong in ((), ("--to", "x", "--into", "y")):
        assert bare_site.says("backup", *wrong).exit_code == 2


def test_new_rows_can_be_written_after_a_restore(site: Site, tmp_path: Path) -> None:
    """Numbers given by the database go on where they were, on PostgreSQL too."""
    site.must("card", "expire")
    site.must("backup", "--to", str(tmp_path / "one.okno"))
    site.must("restore", "--from", str(tmp_path / "one.okno"), "--replace")
    site.must("card", "expire")
    with closing(open_database(site.url)) as database, database.maintenance() as connection:
        actions = list(connection.execute(select(audit_events.c.action)).scalars())
    assert actions.count("card.expire") == 2


def test_a_backup_goes_from_one_kind_of_database_to_the_other(
    site: Site, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server: PostgresServer = request.getfixturevalue("postgres")
    is_sqlite = site.url.startswith("sqlite")
    other = server.empty() if is_sqlite else f"sqlite:///{tmp_path / 'other.db'}"
    site.must("backup", "--to", str(tmp_path / "one.okno"))
    Site(site.data, other).must("restore", "--from", str(tmp_path / "one.okno"))
    assert everything(other) == everything(site.url)
    if is_sqlite:
        server.drop(other)


def test_what_is_replaced_keeps_commits_that_are_in_its_wal_alone(tmp_path: Path) -> None:
    """Somebody still reads an old snapshot, so the checkpoint cannot empty the -wal."""
    target, copy = tmp_path / "okno.db", tmp_path / "copy.db"
    for file in (target, copy):
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("CREATE TABLE boxes (box)")
            connection.commit()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    with (
        closing(sqlite3.connect(target)) as reader,
        closing(sqlite3.connect(target)) as writer,
    ):
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM boxes").fetchone()
        writer.execute("INSERT INTO boxes VALUES (1)")
        writer.commit()
        kept = archive.replace_sqlite(copy, target)
        assert kept is not None
        beside = [file.name for file in tmp_path.iterdir() if file.name.startswith(kept.name)]
        assert f"{kept.name}-wal" in beside
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT box FROM boxes").fetchall() == [(1,)]
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("SELECT box FROM boxes").fetchall() == []


def test_a_backup_is_one_private_file(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    site.must("backup", "--to", str(folder / "one.okno"))
    assert [file.name for file in folder.iterdir()] == ["one.okno"]
    assert stat.S_IMODE((folder / "one.okno").stat().st_mode) == 0o600


def test_a_backup_is_one_snapshot_while_others_write(site: Site, tmp_path: Path) -> None:
    if not site.url.startswith("sqlite"):
        pytest.skip("PostgreSQL's snapshot is its REPEATABLE READ transaction")
    source, target = database_file(site.url), tmp_path / "one.okno"
    target.touch()
    steps: list[int] = []
    archive_pages, archive.PAGES_AT_ONCE = archive.PAGES_AT_ONCE, 5
    try:
        with closing(sqlite3.connect(source)) as other:

            def write_between(done: int, _total: int) -> None:
                steps.append(done)
                other.execute("UPDATE people SET town = town || '!'")
                other.commit()

            archive.copy_sqlite(source, target, write_between)
    finally:
        archive.PAGES_AT_ONCE = archive_pages
    with closing(sqlite3.connect(target)) as copy:
        towns = {row[0] for row in copy.execute("SELECT town FROM people")}
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(steps) > 5
    assert steps == sorted(steps), "the copy began anew"
    assert not any(town.endswith("!") for town in towns)


def test_a_database_with_people_is_replaced_only_on_request(site: Site, tmp_path: Path) -> None:
    site.must("backup", "--to", str(tmp_path / "one.okno"))
    told = site.says("restore", "--from", str(tmp_path / "one.okno"))
    assert told.exit_code != 0
    assert "restore-would-replace: " in told.stderr


@pytest.mark.parametrize("rubbish", [b"no database at all", b"SQLite format 3\x00" + b"\xa5" * 9000, b""])
def test_a_damaged_database_is_replaced_and_kept_for_a_look(
    site: Site, tmp_path: Path, rubbish: bytes
) -> None:
    if not site.url.startswith("sqlite"):
        pytest.skip("PostgreSQL looks after its own files")
    site.must("backup", "--to", str(tmp_path / "one.okno"))
    before, file = everything(site.url), database_file(site.url)
    file.write_bytes(rubbish)
    site.must("restore", "--from", str(tmp_path / "one.okno"), "--replace")
    assert everything(site.url) == before
    assert file.with_name(file.name + ".before-restore").read_bytes() == rubbish


def test_a_running_backend_is_not_restored_under(site: Site, tmp_path: Path) -> None:
    site.must("backup", "--to", str(tmp_path / "one.okno"))
    words = ("restore", "--from", str(tmp_path / "one.okno"), "--replace")
    if site.url.startswith("sqlite"):
        with only_worker(database_file(site.url)):
            refused = site.says(*words)
    else:
        with psycopg.connect(site.url):
            refused = site.says(*words)
    assert refused.exit_code != 0
    assert "database-in-use: " in refused.stderr
    site.must(*words)


def newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
        connection.commit()


def strange(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
        connection.commit()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda file: file.unlink(), "backup-missing"),
        (lambda file: file.write_bytes(b"no database"), "backup-damaged"),
        (lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]), "backup-damaged"),
        (newer, "backup-schema-newer"),
        (strange, "backup-not-ours"),
    ],
)
def test_a_bad_backup_changes_nothing(site: Site, tmp_path: Path, spoil: Any, code: str) -> None:
    file = tmp_path / "one.okno"
    site.must("backup", "--to", str(file))
    before = everything(site.url)
    spoil(file)
    refused = site.says("restore", "--from", str(file), "--replace")
    assert refused.exit_code != 0
    assert f"{code}: " in refused.stderr
    assert everything(site.url) == before
    assert not list(tmp_path.glob("**/.*restoring*"))
