"""What is sealed to the backend opens there only, whole, and for the receipt it was sealed for."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from backend.contract.sealing import SealBroken, open_sealed, seal, sealed_to
from backend.sealing_key import SealingKeyMissing, load_sealing_key, make_sealing_key

KEY = X25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()


@given(plaintext=st.binary(max_size=300), associated=st.binary(max_size=40))
def test_it_comes_back(plaintext: bytes, associated: bytes) -> None:
    sealed = seal(PUBLIC, plaintext, associated)
    assert open_sealed(KEY, sealed, associated) == plaintext
    assert plaintext not in sealed or len(plaintext) < 8


@given(place=st.integers(0, 200), mask=st.integers(1, 255))
def test_any_changed_byte_breaks_it(place: int, mask: int) -> None:
    sealed = bytearray(seal(PUBLIC, b"x" * 100, b"receipt"))
    sealed[place % len(sealed)] ^= mask
    with pytest.raises(SealBroken):
        open_sealed(KEY, bytes(sealed), b"receipt")


def test_another_receipt_or_key_does_not_open_it() -> None:
    sealed = seal(PUBLIC, b"secret", b"receipt")
    with pytest.raises(SealBroken):
        open_sealed(KEY, sealed, b"another")
    with pytest.raises(SealBroken):
        open_sealed(X25519PrivateKey.generate(), sealed, b"receipt")


@pytest.mark.parametrize("content", [b"", b"\x01", b"\x02" + bytes(60), bytes(100)])
def test_what_is_no_seal(content: bytes) -> None:
    with pytest.raises(SealBroken):
        sealed_to(content)
    with pytest.raises(SealBroken):
        open_sealed(KEY, content, b"")


def test_two_seals_of_one_text_differ() -> None:
    assert seal(PUBLIC, b"text", b"") != seal(PUBLIC, b"text", b"")


def test_the_key_is_made_once_and_missed_when_gone(tmp_path: Path) -> None:
    with pytest.raises(SealingKeyMissing):
        load_sealing_key(tmp_path)
    make_sealing_key(tmp_path)
    first = load_sealing_key(tmp_path).public_text
    make_sealing_key(tmp_path)
    assert load_sealing_key(tmp_path).public_text == first
    assert (tmp_path / "sealing.key").stat().st_mode & 0o077 == 0
    assert "PrivateKey" not in repr(load_sealing_key(tmp_path))
    (tmp_path / "sealing.key").write_bytes(b"half")
    with pytest.raises(SealingKeyMissing):
        load_sealing_key(tmp_path)
