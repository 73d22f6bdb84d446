"""Signing in by the word of an identity provider: a real one answers, on a port of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread

from backend.identity_provider import IdentityProvider, ProviderSettings
from backend.operators import service
from backend.operators.service import WRONG_TRIES_OF_AN_ADDRESS
from backend.operators.values import Role
from tests.backend.app_http import AppHttp, code_of
from tests.backend.operators.test_signing_in import add
from tests.backend.region import Region

pytestmark = pytest.mark.slow

SUBJECT = "anna@region"
FOR_ANOTHER = "boris@region"  # their tokens say that they were made for another program
BACK = "https://console.example/sign-in/single/return"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with run_server_in_thread(user_claims=[User(sub=FOR_ANOTHER, claims={"azp": "somebody-else"})]) as server:
        yield f"http://localhost:{server.server_port}"


def with_provider(region: Region, issuer: str, **changed: str) -> AppHttp:
    settings = replace(ProviderSettings(issuer, "okno", "a secret", BACK), **changed)
    provider = IdentityProvider(settings, lambda: datetime.now(UTC))
    return AppHttp(replace(region.services, identity_provider=provider))


def linked(region: Region, subject: str = SUBJECT) -> None:
    add(region, "anna", Role.OPERATOR)
    with region.database.maintenance() as connection:
        service.link(connection, "anna", subject)


def begun(http: AppHttp) -> dict[str, Any]:
    answer = http.post("/v1/operators/single-sign-on/beginnings")
    assert answer.status_code == 201, answer.text
    beginning: dict[str, Any] = answer.json()
    return beginning


def at_the_provider(address: str, subject: str = SUBJECT) -> dict[str, str]:
    """What a browser comes back with, after somebody signed in there."""
    answer = httpx.post(address, data={"sub": subject}, follow_redirects=False)
    assert answer.is_redirect, answer.text
    assert answer.headers["location"].startswith(BACK)
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def finished(http: AppHttp, begun: dict[str, Any], code: str, **changed: str) -> httpx.Response:
    kept = {"nonce": begun["nonce"], "verifier": begun["verifier"], "authorization_code": code}
    return http.post("/v1/operators/single-sign-on/token", json=kept | changed)


def test_whom_the_provider_vouches_for_has_the_roles_of_the_account(region: Region, issuer: str) -> None:
    linked(region)
    http = with_provider(region, issuer)
    assert http.get("/v1/operators/sign-in-ways").json() == {"single_sign_on": True}
    beginning = begun(http)
    came_back = at_the_provider(beginning["address"])
    assert came_back["state"] == beginning["state"]
    answer = finished(http, beginning, came_back["code"])
    assert answer.status_code == 200, answer.text
    assert answer.json()["roles"] == ["operator"]
    token = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert http.get("/v1/desk/call-backs", headers=token).status_code == 200
    assert code_of(finished(http, beginning, came_back["code"])) == "identity-provider-refused", (
        "a code works once"
    )


def test_an_account_that_nobody_linked_or_that_is_closed_is_no_way_in(region: Region, issuer: str) -> None:
    linked(region)
    http = with_provider(region, issuer)

    def tried(subject: str) -> str:
        beginning = begun(http)
        return code_of(finished(http, beginning, at_the_provider(beginning["address"], subject)["code"]))

    assert tried("stranger@region") == "subject-unknown"
    with region.database.maintenance() as connection:
        service.close(connection, "anna", region.clock.now)
    assert tried(SUBJECT) == "subject-unknown"


def test_a_token_that_was_not_asked_for_in_this_browser_is_refused(region: Region, issuer: str) -> None:
    """The nonce; whether the verifier fits, the provider judges."""
    linked(region)
    http = with_provider(region, issuer)
    beginning = begun(http)
    answer = finished(http, beginning, at_the_provider(beginning["address"])["code"], nonce="another")
    assert code_of(answer) == "identity-provider-refused"


def test_a_token_for_another_client_or_of_another_issuer_is_refused(region: Region, issuer: str) -> None:
    linked(region)
    other = with_provider(region, issuer, client="somebody-else")
    beginning = begun(other)
    code = at_the_provider(beginning["address"])["code"]
    assert code_of(finished(with_provider(region, issuer), beginning, code)) == "identity-provider-refused"
    other_name = with_provider(region, f"{issuer}/")
    assert code_of(other_name.post("/v1/operators/single-sign-on/beginnings")) == "identity-provider-refused"


def test_a_token_made_for_another_program_is_refused(region: Region, issuer: str) -> None:
    linked(region, FOR_ANOTHER)
    http = with_provider(region, issuer)
    beginning = begun(http)
    answer = finished(http, beginning, at_the_provider(beginning["address"], FOR_ANOTHER)["code"])
    assert code_of(answer) == "identity-provider-refused"


def test_a_token_that_ran_out_is_refused(region: Region, issuer: str) -> None:
    linked(region)
    settings = ProviderSettings(issuer, "okno", "a secret", BACK)
    late = IdentityProvider(settings, lambda: datetime.now(UTC) + timedelta(days=1))
    http = AppHttp(replace(region.services, identity_provider=late))
    beginning = begun(http)
    answer = finished(http, beginning, at_the_provider(beginning["address"])["code"])
    assert code_of(answer) == "identity-provider-refused"


def test_a_provider_that_is_down_or_not_set_up_is_named(region: Region) -> None:
    down = with_provider(region, "http://localhost:9")
    assert code_of(down.post("/v1/operators/single-sign-on/beginnings")) == "identity-provider-unreachable"
    assert region.http.get("/v1/operators/sign-in-ways").json() == {"single_sign_on": False}
    assert code_of(region.http.post("/v1/operators/single-sign-on/beginnings")) == "single-sign-on-off"


def test_tries_that_nobody_was_let_in_by_stop_an_address(region: Region, issuer: str) -> None:
    http = with_provider(region, issuer)
    beginning = begun(http)
    for _ in range(WRONG_TRIES_OF_AN_ADDRESS):
        assert code_of(finished(http, beginning, "made up")) == "identity-provider-refused"
    assert code_of(finished(http, beginning, "made up")) == "too-many-attempts"
