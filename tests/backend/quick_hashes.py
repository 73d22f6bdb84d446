"""Hashes of passwords that cost next to nothing: a real one takes 64 MiB and a tenth of a second."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from backend.auth import passwords

REAL: PasswordHasher = vars(passwords)["_hasher"]
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[None]:
    """For whatever runs in this process; backends of their own keep the real ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", QUICK)
        yield
