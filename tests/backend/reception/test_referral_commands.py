"""Referrals by the command line, for an office that has no desk yet."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backend.clock import utc_now
from tests.backend.site import Site

pytestmark = pytest.mark.slow


def test_recorded_listed_and_taken_back(bare_site: Site) -> None:
    person = bare_site.must(
        "person", "add", "--last-name", "Иванова", "--first-name", "Мария", "--sex", "f",
        "--birth-date", "1948-03-08", "--birth-place", "Кола", "--town", "Кола", "--address", "ул. Мира, 1",
    ).split()[-1]  # fmt: skip
    until = f"{utc_now() + timedelta(days=30):%Y-%m-%d}"
    asked = ("--person", person, "--speciality", "neurologist", "--until")
    number = bare_site.must("referral", "add", *asked, until).strip()
    assert (len(number), number.isdigit()) == (8, True)
    listed = bare_site.must("referral", "list", "--person", person)
    assert number in listed
    assert "open" in listed
    bare_site.must("referral", "withdraw", number)
    bare_site.must("referral", "withdraw", number)
    assert "withdrawn" in bare_site.must("referral", "list", "--person", person)
    assert "referral-unknown" in bare_site.fails("referral", "withdraw", "00000000")
    assert "parameter-invalid" in bare_site.fails("referral", "add", *asked, "2020-01-01")
    nobody = ("--person", "nobody", "--speciality", "neurologist", "--until", until)
    assert "person-unknown" in bare_site.fails("referral", "add", *nobody)
