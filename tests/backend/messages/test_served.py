"""The backend as it is installed: settings name the carriers, and what is queued goes out by itself."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import insert

from backend.database.opening import open_database
from backend.messages.tables import messages
from backend.wiring import carriers_of
from config.backend import load_backend_settings
from config.toml_settings import SettingsInvalid
from tests.backend.test_front_door import free_port, run, served

pytestmark = pytest.mark.slow
LONGEST = 120.0


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after `setup`, to be copied."""
    folder = tmp_path_factory.mktemp("prepared") / "backend"
    done = run(folder, "setup")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "backend"))


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
def test_settings_that_would_lose_or_show_letters_stop_the_start(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingsInvalid) as failure:
        carriers_of(load_backend_settings(None, {}, wrong), Path("messages.jsonl"))
    assert failure.value.code == "settings-invalid"


def test_a_password_is_in_no_failure_and_no_repr() -> None:
    secrets = {"mail_password": "very-secret", "sms_token": "also-secret"}
    with pytest.raises(SettingsInvalid) as failure:
        load_backend_settings(None, {}, {"mail": "smtp", **secrets})
    assert "secret" not in str(failure.value)
    told = repr(load_backend_settings(None, {}, secrets))
    assert not [secret for secret in secrets.values() if secret in told]
