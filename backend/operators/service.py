"""Operators' accounts: adding, signing in with password and one-time code, locking after wrong tries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping

from backend.audit import service as audit
from backend.audit.service import AuditEvent
from backend.auth.passwords import step_of_code
from backend.errors import Refusal
from backend.operators import repository
from backend.operators.values import Account, Role
from backend.vault import Vault

WRONG_TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
TRIES_KEPT = timedelta(days=1)
# Generous: a whole call centre signs in through the one address of its console.
WRONG_TRIES_OF_AN_ADDRESS = 60
ADDRESS_WINDOW = timedelta(minutes=10)
LONGEST_SHIFT = timedelta(hours=12)  # a token is renewed within it; then password and code again
LOGIN_ACTION = "operator.login"
UNLOCK_ACTION = "operator.unlock"
UNLINKED = "subject-unknown"
SIGN_OUT_ACTION = "operator.sign_out_everywhere"


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
    code: str = field(repr=False)  # "" where only the password is asked
    now: datetime
    address: str
    failure: str  # a fresh identifier, for the case that it fails
    action: str = LOGIN_ACTION


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
        "created_at": account.created_at,
    }
    repository.add(connection, values, (role.value for role in account.roles))


def find(connection: Connection, login: str) -> Account | None:
    return _account(connection, repository.by_login(connection, login))


def find_operator(connection: Connection, operator: str) -> Account | None:
    return _account(connection, repository.by_operator(connection, operator))


def is_stopped(connection: Connection, address: str, now: datetime) -> bool:
    """Whether so many tries from this address failed that it has to wait; asked before anything costly."""
    since = now - ADDRESS_WINDOW
    return repository.failures_since(connection, address, since) >= WRONG_TRIES_OF_AN_ADDRESS


def sign_in(connection: Connection, attempt: LoginAttempt, vault: Vault) -> Account | Refusal:
    """The account, or a refusal that is committed with the counted failure.

    Unknown login, wrong password, wrong or used code and a closed account all read the same, and all
    are locked the same.
    """
    return _judged(connection, attempt, vault, lambda known: _may_enter(connection, known, attempt, vault))


def unlock(connection: Connection, attempt: LoginAttempt, vault: Vault) -> Account | Refusal:
    """The password alone, from somebody who is signed in; a wrong one counts as at a sign-in."""
    return _judged(connection, attempt, vault, lambda known: attempt.password_fits and not known.disabled)


def sign_in_by_subject(connection: Connection, subject: str, now: datetime) -> Account | Refusal:
    """The open account of whom the identity provider vouches for; it has asked for password and code."""
    account = _account(connection, repository.by_subject(connection, subject))
    if account is None or account.disabled:
        audit.record(connection, AuditEvent(now, "identity-provider", LOGIN_ACTION, outcome=UNLINKED))
        return Refusal(UNLINKED)
    audit.record(connection, AuditEvent(now, f"operator:{account.operator}", LOGIN_ACTION))
    return account


def count_failure(connection: Connection, failure: str, now: datetime, address: str) -> None:
    """One try from this address that nobody was let in by; `failure` is a fresh identifier."""
    repository.add_failure(connection, failure, now, address)


def link(connection: Connection, login: str, subject: str) -> None:
    """Know this account's owner by what the identity provider calls them; "" forgets it."""
    if subject and repository.by_subject(connection, subject) is not None:
        raise OperatorRefused("subject-taken", "Another account has this subject: unlink it first.")
    if not repository.link(connection, login, subject or None):
        raise OperatorRefused("login-unknown", "See `python -m backend operator list`.")


def sign_out_everywhere(connection: Connection, operator: str, actor: str, now: datetime) -> None:
    """No token of a sign-in before now counts any more, on whatever machine it lies."""
    repository.sign_out(connection, operator, now)
    audit.record(connection, AuditEvent(now, actor, SIGN_OUT_ACTION))


def stands(connection: Connection, operator: str, signed_in_at: datetime) -> bool:
    """Whether the account is open and its owner has not signed out everywhere since that sign-in."""
    row = repository.standing(connection, operator)
    if row is None:
        return True  # the token is one of ours, and accounts are closed, never deleted
    signed_out: datetime | None = row["signed_out_at"]
    return row["disabled_at"] is None and (signed_out is None or signed_in_at > signed_out)


