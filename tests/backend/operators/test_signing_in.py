"""Signing in as an operator: password and code together, each code once, few wrong tries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import httpx
import pyotp
import pytest
from sqlalchemy import func, select

from backend.audit.tables import audit_events
from backend.auth.passwords import (
    NOBODYS_HASH,
    PasswordTooShort,
    hash_password,
    password_fits,
    step_of_code,
)
from backend.errors import Refusal
from backend.operators import service
from backend.operators.accounts import Handover, make_account
from backend.operators.service import (
    ADDRESS_WINDOW,
    LOCKED_FOR,
    LONGEST_SHIFT,
    TRIES_KEPT,
    WRONG_TRIES,
    WRONG_TRIES_OF_AN_ADDRESS,
    LoginAttempt,
    OperatorRefused,
)
from backend.operators.tables import login_failures, login_tries, operators
from backend.operators.values import Role
from backend.schema import metadata
from backend.vault import Vault
from tests.backend.app_http import AppHttp, code_of
from tests.backend.region import START, TEST_VAULT, Region

pytestmark = pytest.mark.slow


def add(region: Region, login: str = "anna", *roles: Role) -> Handover:
    account, handover = make_account(login, "Анна", frozenset(roles or {Role.TECHNICIAN}), START, TEST_VAULT)
    with region.database.maintenance() as connection:
        service.add(connection, account)
    return handover


def sign_in(
    region: Region, handover: Handover, password: str | None = None, code: str | None = None
) -> httpx.Response:
    body = {
        "login": handover.login,
        "password": password or handover.password,
        "code": code or pyotp.TOTP(handover.totp_secret).at(region.clock.now),
    }
    return region.http.post("/v1/operators/token", json=body)


def test_password_and_code_give_a_token_with_the_roles(region: Region) -> None:
    anna = add(region, "anna", Role.TECHNICIAN)
    answer = sign_in(region, anna)
    assert answer.status_code == 200, answer.text
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert region.http.get("/v1/kiosks", headers=headers).status_code == 200


def test_both_tokens_say_their_roles_in_the_clear(region: Region) -> None:
    """So that a console can offer what will not be refused."""
    given = sign_in(region, add(region, "olga", Role.SUPERVISOR, Role.OPERATOR)).json()
    assert given["roles"] == ["operator", "supervisor"]
    assert renew(region, given["access_token"]).json()["roles"] == ["operator", "supervisor"]


def test_a_role_that_may_not_see_kiosks_is_refused(region: Region) -> None:
    token = sign_in(region, add(region, "inna", Role.AUDITOR)).json()["access_token"]
    answer = region.http.get("/v1/kiosks", headers={"Authorization": f"Bearer {token}"})
    assert code_of(answer) == "role-missing"


def test_a_code_works_once(region: Region) -> None:
    anna = add(region)
    assert sign_in(region, anna).status_code == 200
    assert code_of(sign_in(region, anna)) == "login-wrong"
    region.clock.forward(seconds=30)
    assert sign_in(region, anna).status_code == 200


def test_every_wrong_part_reads_the_same(region: Region) -> None:
    anna = add(region)
    stranger = Handover("nobody", anna.password, anna.totp_secret)
    wrong_code = f"{(int(pyotp.TOTP(anna.totp_secret).at(START)) + 1) % 1_000_000:06d}"
    answers = [
        sign_in(region, stranger),
        sign_in(region, anna, password="wrong password"),
        sign_in(region, anna, code=wrong_code),
    ]
    assert {code_of(answer) for answer in answers} == {"login-wrong"}
    assert len({answer.text for answer in answers}) == 1


def test_wrong_tries_lock_the_account_for_a_while_even_for_the_right_password(region: Region) -> None:
    anna = add(region)
    for _ in range(WRONG_TRIES):
        assert code_of(sign_in(region, anna, password="wrong password")) == "login-wrong"
    locked = sign_in(region, anna)
    assert code_of(locked) == "too-many-attempts"
    assert locked.headers["Retry-After"] == str(int(LOCKED_FOR.total_seconds()))
    region.clock.now = START + LOCKED_FOR + timedelta(seconds=1)
    assert sign_in(region, anna).status_code == 200


def test_an_unknown_login_is_locked_like_a_known_one(region: Region) -> None:
    """Otherwise the fifth try tells whether there is such an account."""
    anna = add(region)
    stranger = Handover("nobody", anna.password, anna.totp_secret)
    told = [
        [sign_in(region, each, password="wrong password") for _ in range(WRONG_TRIES + 1)]
        for each in (anna, stranger)
    ]
    of_anna, of_nobody = ([(each.status_code, each.text) for each in answers] for answers in told)
    assert of_nobody == of_anna
    assert code_of(told[1][-1]) == "too-many-attempts"
    with region.database.maintenance() as connection:
        journal = connection.execute(select(audit_events.c.actor, audit_events.c.outcome)).all()
    assert len([actor for actor, _ in journal if actor.startswith("address:")]) == WRONG_TRIES + 1


def test_what_was_typed_as_a_login_is_kept_nowhere(region: Region) -> None:
    """It may be a password in the wrong field."""
    typed = "ThisIsMyPassword"
    sign_in(region, Handover(typed, "wrong password", pyotp.random_base32()))
    with region.database.maintenance() as connection:
        kept = [tuple(row) for table in metadata.sorted_tables for row in connection.execute(select(table))]
    assert kept
    assert typed not in repr(kept)
    assert sha256(typed.encode()).hexdigest() not in repr(kept)


def test_an_address_that_keeps_failing_waits(region: Region) -> None:
    anna = add(region)
    with region.database.maintenance() as connection:
        for number in range(WRONG_TRIES_OF_AN_ADDRESS):
            code = pyotp.TOTP(anna.totp_secret).at(START)
            attempt = LoginAttempt(f"login-{number}", False, code, START, "127.0.0.1", f"failure-{number}")
            assert service.sign_in(connection, attempt, TEST_VAULT) == Refusal("login-wrong")
    stopped = sign_in(region, anna)
    assert code_of(stopped) == "too-many-attempts"
    assert stopped.headers["Retry-After"] == str(int(ADDRESS_WINDOW.total_seconds()))
    region.clock.now = START + ADDRESS_WINDOW + timedelta(seconds=1)
    assert sign_in(region, anna).status_code == 200


def test_tries_that_no_longer_count_are_forgotten(region: Region) -> None:
    sign_in(region, Handover("nobody", "wrong password", pyotp.random_base32()))
    with region.database.maintenance() as connection:
        service.purge(connection, START + ADDRESS_WINDOW)
        left = [
            connection.scalar(select(func.count()).select_from(table))
            for table in (login_failures, login_tries)
        ]
        assert left == [1, 1]
        service.purge(connection, START + TRIES_KEPT + timedelta(seconds=1))
        left = [
            connection.scalar(select(func.count()).select_from(table))
            for table in (login_failures, login_tries)
        ]
        assert left == [0, 0]


def test_a_closed_account_does_not_sign_in(region: Region) -> None:
    anna = add(region)
    with region.database.maintenance() as connection:
        service.close(connection, "anna", START)
        with pytest.raises(OperatorRefused):
            service.close(connection, "anna", START)
    assert code_of(sign_in(region, anna)) == "login-wrong"


def test_tries_are_in_the_journal_and_nothing_secret_is_in_the_log(region: Region) -> None:
    anna = add(region)
    sign_in(region, anna, password="wrong password")
    sign_in(region, anna)
    with region.database.maintenance() as connection:
        outcomes = connection.execute(
            select(audit_events.c.outcome).where(audit_events.c.action == "operator.login")
        )
        assert list(outcomes.scalars()) == ["login-wrong", "done"]
    log = region.log.getvalue()
    assert log
    assert anna.password not in log
    assert anna.login not in log


@pytest.mark.parametrize(
    "body",
    [
        {"login": "anna\0", "password": "x" * 12, "code": "123456"},
        {"login": "anna", "password": "x" * 12},
        {"login": "anna", "password": "x" * 12, "code": 123456},
        {"login": "anna", "password": "x" * 201, "code": "123456"},
        {"login": "anna", "password": "x" * 12, "code": "12345٦"},
        {"login": "anna", "password": "x" * 12, "code": "123456", "role": "supervisor"},
    ],
)
def test_a_body_that_does_not_fit_is_a_problem(region: Region, body: dict[str, object]) -> None:
    assert code_of(region.http.post("/v1/operators/token", json=body)) == "body-invalid"


def test_two_logins_with_one_code_at_once_give_one_token(region: Region) -> None:
    """The control is the same pair without the guard: reading the last step first lets both in."""
    anna = add(region)
    attempt = LoginAttempt("anna", True, pyotp.TOTP(anna.totp_secret).at(START), START, "", "failure-1")
    with region.database.maintenance() as connection:
        first_reads = service.find(connection, "anna")
        second_reads = service.find(connection, "anna")
        assert first_reads is not None
        assert second_reads is not None
        step = step_of_code(anna.totp_secret, attempt.code, START)
        assert step is not None
        both_would_pass = first_reads.last_totp_step < step and second_reads.last_totp_step < step
        outcomes = [service.sign_in(connection, attempt, TEST_VAULT) for _ in range(2)]
    assert both_would_pass
    assert [type(outcome).__name__ for outcome in outcomes] == ["Account", "Refusal"]


def test_a_login_is_taken_once_and_needs_a_role(region: Region) -> None:
    add(region)
    for roles, code in ((frozenset({Role.AUDITOR}), "login-taken"), (frozenset[Role](), "role-missing")):
        account, _ = make_account("anna" if roles else "vera", "Анна", roles, START, TEST_VAULT)
        with pytest.raises(OperatorRefused) as refused, region.database.maintenance() as connection:
            service.add(connection, account)
        assert refused.value.code == code


def test_passwords_are_long_and_nobodys_hash_is_a_real_one() -> None:
    with pytest.raises(PasswordTooShort):
        hash_password("short")
    assert not password_fits(NOBODYS_HASH, "")
    assert password_fits(hash_password("long enough word"), "long enough word")
    assert not password_fits("no hash at all", "long enough word")


def test_secrets_are_not_in_reprs() -> None:
    account, handover = make_account("anna", "Анна", frozenset({Role.AUDITOR}), START, TEST_VAULT)
    for shown in (repr(account), repr(handover)):
        assert handover.password not in shown
        assert handover.totp_secret not in shown
        assert account.password_hash not in shown


def test_the_database_shows_no_authenticator_secret(region: Region) -> None:
    """The control looks for the login in the same rows."""
    anna = add(region)
    with region.database.maintenance() as connection:
        row = repr(tuple(connection.execute(select(operators)).one())).encode()
        sealed = connection.scalars(select(operators.c.totp_sealed)).one()
    assert anna.login.encode() in row
    assert anna.totp_secret.encode() not in row + sealed


def test_a_lost_key_has_a_name(region: Region) -> None:
    anna = add(region)
    elsewhere = replace(region.services, vault=Vault.of_key(bytes(range(32))))
    region.http = AppHttp(elsewhere)
    assert code_of(sign_in(region, anna)) == "vault-key-lost"


def renew(region: Region, token: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return region.http.post("/v1/operators/token/renewal", headers=headers)


def test_a_token_is_renewed_until_the_shift_is_over(region: Region) -> None:
    token = sign_in(region, add(region)).json()["access_token"]
    until = START + LONGEST_SHIFT
    while region.clock.now + timedelta(minutes=9) < until:
        region.clock.forward(minutes=9)
        renewed = renew(region, token)
        assert renewed.status_code == 200, renewed.text
        token = renewed.json()["access_token"]
    region.clock.now = until + timedelta(seconds=1)
    assert code_of(renew(region, token)) == "token-expired"


def test_neither_a_closed_account_nor_a_kiosk_renews(region: Region) -> None:
    token = sign_in(region, add(region)).json()["access_token"]
    with region.database.maintenance() as connection:
        service.close(connection, "anna", START)
    assert code_of(renew(region, token)) == "token-invalid"
    assert code_of(renew(region, region.kiosk().token)) == "role-missing"
