"""What a token says of an operator's roles."""

from __future__ import annotations

from collections.abc import Iterable

from backend.contract.kiosks import Token
from backend.contract.operators import OperatorToken
from backend.operators.values import Role


def with_roles(token: Token, roles: tuple[str, ...], login: str = "") -> OperatorToken:
    """The token with what it allows beside it."""
    return OperatorToken(
        access_token=token.access_token, expires_in=token.expires_in, roles=roles, login=login
    )


def names_of(roles: Iterable[Role]) -> tuple[str, ...]:
    """The roles as tokens carry them."""
    return tuple(sorted(role.value for role in roles))
