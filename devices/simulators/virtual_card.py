"""A virtual PIV card (NIST SP 800-73-4): the card's side of the conversation, keys and PIN included."""

from __future__ import annotations

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from devices.card_protocol import piv, tlv
from devices.card_protocol.apdu import (
    CLA_CHAINED,
    MAX_SHORT_DATA,
    MAX_SHORT_RESPONSE,
    ApduError,
    Command,
    Ins,
    Response,
    StatusWord,
    encode_response,
    parse_command,
)
from devices.card_protocol.tlv import TlvError
from devices.ports import CardKey
from devices.simulators.card_port import answer_to_reset
from devices.simulators.card_profile import CardProfile, KeyProfile
from devices.simulators.card_secrets import Secret

MAX_CHAINED = 4096
_VERSION = bytes([5, 4, 3])
_GET_VERSION = 0xFD  # Yubico's own, which yubico-piv-tool asks before anything else
_REFERENCE_RESET = 0xFF  # SP 800-73-4: VERIFY with P1 = FF forgets the PIN
_OBJECT_PATH = 0x3FFF

_KEYS_AFTER_PIN = frozenset({0x9A})
_CERTIFICATES = {
    piv.ObjectTag.CERTIFICATE_9E: CardKey.CARD,
    piv.ObjectTag.CERTIFICATE_9A: CardKey.HOLDER,
}
_PIN_IS_PRIMARY = bytes([0x40, 0x00])  # PIN usage policy: the application's own PIN, no global one


EXTENDED_LENGTH_CARD = bytes([0x80, 0x73, 0xC0, 0x01, 0xC0])
"""Historical bytes: card capabilities, the last of them chaining and extended length."""


