"""One real pcscd with a virtual reader for the whole test process, and cards to put into it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from devices.simulators.private_pcscd import PrivatePcscd


@pytest.fixture(scope="session")
def virtual_reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivatePcscd]:
    """libpcsclite reads its socket's path once in a process: hence one for all tests."""
    with PrivatePcscd(tmp_path_factory.mktemp("pcscd")) as pcscd:
        os.environ.update(pcscd.environment)
        yield pcscd
