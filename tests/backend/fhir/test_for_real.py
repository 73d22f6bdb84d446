"""A program that knows only our address discovers, signs in and books over TLS, as its vendor would."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt

from backend.bookings.rules import ResourceRules
from backend.contract.tokens import ASSERTION_TYPE, GRANT_TYPE
from backend.region_ca import CA_CERTIFICATE_FILE
from tests.backend.bookings.house import House
from tests.backend.fhir.clinic import ClinicProgram, judge, parameters_of, patient_by_policy
from tests.backend.served import Served, serving
from tests.callcenter.consoles import region_in

pytestmark = pytest.mark.slow


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving(region_in(tmp_path), tmp_path) as running:
        yield running


def test_from_the_address_alone_to_a_booking(served: Served) -> None:
    house = House(served.region.database)
    house.resource(rules=ResourceRules(level=0))
    house.slot()
    clinic = ClinicProgram(served.region)
    trust = ssl.create_default_context(cafile=served.folder / CA_CERTIFICATE_FILE)
    base = f"https://127.0.0.1:{served.port}/fhir/R4B"
    with httpx.Client(verify=trust, headers={"Accept": "application/fhir+json"}) as line:
        token_endpoint = line.get(f"{base}/.well-known/smart-configuration").json()["token_endpoint"]
        assert token_endpoint == f"https://127.0.0.1:{served.port}/fhir/token"
        now = int(served.region.clock.now.timestamp())
        claims = {"iss": clinic.name, "sub": clinic.name, "aud": token_endpoint, "exp": now + 60}
        assertion = jwt.encode(
            {"alg": "ES384"}, {**claims, "jti": uuid4().hex}, clinic.key, algorithms=["ES384"]
        )
        form = {
            "grant_type": GRANT_TYPE,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
            "scope": " ".join(clinic.scopes),
        }
        token = line.post(token_endpoint, data=form).json()["access_token"]
        line.headers["Authorization"] = f"Bearer {token}"
        found = line.get(f"{base}/Appointment/$find", params={"specialty": "therapist"}).json()
        judge(found)
        address = found["entry"][0]["fullUrl"]
        told = [
            {"name": "appt-id", "valueUri": address},
            {"name": "patient-resource", "resource": patient_by_policy()},
        ]
        held = line.post(f"{base}/Appointment/$hold", json=parameters_of(told)).json()
        judge(held)
        booked = line.post(f"{held['entry'][0]['fullUrl']}/$book").json()
        judge(booked)
        assert booked["entry"][0]["resource"]["status"] == "booked"
        read = line.get(booked["entry"][0]["fullUrl"]).json()
        assert read == booked["entry"][0]["resource"]
    log = served.region.log.getvalue()
    assert "/fhir/R4B/Appointment/$hold" in log
    for private in (clinic.name, token, assertion, "5100000000000017"):
        assert private not in log
