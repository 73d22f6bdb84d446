"""A clinic's own program: signs in with its key, asks over FHIR; fhir.resources judges each answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
from fhir.resources.R4B import get_fhir_model_class
from joserfc import jwt
from joserfc.jwk import ECKey

from backend.contract.tokens import ASSERTION_TYPE, GRANT_TYPE
from backend.fhir import service
from backend.fhir.values import SCOPES, Client
from tests.backend.region import Region

BASE = "/fhir/R4B"
TOKEN_ADDRESS = "https://localhost/fhir/token"
SNILS_SYSTEM = "https://fhir.ru/ig/core/systems/snils"
POLICY_SYSTEM = "https://fhir.ru/ig/core/systems/oms"
POLICY, SNILS, BIRTH = "5100000000000017", "112-233-445 95", "1948-03-08"


@dataclass
class ClinicProgram:
    """A registered client with its key."""

    region: Region
    name: str = "clinic-1-mis"
    scopes: tuple[str, ...] = SCOPES
    places: tuple[str, ...] = ()
    curve: str = "P-384"
    key: ECKey = field(init=False)
    token: str = ""

    def __post_init__(self) -> None:
        self.key = ECKey.generate_key(self.curve)
        public = {name: str(value) for name, value in self.key.as_dict(private=False).items()}
        public = {name: public[name] for name in ("kty", "crv", "x", "y")}
        client = Client(self.name, "Поликлиника № 1", public, self.scopes, self.places, self.region.clock.now)
        with self.region.database.maintenance() as connection:
            assert service.register(connection, client, "tests")

    def signed_in(self) -> ClinicProgram:
        answer = self.ask_token(self.assertion())
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["access_token"]
        return self

    def assertion(self, algorithm: str = "", **changed: object) -> str:
        now = int(self.region.clock.now.timestamp())
        claims = {"iss": self.name, "sub": self.name, "aud": TOKEN_ADDRESS, "exp": now + 240}
        claims |= {"jti": uuid4().hex, **changed}
        used = algorithm or {"P-384": "ES384", "P-256": "ES256"}[self.curve]
        return jwt.encode({"alg": used, "typ": "JWT"}, claims, self.key, algorithms=["ES256", "ES384"])

    def ask_token(self, assertion: str, scope: str = " ".join(SCOPES), **changed: str) -> httpx.Response:
        form = {
            "grant_type": GRANT_TYPE,
            "scope": scope,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
            **changed,
        }
        return self.region.http.post("/fhir/token", data=form)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return judged(self.region.http.get(f"{BASE}{path}", headers={**self.headers, **headers}))

    def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        sent = {**self.headers, "Content-Type": "application/fhir+json", **headers}
        what = {} if body is None else {"json": body}
        return judged(self.region.http.post(f"{BASE}{path}", headers=sent, **what))

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def found(self, path: str) -> list[dict[str, Any]]:
        """The resources of a whole search, page by page."""
        resources: list[dict[str, Any]] = []
        while path:
            answer = self.get(path)
            assert answer.status_code == 200, answer.text
            told = answer.json()
            resources += [entry["resource"] for entry in told.get("entry", [])]
            further = [link["url"] for link in told["link"] if link["relation"] == "next"]
            path = further[0].partition(BASE)[2] if further else ""
        return resources

    def hold(self, slot: str, patient: Any = None, **headers: str) -> httpx.Response:
        parameters: list[dict[str, Any]] = [
            {"name": "appt-id", "valueUri": f"Appointment/p.{slot}"},
            {"name": "patient-resource", "resource": patient or patient_by_policy()},
        ]
        return self.post("/Appointment/$hold", parameters_of(parameters), **headers)

    def book(self, appointment: str, **headers: str) -> httpx.Response:
        return self.post(f"/Appointment/{appointment}/$book", None, **headers)

    def booked(self, slot: str, patient: dict[str, Any] | None = None) -> dict[str, Any]:
        """The whole walk; the appointment."""
        return only(self.book(only(self.hold(slot, patient))["id"]))


def parameters_of(parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {"resourceType": "Parameters", "parameter": parameters}


def patient_by_policy(policy: str = POLICY, birth: str = BIRTH) -> dict[str, Any]:
    identifier = {"system": POLICY_SYSTEM, "value": policy}
    return {"resourceType": "Patient", "id": "p", "identifier": [identifier], "birthDate": birth}


def patient_by_snils(number: str = SNILS) -> dict[str, Any]:
    identifier = {"system": SNILS_SYSTEM, "value": number}
    return {"resourceType": "Patient", "id": "p", "identifier": [identifier], "birthDate": BIRTH}


def only(answer: httpx.Response) -> dict[str, Any]:
    """The one resource of a bundle."""
    assert answer.status_code == 200, answer.text
    (entry,) = answer.json()["entry"]
    return dict(entry["resource"])


def judged(answer: httpx.Response) -> httpx.Response:
    """The answer, after an independent program has taken it for a whole FHIR resource."""
    assert answer.headers["content-type"] == "application/fhir+json", answer.text
    judge(answer.json())
    return answer


def judge(resource: dict[str, Any]) -> None:
    """Raises where fhir.resources finds a fault in it, or in what it contains."""
    told = get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    assert told.get_resource_type() == resource["resourceType"]


def code_of(answer: httpx.Response) -> str:
    """Our code in an OperationOutcome."""
    told = answer.json()
    assert told["resourceType"] == "OperationOutcome", answer.text
    assert answer.status_code >= 400
    return str(told["issue"][0]["details"]["coding"][0]["code"])