class VirtualPivCard:
    """One virtual card; its PIN tries outlive a reset, as they do on plastic."""

    atr = answer_to_reset(EXTENDED_LENGTH_CARD)

    def __init__(self, profile: CardProfile) -> None:
        self._profile = profile
        self._pin = Secret(profile.pin)
        self._puk = Secret(profile.puk)
        self._secrets: dict[int, Secret] = {piv.Reference.PIN: self._pin, piv.Reference.PUK: self._puk}
        self._objects = _objects(profile)
        self._commands: dict[int, Callable[[Command], Response]] = {
            Ins.SELECT: self._select,
            Ins.GET_DATA: self._get_data,
            Ins.GET_RESPONSE: self._get_response,
            Ins.VERIFY: self._verify,
            Ins.CHANGE_REFERENCE_DATA: self._change,
            Ins.RESET_RETRY_COUNTER: self._unblock,
            Ins.GENERAL_AUTHENTICATE: self._authenticate,
            _GET_VERSION: self._version,
        }
        self.reset()

    def reset(self) -> None:
        """Power off and on: nothing is selected, no PIN is verified, nothing waits to be fetched."""
        self._selected = False
        self._verified = False
        self._collected = b""
        self._waiting = b""

    def answer(self, raw: bytes) -> bytes:
        try:
            response = self._dispatch(parse_command(raw))
        except (ApduError, TlvError):
            response = Response(b"", StatusWord.WRONG_DATA)
        return encode_response(response)

    def _dispatch(self, command: Command) -> Response:
        if command.ins != Ins.GET_RESPONSE:
            self._waiting = b""
        if command.cla & CLA_CHAINED:
            return self._collect(command)
        if command.cla != 0:
            return Response(b"", StatusWord.UNKNOWN_CLASS)
        whole = Command(0, command.ins, command.p1, command.p2, self._collected + command.data, command.le)
        self._collected = b""
        handler = self._commands.get(command.ins)
        if handler is None or (not self._selected and command.ins != Ins.SELECT):
            return Response(b"", StatusWord.UNKNOWN_INSTRUCTION)
        return self._in_pieces(handler(whole), command.le or MAX_SHORT_RESPONSE)

    def _collect(self, command: Command) -> Response:
        self._collected += command.data
        if len(self._collected) > MAX_CHAINED:
            self._collected = b""
            return Response(b"", StatusWord.WRONG_LENGTH)
        return Response(b"", StatusWord.OK)

    def _in_pieces(self, response: Response, longest: int) -> Response:
        if len(response.data) <= longest:
            return response
        self._waiting = response.data[longest:]
        return Response(response.data[:longest], 0x6100 | min(len(self._waiting), MAX_SHORT_DATA))

    def _get_response(self, _command: Command) -> Response:
        if not self._waiting:
            return Response(b"", StatusWord.CONDITIONS_NOT_SATISFIED)
        waiting, self._waiting = self._waiting, b""
        return Response(waiting, StatusWord.OK)

    def _select(self, command: Command) -> Response:
        wanted = command.data
        known = len(wanted) >= len(piv.AID_ISSUER_ONLY) and piv.AID.startswith(wanted)
        if command.p1 != 0x04 or not known:
            # SP 800-73-4 part 2, 3.1.1: a failed SELECT leaves the current application as it is.
            return Response(b"", StatusWord.NOT_FOUND)
        self._selected = True
        identifier = tlv.build(0x4F, piv.AID[5:])
        authority = tlv.build(0x79, tlv.build(0x4F, piv.AID_ISSUER_ONLY))
        return Response(tlv.build(0x61, identifier + authority), StatusWord.OK)

    def _get_data(self, command: Command) -> Response:
        if (command.p1 << 8 | command.p2) != _OBJECT_PATH:
            return Response(b"", StatusWord.WRONG_P1_P2)
        tag = int.from_bytes(tlv.single(command.data, piv.Tag.PATH), "big")
        content = self._objects.get(tag)
        if content is None:
            return Response(b"", StatusWord.NOT_FOUND)
        return Response(content, StatusWord.OK)

    def _verify(self, command: Command) -> Response:
        if command.p2 != piv.Reference.PIN:
            return Response(b"", StatusWord.REFERENCE_NOT_FOUND)
        if command.p1 == _REFERENCE_RESET:
            self._verified = False
            return Response(b"", StatusWord.OK)
        if not command.data:
            return Response(b"", StatusWord.OK if self._verified else self._pin.tries_word())
        self._verified = self._pin.matches(command.data)
        return Response(b"", StatusWord.OK if self._verified else self._pin.tries_word())

    def _change(self, command: Command) -> Response:
        secret = self._secrets.get(command.p2)
        old, new = command.data[: piv.PIN_BYTES], command.data[piv.PIN_BYTES :]
        if secret is None or len(new) != piv.PIN_BYTES:
            return Response(b"", StatusWord.WRONG_DATA)
        if not secret.matches(old):
            return Response(b"", secret.tries_word())
        secret.replace(new)
        return Response(b"", StatusWord.OK)

    def _unblock(self, command: Command) -> Response:
        puk, new = command.data[: piv.PIN_BYTES], command.data[piv.PIN_BYTES :]
        if command.p2 != piv.Reference.PIN or len(new) != piv.PIN_BYTES:
            return Response(b"", StatusWord.WRONG_DATA)
        if not self._puk.matches(puk):
            return Response(b"", self._puk.tries_word())
        self._pin.replace(new)
        return Response(b"", StatusWord.OK)

    def _authenticate(self, command: Command) -> Response:
        key = self._profile.key(command.p2)
        if key is None or command.p1 != piv.Algorithm.ECC_P256:
            return Response(b"", StatusWord.WRONG_P1_P2)
        if command.p2 in _KEYS_AFTER_PIN and not self._verified:
            return Response(b"", StatusWord.SECURITY_NOT_SATISFIED)
        digest = piv.parse_authentication_request(command.data)
        if len(digest) > piv.DIGEST_BYTES:
            return Response(b"", StatusWord.WRONG_DATA)
        return Response(piv.build_authentication_answer(_sign(key, digest)), StatusWord.OK)

    def _version(self, _command: Command) -> Response:
        return Response(_VERSION, StatusWord.OK)


def _sign(key: KeyProfile, digest: bytes) -> bytes:
    return key.private.sign(digest.rjust(piv.DIGEST_BYTES, b"\0"), ec.ECDSA(Prehashed(SHA256())))


def _objects(profile: CardProfile) -> dict[int, bytes]:
    discovery = tlv.build(0x4F, piv.AID) + tlv.build(0x5F2F, _PIN_IS_PRIMARY)
    objects = {
        int(piv.ObjectTag.DISCOVERY): tlv.build(piv.ObjectTag.DISCOVERY, discovery),
        int(piv.ObjectTag.CHUID): piv.build_chuid(piv.Chuid(profile.chuid_guid, profile.expires_on)),
    }
    for tag, name in _CERTIFICATES.items():
        key = profile.key(int(name, 16))
        if key is not None:
            objects[int(tag)] = piv.build_certificate(key.certificate)
    return objects
