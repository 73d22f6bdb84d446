"""The kiosk's client against a real server: the walk, and each way the line can fail."""

from __future__ import annotations

import socket
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any, cast
from urllib.parse import urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from pydantic import ValidationError

from backend.calling.line import problem_failure, read
from backend.client import BackendAddress, ClientFailure, KioskClient, KioskIdentity, Patience, enrol
from backend.contract.cards import HolderSession
from backend.contract.kiosks import EnrolledKiosk, Heartbeat, HeartbeatAnswer
from backend.region_ca import CA_CERTIFICATE_FILE, RegionCa
from tests.backend.kiosk_client import client_of, opened, proof_of
from tests.backend.region import Region
from tests.backend.served import Served, serving

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("dialect", ["sqlite"])]


@pytest.fixture
def served(region: Region, tmp_path: Path) -> Iterator[Served]:
    region.clock.now = datetime.now(UTC)
    with serving(region, tmp_path / "data") as running:
        yield running


@pytest.fixture
def client(served: Served) -> Iterator[KioskClient]:
    with client_of(served) as made:
        yield made


def test_no_address_stays_in_the_process(served: Served, client: KioskClient) -> None:
    """The control: httpx alone leaves its address with the standard library."""
    kept = cast(Any, urlsplit).cache_info
    session = opened(client, served.region.card_of(served.region.person()))
    assert kept().currsize == 0
    httpx.Cookies().set_cookie_header(httpx.Request("GET", f"http://127.0.0.1:1/{session.session}"))
    assert kept().currsize > 0
    client.personal_file(session.session, "nobody")
    assert kept().currsize == 0


def test_the_walk(served: Served, client: KioskClient) -> None:
    person = served.region.person()
    card = served.region.card_of(person)
    assert client.prepare() is None

    session = opened(client, card)
    assert session.first_name == "Мария"
    holder = client.prove_holder(session.session, proof_of(client, card, "9A"))
    assert isinstance(holder, HolderSession)
    assert holder.file.last_name == "Иванова"
    again = client.personal_file(session.session, person)
    assert not isinstance(again, ClientFailure)
    assert client.end_card_session(session.session) is None
    gone = client.personal_file(session.session, person)
    assert isinstance(gone, ClientFailure)
    assert gone.code == "session-expired"


def test_a_tap_costs_one_call(served: Served, client: KioskClient) -> None:
    card = served.region.card_of(served.region.person())
    client.prepare()
    before = len(served.requests())

    session = opened(client, card)
    client.prove_holder(session.session, proof_of(client, card, "9A"))

    assert served.requests()[before:] == ["/v1/card-sessions", "/v1/card-sessions/current/holder"]


def test_an_old_token_is_renewed_unseen(served: Served, client: KioskClient) -> None:
    card = served.region.card_of(served.region.person())
    client.prepare()
    served.region.clock.forward(minutes=11)  # the backend's clock; the stock counts seconds by itself
    answer = client.open_card_session(proof_of(client, card))
    assert isinstance(answer, ClientFailure)  # the nonce in stock is too old for the backend …
    assert answer.code == "nonce-expired"
    assert served.requests()[-3:] == ["/v1/card-sessions", "/v1/token", "/v1/card-sessions"]


def test_enrolment_sent_twice_gives_one_kiosk(served: Served) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    code = served.region.invitation()
    first, again = (enrol(served.address(), code, key, "b" * 32) for _ in range(2))
    assert isinstance(first, EnrolledKiosk)
    assert first == again


def test_a_heartbeat_tells_the_time(served: Served, client: KioskClient) -> None:
    answer = client.send_heartbeat(
        Heartbeat(
            sent_at=served.region.clock.now,
            reader="ready",
            printer="ready",
            voice="ready",
            pack_hash="x",
            version="1",
            uptime_seconds=1,
        )
    )
    assert isinstance(answer, HeartbeatAnswer)
    assert client.clock_skew_seconds == 0
    assert client.clock_failure() is None


def test_a_kiosk_with_a_wrong_clock_says_so(served: Served, client: KioskClient) -> None:
    slow = KioskClient(
        served.address(), client._identity, lambda: served.region.clock.now - timedelta(hours=2)
    )
    failure = slow.prepare()
    slow.close()
    assert isinstance(failure, ClientFailure)
    assert failure.code == "clock-wrong"


def failing(address: BackendAddress) -> str:
    client = KioskClient(address, KioskIdentity("kiosk-x", ec.generate_private_key(ec.SECP256R1())))
    failure = client.prepare()
    client.close()
    assert isinstance(failure, ClientFailure)
    return failure.code


