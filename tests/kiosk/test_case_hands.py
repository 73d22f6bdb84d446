"""The card's signature under a petition: over the very text, by who is still there, and no PIN left."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from backend.contract.case_signing import CASE_PURPOSE, signing_nonce, text_hash
from backend.contract.cases import CaseFile
from backend.contract.challenge import challenge
from devices.ports import CardFailure, CardKey, CardProof
from kiosk.flow.cases.effects import FetchCases, SignCase
from kiosk.flow.cases.events import CasesFetched, CaseSigned
from kiosk.flow.demo.cases import case, cases, registered
from kiosk.flow.events import BackendRefused, CardRefused
from kiosk.hands.case import Signing, carry_out_case, sign_case
from kiosk.links.case import hash_of
from kiosk.ports.backend import Refused
from kiosk.session_keys import SessionKeys
from tests.kiosk.fakes import FakeReader

PROOF = CardProof(CardKey.HOLDER, b"certificate", bytes(16), b"signature")
WISH = SignCase(7, 1, 3, case())


@dataclass
class Line:
    """The backend's side, by hand."""

    nonce: str | Refused = "n" * 43
    answer: CaseFile | Refused = field(default_factory=registered)
    sent: list[tuple[str, CaseFile, CardProof, str]] = field(default_factory=list)

    def own(self, session: str) -> tuple[CaseFile, ...] | Refused:
        return cases()

    def take_nonce(self) -> str | Refused:
        return self.nonce

    def digest(self, one: CaseFile, nonce: str) -> bytes:
        bound = signing_nonce(nonce, one.number, one.version, hash_of(one))
        return challenge("kiosk-1", bound, "9A", CASE_PURPOSE)

    def sign(self, session: str, one: CaseFile, proof: CardProof, nonce: str) -> CaseFile | Refused:
        self.sent.append((session, one, proof, nonce))
        return self.answer


def given(pin: bytearray, *, here: bool = True, session: str | None = "token") -> Signing:
    return Signing(session, pin, lambda: here)


def test_the_card_signs_what_was_shown_and_the_backend_registers_it() -> None:
    reader, line, pin = FakeReader(), Line(), bytearray(b"1234")
    answer = sign_case(WISH, line, reader, given(pin))
    assert isinstance(answer, CaseSigned)
    assert (answer.effect, answer.case) == (7, registered())
    assert reader.digests == [line.digest(case(), "n" * 43)]
    assert line.sent == [("token", case(), PROOF, "n" * 43)]
    assert pin == bytearray(4), "nothing of the PIN is left"


def test_one_letter_more_is_another_signature() -> None:
    other = case(text=case().text.model_copy(update={"substance": case().text.substance + "."}))
    assert Line().digest(case(), "n") != Line().digest(other, "n")
    assert Line().digest(case(), "n") != Line().digest(case(version=3), "n")
    assert hash_of(case()) == text_hash(case().number, "application", "", case().text)


@pytest.mark.parametrize(
    ("line", "signing", "code"),
    [
        (None, given(bytearray(b"1234")), "kiosk-not-enrolled"),
        (Line(), given(bytearray(b"1234"), session=None), "session-expired"),
        (Line(nonce=Refused("backend-unreachable")), given(bytearray(b"1234")), "backend-unreachable"),
        (Line(answer=Refused("case-changed")), given(bytearray(b"1234")), "case-changed"),
    ],
)
def test_a_refusal_is_told_by_its_code(line: Line | None, signing: Signing, code: str) -> None:
    answer = sign_case(WISH, line, FakeReader(), signing)
    assert isinstance(answer, BackendRefused)
    assert answer.code == code
    assert signing.pin == bytearray(4)


def test_the_card_of_somebody_who_has_left_signs_nothing() -> None:
    reader, line = FakeReader(), Line()
    answer = sign_case(WISH, line, reader, given(bytearray(b"1234"), here=False))
    assert isinstance(answer, CardRefused)
    assert (reader.digests, line.sent) == ([], [])


def test_a_card_that_refuses_sends_nothing() -> None:
    line = Line()
    answer = sign_case(WISH, line, FakeReader(), given(bytearray(b"1111")))
    assert isinstance(answer, CardRefused)
    assert (answer.failure, line.sent) == (CardFailure("card-pin-wrong", tries_left=2), [])


def test_the_list_needs_a_session() -> None:
    keys = SessionKeys()
    refused = carry_out_case(FetchCases(3, 1), Line(), keys)
    assert isinstance(refused, BackendRefused)
    keys.keep(1, "token")
    found = carry_out_case(FetchCases(3, 1), Line(), keys)
    assert isinstance(found, CasesFetched)
    assert found.cases == cases()
