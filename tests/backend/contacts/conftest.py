"""Two operators, each at a telephone."""

from __future__ import annotations

import pytest

from tests.backend.contacts.desk import Operator, Phone, add_line, add_operator
from tests.backend.region import Region


@pytest.fixture
def phone(region: Region) -> Phone:
    return add_line(region, "desk-1")


@pytest.fixture
def second_phone(region: Region) -> Phone:
    return add_line(region, "desk-2", "m" * 43)


@pytest.fixture
def olga(region: Region, phone: Phone) -> Operator:
    operator = add_operator(region, "olga")
    assert operator.sit("desk-1").status_code == 200
    return operator


@pytest.fixture
def pavel(region: Region, second_phone: Phone) -> Operator:
    operator = add_operator(region, "pavel")
    assert operator.sit("desk-2").status_code == 200
    return operator
