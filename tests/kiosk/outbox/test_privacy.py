"""What lies on the kiosk's disk tells nobody anything, not even the kiosk."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from msgspec import structs

from backend.contract.requests import Envelope, Filing, delivery_context
from backend.contract.sealing import SealBroken, open_sealed
from devices.ports import CardKey, CardProof
from kiosk.flow.application import GivenAnswer
from kiosk.outbox.desk import FilingDesk
from kiosk.outbox.failures import INVALID, KEY_MISSING, OutboxError
from kiosk.outbox.outbox import Outbox
from kiosk.sealing_key import keep_sealing_key, read_sealing_key
from tests.kiosk.outbox.samples import CANARIES, NOW, SEALING_KEY, SESSION, application, desk, file_one

PROOF = CardProof(CardKey.HOLDER, b"CERTIFICATE-CANARY", bytes(range(16)), b"SIGNATURE-CANARY")


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_word_of_a_request_is_on_the_disk(folder: Path, outbox: Outbox) -> None:
    """Looked for in everything, the write-ahead log too: waiting, sent, settled."""
    at = desk(outbox, Random(1))
    receipts = [file_one(at, number) for number in range(20)]
    draft = at.draft(application(), NOW, 10.0)
    at.store(draft, SESSION, PROOF)
    looked_at = []
    for stage in range(3):
        content = on_disk(folder)
        looked_at.append(content)
        for canary in (*CANARIES, "CERTIFICATE-CANARY", "SIGNATURE-CANARY", PROOF.guid.hex()):
            assert canary.encode() not in content, (stage, canary)
            assert canary.encode("utf-16-le") not in content
        if stage == 0:
            entries = [outbox.sending(sequence) for sequence in outbox.unsettled()]
        if stage == 1:
            for entry in entries:
                assert entry is not None
                outbox.accept(entry.key, "26-000001", 1)
    assert receipts[0].encode() in looked_at[0]  # the control: this is where requests are


def test_only_the_backend_can_open_it(outbox: Outbox) -> None:
    at = desk(outbox, Random(1))
    draft = at.draft(application(), NOW, 10.0)
    at.store(draft, SESSION, PROOF)
    entry = outbox.sending(1)
    assert entry is not None
    context = delivery_context(draft.receipt_code)
    envelope = Envelope.model_validate_json(open_sealed(SEALING_KEY, entry.sealed, context))
    filing = Filing.model_validate_json(envelope.body)
    assert envelope.session == SESSION
    assert envelope.signature is not None
    assert envelope.signature.certificate == PROOF.certificate
    assert filing.contact.phone == "+79210000042"
    assert filing.consent is not None
    assert filing.consent.given_at < filing.filed_at
    with pytest.raises(SealBroken):
        open_sealed(SEALING_KEY, entry.sealed, delivery_context("2222-2222-2222"))


def test_no_repr_tells_anything(outbox: Outbox) -> None:
    at = desk(outbox, Random(1))
    draft = at.draft(application(), NOW, 10.0)
    at.store(draft, SESSION, None)
    shown = repr((application(), draft, outbox.sending(1)))
    assert not [canary for canary in CANARIES if canary in shown]


def test_without_the_backends_key_nothing_is_stored(outbox: Outbox) -> None:
    at = FilingDesk(outbox, "kiosk-1", lambda: None, Random(1).randrange, lambda: "a" * 32, lambda: None)
    with pytest.raises(OutboxError) as failure:
        file_one(at)
    assert failure.value.code == KEY_MISSING
    assert outbox.unsettled() == ()


def test_a_request_that_the_backend_could_not_read_is_not_promised(outbox: Outbox) -> None:
    at = desk(outbox, Random(1))
    wrong = structs.replace(application(), applicant="Ёлкина-КАНАРЕЙКА Мария")
    with pytest.raises(OutboxError) as failure:
        at.draft(wrong, NOW, 10.0)
    assert failure.value.code == INVALID
    assert "КАНАРЕЙКА" not in f"{failure.value!r} {failure.value.__cause__}"


def test_a_request_too_large_for_the_backend_is_not_promised(outbox: Outbox) -> None:
    """Else its receipt would be printed, and the backend refuse the row for good."""
    at = desk(outbox, Random(1))

    def filed(answers: int) -> None:
        told = tuple(GivenAnswer(f"fact-{number}", "ж" * 90) for number in range(answers))
        at.store(at.draft(structs.replace(application(), answers=told), NOW, 10.0), SESSION, PROOF)

    with pytest.raises(OutboxError) as failure:
        filed(180)
    assert failure.value.code == INVALID
    assert outbox.unsettled() == ()
    filed(100)
    assert len(outbox.unsettled()) == 1


def test_the_backends_key_is_kept_and_a_change_is_noticed(tmp_path: Path) -> None:
    one, other = "A" * 43, "B" * 42 + "A"
    assert read_sealing_key(tmp_path) is None
    assert keep_sealing_key(tmp_path, one)
    assert not keep_sealing_key(tmp_path, one)
    assert not keep_sealing_key(tmp_path, "")
    assert not keep_sealing_key(tmp_path, "not a key")
    assert read_sealing_key(tmp_path) == bytes(32)
    assert keep_sealing_key(tmp_path, other)
    assert read_sealing_key(tmp_path) != bytes(32)
