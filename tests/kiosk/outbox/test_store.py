"""The disk: what is stored survives, what cannot be stored is not promised, what is damaged is not lost."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from kiosk.outbox import store as stores
from kiosk.outbox.failures import DAMAGED, FULL, UNUSABLE, OutboxError
from kiosk.outbox.opening import CURRENT, put_aside
from kiosk.outbox.outbox import Outbox
from kiosk.outbox.store import ACCEPTED_KEPT_SECONDS, FILE, REFUSED_KEPT_SECONDS, Store
from kiosk.outbox.values import NewEntry
from tests.kiosk.outbox.samples import desk, file_one

LATER = 1_800_000_000


def entry(number: int) -> NewEntry:
    return NewEntry(f"receipt-{number}", f"{number:032x}", b"sealed" * 40, LATER)


def test_a_commit_waits_for_the_disk(folder: Path) -> None:
    folder.mkdir()
    store = Store(folder)
    pragmas = {
        name: store._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete")
    }
    store.close()
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}  # 2: FULL


def test_the_folder_is_the_kiosks_own(folder: Path, outbox: Outbox) -> None:
    outbox.add(entry(1))
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / CURRENT).stat().st_mode & 0o077 == 0


def test_what_is_settled_is_never_sent_again(outbox: Outbox) -> None:
    first, second = outbox.add(entry(1)), outbox.add(entry(2))
    assert outbox.sending(first) is not None
    assert outbox.accept(entry(1).key, "26-000001", LATER)
    assert outbox.refuse(entry(2).key, "filing-unproven", LATER)
    assert outbox.unsettled() == ()
    assert outbox.sending(first) is None
    assert outbox.sending(second) is None
    assert not outbox.refuse(entry(1).key, "late-answer", LATER)
    assert not outbox.accept(entry(2).key, "26-000002", LATER)


def test_an_accepted_body_is_dropped_at_once(folder: Path, outbox: Outbox) -> None:
    outbox.add(entry(1))
    outbox.accept(entry(1).key, "26-000001", LATER)
    outbox.close()
    with sqlite3.connect(folder / CURRENT / FILE) as connection:
        assert connection.execute("SELECT sealed, request_number FROM outbox").fetchall() == [
            (None, "26-000001")
        ]


def test_only_what_is_settled_is_ever_forgotten(outbox: Outbox) -> None:
    for number in (1, 2, 3):
        outbox.add(entry(number))
    outbox.accept(entry(1).key, "26-000001", LATER)
    outbox.refuse(entry(2).key, "filing-unproven", LATER)
    assert outbox.forget(LATER) == 0
    assert outbox.forget(LATER + ACCEPTED_KEPT_SECONDS + 1) == 1
    assert outbox.forget(LATER + REFUSED_KEPT_SECONDS + 1) == 1
    assert outbox.forget(2**40) == 0
    assert outbox.depth().waiting == 1


def test_a_full_outbox_says_so_and_keeps_what_it_has(folder: Path) -> None:
    small = Outbox(folder, lambda _code: None, most_pages=12)
    stored = 0
    with pytest.raises(OutboxError) as failure:
        for stored in range(1000):
            small.add(entry(stored))
    assert failure.value.code == FULL
    assert len(small.unsettled()) == stored > 3
    small.accept(entry(0).key, "26-000001", LATER)  # what is there can still be settled
    assert len(small.unsettled()) == stored - 1
    small.close()


FILL = """
import resource, sys
from pathlib import Path
from kiosk.outbox.outbox import Outbox
from kiosk.outbox.failures import OutboxError
from tests.kiosk.outbox.test_store import entry
outbox = Outbox(Path(sys.argv[1]), lambda code: None)
outbox.add(entry(0))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
for number in range(1, 10000):
    try:
        outbox.add(entry(number))
    except OutboxError as error:
        print(number, error.code)
        break
