"""The backend as it is installed: settings name the carriers, and what is queued goes out by itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import insert

from backend.database.opening import open_database
from backend.messages.tables import messages
from tests.backend.test_front_door import free_port, run, served

pytestmark = pytest.mark.slow
LONGEST = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    done = run(tmp_path / "backend", "setup")
    assert done.returncode == 0, done.stderr
    return tmp_path / "backend"


def queue_mail(folder: Path) -> None:
    """A mail goes at any hour, so this test does not depend on when it runs."""
    now = datetime.now(UTC)
    row = {
        "dedupe_key": "confirmed:b1:email:p1",
        "kind": "confirmed",
        "channel": "email",
        "about": "12345678",
        "address": "maria@post.example",
        "subject": "Запись 12345678",
        "body": "Запись 12345678, 3 декабря, 10:20.",
        "zone": "Europe/Moscow",
        "state": "waiting",
        "attempts": 0,
        "queued_at": now,
        "due_at": now,
        "useful_until": now + timedelta(days=1),
    }
    database = open_database(f"sqlite:///{folder / 'okno.db'}")
    with database.maintenance() as connection:
        connection.execute(insert(messages), row)
    database.close()


def test_what_is_queued_goes_out(folder: Path) -> None:
    queue_mail(folder)
    letters = folder / "messages.jsonl"
    with served(folder, free_port(), mail="file", sms="file") as process:
        until = monotonic() + LONGEST
        while not (letters.exists() and letters.read_text("utf-8")):
            assert monotonic() < until, (folder / "log").read_text()
            assert process.poll() is None, (folder / "log").read_text()
            sleep(0.05)
        process.terminate()
    (letter,) = map(json.loads, letters.read_text("utf-8").splitlines())
    assert (letter["to"], letter["channel"]) == ("maria@post.example", "email")
    assert "maria" not in (folder / "log").read_text()


@pytest.mark.parametrize(
    "wrong",
    [
        {"sms": "http"},
        {"sms": "http", "sms_url": "http://sms.gateway.example/"},
        {"mail": "smtp", "mail_host": "mail.example"},
        {"mail": "smtp", "mail_host": "mail.example", "mail_sender": "a@b.example", "mail_tls": "none"},
        {"mail": "smtp", "mail_host": "m.example", "mail_sender": "a@b.example", "mail_ca": "/nowhere.pem"},
    ],
)
def test_settings_that_would_lose_or_show_letters_stop_the_start(folder: Path, wrong: dict[str, str]) -> None:
    done = run(folder, "serve", port="0", **wrong)
    assert (done.returncode, done.stderr.partition(":")[0]) == (1, "settings-invalid"), done.stderr


def test_a_password_is_in_no_failure(folder: Path) -> None:
    done = run(folder, "serve", port="0", mail="smtp", mail_password="very-secret", sms_token="also-secret")
    assert done.returncode == 1
    assert "secret" not in done.stdout + done.stderr
