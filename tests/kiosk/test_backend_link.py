"""The link's failures: each under its own name, and the clock blamed only for what a clock can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import pytest

from backend.client import ClientFailure, KioskClient
from kiosk.links.backend import BackendLink
from kiosk.ports.backend import Refused


@dataclass
class Refusing:
    """A client whose every call fails, on a machine whose clock may be wrong."""

    code: str
    clock_wrong: bool

    def personal_file(self, _token: str, _person: str) -> ClientFailure:
        return ClientFailure(self.code)

    def clock_failure(self) -> ClientFailure | None:
        return ClientFailure("clock-wrong") if self.clock_wrong else None


def told(code: str, *, clock_wrong: bool = True) -> Refused:
    link = BackendLink(cast(KioskClient, Refusing(code, clock_wrong)), "kiosk")
    answer = link.fetch_file("token", "person")
    assert isinstance(answer, Refused)
    return answer


@pytest.mark.parametrize(
    "code",
    ["card-lost", "card-blocked", "session-expired", "kiosk-withdrawn", "backend-unreachable", "internal"],
)
def test_a_wrong_clock_hides_no_other_failure(code: str) -> None:
    assert told(code) == Refused(code)


@pytest.mark.parametrize(
    "code", ["token-expired", "assertion-invalid", "assertion-replayed", "backend-certificate"]
)
def test_what_a_wrong_clock_brings_about_is_put_down_to_it(code: str) -> None:
    assert told(code) == Refused("clock-wrong")
    assert told(code, clock_wrong=False) == Refused(code)