"""


@pytest.mark.slow
def test_a_write_the_system_refuses_promises_nothing(folder: Path) -> None:
    """The system's own limit on a file's size: a real write fails in the middle."""
    assert resource.RLIMIT_FSIZE is not None
    words = [sys.executable, "-c", FILL, str(folder), "200000"]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split()
    assert told[1] in (FULL, UNUSABLE)
    after = Outbox(folder, lambda _code: None)
    assert len(after.unsettled()) == int(told[0])
    assert not after.trouble()
    after.close()


def test_a_disk_that_is_not_there_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OutboxError) as failure:
        Outbox(tmp_path / "file" / "outbox", lambda _code: None).add(entry(1))
    assert failure.value.code == UNUSABLE


def filed(folder: Path, number: int) -> list[str]:
    outbox = Outbox(folder, lambda _code: None)
    receipts = [file_one(desk(outbox, Random(seed))) for seed in range(number)]
    outbox.close()
    return receipts


def checkpointed(folder: Path) -> Path:
    path = folder / CURRENT / FILE
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.mark.parametrize("harm", ["overwritten", "cut", "page", "foreign", "newer"])
def test_a_damaged_outbox_is_kept_and_the_kiosk_goes_on(folder: Path, harm: str) -> None:
    receipts = filed(folder, 40)
    path = checkpointed(folder)
    content = bytearray(path.read_bytes())
    match harm:
        case "overwritten":
            content[:100] = bytes(100)
        case "cut":
            del content[len(content) // 2 :]
        case "page":
            content[3 * 4096 : 3 * 4096 + 512] = b"\xff" * 512
        case "foreign":
            content[:] = b"this was never a database" * 100
        case "newer":
            content[60:64] = (99).to_bytes(4, "big")  # PRAGMA user_version
    path.write_bytes(content)

    told: list[str] = []
    after = Outbox(folder, told.append)
    file_one(desk(after, Random(999)))
    assert told == [DAMAGED]
    assert after.trouble() == DAMAGED
    assert (folder / "damaged-1" / FILE).read_bytes() == bytes(content)
    saved = len(after.unsettled()) - 1
    assert saved <= len(receipts)
    if harm == "newer":
        assert saved == len(receipts)  # nothing is unreadable: everything goes on, under the same keys
    after.close()


def test_what_is_saved_keeps_its_key_number_and_code(folder: Path) -> None:
    filed(folder, 6)
    before = Outbox(folder, lambda _code: None)
    known = [before.sending(sequence) for sequence in before.unsettled()]
    before.close()
    put_aside(folder)
    after = Outbox(folder, lambda _code: None)
    again = [after.sending(sequence) for sequence in after.unsettled()]
    assert [(e.sequence, e.receipt_code, e.key, e.sealed) for e in again if e] == [
        (e.sequence, e.receipt_code, e.key, e.sealed) for e in known if e
    ]
    assert after.add(entry(99)) == 7
    after.close()


def test_killed_while_a_new_one_is_made_nothing_is_lost(folder: Path) -> None:
    receipts = filed(folder, 3)
    put_aside(folder)
    half = folder / "making"
    half.mkdir()
    (half / FILE).write_bytes(b"half a file")
    after = Outbox(folder, lambda _code: None)
    assert len(after.unsettled()) == len(receipts)
    after.close()


def test_damage_that_shows_itself_in_the_middle_is_survived(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    outbox = Outbox(folder, told.append)
    outbox.add(entry(1))
    whole = stores._ADD
    monkeypatch.setattr(stores, "_ADD", "INSERT INTO gone VALUES (?, ?, ?, ?)")
    with pytest.raises(OutboxError) as failure:
        outbox.add(entry(2))
    assert failure.value.code == UNUSABLE  # no damage, so nothing is put aside
    monkeypatch.setattr(stores, "_ADD", whole)
    path = checkpointed(folder)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    outbox.add(entry(3))
    assert told == [DAMAGED]
    outbox.close()