def test_nobody_listens(served: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    address = BackendAddress(f"https://127.0.0.1:{port}", served.folder / CA_CERTIFICATE_FILE)
    assert failing(address) == "backend-unreachable"


def test_another_authoritys_server_is_not_believed(served: Served, tmp_path: Path) -> None:
    RegionCa.load_or_make(tmp_path / "other", datetime.now(UTC), "Another CA")
    assert failing(served.address(tmp_path / "other" / CA_CERTIFICATE_FILE)) == "backend-certificate"


def test_an_outdated_certificate_reads_as_a_wrong_clock(region: Region, tmp_path: Path) -> None:
    with serving(region, tmp_path / "old", datetime.now(UTC) - timedelta(days=500)) as outdated:
        assert failing(outdated.address()) == "clock-wrong"


def test_plain_text_where_tls_should_be(served: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:

        def answer_plainly() -> None:
            line, _ = plain.accept()
            line.recv(1000)
            line.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
            line.close()

        Thread(target=answer_plainly, daemon=True).start()
        address = BackendAddress(
            f"https://127.0.0.1:{plain.getsockname()[1]}", served.folder / CA_CERTIFICATE_FILE
        )
        assert failing(address) == "backend-certificate"


def test_a_silent_server_is_given_up(served: Served) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = BackendAddress(
            f"https://127.0.0.1:{silent.getsockname()[1]}",
            served.folder / CA_CERTIFICATE_FILE,
            Patience(connect=0.3, answer=0.3),
        )
        assert failing(address) in ("backend-slow", "backend-unreachable")


def test_a_busy_backend_is_slow(served: Served, client: KioskClient) -> None:
    impatient = KioskClient(
        served.address(patience=Patience(connect=1, answer=0.2)), client._identity, served.region.clock
    )
    with served.region.database.maintenance():  # holds the write lock
        failure = impatient.prepare()
    impatient.close()
    assert isinstance(failure, ClientFailure)
    assert failure.code == "backend-slow"


def test_the_backend_stops_at_once_and_the_client_finds_the_next_one(region: Region, tmp_path: Path) -> None:
    """An idle kept-alive connection neither holds the old server back nor spoils the next call."""
    region.clock.now = datetime.now(UTC)
    key = ec.generate_private_key(ec.SECP256R1())
    with serving(region, tmp_path / "data") as first:
        enrolled = enrol(first.address(), region.invitation(), key, "c" * 32)
        assert isinstance(enrolled, EnrolledKiosk)
        client = KioskClient(first.address(), KioskIdentity(enrolled.kiosk, key), region.clock)
        assert client.prepare() is None
        stopping = monotonic()
    assert monotonic() - stopping < 5
    gone = client.open_card_session(proof_of(client, region.card_of(region.person())))
    assert isinstance(gone, ClientFailure)
    assert gone.code == "backend-unreachable"
    client.close()


@pytest.mark.parametrize("content", [b"", b"<html>", b'{"type": 1}', b"\xff"])
def test_what_is_no_problem_document(dialect: str, content: bytes) -> None:
    received = httpx.Response(502, content=content, headers={"content-type": "application/problem+json"})
    assert problem_failure(received).code == "backend-answer-invalid"


def test_a_kiosk_a_version_behind_reads_what_it_knows(dialect: str) -> None:
    newer = b'{"server_time": "2026-11-22T12:00:00Z", "pack_hash": "ab", "of_tomorrow": [{"more": 1}]}'
    assert read(HeartbeatAnswer, newer).pack_hash == "ab"
    with pytest.raises(ValidationError):  # nothing else is read so
        HeartbeatAnswer.model_validate_json(newer)


def test_no_key_shows_in_a_repr(client: KioskClient) -> None:
    number = client._identity.key.private_numbers().private_value
    pem = client._identity.key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    shown = repr(client._identity) + repr(client.__dict__)
    assert str(number) not in shown
    assert b64encode(pem).decode() not in shown


def test_the_backends_time_goes_on_whatever_this_clock_says(served: Served, client: KioskClient) -> None:
    steady = [1000.0]
    wrong = served.region.clock.now - timedelta(days=400)
    aside = KioskClient(served.address(), client._identity, lambda: wrong, lambda: steady[0])
    assert aside.backend_time() == wrong  # nothing else is known yet
    aside._note_time(served.region.clock.now)
    steady[0] += 90.0
    assert aside.backend_time() == served.region.clock.now + timedelta(seconds=90)
    aside.close()