def _judged(
    connection: Connection, attempt: LoginAttempt, vault: Vault, may_enter: Callable[[Account], bool]
) -> Account | Refusal:
    login_hash = vault.hash_of("login", attempt.login)
    tries = repository.tries(connection, login_hash)
    account = find(connection, attempt.login)
    if tries is not None and tries["locked_until"] is not None and attempt.now < tries["locked_until"]:
        return _refuse(connection, attempt, account, "too-many-attempts")
    if account is not None and may_enter(account):
        repository.forget_tries(connection, login_hash)
        _journal(connection, attempt, account, audit.DONE)
        return account
    failed = 1 if tries is None else tries["failed_attempts"] + 1
    repository.keep_tries(
        connection,
        {
            "login_hash": login_hash,
            "failed_attempts": failed,
            "locked_until": attempt.now + LOCKED_FOR if failed % WRONG_TRIES == 0 else None,
            "last_at": attempt.now,
        },
    )
    return _refuse(connection, attempt, account, "login-wrong")


def roles_of_open(connection: Connection, operator: str) -> frozenset[Role] | None:
    """The roles an account has now; None once it is closed."""
    if not repository.is_open(connection, operator):
        return None
    return frozenset(Role(role) for role in repository.roles(connection, operator))


def logins(connection: Connection) -> tuple[tuple[str, str, bool], ...]:
    """Login, name and whether the account is open, by login."""
    rows = repository.all_logins(connection)
    return tuple((row["login"], row["display_name"], row["disabled_at"] is None) for row in rows)


def with_role(connection: Connection, roles: frozenset[Role]) -> dict[str, str]:
    """The names of the open accounts that have one of the roles, by operator."""
    rows = repository.open_with_role(connection, sorted(roles))
    return {row["operator"]: row["display_name"] for row in rows}


def names(connection: Connection, wanted: Iterable[str]) -> Mapping[str, str]:
    """What those of these operators are called who have, or had, an account."""
    asked = sorted(set(wanted))
    found = repository.names(connection, asked) if asked else []
    return {row["operator"]: row["display_name"] for row in found}


def everybody(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Id and name of every account, also of those that are closed, by name."""
    return tuple((row["operator"], row["display_name"]) for row in repository.everybody(connection))


def open_with(connection: Connection, role: Role) -> tuple[tuple[str, str], ...]:
    """Id and name of everybody with an open account who has this role, by name."""
    found = repository.open_with(connection, role.value)
    return tuple((row["operator"], row["display_name"]) for row in found)


def close(connection: Connection, login: str, now: datetime) -> None:
    """Close an account; its tokens count no more."""
    if not repository.disable(connection, login, now):
        raise OperatorRefused("login-unknown", "See `python -m backend operator list`.")


def purge(connection: Connection, now: datetime) -> None:
    """Forget tries that no longer count."""
    repository.purge(connection, now - TRIES_KEPT, now - ADDRESS_WINDOW)


def _account(connection: Connection, row: RowMapping | None) -> Account | None:
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
        disabled=row["disabled_at"] is not None,
    )


def _may_enter(connection: Connection, account: Account, attempt: LoginAttempt, vault: Vault) -> bool:
    step = step_of_code(vault.open(account.totp_sealed, account.operator), attempt.code, attempt.now)
    if not attempt.password_fits or account.disabled or step is None:
        return False
    return repository.use_step(connection, account.operator, step)


def _refuse(connection: Connection, attempt: LoginAttempt, account: Account | None, code: str) -> Refusal:
    repository.add_failure(connection, attempt.failure, attempt.now, attempt.address)
    _journal(connection, attempt, account, code)
    return Refusal(code)


def _journal(connection: Connection, attempt: LoginAttempt, account: Account | None, outcome: str) -> None:
    actor = f"address:{attempt.address}" if account is None else f"operator:{account.operator}"
    audit.record(connection, AuditEvent(attempt.now, actor, attempt.action, outcome=outcome))
