"""Statements over the operators' tables, built once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update

from backend.database.upsert import insert_or_update
from backend.operators.tables import login_failures, login_tries, operator_roles, operators

_BY_LOGIN = select(operators).where(operators.c.login == bindparam("of_login"))
_BY_OPERATOR = select(operators).where(operators.c.operator == bindparam("of_operator"))
_BY_SUBJECT = select(operators).where(operators.c.oidc_subject == bindparam("of_subject"))
_OPEN = select(operators.c.operator).where(
    operators.c.operator == bindparam("of_operator"), operators.c.disabled_at.is_(None)
)
_STANDING = select(operators.c.disabled_at, operators.c.signed_out_at).where(
    operators.c.operator == bindparam("of_operator")
)
_SIGN_OUT = (
    update(operators)
    .where(operators.c.operator == bindparam("of_operator"))
    .values(signed_out_at=bindparam("at"))
)
_LINK = (
    update(operators).where(operators.c.login == bindparam("of_login")).values(oidc_subject=bindparam("to"))
)
_ROLES = select(operator_roles.c.role).where(operator_roles.c.operator == bindparam("of_operator"))
_LIST = select(operators.c.login, operators.c.display_name, operators.c.disabled_at).order_by(
    operators.c.login
)
_EVERYBODY = select(operators.c.operator, operators.c.display_name).order_by(
    operators.c.display_name, operators.c.operator
)
_OPEN_WITH_ROLE = (
    select(operators.c.operator, operators.c.display_name)
    .where(
        operators.c.disabled_at.is_(None),
        operators.c.operator.in_(
            select(operator_roles.c.operator).where(
                operator_roles.c.role.in_(bindparam("in_roles", expanding=True))
            )
        ),
    )
    .order_by(operators.c.display_name, operators.c.operator)
)
# The guard is in the statement: of two logins with the same code at once, one finds it used.
_USE_STEP = (
    update(operators)
    .where(operators.c.operator == bindparam("of_operator"), operators.c.last_totp_step < bindparam("step"))
    .values(last_totp_step=bindparam("step"))
)
_TRIES = select(login_tries.c.failed_attempts, login_tries.c.locked_until).where(
    login_tries.c.login_hash == bindparam("of_login")
)
_FORGET_TRIES = delete(login_tries).where(login_tries.c.login_hash == bindparam("of_login"))
_FAILURES = (
    select(func.count())
    .select_from(login_failures)
    .where(login_failures.c.address == bindparam("from_address"), login_failures.c.at > bindparam("since"))
)
_DISABLE = (
    update(operators)
    .where(operators.c.login == bindparam("of_login"), operators.c.disabled_at.is_(None))
    .values(disabled_at=bindparam("at"))
)


def by_login(connection: Connection, login: str) -> RowMapping | None:
    return connection.execute(_BY_LOGIN, {"of_login": login}).mappings().one_or_none()


def names(connection: Connection, wanted: Iterable[str]) -> list[RowMapping]:
    found = select(operators.c.operator, operators.c.display_name).where(
        operators.c.operator.in_(list(wanted))
    )
    return list(connection.execute(found).mappings())


def open_with(connection: Connection, role: str) -> list[RowMapping]:
    found = (
        select(operators.c.operator, operators.c.display_name)
        .join(operator_roles, operator_roles.c.operator == operators.c.operator)
        .where(operator_roles.c.role == role, operators.c.disabled_at.is_(None))
        .order_by(operators.c.display_name, operators.c.operator)
    )
    return list(connection.execute(found).mappings())


def is_open(connection: Connection, operator: str) -> bool:
    return connection.execute(_OPEN, {"of_operator": operator}).first() is not None


def by_operator(connection: Connection, operator: str) -> RowMapping | None:
    return connection.execute(_BY_OPERATOR, {"of_operator": operator}).mappings().one_or_none()


def by_subject(connection: Connection, subject: str) -> RowMapping | None:
    return connection.execute(_BY_SUBJECT, {"of_subject": subject}).mappings().one_or_none()


def standing(connection: Connection, operator: str) -> RowMapping | None:
    """When the account was closed, and when it signed out everywhere."""
    return connection.execute(_STANDING, {"of_operator": operator}).mappings().one_or_none()


def sign_out(connection: Connection, operator: str, at: datetime) -> None:
    connection.execute(_SIGN_OUT, {"of_operator": operator, "at": at})


def link(connection: Connection, login: str, subject: str | None) -> bool:
    return connection.execute(_LINK, {"of_login": login, "to": subject}).rowcount == 1


def roles(connection: Connection, operator: str) -> list[str]:
    return list(connection.execute(_ROLES, {"of_operator": operator}).scalars())


def open_with_role(connection: Connection, roles: Sequence[str]) -> list[RowMapping]:
    return list(connection.execute(_OPEN_WITH_ROLE, {"in_roles": roles}).mappings())


def everybody(connection: Connection) -> list[RowMapping]:
    return list(connection.execute(_EVERYBODY).mappings())


def all_logins(connection: Connection) -> list[RowMapping]:
    return list(connection.execute(_LIST).mappings())


def add(connection: Connection, values: Mapping[str, Any], given: Iterable[str]) -> None:
    connection.execute(insert(operators), dict(values))
    rows = [{"operator": values["operator"], "role": role} for role in sorted(given)]
    connection.execute(insert(operator_roles), rows)


def use_step(connection: Connection, operator: str, step: int) -> bool:
    """Whether the code's step was still unused."""
    return connection.execute(_USE_STEP, {"of_operator": operator, "step": step}).rowcount == 1


def tries(connection: Connection, login_hash: str) -> RowMapping | None:
    return connection.execute(_TRIES, {"of_login": login_hash}).mappings().one_or_none()


def keep_tries(connection: Connection, row: Mapping[str, Any]) -> None:
    insert_or_update(connection, login_tries, row)


def forget_tries(connection: Connection, login_hash: str) -> None:
    connection.execute(_FORGET_TRIES, {"of_login": login_hash})


def failures_since(connection: Connection, address: str, since: datetime) -> int:
    return connection.execute(_FAILURES, {"from_address": address, "since": since}).scalar_one()


def add_failure(connection: Connection, failure: str, at: datetime, address: str) -> None:
    connection.execute(insert(login_failures), {"failure": failure, "at": at, "address": address})


def purge(connection: Connection, tries_before: datetime, failures_before: datetime) -> None:
    connection.execute(delete(login_tries).where(login_tries.c.last_at < tries_before))
    connection.execute(delete(login_failures).where(login_failures.c.at < failures_before))


def disable(connection: Connection, login: str, at: datetime) -> bool:
    return connection.execute(_DISABLE, {"of_login": login, "at": at}).rowcount == 1
