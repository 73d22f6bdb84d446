"""`python -m backend demo`: people, cards and logins by one command, once a database."""

from __future__ import annotations

import json
import stat

import pyotp
import pytest

from tests.backend.site import Site

pytestmark = pytest.mark.slow


def test_a_region_is_filled_once_and_checks_clean(bare_site: Site) -> None:
    told = bare_site.must("demo", "--people", "80", "--seed", "4", "--as-of", "2026-11-20")
    cards = list((bare_site.data / "demo-cards").glob("*.json"))
    logins_file = bare_site.data / "demo-logins.json"
    logins = json.loads(logins_file.read_text())
    assert len(cards) == 12
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in (*cards, logins_file))
    everybody = {"operator", "caseworker", "supervisor", "technician", "auditor"}
    assert {login["login"] for login in logins} == everybody
    assert all(login["login"] in told and login["password"] in told for login in logins)
    assert all(pyotp.TOTP(login["totp_secret"]).now() for login in logins)
    assert bare_site.fails("demo", "--people", "80") == "demo-not-empty"
    assert bare_site.must("check").strip().endswith("Nothing found.")
