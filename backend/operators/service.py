"""Operators' accounts: adding, signing in with password and one-time code, locking after wrong tries."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.errors import Refusal
from backend.operators import repository
from backend.operators.passwords import step_of_code
from backend.operators.values import Account, Role
from backend.vault import Vault

WRONG_TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
LONGEST_SHIFT = timedelta(hours=12)  # a token is renewed within it; then password and code again
LOGIN_ACTION = "operator.login"


class OperatorRefused(Exception):
    """An account command that does not fit; `code` has a page in docs/failures.md."""

    def __init__(self, code: str, what_to_do: str) -> None:
        super().__init__(what_to_do)
        self.code = code


@dataclass(frozen=True, slots=True)
class NewAccount:
    operator: str
    login: str
    display_name: str
    roles: frozenset[Role]
    password_hash: str = field(repr=False)
    totp_sealed: bytes = field(repr=False)
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LoginAttempt:
    """A try whose password was compared already: hashing is too slow for a transaction."""

    login: str
    password_fits: bool
    code: str = field(repr=False)
    now: datetime


def add(connection: Connection, account: NewAccount) -> None:
    """Add an account; a taken login and an account without roles are refused."""
    if repository.by_login(connection, account.login) is not None:
        raise OperatorRefused("login-taken", "Choose another login.")
    if not account.roles:
        raise OperatorRefused("role-missing", "Give at least one role.")
    values = {
        "operator": account.operator,
        "login": account.login,
        "display_name": account.display_name,
        "password_hash": account.password_hash,
        "totp_sealed": account.totp_sealed,
        "last_totp_step": 0,
        "failed_attempts": 0,
        "created_at": account.created_at,
    }
    repository.add(connection, values, (role.value for role in account.roles))


def find(connection: Connection, login: str) -> Account | None:
    row = repository.by_login(connection, login)
    if row is None:
        return None
    return Account(
        operator=row["operator"],
        login=row["login"],
        display_name=row["display_name"],
        roles=frozenset(Role(role) for role in repository.roles(connection, row["operator"])),
        password_hash=row["password_hash"],
        totp_sealed=row["totp_sealed"],
        last_totp_step=row["last_totp_step"],
        failed_attempts=row["failed_attempts"],
        locked_until=row["locked_until"],
        disabled=row["disabled_at"] is not None,
    )


def sign_in(connection: Connection, attempt: LoginAttempt, vault: Vault) -> Account | Refusal:
    """The account, or a refusal that is committed with the counted failure.

    Unknown login, wrong password, wrong or used code and a closed account all read the same.
    """
    account = find(connection, attempt.login)
    if account is None:
        return Refusal("login-wrong")
    if account.locked_until is not None and attempt.now < account.locked_until:
        return _refuse(connection, account, attempt.now, "too-many-attempts")
    step = step_of_code(vault.open(account.totp_sealed, account.operator), attempt.code, attempt.now)
    fits = attempt.password_fits and not account.disabled and step is not None
    if fits and step is not None and repository.use_step(connection, account.operator, step):
        _journal(connection, account, attempt.now, audit.DONE)
        return account
    tries = account.failed_attempts + 1
    locked_until = attempt.now + LOCKED_FOR if tries % WRONG_TRIES == 0 else None
    repository.add_failure(connection, account.operator, locked_until)
    return _refuse(connection, account, attempt.now, "login-wrong")


def roles_of_open(connection: Connection, operator: str) -> frozenset[Role] | None:
    """The roles an account has now; None once it is closed."""
    if not repository.is_open(connection, operator):
        return None
    return frozenset(Role(role) for role in repository.roles(connection, operator))


def logins(connection: Connection) -> tuple[tuple[str, str, bool], ...]:
    """Login, name and whether the account is open, by login."""
    rows = repository.all_logins(connection)
    return tuple((row["login"], row["display_name"], row["disabled_at"] is None) for row in rows)


def close(connection: Connection, login: str, now: datetime) -> None:
    """Close an account; its tokens run out within minutes."""
    if not repository.disable(connection, login, now):
        raise OperatorRefused("login-unknown", "See `python -m backend operator list`.")


def _refuse(connection: Connection, account: Account, now: datetime, code: str) -> Refusal:
    _journal(connection, account, now, code)
    return Refusal(code)


def _journal(connection: Connection, account: Account, now: datetime, outcome: str) -> None:
    event = AuditEvent(now, f"operator:{account.operator}", LOGIN_ACTION, outcome=outcome)
    audit.record(connection, event)
