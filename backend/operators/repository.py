"""Statements over the operators' tables, built once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, insert, select, update

from backend.operators.tables import operator_roles, operators

_BY_LOGIN = select(operators).where(operators.c.login == bindparam("of_login"))
_OPEN = select(operators.c.operator).where(
    operators.c.operator == bindparam("of_operator"), operators.c.disabled_at.is_(None)
)
_ROLES = select(operator_roles.c.role).where(operator_roles.c.operator == bindparam("of_operator"))
_LIST = select(operators.c.login, operators.c.display_name, operators.c.disabled_at).order_by(
    operators.c.login
)
# The guard is in the statement: of two logins with the same code at once, one finds it used.
_USE_STEP = (
    update(operators)
    .where(operators.c.operator == bindparam("of_operator"), operators.c.last_totp_step < bindparam("step"))
    .values(last_totp_step=bindparam("step"), failed_attempts=0, locked_until=None)
)
_FAIL = (
    update(operators)
    .where(operators.c.operator == bindparam("of_operator"))
    .values(failed_attempts=operators.c.failed_attempts + 1, locked_until=bindparam("until"))
)
_DISABLE = (
    update(operators)
    .where(operators.c.login == bindparam("of_login"), operators.c.disabled_at.is_(None))
    .values(disabled_at=bindparam("at"))
)


def by_login(connection: Connection, login: str) -> RowMapping | None:
    return connection.execute(_BY_LOGIN, {"of_login": login}).mappings().one_or_none()


def is_open(connection: Connection, operator: str) -> bool:
    return connection.execute(_OPEN, {"of_operator": operator}).first() is not None


def roles(connection: Connection, operator: str) -> list[str]:
    return list(connection.execute(_ROLES, {"of_operator": operator}).scalars())


def all_logins(connection: Connection) -> list[RowMapping]:
    return list(connection.execute(_LIST).mappings())


def add(connection: Connection, values: Mapping[str, Any], given: Iterable[str]) -> None:
    connection.execute(insert(operators), dict(values))
    rows = [{"operator": values["operator"], "role": role} for role in sorted(given)]
    connection.execute(insert(operator_roles), rows)


def use_step(connection: Connection, operator: str, step: int) -> bool:
    """Whether the code's step was still unused; then the failures are forgotten too."""
    return connection.execute(_USE_STEP, {"of_operator": operator, "step": step}).rowcount == 1


def add_failure(connection: Connection, operator: str, locked_until: datetime | None) -> None:
    connection.execute(_FAIL, {"of_operator": operator, "until": locked_until})


def disable(connection: Connection, login: str, at: datetime) -> bool:
    return connection.execute(_DISABLE, {"of_login": login, "at": at}).rowcount == 1
