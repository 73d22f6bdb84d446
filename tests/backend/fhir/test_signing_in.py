"""A client signs in as SMART Backend Services say, and may do what it was registered for and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from joserfc.jwk import ECKey

from backend.fhir import service
from backend.fhir.values import SEE_APPOINTMENTS, SEE_SLOTS
from tests.backend.bookings.house import House
from tests.backend.fhir.clinic import BASE, TOKEN_ADDRESS, ClinicProgram, code_of, judged
from tests.backend.kiosk_in_test import KioskInTest
from tests.backend.region import Region
from tests.backend.site import Site


def told_why(answer: object) -> tuple[str, str]:
    problem = answer.json()  # type: ignore[attr-defined]
    return problem["error"], problem["error_description"].partition(":")[0]


def test_where_to_sign_in_is_said(region: Region) -> None:
    told = region.http.get(f"{BASE}/.well-known/smart-configuration").json()
    assert told["token_endpoint"] == "https://localhost/fhir/token"  # not «backend»: no certificate says so
    assert "ES384" in told["token_endpoint_auth_signing_alg_values_supported"]


@pytest.mark.parametrize("curve", ["P-256", "P-384"])
def test_a_key_buys_a_token_with_what_was_asked_for(region: Region, curve: str) -> None:
    clinic = ClinicProgram(region, curve=curve)
    told = clinic.ask_token(clinic.assertion(), f"{SEE_SLOTS} system/Patient.rs").json()
    assert (told["token_type"], told["scope"]) == ("bearer", SEE_SLOTS)
    clinic.token = told["access_token"]
    assert clinic.get("/Slot").status_code == 200
    assert code_of(clinic.get("/Schedule")) == "role-missing"
    assert code_of(clinic.get("/Appointment")) == "role-missing"
    assert code_of(clinic.hold("slot")) == "role-missing"


def test_nothing_is_granted_that_was_not_registered(region: Region) -> None:
    clinic = ClinicProgram(region, scopes=(SEE_SLOTS,))
    assert told_why(clinic.ask_token(clinic.assertion(), SEE_APPOINTMENTS))[0] == "invalid_scope"
    assert told_why(clinic.ask_token(clinic.assertion(), ""))[0] == "invalid_scope"


def test_an_assertion_is_good_once_for_us_and_for_now(region: Region) -> None:
    clinic = ClinicProgram(region)
    used = clinic.assertion()
    assert clinic.ask_token(used).status_code == 200
    assert told_why(clinic.ask_token(used)) == ("invalid_client", "assertion-replayed")
    now = int(region.clock.now.timestamp())
    for changed, code in (
        ({"aud": "https://elsewhere.example/fhir/token"}, "assertion-invalid"),
        ({"aud": "http://localhost.example/fhir/token"}, "assertion-invalid"),
        ({"aud": "https://localhost/v1/token"}, "assertion-invalid"),
        ({"aud": ["https://localhost/fhir/token"]}, "assertion-invalid"),
        ({"iss": "another"}, "assertion-invalid"),
        ({"jti": "short"}, "assertion-invalid"),
        ({"exp": now + 3600}, "clock-wrong"),
        ({"exp": now - 61}, "clock-wrong"),
        ({"exp": "soon"}, "assertion-invalid"),
        ({"sub": "nobody", "iss": "nobody"}, "client-unknown"),
        ({"sub": "../etc", "iss": "../etc"}, "assertion-invalid"),
    ):
        refused = clinic.ask_token(clinic.assertion(**changed))
        assert refused.status_code == 401
        assert told_why(refused) == ("invalid_client", code), changed
    thief = ClinicProgram(region, "thief")
    forged = thief.assertion(iss=clinic.name, sub=clinic.name)
    assert told_why(clinic.ask_token(forged)) == ("invalid_client", "assertion-invalid")
    assert told_why(clinic.ask_token("", grant_type="password"))[0] == "unsupported_grant_type"
    assert TOKEN_ADDRESS.startswith("https://")


def test_a_withdrawn_client_is_refused_with_the_token_it_has(house: House, clinic: ClinicProgram) -> None:
    slot = house.slot()
    with clinic.region.database.maintenance() as connection:
        assert service.withdraw(connection, clinic.name, clinic.region.clock.now, "tests")
        assert not service.withdraw(connection, clinic.name, clinic.region.clock.now, "tests")
    assert code_of(clinic.get("/Appointment")) == "client-withdrawn"
    assert code_of(clinic.hold(slot)) == "client-withdrawn"
    assert told_why(clinic.ask_token(clinic.assertion()))[1] == "client-withdrawn"


def test_no_other_token_opens_these_doors(region: Region, kiosk: KioskInTest) -> None:
    operator = region.services.tokens.issue("op-1", ("operator", "supervisor"), region.clock.now)
    for token in (kiosk.token, operator.access_token):
        headers = {"Authorization": f"Bearer {token}"}
        for path in ("/Schedule", "/Slot", "/Appointment"):
            refused = judged(region.http.get(f"{BASE}{path}", headers=headers))
            assert (refused.status_code, code_of(refused)) == (403, "role-missing")
    missing = judged(region.http.get(f"{BASE}/Slot"))
    assert (missing.status_code, missing.json()["issue"][0]["code"]) == (401, "login")
    assert missing.headers["www-authenticate"] == "Bearer"


def test_nor_does_theirs_open_others(clinic: ClinicProgram) -> None:
    for path in ("/v1/slots?speciality=therapist", "/v1/bookings", "/v1/desk/bookings?number=00000000"):
        assert clinic.region.http.get(path, headers=clinic.headers).status_code in (401, 403)


@pytest.mark.slow
def test_registered_listed_and_withdrawn_by_command(bare_site: Site, tmp_path: Path) -> None:
    public = tmp_path / "key.json"
    key = ECKey.generate_key("P-384")
    public.write_text(json.dumps({"keys": [key.as_dict(private=False)]}))
    words = ("fhir", "register", "clinic-1-mis", "--title", "МИС", "--key", str(public))
    assert SEE_SLOTS in bare_site.must(*words, "--scope", SEE_SLOTS, "--place", "apatity-support-centre")
    assert bare_site.fails(*words, "--scope", SEE_SLOTS) == "client-invalid"
    assert "apatity" in bare_site.must("fhir", "list")
    bare_site.must("fhir", "withdraw", "clinic-1-mis")
    assert bare_site.fails("fhir", "withdraw", "clinic-1-mis") == "client-unknown"
    other = ("fhir", "register", "other", "--title", "МИС", "--key", str(public))
    assert bare_site.fails(*other, "--scope", "system/*.rs") == "client-invalid"
    assert bare_site.fails(*other, "--scope", SEE_SLOTS, "--place", "nowhere") == "client-invalid"
    public.write_text(json.dumps(key.as_dict(private=True)))
    assert bare_site.fails(*other, "--scope", SEE_SLOTS) == "client-invalid"
    public.write_text("no key")
    assert bare_site.fails(*other, "--scope", SEE_SLOTS) == "client-invalid"
