"""Kiosk and card speak, in memory: genuine, cloned, foreign, stubborn and hostile cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from devices.card_protocol import conversation, piv
from devices.card_protocol.channel import CardRefused, Channel
from devices.card_protocol.conversation import Step
from devices.card_protocol.foreign import select
from devices.ports import CardFailure, CardKey, CardProof, ForeignCard
from devices.simulators.card_port import Card
from devices.simulators.card_shelf import make_card
from devices.simulators.foreign_cards import PaymentCard, TransportCard, UnknownCard
from devices.simulators.trouble_cards import clone, unfinished, with_chuid_of
from tests.devices.card_maker import GUID, PIN, PUK, CardMaker

CHALLENGE = bytes(range(32))
MAKER = CardMaker()
CONTENT = MAKER.content()


class Heard:
    """A connected card that keeps what it was sent."""

    def __init__(self, card: Card, extended: bool = False) -> None:
        self._card = card
        self.sent: list[bytes] = []
        self.channel = Channel(self.transmit, extended)

    def transmit(self, raw: bytes | bytearray) -> bytes:
        self.sent.append(bytes(raw))
        answer = self._card.answer(bytes(raw))
        assert answer is not None
        return answer

    def prove(self, key: CardKey = CardKey.CARD, pin: str | None = None) -> CardProof:
        secret = None if pin is None else bytearray(pin.encode())
        return conversation.prove(self.channel, self._card.atr, key, CHALLENGE, secret)

    def tries(self) -> int:
        return conversation.pin_tries_left(self.channel, self._card.atr)


def genuine(content: dict[str, Any] = CONTENT, extended: bool = False) -> Heard:
    return Heard(make_card(content), extended)


def refusal(act: Callable[[], object]) -> CardFailure:
    with pytest.raises(CardRefused) as refused:
        act()
    return refused.value.failure


def check(proof: CardProof) -> None:
    """Raises InvalidSignature unless the certificate's key signed the challenge."""
    key = x509.load_der_x509_certificate(proof.certificate).public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(proof.signature, CHALLENGE, ec.ECDSA(Prehashed(SHA256())))


@pytest.mark.parametrize("extended", [False, True])
def test_a_genuine_card_proves_itself(extended: bool) -> None:
    proof = genuine(extended=extended).prove()
    assert (proof.key, proof.guid) == (CardKey.CARD, GUID.bytes)
    check(proof)


def test_the_tap_takes_four_commands_and_the_pin_two_more() -> None:
    card = genuine(extended=True)
    card.prove()
    assert len(card.sent) == 4
    card.sent.clear()
    check(card.prove(CardKey.HOLDER, PIN))
    assert len(card.sent) == 6


def test_steps_are_told_in_order() -> None:
    steps: list[Step] = []
    card = genuine()
    conversation.prove(card.channel, b"", CardKey.HOLDER, CHALLENGE, bytearray(PIN.encode()), steps.append)
    assert steps == list(Step)


def test_the_card_forgets_the_pin_after_the_signature() -> None:
    card = genuine()
    card.prove(CardKey.HOLDER, PIN)
    assert refusal(lambda: card.prove(CardKey.HOLDER)).code == "card-signature-refused"


def test_the_holders_key_needs_the_pin() -> None:
    assert refusal(lambda: genuine().prove(CardKey.HOLDER)).code == "card-signature-refused"


def test_wrong_pins_count_down_and_block() -> None:
    card = genuine()
    failures = [refusal(lambda: card.prove(CardKey.HOLDER, "9999")) for _ in range(4)]
    assert [(failure.code, failure.tries_left) for failure in failures] == [
        ("card-pin-wrong", 2),
        ("card-pin-wrong", 1),
        ("card-pin-blocked", 0),
        ("card-pin-blocked", 0),
    ]
    assert refusal(lambda: card.prove(CardKey.HOLDER, PIN)).code == "card-pin-blocked"


def test_a_right_pin_gives_the_tries_back_and_asking_costs_none() -> None:
    card = genuine()
    refusal(lambda: card.prove(CardKey.HOLDER, "9999"))
    assert [card.tries(), card.tries()] == [2, 2]
    card.prove(CardKey.HOLDER, PIN)
    assert card.tries() == 3


def test_tries_are_told_even_when_another_program_left_the_pin_verified() -> None:
    card = genuine()
    card.channel.send(select(piv.AID))
    assert card.channel.send_secret(bytearray.fromhex("0020008008") + PIN.encode().ljust(8, b"\xff")).ok
    assert card.tries() == 3
    assert refusal(lambda: card.prove(CardKey.HOLDER)).code == "card-signature-refused"


def test_a_blocked_card_says_so_when_asked() -> None:
    card = genuine()
    for _ in range(3):
        refusal(lambda: card.prove(CardKey.HOLDER, "9999"))
    assert card.tries() == 0


