"""A password that somebody chose is long enough or is refused by name; guessing it is slow."""

from __future__ import annotations

import pytest

from backend.auth.passwords import SHORTEST_PASSWORD, PasswordTooShort, hash_password
from tests.backend.quick_hashes import REAL


def test_a_short_password_is_refused_by_name() -> None:
    with pytest.raises(PasswordTooShort, match=str(SHORTEST_PASSWORD)) as refused:
        hash_password("x" * (SHORTEST_PASSWORD - 1))
    assert refused.value.code == "password-too-short"
    assert hash_password("x" * SHORTEST_PASSWORD).startswith("$argon2id$")


def test_a_guess_costs_what_rfc_9106_asks() -> None:
    """Its second recommended set; the control is the cheap hash of these tests."""
    recommended = "$argon2id$v=19$m=65536,t=3,p=4$"
    assert REAL.hash("x" * 12).startswith(recommended)
    assert not hash_password("x" * 12).startswith(recommended)
