"""The signed pack: what is read is what was signed, or nothing."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from content import compiled, signing
from content.loader import load
from content.model import Text
from content.pack import Pack
from content.problems import PackError
from content.public_key import read_public_key
from tests.content.tiny_pack import tiny

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
EMPTY = Pack("p", "1", Text("П"), "", "", (), (), (), (), (), (), ())
SEALED = compiled.seal(EMPTY, KEY)


def code_of(content: bytes, key: Ed25519PrivateKey = KEY) -> str:
    with pytest.raises(PackError) as caught:
        compiled.decode(compiled.unseal(content, key.public_key())[1])
    return caught.value.code


def test_what_was_published_is_what_is_loaded(tmp_path: Path) -> None:
    pack = load(tiny(tmp_path))
    path = compiled.publish(pack, KEY, tmp_path / "out")
    assert path.name == "tiny-1.0.pack"
    assert compiled.load(path, KEY.public_key()) == pack
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_same_pack_gives_the_same_file() -> None:
    assert compiled.seal(EMPTY, KEY) == SEALED


def test_another_key_is_refused() -> None:
    assert code_of(SEALED, Ed25519PrivateKey.from_private_bytes(bytes(31) + b"1")) == "pack-signature-invalid"


def test_a_payload_under_somebody_elses_manifest_is_refused() -> None:
    head, signature, payload = SEALED.split(b"\n", 2)
    other = payload.replace(b'"p"', b'"q"')
    assert other != payload
    assert code_of(b"\n".join((head, signature, other))) == "pack-damaged"


@given(st.integers(0, len(SEALED) - 1))
def test_a_truncated_file_is_refused(length: int) -> None:
    assert code_of(SEALED[:length]) in {"pack-signature-invalid", "pack-damaged"}


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused(position: int, change: int) -> None:
    tampered = bytearray(SEALED)
    tampered[position] ^= change
    assert code_of(bytes(tampered)) in {"pack-signature-invalid", "pack-damaged"}


@given(st.binary(max_size=300))
def test_any_bytes_at_all_are_refused_by_name(content: bytes) -> None:
    assert code_of(content) == "pack-signature-invalid"


def resealed(manifest: compiled.Manifest, payload: bytes) -> bytes:
    head = msgspec.json.encode(manifest)
    signature = base64.b64encode(KEY.sign(compiled.SIGNATURE_DOMAIN + head))
    return b"\n".join((head, signature, payload))


def test_a_newer_format_is_named() -> None:
    manifest, payload = compiled.unseal(SEALED, KEY.public_key())
    newer = compiled.Manifest("okno-pack/2", "p", "1", manifest.hash, manifest.sha256, manifest.size)
    assert code_of(resealed(newer, payload)) == "pack-format-unknown"


def test_a_signature_over_the_bare_manifest_means_nothing() -> None:
    head, _, payload = SEALED.split(b"\n", 2)
    assert code_of(b"\n".join((head, base64.b64encode(KEY.sign(head)), payload))) == "pack-signature-invalid"


def test_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackError) as caught:
        compiled.load(tmp_path / "none.pack", KEY.public_key())
    assert caught.value.code == "pack-missing"


def test_keys_are_made_once_and_for_the_owner_only(tmp_path: Path) -> None:
    private, public = tmp_path / "key.pem", tmp_path / "pub.pem"
    signing.make_key_pair(private, public)
    assert private.stat().st_mode & 0o777 == 0o600
    sealed = compiled.seal(EMPTY, signing.read_private_key(private))
    assert compiled.decode(compiled.unseal(sealed, read_public_key(public))[1]) == EMPTY
    with pytest.raises(FileExistsError):
        signing.make_key_pair(private, public)


@pytest.mark.parametrize("content", [b"", b"-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n"])
def test_an_unusable_key_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key.pem"
    path.write_bytes(content)
    for read in (signing.read_private_key, read_public_key):
        with pytest.raises(PackError) as caught:
            read(path)
        assert caught.value.code == "pack-key-unusable"


def test_only_an_ed25519_key_verifies_packs(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    pem = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    path.write_bytes(pem)
    assert read_public_key(path) == KEY.public_key(), "the control"
    for unusable in (
        other.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        KEY.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH),
        pem.replace(b"MCow", b"MCo"),
        pem + pem,
        pem[: len(pem) // 2],
    ):
        path.write_bytes(unusable)
        with pytest.raises(PackError) as caught:
            read_public_key(path)
        assert caught.value.code == "pack-key-unusable"


def test_the_largest_shipped_pack_is_verified_and_read_in_little_more_than_its_json(tmp_path: Path) -> None:
    path = compiled.publish(load("ru-mur"), KEY, tmp_path)
    payload = compiled.read(path).split(b"\n", 2)[2]
    ours = min(_seconds(lambda: compiled.load(path, KEY.public_key())) for _ in range(5))
    assert ours < 3 * min(_seconds(lambda: json.loads(payload)) for _ in range(5))


def _seconds(work: Callable[[], object]) -> float:
    """Processor time: the machine may be busy."""
    start = time.process_time()
    work()
    return time.process_time() - start
