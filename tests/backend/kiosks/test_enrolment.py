"""A kiosk's life as a device: invited, enrolled, signed in, heard, withdrawn."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from joserfc.jwk import ECKey
from sqlalchemy import func, select, update

from backend.audit.tables import audit_events
from backend.idempotency.tables import idempotent_answers
from backend.kiosks import service
from backend.kiosks.tables import kiosk_heartbeats, kiosk_invitations, kiosks
from backend.secret_values import hash_of
from backend.vault import Vault
from tests.backend.app_http import code_of
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import TEST_VAULT, Region


def newcomer(region: Region) -> KioskInTest:
    return KioskInTest(region, ECKey.generate_key("P-256"))


def test_a_code_enrols_one_kiosk(region: Region) -> None:
    code = region.invitation("Апатиты, пл. Ленина")
    answer = newcomer(region).enrol(code)
    assert answer.status_code == 201
    assert answer.json()["title"] == "Апатиты, пл. Ленина"
    assert answer.json()["reader_profile"] == "insert"
    assert code_of(newcomer(region).enrol(code)) == "enrolment-code-invalid"


def test_a_copy_of_the_database_does_not_tell_the_codes(region: Region) -> None:
    """All 2^40 codes can be hashed in an afternoon, so the bare hash would be the code."""
    code = region.invitation()
    with region.database.maintenance() as connection:
        stored = connection.scalars(select(kiosk_invitations.c.code_hash)).one()
    assert stored != hash_of(code)
    assert stored == service.invitation_hash(TEST_VAULT, code)
    assert stored != service.invitation_hash(Vault.of_key(bytes(range(32))), code)


def test_a_code_runs_out(region: Region) -> None:
    code = region.invitation(lifetime=timedelta(hours=1))
    region.clock.forward(hours=1, seconds=1)
    assert code_of(newcomer(region).enrol(code)) == "enrolment-code-invalid"


def test_guessing_codes_is_stopped(region: Region) -> None:
    good, guesser = region.invitation(), newcomer(region)
    answers = [code_of(guesser.enrol(f"0000-000{digit}")) for digit in range(10)]
    assert set(answers) == {"enrolment-code-invalid"}
    stopped = guesser.enrol(good)
    assert code_of(stopped) == "too-many-attempts"
    assert int(stopped.headers["retry-after"]) > 0
    region.clock.forward(minutes=11)
    assert guesser.enrol(good).status_code == 201


def test_a_kiosks_life_is_in_the_journal(region: Region) -> None:
    """Who invited, what enrolled from where, who guessed, who withdrew."""
    kiosk = region.kiosk()
    newcomer(region).enrol("0000-0000")
    with region.database.maintenance() as connection:
        assert not service.withdraw(connection, "kiosk-none", region.clock.now, "command:anna")
        assert service.withdraw(connection, kiosk.id, region.clock.now, "command:anna")
        columns = (audit_events.c.actor, audit_events.c.action, audit_events.c.kiosk, audit_events.c.outcome)
        journal = [tuple(row) for row in connection.execute(select(*columns).order_by(audit_events.c.event))]
    assert journal == [
        ("tests", "kiosk.invite", None, "done"),
        ("address:127.0.0.1", "kiosk.enrol", kiosk.id, "done"),
        ("address:127.0.0.1", "kiosk.enrol", None, "enrolment-code-invalid"),
        ("command:anna", "kiosk.withdraw", kiosk.id, "done"),
    ]


def test_a_repeated_request_gets_the_first_answer(region: Region) -> None:
    kiosk, code, key = newcomer(region), region.invitation(), uuid4().hex
    first, again = kiosk.enrol(code, key), kiosk.enrol(code, key)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    with region.database.maintenance() as connection:
        assert connection.scalar(select(func.count()).select_from(kiosks)) == 1


def test_the_same_key_with_another_body_is_a_conflict(region: Region) -> None:
    key = uuid4().hex
    assert newcomer(region).enrol(region.invitation(), key).status_code == 201
    other = newcomer(region).enrol(region.invitation(), key)
    assert (other.status_code, code_of(other)) == (409, "idempotency-key-reused")


def test_a_refusal_is_not_kept(region: Region) -> None:
    kiosk, key = newcomer(region), uuid4().hex
    assert code_of(kiosk.enrol("0000-0000", key)) == "enrolment-code-invalid"
    assert kiosk.enrol(region.invitation(), key).status_code == 201


def test_kept_answers_are_sealed(region: Region) -> None:
    enrolled = newcomer(region).enrol(region.invitation("Секретная улица")).json()
    with region.database.maintenance() as connection:
        stored = connection.scalars(select(idempotent_answers.c.answer)).one()
    assert enrolled["kiosk"].encode() not in stored
    assert "Секретная".encode() not in stored


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "ключ-ключ-ключ-ключ".encode().hex() + "!"])
def test_a_poor_idempotency_key_is_refused(region: Region, key: str) -> None:
    body = {"code": region.invitation(), "public_key": ECKey.generate_key("P-256").as_dict(private=False)}
    answer = region.http.post("/v1/kiosks/enrol", json=body, headers={"Idempotency-Key": key})
    assert code_of(answer) == "idempotency-key-invalid"


@pytest.mark.parametrize(
    "public_key",
    [
        ECKey.generate_key("P-384").as_dict(private=False),
        ECKey.generate_key("P-256").as_dict(private=True),
        {"kty": "oct", "k": "AAAA"},
        {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"},
        {},
    ],
)
def test_only_a_public_p256_key_is_taken(region: Region, public_key: dict[str, str]) -> None:
    body = {"code": region.invitation(), "public_key": public_key}
    answer = region.http.post("/v1/kiosks/enrol", json=body, headers={"Idempotency-Key": uuid4().hex})
    assert code_of(answer) == "enrolment-key-invalid"


def test_an_assertion_buys_one_token(region: Region, kiosk: KioskInTest) -> None:
    assertion = kiosk.assertion()
    assert kiosk.ask_token(assertion).json()["expires_in"] == 600
    assert code_of(kiosk.ask_token(assertion)) == "assertion-replayed"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"aud": "https://elsewhere.example"}, "assertion-invalid"),
        ({"iss": "kiosk-other"}, "assertion-invalid"),
        ({"exp": 99999999999}, "assertion-invalid"),
        ({"jti": "short"}, "assertion-invalid"),
        ({"jti": 7}, "assertion-invalid"),
        ({"exp": None}, "assertion-invalid"),
        ({"sub": "kiosk-unknown"}, "kiosk-unknown"),
        ({"sub": ["kiosk"]}, "assertion-invalid"),
        ({"sub": "kiosk\0"}, "assertion-invalid"),
    ],
)
def test_a_poor_assertion_buys_none(
    region: Region, kiosk: KioskInTest, changed: dict[str, object], code: str
) -> None:
    assert code_of(kiosk.ask_token(kiosk.assertion(**changed))) == code


@pytest.mark.parametrize("assertion", ["", "x", "a.b.c", "." * 50, "A" * 5000, "e30.e30.", "e30.W10.AAAA"])
def test_rubbish_buys_none(region: Region, kiosk: KioskInTest, assertion: str) -> None:
    assert code_of(kiosk.ask_token(assertion)) == "assertion-invalid"


def test_another_key_buys_none(region: Region, kiosk: KioskInTest) -> None:
    kiosk.key = ECKey.generate_key("P-256")
    assert code_of(kiosk.ask_token(kiosk.assertion())) == "assertion-invalid"


def test_a_kiosk_with_a_wrong_clock_is_told_so(region: Region, kiosk: KioskInTest) -> None:
    early = int(region.clock.now.timestamp()) - 3600
    answer = kiosk.ask_token(kiosk.assertion(iat=early, exp=early + 60))
    assert code_of(answer) == "clock-wrong"
    assert answer.json()["server_time"] == region.clock.now.isoformat()


def test_a_token_runs_out(region: Region, kiosk: KioskInTest) -> None:
    assert kiosk.nonce()
    region.clock.forward(minutes=10)
    assert code_of(region.http.post("/v1/nonces", headers=kiosk.headers)) == "token-expired"


def test_technicians_see_what_needs_them(region: Region, kiosk: KioskInTest) -> None:
    silent = region.kiosk()
    heartbeat = {
        "sent_at": (region.clock.now - timedelta(seconds=90)).isoformat(),
        "reader": "lost",
        "printer": "paper_out",
        "voice": "ready",
        "pack_hash": "cd" * 32,
        "version": "0.1.0",
        "uptime_seconds": 60,
    }
    heard = region.http.post("/v1/heartbeats", json=heartbeat, headers=kiosk.headers)
    assert heard.json()["pack_hash"] == region.disclosure.pack_hash

    by_id = {status["kiosk"]: status for status in statuses(region)}
    assert by_id[silent.id]["attention"] == ["kiosk-silent"]
    expected = ["reader-lost", "printer-paper-out", "clock-wrong", "pack-outdated"]
    assert by_id[kiosk.id]["attention"] == expected
    assert by_id[kiosk.id]["clock_skew_seconds"] == -90

    well = {**heartbeat, "reader": "ready", "printer": "ready", "pack_hash": region.disclosure.pack_hash}
    well["sent_at"] = region.clock.now.isoformat()
    region.http.post("/v1/heartbeats", json=well, headers=kiosk.headers)
    assert {status["kiosk"]: status["attention"] for status in statuses(region)}[kiosk.id] == []
    region.clock.forward(minutes=3, seconds=1)
    assert {status["kiosk"]: status["attention"] for status in statuses(region)}[kiosk.id] == ["kiosk-silent"]


def a_heartbeat(region: Region, **told: object) -> dict[str, object]:
    return {
        "sent_at": region.clock.now.isoformat(),
        "reader": "ready",
        "printer": "ready",
        "voice": "ready",
        "pack_hash": region.disclosure.pack_hash,
        "version": "0.1.0",
        "uptime_seconds": 60,
        **told,
    }


def test_a_heartbeat_of_an_older_contract_hides_no_other_kiosk(region: Region, kiosk: KioskInTest) -> None:
    older = region.kiosk()
    for each in (kiosk, older):
        region.http.post("/v1/heartbeats", json=a_heartbeat(region), headers=each.headers)
    with region.database.maintenance() as connection:
        connection.execute(
            update(kiosk_heartbeats)
            .where(kiosk_heartbeats.c.kiosk == older.id)
            .values(heartbeat='{"reader": 1}')
        )
    by_id = {status["kiosk"]: status for status in statuses(region)}
    assert by_id[kiosk.id]["attention"] == []
    assert (by_id[older.id]["heartbeat"], by_id[older.id]["attention"]) == (None, ["kiosk-silent"])


@pytest.mark.parametrize("told", [{"version": "1" * 65}, {"pack_hash": "a" * 129}])
def test_a_heartbeat_is_no_place_to_store_things(
    region: Region, kiosk: KioskInTest, told: dict[str, str]
) -> None:
    answer = region.http.post("/v1/heartbeats", json=a_heartbeat(region, **told), headers=kiosk.headers)
    assert code_of(answer) == "body-invalid"


def test_the_list_is_not_for_kiosks(region: Region, kiosk: KioskInTest) -> None:
    assert code_of(region.http.get("/v1/kiosks", headers=kiosk.headers)) == "role-missing"


def statuses(region: Region) -> list[dict[str, object]]:
    token = region.services.tokens.issue("tester", ("technician",), region.clock.now).access_token
    answer = region.http.get("/v1/kiosks", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.text
    listed: list[dict[str, object]] = answer.json()["kiosks"]
    return listed
