"""How an operator signs in."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from backend.contract.base import Contract
from backend.contract.kiosks import Token


class OperatorLogin(Contract):
    """Login, password and the six digits of the authenticator (RFC 6238); the answer is a `Token`."""

    login: Annotated[str, Field(min_length=1, max_length=40)]
    password: Annotated[str, Field(min_length=1, max_length=200, repr=False)]
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$", repr=False)]


class SignInWays(Contract):
    """How one may sign in besides login, password and code."""

    single_sign_on: bool


class SignInBeginning(Contract):
    """Where the browser goes; the rest lies in it, sealed, until it comes back."""

    address: str
    state: Annotated[str, Field(repr=False)]
    nonce: Annotated[str, Field(repr=False)]
    verifier: Annotated[str, Field(repr=False)]


SignInSecret = Annotated[str, Field(min_length=1, max_length=2000, repr=False)]


class SignInReturn(Contract):
    """What the browser came back with from the identity provider; the answer is an `OperatorToken`."""

    authorization_code: SignInSecret
    nonce: SignInSecret
    verifier: SignInSecret


class UnlockIn(Contract):
    """The password of whoever is signed in: somebody stands before a page that was left."""

    password: Annotated[str, Field(min_length=1, max_length=200, repr=False)]


class OperatorToken(Token):
    """A token and what it allows, so that a page offers nobody what will be refused."""

    roles: tuple[str, ...] = ()  # "operator", "case_worker", "supervisor", "technician", "auditor"
    login: str = ""  # whose it is, after a single sign-on
