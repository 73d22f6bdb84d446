"""Who files: Мария and her card."""

from __future__ import annotations

import pytest

from tests.backend.card_in_hand import CardInHand
from tests.backend.region import Region


@pytest.fixture
def maria(region: Region) -> str:
    return region.person()


@pytest.fixture
def card(region: Region, maria: str) -> CardInHand:
    return region.card_of(maria)
