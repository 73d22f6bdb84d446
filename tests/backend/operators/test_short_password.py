"""A password that somebody chose is long enough or is refused by name."""

from __future__ import annotations

import pytest

from backend.operators.passwords import SHORTEST_PASSWORD, PasswordTooShort, hash_password


def test_a_short_password_is_refused_by_name() -> None:
    with pytest.raises(PasswordTooShort, match=str(SHORTEST_PASSWORD)) as refused:
        hash_password("x" * (SHORTEST_PASSWORD - 1))
    assert refused.value.code == "password-too-short"
    assert hash_password("x" * SHORTEST_PASSWORD).startswith("$argon2id$")