@pytest.mark.parametrize("pin", ["", "123456789", "12a4", "١٢٣٤"])
def test_what_is_no_pin_is_never_sent(pin: str) -> None:
    card = genuine()
    assert refusal(lambda: card.prove(CardKey.HOLDER, pin)) == CardFailure("card-pin-wrong")
    assert card.tries() == 3


def test_a_clones_signature_does_not_fit_the_copied_certificate() -> None:
    proof = genuine(clone(CONTENT)).prove()
    assert proof.guid == GUID.bytes
    with pytest.raises(InvalidSignature):
        check(proof)


def test_a_card_that_shows_anothers_number_is_caught_by_its_certificate() -> None:
    other = MAKER.content(UUID(int=7))
    proof = genuine(with_chuid_of(CONTENT, other)).prove()
    check(proof)
    assert proof.guid == UUID(int=7).bytes
    names = x509.load_der_x509_certificate(proof.certificate).extensions.get_extension_for_class(
        x509.SubjectAlternativeName
    )
    # The backend compares the two: the certificate is what was signed for.
    assert f"urn:uuid:{GUID}" in names.value.get_values_for_type(x509.UniformResourceIdentifier)


def test_a_card_without_the_certificate() -> None:
    card = genuine(unfinished(CONTENT))
    assert refusal(lambda: card.prove(CardKey.HOLDER, PIN)).code == "card-certificate-missing"


@pytest.mark.parametrize(
    ("card", "kind"),
    [
        (PaymentCard(), ForeignCard.PAYMENT),
        (TransportCard(), ForeignCard.TRANSPORT),
        (UnknownCard(), ForeignCard.UNKNOWN),
    ],
)
def test_foreign_cards_are_named(card: Card, kind: ForeignCard) -> None:
    for act in (Heard(card).prove, Heard(card).tries):
        assert refusal(act) == CardFailure("card-foreign", foreign=kind)


def test_a_payment_card_is_asked_nothing_but_its_directory() -> None:
    bank = PaymentCard()
    card = Heard(bank)
    refusal(card.prove)
    assert bank.asked_beyond_the_list == 0
    assert card.sent[-1][5:-1] == b"2PAY.SYS.DDF01"


def test_a_transport_card_is_not_asked_at_all() -> None:
    card = Heard(TransportCard())
    refusal(card.prove)
    assert card.sent == []


def test_a_desfire_card_is_a_transport_card() -> None:
    desfire = UnknownCard()
    desfire.atr = bytes.fromhex("3B8180018080")
    assert refusal(Heard(desfire).prove).foreign is ForeignCard.TRANSPORT


@given(st.integers(0, 3), st.binary(max_size=60))
def test_a_card_that_answers_anything_ends_in_a_proof_or_a_name(turn: int, junk: bytes) -> None:
    honest = make_card(CONTENT)
    turns = iter(range(1000))

    def transmit(raw: bytes | bytearray) -> bytes:
        return junk if next(turns) == turn else honest.answer(bytes(raw)) or b""

    channel = Channel(transmit, extended=True)
    try:
        conversation.prove(channel, honest.atr, CardKey.CARD, CHALLENGE)
    except CardRefused as refused:
        assert refused.failure.code in {
            "card-unreadable",
            "card-foreign",
            "card-certificate-missing",
            "card-signature-refused",
        }
    assert next(turns) < 100


def test_no_secret_is_left_in_what_was_sent_or_in_the_pin() -> None:
    sent: list[bytes | bytearray] = []
    honest = make_card(CONTENT)

    def transmit(raw: bytes | bytearray) -> bytes:
        sent.append(raw)  # the very object, not a copy
        return honest.answer(bytes(raw)) or b""

    conversation.prove(Channel(transmit), honest.atr, CardKey.HOLDER, CHALLENGE, bytearray(PIN.encode()))
    assert not any(PIN.encode() in bytes(raw) for raw in sent)


def test_puk_unblocks_and_the_pin_can_be_changed() -> None:
    card = make_card(CONTENT)
    card.answer(bytes.fromhex("00A4040009A0000003080000100000"))
    wrong, right, new = (pin.encode().ljust(8, b"\xff") for pin in ("9999", PIN, "4321"))
    verify, change, unblock = (bytes.fromhex(start) for start in ("0020008008", "0024008010", "002C008010"))
    assert [card.answer(verify + wrong) for _ in range(3)][-1] == bytes.fromhex("6983")
    assert card.answer(unblock + b"87654321" + new) == bytes.fromhex("63C2")
    assert card.answer(unblock + PUK.encode() + new) == bytes.fromhex("9000")
    assert card.answer(verify + new) == bytes.fromhex("9000")
    assert card.answer(change + new + right) == bytes.fromhex("9000")
    assert card.answer(verify + right) == bytes.fromhex("9000")


@given(st.binary(max_size=300))
def test_the_virtual_card_survives_any_bytes(raw: bytes) -> None:
    card = make_card(CONTENT)
    card.answer(bytes.fromhex("00A4040009A0000003080000100000"))
    answer = card.answer(raw)
    assert answer is not None
    assert len(answer) >= 2
