"""Signing out everywhere, closing an account, opening a locked page: each counts from the next request on."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from backend.operators import service
from backend.operators.service import LOCKED_FOR, WRONG_TRIES
from backend.operators.values import Role
from tests.backend.app_http import code_of
from tests.backend.operators.test_signing_in import add, renew, sign_in
from tests.backend.region import START, Region

pytestmark = pytest.mark.slow


def kiosks(region: Region, token: str) -> httpx.Response:
    return region.http.get("/v1/kiosks", headers={"Authorization": f"Bearer {token}"})


def unlock(region: Region, token: str, password: str) -> httpx.Response:
    return region.http.post(
        "/v1/operators/unlocking",
        json={"password": password},
        headers={"Authorization": f"Bearer {token}"},
    )


def test_signed_out_everywhere_every_token_is_over_and_a_new_sign_in_counts(region: Region) -> None:
    anna, olga = add(region, "anna", Role.TECHNICIAN), add(region, "olga", Role.TECHNICIAN)
    here = sign_in(region, anna).json()["access_token"]
    region.clock.forward(seconds=60)
    there = sign_in(region, anna).json()["access_token"]
    others = sign_in(region, olga).json()["access_token"]
    assert [kiosks(region, token).status_code for token in (here, there, others)] == [200, 200, 200]

    headers = {"Authorization": f"Bearer {there}"}
    assert region.http.delete("/v1/operators/sessions", headers=headers).status_code == 204
    assert [code_of(kiosks(region, token)) for token in (here, there)] == ["token-invalid"] * 2
    assert code_of(renew(region, here)) == "token-invalid"
    assert kiosks(region, others).status_code == 200, "nobody else is signed out"
    region.clock.forward(seconds=60)
    again = sign_in(region, anna).json()["access_token"]
    assert kiosks(region, again).status_code == 200


def test_a_closed_account_has_no_way_in_at_once(region: Region) -> None:
    anna = add(region, "anna", Role.TECHNICIAN)
    token = sign_in(region, anna).json()["access_token"]
    assert kiosks(region, token).status_code == 200
    with region.database.maintenance() as connection:
        service.close(connection, "anna", region.clock.now)
    assert code_of(kiosks(region, token)) == "token-invalid"


def test_a_locked_page_opens_by_the_password_and_wrong_ones_are_counted(region: Region) -> None:
    anna = add(region, "anna", Role.OPERATOR)
    token = sign_in(region, anna).json()["access_token"]
    assert unlock(region, token, anna.password).status_code == 204
    for _ in range(WRONG_TRIES):
        assert code_of(unlock(region, token, "not the password")) == "login-wrong"
    assert code_of(unlock(region, token, anna.password)) == "too-many-attempts"
    assert code_of(sign_in(region, anna)) == "too-many-attempts", "the same count as of a sign-in"
    region.clock.now = START + LOCKED_FOR + timedelta(seconds=1)
    fresh = sign_in(region, anna).json()["access_token"]
    assert unlock(region, fresh, anna.password).status_code == 204


def test_without_a_token_no_password_is_compared(region: Region) -> None:
    answer = region.http.post("/v1/operators/unlocking", json={"password": "whatever it is"})
    assert code_of(answer) == "token-missing"
