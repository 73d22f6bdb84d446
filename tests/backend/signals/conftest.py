"""What tests of signals share."""

from __future__ import annotations

import pytest

from tests.backend.identification.call import Call
from tests.backend.region import Region
from tests.backend.urgent.desk import Worker, with_kinds


@pytest.fixture
def region(region: Region) -> Region:
    """With the pack's kinds."""
    return with_kinds(region)


@pytest.fixture
def worker(region: Region) -> Worker:
    return Worker(region)


@pytest.fixture
def call(region: Region) -> Call:
    """With somebody who does not say who they are."""
    return Call(region, None)
